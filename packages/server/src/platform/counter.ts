import { sql } from 'kysely'
import type { Tx } from './db.ts'

/** The first number of every counter: short enough to say, and no record looks like the very first one. */
const first = 1001

/**
 * Takes `count` consecutive numbers of an organisation's counter and answers the first. The counter's row stays locked
 * until the transaction ends, so numbers have no gaps and two writers wait for each other: take them late.
 */
export async function nextNumbers(tx: Tx, orgId: string, name: 'deal' | 'lead' | 'approval', count: number): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    insert into counter (org_id, name, value) values (${orgId}, ${name}, ${first - 1 + count}::bigint)
    on conflict (org_id, name) do update set value = counter.value + ${count}::bigint returning value`.execute(tx)
  const last = rows[0]?.value
  if (last === undefined) throw new Error(`counter ${name} gave no number`)
  return last - count + 1
}
