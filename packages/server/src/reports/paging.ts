import { refuse } from '../platform/refusal.ts'

/** Paging by place, for lists that are computed anew with each page: the cursor is how many came before. */
export function pageOf({ cursor, limit }: { cursor?: string | undefined; limit: number }): { from: number; limit: number; nextAfter: (total: number) => string | null } {
  const from = cursor === undefined ? 0 : Number(cursor)
  if (!Number.isSafeInteger(from) || from < 0) refuse('cursor.invalid')
  return { from, limit, nextAfter: (total) => (from + limit < total ? String(from + limit) : null) }
}
