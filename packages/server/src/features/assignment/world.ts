import type { AssignTrigger } from '@sluice/core/assignment/contract'
import type { AfterHours, Assignee, AssignmentRule, Turns } from '@sluice/core/assignment/model'
import type { AssignmentInput } from '@sluice/core/assignment/assign'
import { check } from '@sluice/core/conditions/check'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { ConditionError } from '@sluice/core/conditions/errors'
import { leadObject } from '@sluice/core/conditions/objects'
import { companyCore } from '@sluice/core/lib/company-name'
import { dayOf } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import { filterOf } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { readWorkTime, type WorkTime } from '../answering/work-time.ts'
import { selectRules, type StoredRule } from './rules.queries.ts'

/** What does not differ from lead to lead: rules, working time, the fields there are. Read once for many leads; turns are carried on. */
export interface Ground {
  orgId: string
  now: Date
  time: WorkTime
  afterHours: AfterHours
  rules: StoredRule[]
  catalogue: ObjectCatalogue
  context: ConditionContext
  /** What each rule asks of a lead, in SQL over `l`; null: it fits no field any more. */
  asks: Map<string, { fits: RawBuilder<boolean>; match: RawBuilder<string | null> } | null>
}

const nobody = '00000000-0000-0000-0000-000000000000'

export async function readGround(tx: Reader, orgId: string, now: Date, which: (rule: StoredRule) => boolean): Promise<Ground> {
  const time = await readWorkTime(tx, orgId)
  const setting = await tx.selectFrom('assign_setting').select('after_hours').where('org_id', '=', orgId).executeTakeFirst()
  const catalogue = await withCustomFields(tx, orgId, null, leadObject)
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
  const context: ConditionContext = {
    now, timeZone: time.zone, me: nobody, myTeams: [], teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id), mayRead: () => null,
  }
  const rules = (await selectRules(tx, orgId)).filter(which)
  const asks = new Map(rules.map((rule) => [rule.id, askOf(rule, catalogue, context)] as const))
  return { orgId, now, time, afterHours: setting?.after_hours === 'assign' ? 'assign' : 'hold', rules, catalogue, context, asks }
}

/** A field that a rule names may be gone by now: such a rule fits nothing, and does not stop the others. */
function askOf(rule: StoredRule, catalogue: ObjectCatalogue, context: ConditionContext) {
  try {
    if (rule.condition !== null) check(rule.condition, catalogue)
    const field = rule.matchField === null ? undefined : catalogue.fields.get(rule.matchField)
    if (rule.matchField !== null && field === undefined) return null
    return {
      fits: rule.condition === null ? sql<boolean>`true` : filterOf(rule.condition, catalogue, context, 'l'),
      match: field === undefined ? sql<string | null>`null::text` : sql<string | null>`${sql.raw(field.sql('l'))}::text`,
    }
  } catch (error) {
    if (error instanceof ConditionError) return null
    throw error
  }
}

/** A lead as the rules ask about it. */
export interface AskedLead {
  id: string
  company: string | null
}

/** Which rules fit each of the leads, and what each lead says where a rule compares: one question for all of them. */
export async function selectFits(tx: Reader, ground: Ground, ids: readonly string[]): Promise<Map<string, { fits: Map<string, boolean>; matches: Map<string, string | null> }>> {
  const asked = ground.rules.flatMap((rule) => {
    const ask = ground.asks.get(rule.id)
    return ask === null || ask === undefined ? [] : [{ rule, ...ask }]
  })
  const found = new Map<string, { fits: Map<string, boolean>; matches: Map<string, string | null> }>()
  if (asked.length === 0) return found
  const { rows } = await sql<{ id: string; fits: boolean[]; matches: (string | null)[] }>`
    select l.id, jsonb_build_array(${sql.join(asked.map(({ fits }) => sql`(${fits})`))}) as fits, jsonb_build_array(${sql.join(asked.map(({ match }) => match))}) as matches
    from lead l where l.org_id = ${ground.orgId} and l.id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  for (const row of rows) {
    found.set(row.id, { fits: new Map(asked.map(({ rule }, i) => [rule.id, row.fits[i] === true])), matches: new Map(asked.map(({ rule }, i) => [rule.id, row.matches[i] ?? null])) })
  }
  return found
}

/** Owners of accounts by the core of their names: the one that sells to it most recently. */
export async function selectAccountOwners(tx: Reader, orgId: string, cores: readonly string[]): Promise<Map<string, string>> {
  if (cores.length === 0) return new Map()
  const { rows } = await sql<{ core: string; ownerId: string }>`
    select distinct on (name_core) name_core as core, owner_id as "ownerId" from account
    where org_id = ${orgId} and name_core = any(${sql.val([...cores])}::text[]) and owner_id is not null
    order by name_core, last_activity_at desc nulls last, created_at desc, id`.execute(tx)
  return new Map(rows.map((row) => [row.core, row.ownerId]))
}

export const coreOf = (lead: AskedLead) => (lead.company === null ? null : companyCore(lead.company))

/** The chain of rules for one lead. `exclude`: who had it and did not answer. */
export function chainOf(rules: readonly StoredRule[], lead: AskedLead, trigger: AssignTrigger | null, asked: { fits: Map<string, boolean>; matches: Map<string, string | null> } | undefined, accountOwner: string | null, exclude: ReadonlySet<string>): AssignmentRule[] {
  return rules.flatMap((rule): AssignmentRule[] => {
    if (trigger !== null && !rule.triggers.includes(trigger)) return []
    const fits = asked?.fits.get(rule.id) === true
    const open = rule.members.filter(({ userId }) => !exclude.has(userId))
    const not = (userId: string | null) => (userId === null || exclude.has(userId) ? null : userId)
    switch (rule.by) {
      case 'account_owner': return [{ key: rule.id, by: rule.by, userId: fits ? not(accountOwner) : null }]
      case 'named_account': {
        const core = coreOf(lead)
        const named = fits && core !== null ? rule.members.find(({ values }) => values.some((value) => companyCore(value) === core)) : undefined
        return [{ key: rule.id, by: rule.by, userId: not(named?.userId ?? null) }]
      }
      case 'territory':
      case 'product': {
        const value = asked?.matches.get(rule.id)?.toLowerCase() ?? ''
        const members = value === '' ? [] : open.filter(({ values }) => values.some((one) => value.includes(one.toLowerCase())))
        return [{ key: rule.id, by: rule.by, fits: fits && members.length > 0, memberIds: members.map(({ userId }) => userId), choice: rule.choice }]
      }
      case 'pool': return [{ key: rule.id, by: rule.by, fits, memberIds: open.map(({ userId }) => userId), choice: rule.choice }]
    }
  })
}

export const turnsOf = (rules: readonly StoredRule[]): Record<string, Turns> =>
  Object.fromEntries(rules.map((rule) => [rule.id, Object.fromEntries(rule.members.map(({ userId, turn }) => [userId, turn]))]))

/** Statuses in which a lead is in its owner's hands. */
export const inHandStatuses = ['new', 'working', 'qualified'] as const

/** What people can take now: their weights and limits, what they were given today and hold, and when they are away. */
export async function selectPeople(tx: Reader, ground: Pick<Ground, 'orgId' | 'time' | 'now'>, ids: readonly string[]): Promise<(Assignee & { name: string; teamId: string })[]> {
  const day = dayOf(ground.now, ground.time.zone)
  const { rows } = await sql<{ id: string; name: string; teamId: string; isActive: boolean; weight: number; dayLimit: number | null; handLimit: number | null; today: number; inHand: number; absences: { from: string; to: string }[] }>`
    select u.id, u.name, u.team_id as "teamId", u.status = 'active' as "isActive", coalesce(a.weight, 1) as weight, a.day_limit as "dayLimit", a.hand_limit as "handLimit", coalesce(q.taken, 0) as today,
      (select count(*) from lead l where l.org_id = u.org_id and l.owner_id = u.id and l.status = any(${sql.val([...inHandStatuses])}::text[])) as "inHand",
      (select coalesce(jsonb_agg(jsonb_build_object('from', b.from_at, 'to', b.to_at) order by b.from_at), '[]') from absence b
        where b.org_id = u.org_id and b.user_id = u.id and b.to_at > ${ground.now.toISOString()}) as absences
    from app_user u left join assignee a on a.org_id = u.org_id and a.user_id = u.id
    left join assignee_quota q on q.org_id = u.org_id and q.user_id = u.id and q.day = ${day}::date
    where u.org_id = ${ground.orgId} and u.id = any(${sql.val([...new Set(ids)])}::uuid[])`.execute(tx)
  return rows.map((row) => ({
    id: row.id, name: row.name, teamId: row.teamId, isActive: row.isActive, weight: row.weight, dailyQuota: row.dayLimit, assignedToday: row.today, handQuota: row.handLimit, inHand: row.inHand,
    absences: row.absences.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })), hours: ground.time.hours,
  }))
}

/** The input of `assign` (core/assignment). */
export function inputOf(ground: Ground, chain: AssignmentRule[], people: readonly Assignee[]): AssignmentInput {
  return { rules: chain, people, turns: turnsOf(ground.rules), afterHours: ground.afterHours, now: ground.now.getTime() }
}

export const peopleOf = (chain: readonly AssignmentRule[]): string[] => [...new Set(chain.flatMap((rule) => ('memberIds' in rule ? rule.memberIds : rule.userId === null ? [] : [rule.userId])))]
