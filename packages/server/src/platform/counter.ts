import { sql } from 'kysely'
import type { Tx } from './db.ts'

/**
 * Takes the next `count` numbers that people say aloud (商机编号), in order. The counter's row stays locked until the
 * transaction ends, so call it late; a rolled back transaction leaves no gap.
 */
export async function nextNumbers(tx: Tx, orgId: string, name: 'deal' | 'lead', count: number): Promise<number[]> {
  if (count === 0) return []
  const { rows } = await sql<{ value: number }>`
    insert into counter (org_id, name, value) values (${orgId}, ${name}, ${count})
    on conflict (org_id, name) do update set value = counter.value + excluded.value
    returning value`.execute(tx)
  const last = rows[0]?.value ?? count
  return Array.from({ length: count }, (_, i) => last - count + 1 + i)
}
