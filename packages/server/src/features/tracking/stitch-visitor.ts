import { sql } from 'kysely'
import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { joinTouches, readTouches } from '../touches/capture.ts'
import { noteBehaviours } from './note-behaviour.ts'

/** What a browser did before is the lead's no further back than this. */
const backDays = 90
/** Days × subjects: what one browser can have done that a person did. */
const atMost = 2000

/** A browser, and the lead that it turned out to be. */
export interface KnownVisitor {
  visitorId: string
  leadId: string
  by: 'form' | 'mail' | 'signed'
}

/**
 * It is known whose browser this is: what it did anonymously becomes the lead's, added up once, and so does what comes. Its touches go to
 * the lead too; a lead that had no source gets its first and last from them. What belonged to another lead before stays that lead's.
 * Call it after `joinTouches` in the transaction that makes or finds the lead.
 */
export async function stitchVisitor(tx: Tx, act: Act, { visitorId, leadId, by }: KnownVisitor): Promise<void> {
  const { orgId, now } = act
  const { rows } = await sql<{ leadId: string | null }>`
    insert into visitor as v (org_id, id, first_at, last_at) values (${orgId}, ${visitorId}, ${now}, ${now})
    on conflict (org_id, id) do update set last_at = v.last_at returning lead_id as "leadId"`.execute(tx)
  if (rows[0]?.leadId === leadId) return
  await sql`update visitor set lead_id = ${leadId}, known_by = ${by}, known_at = ${now} where org_id = ${orgId} and id = ${visitorId}`.execute(tx)
  const since = new Date(Date.parse(now) - backDays * 86_400_000).toISOString()
  const done = await sql<{ kind: BehaviourKind; subject: string; at: string; n: number }>`
    with mine as (
      update visit_event set lead_id = ${leadId} where org_id = ${orgId} and visitor_id = ${visitorId} and at >= ${since} and lead_id is null returning kind, subject, at)
    select kind, subject, max(mine.at) as at, count(*) as n from mine join org o on o.org_id = ${orgId}
    group by kind, subject, (mine.at at time zone o.time_zone)::date order by 3 desc limit ${atMost}`.execute(tx)
  await giveTouches(tx, act, visitorId, leadId)
  await noteBehaviours(tx, orgId, done.rows.toReversed().map((row) => ({ leadId, ...row })), now)
}

async function giveTouches(tx: Tx, act: Act, visitorId: string, leadId: string): Promise<void> {
  const lead = await tx.selectFrom('lead').select(['id', 'owner_id as ownerId', 'team_id as teamId', 'last_touch_id as lastTouchId'])
    .where('org_id', '=', act.orgId).where('id', '=', leadId).executeTakeFirst()
  if (lead === undefined) return
  if (lead.lastTouchId === null) await joinTouches(tx, act, lead, await readTouches(tx, act, { visitorId }))
  await sql`update touch set lead_id = ${leadId} where org_id = ${act.orgId} and visitor_id = ${visitorId} and lead_id is null`.execute(tx)
}
