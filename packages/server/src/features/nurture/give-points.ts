import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'

/** Adds to the points that a lead was given, between −100 and 100 in all; its score follows by the log. */
export async function givePoints(tx: Tx, orgId: string, leadId: string, points: number): Promise<void> {
  await sql`
    insert into lead_points as p (org_id, lead_id, points) values (${orgId}, ${leadId}, greatest(-100, least(100, ${points}::int)))
    on conflict (org_id, lead_id) do update set points = greatest(-100, least(100, p.points + excluded.points))`.execute(tx)
}
