import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'

/** Somebody gathers evidence for a deal: it is no idle one. One that sleeps is woken by who works on it, not by a fact that finance notes down. */
export async function touchDeal(tx: Tx, act: Act, dealId: string): Promise<void> {
  await sql`update deal set touched_at = ${act.now} where org_id = ${act.orgId} and id = ${dealId} and status = 'open' and dormant_at is null`.execute(tx)
}
