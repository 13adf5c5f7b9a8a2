import { eventTypes, type EventType } from '@sluice/core/events/catalogue'
import type { Trigger } from '@sluice/core/nurture/sequence'
import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { enrolLeads } from './enrol-lead.ts'
import { leaveFor, type LeadNews } from './leave.ts'
import { leadFilter } from './lead-condition.queries.ts'
import { selectVersion } from './versions.queries.ts'

/** What a sequence itself writes of a lead sets none off. */
const own: ReadonlySet<EventType> = new Set<EventType>(['lead.enrolled', 'lead.left_sequence', 'lead.mailed', 'lead.mail_bounced', 'lead.unsubscribed', 'lead.points_given', 'lead.removed'])
const watched: Consumer['follows'] = new Set<EventType>(['activity.logged', ...eventTypes.filter((type) => type.startsWith('lead.') && !own.has(type))])

/** What became known longer ago sets nothing off: imported history, and the log of years that a new consumer reads first. */
const newsMs = 2 * 86_400_000

/** Follows the log: leads that leave their sequences because of what happened, and leads whom a trigger takes into one. */
export const nurtureWatch = (clock: Clock): Consumer => ({
  name: 'nurture',
  follows: watched,
  async handle(tx, orgId, events) {
    const now = clock.now()
    const since = new Date(now.getTime() - newsMs).toISOString()
    const about = events.filter((event) => event.subject_type === 'lead' && event.known_at >= since)
    const last = about.at(-1)
    if (last === undefined) return
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const news = about.flatMap(newsOf)
    await markReplies(tx, act, news)
    await leaveFor(tx, act, news)
    await runTriggers(tx, { ...act, causeId: last.seq }, [...new Set(about.filter((event) => event.type !== 'activity.logged').map((event) => event.subject_id))])
  },
})

function newsOf({ type, payload, at, subject_id: leadId }: LogEvent): LeadNews[] {
  if (type === 'lead.converted') return [{ leadId, at, reason: 'converted' }]
  if (type === 'lead.ready') return [{ leadId, at, reason: 'ready' }]
  if (type === 'activity.logged' && payload['kind'] === 'mail' && payload['outcome'] === 'replied') return [{ leadId, at, reason: 'replied' }]
  if (type !== 'lead.changed') return []
  const status = ((payload['changes'] as Record<string, [unknown, unknown]> | undefined)?.['status'] ?? [])[1]
  return status === 'invalid' ? [{ leadId, at, reason: 'invalid' }] : status === 'qualified' ? [{ leadId, at, reason: 'ready' }] : []
}

/** A reply belongs to the last mail that the lead got. */
async function markReplies(tx: Tx, act: Act, news: readonly LeadNews[]): Promise<void> {
  const leadIds = news.filter((one) => one.reason === 'replied').map((one) => one.leadId)
  if (leadIds.length === 0) return
  await sql`
    update outbox o set replied_at = ${act.now}::timestamptz
    from (select distinct on (lead_id) id from outbox where org_id = ${act.orgId} and lead_id = any(${sql.val(leadIds)}::uuid[]) and sent_at is not null order by lead_id, sent_at desc, id desc) last
    where o.org_id = ${act.orgId} and o.id = last.id and o.replied_at is null`.execute(tx)
}

/** Enrols those of the leads whom a running sequence's trigger fits and who were not in it before (or long enough ago). */
export async function runTriggers(tx: Tx, act: Act, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return
  const sequences = await tx
    .selectFrom('sequence').select(['id', 'published_number'])
    .where('org_id', '=', act.orgId).where('published_number', 'is not', null).where('paused_at', 'is', null).where('archived_at', 'is', null).orderBy('id').execute()
  for (const { id, published_number: number } of sequences) {
    if (number === null) continue
    const { definition } = await selectVersion(tx, act.orgId, id, number)
    if (definition.trigger.kind === 'manual') continue
    const again = definition.againAfterDays === null ? sql<boolean>`false` : sql<boolean>`e.state not in ('active', 'paused') and e.ended_at < ${act.now}::timestamptz - make_interval(days => ${definition.againAfterDays}::integer)`
    const { rows } = await sql<{ id: string }>`
      select l.id from lead l
      where l.org_id = ${act.orgId} and l.id = any(${sql.val([...leadIds])}::uuid[]) and l.status not in ('converted', 'invalid')
        and ${triggerFilter(definition.trigger)} and ${await leadFilter(tx, act.orgId, definition.where, new Date(act.now))}
        and not exists (select from enrolment e where e.org_id = l.org_id and e.sequence_id = ${id} and e.lead_id = l.id and not (${again}))
      order by l.id`.execute(tx)
    if (rows.length > 0) await enrolLeads(tx, act, id, rows.map((row) => row.id), 'trigger')
  }
}

function triggerFilter(trigger: Trigger): RawBuilder<boolean> {
  switch (trigger.kind) {
    case 'manual': return sql<boolean>`false`
    case 'condition': return sql<boolean>`true`
    case 'campaign': return sql<boolean>`exists (select from touch t where t.org_id = l.org_id and t.lead_id = l.id and t.campaign_id = any(${sql.val(trigger.campaignIds)}::uuid[]))`
    case 'form': return sql<boolean>`exists (select from form_submission f where f.org_id = l.org_id and f.lead_id = l.id and f.verdict <> 'suspected_bot'
      and (${trigger.formIds.length === 0} or f.form_id = any(${sql.val(trigger.formIds)}::uuid[])))`
    case 'score': return sql<boolean>`l.score >= ${trigger.from}::integer and (${trigger.to}::integer is null or l.score < ${trigger.to}::integer)`
    case 'status': return sql<boolean>`l.status = any(${sql.val(trigger.statuses)}::text[])`
  }
}
