import type { BehaviourKind } from '@sluice/core/tracking/behaviour'
import { signalsOf, type BehaviourDay, type Signal } from '@sluice/core/tracking/signals'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { notify } from '../../platform/notify.ts'
import { selectSignalRules } from './signal-rules.ts'

/** Something new of a lead: what the rules are asked about. */
export interface Fresh {
  leadId: string
  kind: BehaviourKind
  subject: string
}

/**
 * Asks the rules about leads that just did something: the lead gets the rule's tag, its owner is told, the log keeps it; at most once per
 * cool-down. `now` is ISO UTC. What was done must be in `lead_behaviour_day` already.
 */
export async function raiseSignals(tx: Tx, orgId: string, fresh: readonly Fresh[], now: string): Promise<void> {
  if (fresh.length === 0) return
  const rules = (await selectSignalRules(tx, orgId)).filter(({ isOn }) => isOn)
  const asked = new Set(rules.flatMap(({ rule }) => rule.kinds))
  const byLead = Map.groupBy(fresh.filter(({ kind }) => asked.has(kind)), ({ leadId }) => leadId)
  if (byLead.size === 0) return
  const { timeZone } = await tx.selectFrom('org').select('time_zone as timeZone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const ids = [...byLead.keys()]
  const days = await selectDays(tx, orgId, ids, [...asked], Math.max(...rules.map(({ rule }) => rule.withinDays)), now)
  const at = { at: now, today: dayOf(now, timeZone) }
  const hits = await selectHits(tx, orgId, ids)
  const ask = (leadId: string) => signalsOf(rules, days.get(leadId) ?? [], byLead.get(leadId) ?? [], hits.get(leadId) ?? new Map<string, string>(), at)
  const firing = ids.filter((leadId) => ask(leadId).length > 0).toSorted()
  if (firing.length === 0) return
  // Two that see the third view at once: the second waits here, and finds the first's hit.
  const act: Act = { orgId, actorId: null, now, isAutomatic: true }
  for (const leadId of firing) {
    const lead = await lockLead(tx, orgId, leadId)
    if (lead === undefined) continue
    hits.set(leadId, (await selectHits(tx, orgId, [leadId])).get(leadId) ?? new Map<string, string>())
    const signals = ask(leadId)
    if (signals.length > 0) await raise(tx, act, lead, signals)
  }
}

interface LeadRow {
  id: string; name: string; company: string | null; ownerId: string | null; teamId: string | null; tagIds: string[]; version: number
}

async function lockLead(tx: Tx, orgId: string, id: string): Promise<LeadRow | undefined> {
  // Not "for update": rows that refer to the lead may be waiting to commit elsewhere, and would wait for us.
  const { rows } = await sql<LeadRow>`
    select id, name, company, owner_id as "ownerId", team_id as "teamId", tag_ids as "tagIds", version from lead where org_id = ${orgId} and id = ${id} for no key update`.execute(tx)
  return rows[0]
}

async function raise(tx: Tx, act: Act, lead: LeadRow, signals: readonly Signal[]): Promise<void> {
  const about = { subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId } as const
  const rows = signals.map(({ key, rule, kind, subject, n }) => ({ id: newId(), key, name: rule.name, kind, subject, n }))
  await sql`
    insert into signal_hit (org_id, id, lead_id, rule_key, at, name, kind, subject, n)
    select ${act.orgId}::uuid, id, ${lead.id}::uuid, key, ${act.now}::timestamptz, name, kind, subject, n
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, name text, kind text, subject text, n integer)`.execute(tx)
  const tagIds = [...lead.tagIds]
  for (const tag of new Set(signals.map(({ rule }) => rule.tag))) {
    if (tag === null) continue
    const id = await tagOf(tx, act.orgId, tag)
    if (!tagIds.includes(id)) tagIds.push(id)
  }
  if (tagIds.length > lead.tagIds.length) {
    await sql`update lead set tag_ids = ${sql.val(tagIds)}::uuid[], version = version + 1 where org_id = ${act.orgId} and id = ${lead.id}`.execute(tx)
    await append(tx, act, [{ ...about, type: 'lead.changed', payload: { changes: { tagIds: [lead.tagIds, tagIds] } } }])
  }
  await append(tx, act, rows.map(({ key, name, kind, subject, n }) => ({ ...about, type: 'lead.signalled', payload: { rule: key, name, kind, subject, n } })))
  const { ownerId } = lead
  if (ownerId === null) return
  await notify(tx, act, signals.filter(({ rule }) => rule.notifies).map(({ key, rule, kind, subject, n }) => ({
    userId: ownerId, kind: 'lead_signal', data: { name: lead.name, company: lead.company, rule: key, signal: rule.name, kind, subject, n }, subjectType: 'lead', subjectId: lead.id,
  })))
}

/** The tag of this name, made if it is not there. */
async function tagOf(tx: Tx, orgId: string, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into tag as t (org_id, id, name) values (${orgId}, ${newId()}, ${name}) on conflict (org_id, lower(name)) do update set name = t.name returning id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('a tag was neither found nor made')
  return id
}

async function selectDays(tx: Tx, orgId: string, leadIds: readonly string[], kinds: readonly string[], days: number, now: string): Promise<Map<string, BehaviourDay[]>> {
  // A day more than the longest rule asks for: zones.
  const { rows } = await sql<BehaviourDay & { leadId: string }>`
    select lead_id as "leadId", day, kind, subject, n from lead_behaviour_day
    where org_id = ${orgId} and lead_id = any(${sql.val([...leadIds])}::uuid[]) and day >= (${now}::timestamptz - make_interval(days => ${days + 1}))::date and kind = any(${sql.val([...kinds])}::text[])`.execute(tx)
  return Map.groupBy(rows, ({ leadId }) => leadId)
}

/** When each rule fired last, by lead. */
async function selectHits(tx: Tx, orgId: string, leadIds: readonly string[]): Promise<Map<string, Map<string, string>>> {
  const { rows } = await sql<{ leadId: string; key: string; at: string }>`
    select lead_id as "leadId", rule_key as key, max(at) as at from signal_hit where org_id = ${orgId} and lead_id = any(${sql.val([...leadIds])}::uuid[]) group by 1, 2`.execute(tx)
  return new Map([...Map.groupBy(rows, ({ leadId }) => leadId)].map(([leadId, found]) => [leadId, new Map(found.map(({ key, at }) => [key, at]))]))
}
