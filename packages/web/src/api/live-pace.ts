/** Reports are answered from many rows: they are read again at most once in this time, however fast deals move. */
export const reportPause = 1_000

/** Whether a read is one of those that follow live events at a calmer pace. */
export function isCalm(path: string): boolean {
  return path === '/reports' || path.startsWith('/reports/')
}
