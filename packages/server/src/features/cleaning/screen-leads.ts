import { leadObject } from '@sluice/core/conditions/objects'
import { sql, type RawBuilder } from 'kysely'
import { attempt } from '../../platform/attempt.ts'
import { understood } from '../../platform/condition-filter.ts'
import type { Consumer } from '../../platform/consumers.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { changeLead } from '../leads/change-lead.ts'
import { systemViewer } from './system-viewer.ts'

interface Rule {
  id: string; name: string; condition: string; action: 'hold' | 'nurture' | 'mark'; tagId: string | null; createdBy: string; createdAt: string
}

/**
 * Screens new leads as the log tells of them. Assignment asks `isHeld` (held.ts), which screens whatever has not been screened by then:
 * whoever comes first gives the verdict, once.
 */
export const screening = (now: () => Date): Consumer => ({
  name: 'lead-screening',
  follows: new Set(['lead.created'] as const),
  async handle(tx, orgId, events) {
    const ids = events.map((event) => event.subject_id)
    if (ids.length > 0) await screenLeads(tx, { orgId, actorId: null, now: now().toISOString(), isAutomatic: true }, ids)
  },
})

/**
 * Gives each of these leads that has none its verdict: the first rule that fits decides, in their order. A rule judges what came after it was
 * made, and new leads alone. Does nothing where there are no rules.
 */
export async function screenLeads(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  const { orgId } = act
  const rules = await selectEnabled(tx, orgId)
  if (rules.length === 0) return
  const verdicts = await sql<{ id: string; ruleId: string | null }>`
    select l.id, ${await decide(tx, act, rules)} as "ruleId" from lead l
    where l.org_id = ${orgId} and l.id = any(${sql.val([...ids])}::uuid[]) and l.status = 'new'
      and not exists (select from screened_lead s where s.org_id = l.org_id and s.lead_id = l.id)
    order by l.id for update of l`.execute(tx)
  for (const { id, ruleId } of verdicts.rows) {
    const rule = rules.find((one) => one.id === ruleId)
    const kept = await sql`insert into screened_lead (org_id, lead_id, at, verdict, rule_id, rule_name) values (${orgId}, ${id}, ${act.now}, ${rule?.action ?? 'pass'}, ${rule?.id ?? null}, ${rule?.name ?? null})
      on conflict do nothing returning 1`.execute(tx)
    if (rule !== undefined && kept.rows.length === 1) await apply(tx, act, rule, id)
  }
}

/** Which rule decides, as SQL: the id of the first that fits, null when none does. A rule that asks for what is no more is passed over. */
async function decide(tx: Tx, act: Act, rules: readonly Rule[]): Promise<RawBuilder<string | null>> {
  const { timeZone } = await tx.selectFrom('org').select('time_zone as timeZone').where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
  const catalogue = await withCustomFields(tx, act.orgId, null, leadObject)
  const cases: RawBuilder<unknown>[] = []
  for (const rule of rules) {
    await attempt(tx, async () => {
      const asker = { viewer: systemViewer(act.orgId, rule.createdBy), timeZone, now: new Date(act.now) }
      const { filter } = await understood(tx, asker, catalogue, 'l', rule.condition)
      cases.push(sql`when l.created_at >= ${rule.createdAt}::timestamptz and ${filter} then ${rule.id}::uuid`)
    })
  }
  return cases.length === 0 ? sql<null>`null::uuid` : sql<string | null>`case ${sql.join(cases, sql` `)} end`
}

async function apply(tx: Tx, act: Act, rule: Rule, leadId: string): Promise<void> {
  const viewer = systemViewer(act.orgId, rule.createdBy)
  const lead = await tx.selectFrom('lead').select(['version', 'tag_ids', 'owner_id', 'team_id']).where('org_id', '=', act.orgId).where('id', '=', leadId).executeTakeFirstOrThrow()
  await append(tx, act, [{
    type: 'lead.screened', subjectType: 'lead', subjectId: leadId, ownerId: lead.owner_id, teamId: lead.team_id, payload: { verdict: rule.action, ruleId: rule.id, ruleName: rule.name },
  }])
  if (rule.action === 'nurture') await changeLead(tx, act, viewer, leadId, lead.version, { status: 'nurturing' })
  const tags = (lead.tag_ids as string[] | null) ?? []
  if (rule.action === 'mark' && rule.tagId !== null && !tags.includes(rule.tagId)) await changeLead(tx, act, viewer, leadId, lead.version, { tagIds: [...tags, rule.tagId] })
}

async function selectEnabled(tx: Reader, orgId: string): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    select id, name, condition, action, tag_id as "tagId", created_by as "createdBy", created_at as "createdAt" from screen_rule where org_id = ${orgId} and is_enabled order by position, id`.execute(tx)
  return rows
}
