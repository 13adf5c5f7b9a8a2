import { assign } from '@sluice/core/assignment/assign'
import type { AssignTrigger } from '@sluice/core/assignment/contract'
import { whyMe } from '@sluice/core/assignment/explain'
import type { Assignment, RuleTrace } from '@sluice/core/assignment/model'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { isHeld } from '../cleaning/held.ts'
import { giveLead } from './give-lead.ts'
import { isOpen, lockHeld, type HeldLead } from './own-lead.ts'
import type { StoredRule } from './rules.queries.ts'
import { chainOf, coreOf, inputOf, peopleOf, readGround, selectAccountOwners, selectFits, selectPeople, type Ground } from './world.ts'

/** How assigning a lead ended. `unmatched`: no rule fits it; `owned`, `closed`, `gone`: there is nothing to assign. */
export type Outcome = { to: string; why: { zh: string; en: string } } | { to: null; code: 'unmatched' | 'owned' | 'closed' | 'gone' | 'lead_held' | 'assignment.held' | 'assignment.nobody' }

export interface AssignOptions {
  /** What the rules are asked for; null: any of them. */
  trigger: AssignTrigger | null
  /** Who had it and did not answer: passed over, and their lead is taken from them when there is another. */
  from?: string
  /** Whether it is a hand-over from marketing to sales, on which sales says yes or no. Default true. */
  handsOver?: boolean
}

/**
 * The lock of all assigning in an organisation: turns and limits are counted one lead after the other. Taken before any lead's row.
 * A lead costs milliseconds under it, so a hundred of them a second can be given away.
 */
export async function lockAssigning(tx: Tx, orgId: string): Promise<void> {
  await tx.insertInto('assign_setting').values({ org_id: orgId }).onConflict((conflict) => conflict.doNothing()).execute()
  await tx.selectFrom('assign_setting').select('org_id').where('org_id', '=', orgId).forUpdate().execute()
}

/** Holds the lock and reads what does not differ from lead to lead; then leads are assigned one by one. */
export async function openAssigning(tx: Tx, act: Act): Promise<(leadId: string, options: AssignOptions) => Promise<Outcome>> {
  await lockAssigning(tx, act.orgId)
  const ground = await readGround(tx, act.orgId, new Date(act.now), (rule) => rule.isEnabled)
  return (leadId, options) => assignOne(tx, act, ground, leadId, options)
}

/** Gives one lead to whom the rules name, with everything that belongs to it: owner, log, clock, hand-over, notification. */
export async function assignLead(tx: Tx, act: Act, leadId: string, options: AssignOptions): Promise<Outcome> {
  return (await openAssigning(tx, act))(leadId, options)
}

async function assignOne(tx: Tx, act: Act, ground: Ground, leadId: string, options: AssignOptions): Promise<Outcome> {
  const [lead] = await lockHeld(tx, act.orgId, [leadId])
  if (lead === undefined) return { to: null, code: 'gone' }
  if (!isOpen(lead)) return { to: null, code: 'closed' }
  if (lead.ownerId !== null && lead.ownerId !== options.from) return { to: null, code: 'owned' }
  if (await isHeld(tx, act.orgId, leadId)) return { to: null, code: 'lead_held' }
  const asked = await selectFits(tx, ground, [leadId])
  const core = coreOf(lead)
  const needsAccount = core !== null && ground.rules.some((rule) => rule.by === 'account_owner')
  const owners = needsAccount ? await selectAccountOwners(tx, act.orgId, [core]) : new Map<string, string>()
  const exclude = new Set(options.from === undefined ? [] : [options.from])
  const chain = chainOf(ground.rules, lead, options.trigger, asked.get(leadId), core === null ? null : (owners.get(core) ?? null), exclude)
  const people = await selectPeople(tx, ground, peopleOf(chain))
  const assignment = assign(inputOf(ground, chain, people))
  if (assignment.to === null) {
    if (assignment.trace.every(({ outcome }) => outcome === 'not_applicable')) return { to: null, code: 'unmatched' }
    if (options.from === undefined) await wait(tx, act, ground, lead, options.trigger ?? 'any', assignment)
    return { to: null, code: assignment.code }
  }
  const owner = people.find(({ id }) => id === assignment.to)
  const rule = ground.rules.find(({ id }) => id === assignment.ruleKey)
  if (owner === undefined || rule === undefined) throw new Error('assigned to nobody there is')
  await takeQuota(tx, act, ground, owner)
  await keepTurns(tx, act.orgId, rule, assignment.turns)
  const why = { zh: whyMe(assignment, 'zh'), en: whyMe(assignment, 'en') }
  await giveLead(tx, act, ground.time, lead, owner, {
    rule: { id: rule.id, name: rule.name }, why, handsOver: options.handsOver ?? true, reason: options.from === undefined ? 'rule' : 'reassigned',
    by: assignment.by, choice: assignment.choice, isAfterHours: assignment.isAfterHours, trace: namedTrace(ground.rules, assignment.trace),
  })
  return { to: assignment.to, why }
}

/** The trace with the names that the rules have now. */
export function namedTrace(rules: readonly StoredRule[], trace: readonly RuleTrace[]) {
  return trace.map((one) => ({ key: one.key, name: rules.find(({ id }) => id === one.key)?.name ?? '', by: one.by, outcome: one.outcome, passed: one.passed.map((person) => ({ ...person })) }))
}

/** One more for the day, asked once more in the very statement: what was counted before cannot be overtaken. */
async function takeQuota(tx: Tx, act: Act, ground: Ground, owner: { id: string; dailyQuota: number | null }): Promise<void> {
  const day = dayOf(ground.now, ground.time.zone)
  const limit = owner.dailyQuota ?? 2_147_483_647
  const { rows } = await sql`
    insert into assignee_quota as q (org_id, user_id, day, taken) values (${act.orgId}, ${owner.id}, ${day}, 1)
    on conflict (org_id, user_id, day) do update set taken = q.taken + 1 where q.taken < ${limit} returning 1`.execute(tx)
  if (rows.length === 0) throw new Error('a quota was overtaken')
}

async function keepTurns(tx: Tx, orgId: string, rule: StoredRule, turns: Readonly<Record<string, number>> | null): Promise<void> {
  if (turns === null) return
  for (const member of rule.members) member.turn = turns[member.userId] ?? member.turn
  await sql`
    update assign_member m set turn = r.turn from jsonb_to_recordset(${JSON.stringify(rule.members)}::jsonb) as r("userId" uuid, turn bigint)
    where m.org_id = ${orgId} and m.rule_id = ${rule.id} and m.user_id = r."userId" and m.turn <> r.turn`.execute(tx)
}

const retryMs = 30 * 60_000

async function wait(tx: Tx, act: Act, ground: Ground, lead: HeldLead, trigger: AssignTrigger | 'any', { code, until, trace }: Extract<Assignment, { to: null }>): Promise<void> {
  const values = { retry_at: new Date(until ?? Date.parse(act.now) + retryMs).toISOString(), code, trace: JSON.stringify(namedTrace(ground.rules, trace)) }
  await tx
    .insertInto('assign_wait')
    .values({ org_id: act.orgId, lead_id: lead.id, trigger, since: act.now, ...values })
    .onConflict((conflict) => conflict.columns(['org_id', 'lead_id']).doUpdateSet(values))
    .execute()
}
