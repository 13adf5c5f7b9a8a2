import type { AssignRule, changeAssignRule, createAssignRule } from '@sluice/core/assignment/contract'
import { check } from '@sluice/core/conditions/check'
import { ConditionError } from '@sluice/core/conditions/errors'
import { leadObject } from '@sluice/core/conditions/objects'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { lockAssigning } from './assign-lead.ts'
import { selectRules, shownRule, type StoredRule } from './rules.queries.ts'

const mostRules = 100
type Body = BodyOf<typeof createAssignRule>

export async function createRule(tx: Tx, act: Act, viewer: Viewer, body: Body): Promise<AssignRule> {
  requireAdmin(viewer)
  await lockAssigning(tx, act.orgId)
  const rules = await selectRules(tx, act.orgId)
  if (rules.length >= mostRules) refuse('assignment.too_many_rules', { most: mostRules })
  const made = await checked(tx, act.orgId, body)
  const id = newId()
  await tx
    .insertInto('assign_rule')
    .values({
      org_id: act.orgId, id, position: (rules.at(-1)?.position ?? 0) + 1, name: made.name, is_enabled: made.isEnabled, triggers: made.triggers, condition: conditionColumn(made),
      by: made.by, choice: made.choice, match_field: made.matchField, created_by: act.actorId, created_at: act.now,
    })
    .execute()
  await writeMembers(tx, act.orgId, id, made.members)
  return done(tx, act, id, made.name)
}

export async function changeRule(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeAssignRule>): Promise<AssignRule> {
  const before = await hold(tx, act, viewer, id)
  if (before.version !== version) refuse('conflict.stale_version')
  const after = await checked(tx, act.orgId, { ...before, members: before.members.map(({ userId, values }) => ({ userId, values })), ...body }, body.members !== undefined)
  await tx
    .updateTable('assign_rule')
    .set({
      name: after.name, is_enabled: after.isEnabled, triggers: after.triggers, condition: conditionColumn(after), by: after.by, choice: after.choice, match_field: after.matchField, version: version + 1,
    })
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .execute()
  if (body.members !== undefined) await writeMembers(tx, act.orgId, id, after.members)
  return done(tx, act, id, after.name)
}

export async function removeRule(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const rule = await hold(tx, act, viewer, id)
  await tx.updateTable('assign_rule').set({ removed_at: act.now, is_enabled: false }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, id, rule.name)
}

/** All rules in a new order; one that somebody added meanwhile is not passed over in silence. */
export async function orderRules(tx: Tx, act: Act, viewer: Viewer, ids: readonly string[]): Promise<void> {
  requireAdmin(viewer)
  await lockAssigning(tx, act.orgId)
  const known = (await selectRules(tx, act.orgId)).map((rule) => rule.id)
  if (ids.some((id) => !known.includes(id))) refuse('record.not_found')
  if (known.length !== ids.length || new Set(ids).size !== ids.length) refuse('assignment.order')
  await sql`update assign_rule r set position = o.place from unnest(${sql.val([...ids])}::uuid[]) with ordinality as o(id, place) where r.org_id = ${act.orgId} and r.id = o.id`.execute(tx)
  await tell(tx, act, act.orgId, '')
}

export function requireAdmin(viewer: Viewer): void {
  if (viewer.role !== 'admin') refuse('permission.denied')
}

const conditionColumn = (body: { condition: unknown }) => (body.condition === null ? null : JSON.stringify(body.condition))

/** A rule that can be followed: fields that there are, members who sell, and for each what is theirs where the rule compares. */
async function checked(tx: Reader, orgId: string, body: Body, withMembers = true): Promise<Body> {
  const field = (path: string, code: 'assignment.members_required' | 'assignment.match_field_required' | 'assignment.values_required' | 'assignment.unknown_member') => refuse(code, {}, [{ path, code }])
  const catalogue = await withCustomFields(tx, orgId, null, leadObject)
  if (body.condition !== null) {
    try {
      check(body.condition, catalogue)
    } catch (error) {
      if (error instanceof ConditionError) throw new Refusal(error.code, { ...error.detail })
      throw error
    }
  }
  const compares = body.by === 'territory' || body.by === 'product'
  const matched = body.matchField === null ? undefined : catalogue.fields.get(body.matchField)
  if (compares && (matched === undefined || !['text', 'choice'].includes(matched.type))) field('matchField', 'assignment.match_field_required')
  const members = [...new Map(body.members.map((member) => [member.userId, member])).values()]
  if (body.by !== 'account_owner' && members.length === 0) field('members', 'assignment.members_required')
  if ((compares || body.by === 'named_account') && members.some(({ values }) => values.length === 0)) field('members', 'assignment.values_required')
  if (withMembers && members.length > 0) {
    const found = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', 'in', members.map(({ userId }) => userId)).where('status', '=', 'active').where('role', 'in', ['rep', 'manager', 'admin']).execute()
    if (found.length < members.length) field('members', 'assignment.unknown_member')
  }
  return { ...body, matchField: compares ? body.matchField : null, members: body.by === 'account_owner' ? [] : members.map(({ userId, values }) => ({ userId, values: [...new Set(values)] })) }
}

/** Whoever stays keeps their turn; who comes begins in the middle. */
async function writeMembers(tx: Tx, orgId: string, ruleId: string, members: Body['members']): Promise<void> {
  const rows = members.map(({ userId, values }, position) => ({ userId, position, values }))
  await sql`delete from assign_member where org_id = ${orgId} and rule_id = ${ruleId} and user_id <> all(${sql.val(members.map(({ userId }) => userId))}::uuid[])`.execute(tx)
  await sql`
    insert into assign_member (org_id, rule_id, user_id, position, match_values)
    select ${orgId}, ${ruleId}, r."userId", r.position, r.values from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("userId" uuid, position int, values text[])
    on conflict (org_id, rule_id, user_id) do update set position = excluded.position, match_values = excluded.match_values`.execute(tx)
}

async function hold(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<StoredRule> {
  await lockAssigning(tx, act.orgId)
  const rule = (await selectRules(tx, act.orgId)).find((one) => one.id === id) ?? refuse('record.not_found')
  requireAdmin(viewer)
  return rule
}

async function done(tx: Tx, act: Act, id: string, name: string): Promise<AssignRule> {
  await tell(tx, act, id, name)
  return shownRule((await selectRules(tx, act.orgId)).find((rule) => rule.id === id) ?? refuse('record.not_found'))
}

const tell = (tx: Tx, act: Act, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what: 'assign_rule', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
