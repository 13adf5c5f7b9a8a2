import { toOnePerson } from '@sluice/core/messages/chat-app'
import { postsPerMinute, type RobotKind } from '@sluice/core/messages/robot'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { PersonalBody } from './deliver.ts'

interface Common { id: string; type: string; key: string; attempts: number; createdAt: string }
export type Claimed =
  | (Common & { to: 'robot'; targetId: string; kind: RobotKind; addressSealed: string; secretSealed: string | null; body: { text: string; url: string | null } })
  | (Common & { to: 'webhook'; targetId: string; url: string; secretSealed: string; body: object; messageId: string })
  | (Common & { to: 'device'; targetId: string; subscriptionSealed: string; publicKey: string; body: PersonalBody; messageId: string })
  | (Common & { to: 'app'; targetId: string; kind: RobotKind; userId: string; body: PersonalBody; messageId: string })

/** So many of one target are under way at a time; a slow one holds up no other. */
const atOnce = 2

/**
 * The next delivery that may leave now, marked as ours; null when there is none. A robot that has posted enough this minute waits, with all it has; so
 * does what an app has for somebody whom it has written enough.
 * Of one record a webhook gets what came first before the rest. `sending_at` is committed with the claim: whoever dies after it may have sent.
 */
export async function claimDelivery(tx: Tx, orgId: string, runId: string, now: Date): Promise<Claimed | null> {
  const at = now.toISOString()
  // Each round finds a robot that has to wait, or ends.
  for (;;) {
    const { rows } = await sql<{ id: string; robotId: string | null; appId: string | null; userId: string | null }>`
      with busy as materialized (
        select coalesce(robot_id, webhook_id, device_id, app_id) as target from delivery where org_id = ${orgId} and state = 'claimed' group by 1 having count(*) >= ${atOnce})
      select d.id, d.robot_id as "robotId", d.app_id as "appId", d.user_id as "userId" from delivery d
      left join robot r on r.org_id = d.org_id and r.id = d.robot_id left join webhook w on w.org_id = d.org_id and w.id = d.webhook_id left join chat_app a on a.org_id = d.org_id and a.id = d.app_id
      where d.org_id = ${orgId} and d.state = 'queued' and d.not_before <= ${at}::timestamptz and coalesce(r.is_on, w.is_on, a.is_on, true) and coalesce(r.paused_until, a.paused_until, '-infinity') <= ${at}::timestamptz
        and not exists (select from busy where busy.target = coalesce(d.robot_id, d.webhook_id, d.device_id, d.app_id))
        and (d.record_id is null or d.webhook_id is null or not exists (select from delivery e where e.org_id = d.org_id and e.webhook_id = d.webhook_id and e.record_id = d.record_id
          and e.state in ('queued', 'claimed') and e.place < d.place))
      order by d.not_before, d.id limit 1 for update of d skip locked`.execute(tx)
    const next = rows[0]
    if (next === undefined) return null
    if (next.robotId !== null && (await hasToWait(tx, orgId, next.robotId, now))) continue
    if (next.appId !== null && next.userId !== null && (await personHasEnough(tx, orgId, next.appId, next.userId, now))) continue
    await sql`update delivery set state = 'claimed', claimed_by = ${runId}::uuid, attempts = attempts + 1, sending_at = ${at}::timestamptz where org_id = ${orgId} and id = ${next.id}`.execute(tx)
    const { rows: found } = await sql<Claimed>`
      select d.id, d.type, d.key, d.attempts, d.created_at as "createdAt", d.body, coalesce(d.robot_id, d.webhook_id, d.device_id, d.app_id) as "targetId", d.user_id as "userId",
        case when d.robot_id is not null then 'robot' when d.webhook_id is not null then 'webhook' when d.device_id is not null then 'device' else 'app' end as "to",
        coalesce(r.kind, a.kind) as kind, r.address_sealed as "addressSealed", coalesce(r.secret_sealed, w.secret_sealed) as "secretSealed", w.url, coalesce(d.replay_of, d.id) as "messageId",
        p.subscription_sealed as "subscriptionSealed", p.public_key as "publicKey"
      from delivery d left join robot r on r.org_id = d.org_id and r.id = d.robot_id left join webhook w on w.org_id = d.org_id and w.id = d.webhook_id
      left join chat_app a on a.org_id = d.org_id and a.id = d.app_id left join push_device p on p.org_id = d.org_id and p.id = d.device_id
      where d.org_id = ${orgId} and d.id = ${next.id}`.execute(tx)
    return found[0] ?? null
  }
}

const windowMs = 60_000

/** Whether the robot has posted enough; then it is told until when to wait. Holds its row, so that two senders together keep the limit. */
async function hasToWait(tx: Tx, orgId: string, robotId: string, now: Date): Promise<boolean> {
  await tx.selectFrom('robot').select('id').where('org_id', '=', orgId).where('id', '=', robotId).forUpdate().executeTakeFirstOrThrow()
  const { rows } = await sql<{ at: string }>`
    select sending_at as at from delivery where org_id = ${orgId} and robot_id = ${robotId} and sending_at > ${new Date(now.getTime() - windowMs).toISOString()}::timestamptz
    order by sending_at desc limit ${postsPerMinute}`.execute(tx)
  const oldest = rows[postsPerMinute - 1]
  if (oldest === undefined) return false
  await tx.updateTable('robot').set({ paused_until: new Date(Date.parse(oldest.at) + windowMs).toISOString() }).where('org_id', '=', orgId).where('id', '=', robotId).execute()
  return true
}

/** Whether an app has written so much to somebody that its platform would drop more without a word; then what it has for them waits. Holds the app's row, so that two senders together keep the limit. */
async function personHasEnough(tx: Tx, orgId: string, appId: string, userId: string, now: Date): Promise<boolean> {
  await sql`select from chat_app where org_id = ${orgId} and id = ${appId} for update`.execute(tx)
  const since = new Date(now.getTime() - 86_400_000).toISOString()
  const { rows } = await sql<{ minuteOldest: string | null; dayOldest: string | null }>`
    with sent as (select sending_at as at, row_number() over (order by sending_at desc) as n from delivery where org_id = ${orgId} and user_id = ${userId} and app_id = ${appId} and sending_at > ${since}::timestamptz)
    select (select at from sent where n = ${toOnePerson.aMinute}) as "minuteOldest", (select at from sent where n = ${toOnePerson.aDay}) as "dayOldest"`.execute(tx)
  const until = Math.max(...[[rows[0]?.minuteOldest, windowMs], [rows[0]?.dayOldest, 86_400_000]].map(([at, span]) => (typeof at === 'string' ? Date.parse(at) + Number(span) : 0)))
  if (until <= now.getTime()) return false
  await sql`update delivery set not_before = ${new Date(until).toISOString()}::timestamptz where org_id = ${orgId} and app_id = ${appId} and user_id = ${userId} and state = 'queued' and not_before < ${new Date(until).toISOString()}::timestamptz`.execute(tx)
  return true
}
