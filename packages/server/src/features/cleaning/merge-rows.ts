import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** A row as PostgreSQL writes it in JSON: column → value. The same row always reads the same, so that values can be compared. */
export type LeadRecord = Record<string, unknown> & {
  id: string; number: number; name: string; status: string; owner_id: string | null; team_id: string | null; version: number
  custom: Record<string, unknown>; tag_ids: string[]; note: string; merged_into: string | null; created_at: string
}

/** Lets the transaction see merged leads while the work goes on (db/migrations/0007), and nobody else. */
export async function withMerged<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`select set_config('app.merged', 'on', true)`.execute(tx)
  try {
    return await work()
  } finally {
    // After a fault the transaction is over anyway.
    await sql`select set_config('app.merged', 'off', true)`.execute(tx).catch(() => undefined)
  }
}

/** Leads with all of their columns, locked, always in the same order. */
export async function lockRows(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, LeadRecord>> {
  const { rows } = await sql<{ row: LeadRecord }>`select to_jsonb(l) as row from lead l where l.org_id = ${orgId} and l.id = any(${sql.val([...ids])}::uuid[]) order by l.id for update`.execute(tx)
  return new Map(rows.map(({ row }) => [row.id, row]))
}

/** Columns of our own list, whose names are no input. */
const plainColumn = /^[a-z_0-9]{1,40}$/

/** Writes columns of a lead as they stand in JSON, and raises its version. */
export async function writeColumns(tx: Tx, orgId: string, id: string, columns: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(columns)
  if (!names.every((name) => plainColumn.test(name))) throw new Error('not a column')
  const set = names.length === 0 ? sql`` : sql`${sql.join(names.map((name) => sql`${sql.ref(name)} = (r.row).${sql.ref(name)}`))},`
  await sql`update lead l set ${set} version = l.version + 1
    from (select jsonb_populate_record(null::lead, ${JSON.stringify(columns)}::jsonb) as row) r where l.org_id = ${orgId} and l.id = ${id}`.execute(tx)
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
