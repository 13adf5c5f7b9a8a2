import { isClock } from '@sluice/core/automation/clock'
import { objectOf } from '@sluice/core/automation/definition'
import { isSetOff } from '@sluice/core/automation/match'
import { eventTypes, type EventType } from '@sluice/core/events/catalogue'
import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Reader } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { setClocks } from './clocks.ts'
import { setOff, type NewRun } from './set-off.ts'
import { hasActive, selectActive } from './versions.ts'

const records = ['deal', 'lead', 'account', 'contact'] as const
const watched: ReadonlySet<EventType> = new Set<EventType>(['alarm.opened', 'approval.ended', 'activity.logged', 'activity.changed', 'activity.removed', ...eventTypes.filter((type) => records.some((one) => type.startsWith(`${one}.`)))])

/** What became known longer ago sets nothing off: imported history, and the log of years that a new consumer reads first. */
export const newsMs = 2 * 86_400_000

/**
 * Follows the log and writes down which automations each event sets off, and whose clocks begin or move. It decides nothing: conditions are
 * asked when the run is worked, so that slow automations hold up no other.
 */
export const automationWatch = (clock: Clock): Consumer => ({
  name: 'automations',
  follows: watched,
  isIdle: async (tx, orgId) => !(await hasActive(tx, orgId)),
  async handle(tx, orgId, events) {
    const now = clock.now()
    const since = new Date(now.getTime() - newsMs).toISOString()
    const news = events.filter((event) => event.known_at >= since)
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const active = await selectActive(tx, orgId)
    const flows = await selectFlows(tx, orgId, news)
    const matched = news.flatMap((event) => active
      .filter(({ definition, activeSince }) => event.known_at >= activeSince && isSetOff(definition.trigger, { type: event.type, subjectType: event.subject_type, subjectId: event.subject_id, payload: event.payload, flowId: flows.get(String(event.payload['approvalId'])) ?? null }))
      .map((automation) => ({ automation, event })))
    const depths = await selectDepths(tx, orgId, [...new Set(matched.map(({ event }) => event.seq))])
    await setOff(tx, act, matched.map(({ automation, event }): NewRun => ({
      automation, key: `event:${event.seq}`, recordType: objectOf(automation.definition.trigger), recordId: event.subject_id, causeSeq: event.seq, depth: depths.get(event.seq) ?? 0, actorId: event.actor_id, occasion: `event:${event.seq}`,
      inputs: { type: event.type, at: event.at, payload: event.payload }, at: act.now,
    })))
    const timed = active.filter(({ definition }) => isClock(definition.trigger))
    // Of history too: a deal that was brought days ago stays where it is from now on.
    if (timed.length > 0) await setClocks(tx, act, timed, idsOf(events))
  },
})

/** The records that events are about; an activity of a deal or contact breaks its account's silence when that clock runs out. */
function idsOf(events: readonly LogEvent[]): Record<(typeof records)[number], string[]> {
  const of = (type: string) => [...new Set(events.filter((event) => event.subject_type === type).map((event) => event.subject_id))]
  return { deal: of('deal'), lead: of('lead'), account: of('account'), contact: of('contact') }
}

async function selectFlows(tx: Reader, orgId: string, events: readonly LogEvent[]): Promise<Map<string, string>> {
  const ids = events.flatMap((event) => (event.type === 'approval.ended' ? [String(event.payload['approvalId'])] : []))
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('approval').select(['id', 'flow_id']).where('org_id', '=', orgId).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.flow_id]))
}

/**
 * How many automations lie on the way back from each event: one whose transaction did a run's steps was written by that run; another is
 * followed to the event that caused it, a few at most.
 */
async function selectDepths(tx: Reader, orgId: string, seqs: readonly number[]): Promise<Map<number, number>> {
  if (seqs.length === 0) return new Map()
  const { rows } = await sql<{ seq: number; depth: number }>`
    with recursive back as (
      select e.seq as first, e.seq, e.xid, e.cause_id, 0 as n from event e where e.org_id = ${orgId} and e.seq = any(${sql.val([...seqs])}::bigint[]) and e.cause_id is not null
      union all
      select b.first, e.seq, e.xid, e.cause_id, b.n + 1 from back b join event e on e.org_id = ${orgId} and e.seq = b.cause_id
      where b.n < 4 and not exists (select from automation_step s where s.org_id = ${orgId} and s.xid = b.xid))
    select b.first as seq, max(r.depth) + 1 as depth from back b join automation_step s on s.org_id = ${orgId} and s.xid = b.xid join automation_run r on r.org_id = s.org_id and r.id = s.run_id group by b.first`.execute(tx)
  return new Map(rows.map((row) => [row.seq, row.depth]))
}
