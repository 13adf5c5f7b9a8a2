/** The part of a pino logger that the database foundation uses. */
export type Log = {
  info(detail: object, message: string): void
  warn(detail: object, message: string): void
}

/** A log that keeps nothing. */
export const silentLog: Log = { info: () => {}, warn: () => {} }
