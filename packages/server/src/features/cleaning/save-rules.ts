import type { changeMergeRule, changeScreenRule, createMergeRule, createScreenRule, previewScreenRule } from '@sluice/core/cleaning/contract'
import { leadObject } from '@sluice/core/conditions/objects'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import { conditionFilter, type Asker } from '../../platform/condition-filter.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { selectMergeRules, selectScreenRules } from './rules.queries.ts'

type Table = 'screen_rule' | 'merge_rule'

/** Refuses a condition that cannot be understood, before anything relies on it. */
async function requireCondition(tx: Reader, asker: Asker, condition: string): Promise<void> {
  await conditionFilter(tx, asker, await withCustomFields(tx, asker.viewer.orgId, asker.viewer.role, leadObject), 'l', condition)
}

export async function addScreenRule(tx: Tx, act: Act, asker: Asker, body: BodyOf<typeof createScreenRule>): Promise<string> {
  await requireCondition(tx, asker, body.condition)
  await requireTag(tx, act.orgId, body.action, body.tagId)
  const id = newId()
  await tx.insertInto('screen_rule').values({
    org_id: act.orgId, id, position: await nextPosition(tx, act.orgId, 'screen_rule'), name: body.name, condition: body.condition, action: body.action, tag_id: body.action === 'mark' ? body.tagId : null,
    is_enabled: body.isEnabled, created_by: asker.viewer.userId, created_at: act.now,
  }).execute()
  await tell(tx, act, 'screen_rule', id, body.name)
  return id
}

export async function editScreenRule(tx: Tx, act: Act, asker: Asker, id: string, version: number, body: BodyOf<typeof changeScreenRule>): Promise<void> {
  await lockRule(tx, act.orgId, 'screen_rule', id, version)
  const before = (await selectScreenRules(tx, act.orgId)).find((rule) => rule.id === id) ?? refuse('record.not_found')
  const after = { ...before, ...body }
  if (body.condition !== undefined) await requireCondition(tx, asker, body.condition)
  await requireTag(tx, act.orgId, after.action, after.tagId)
  await tx.updateTable('screen_rule').set({
    name: after.name, condition: after.condition, action: after.action, tag_id: after.action === 'mark' ? after.tagId : null, is_enabled: after.isEnabled, version: version + 1,
    // A rule judges what comes after it was made: switched on again, what comes from now on.
    ...(after.isEnabled && !before.isEnabled && { created_at: act.now }),
  }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, 'screen_rule', id, after.name)
}

async function requireTag(tx: Reader, orgId: string, action: string, tagId: string | null): Promise<void> {
  if (action !== 'mark') return
  await requireKnown(tx, orgId, { tagIds: [tagId ?? refuse('screen.tag_required', {}, [{ path: 'tagId', code: 'screen.tag_required' }])] })
}

export async function orderRules(tx: Tx, act: Act, ids: readonly string[]): Promise<void> {
  const known = await tx.selectFrom('screen_rule').select('id').where('org_id', '=', act.orgId).orderBy('id').forUpdate().execute()
  if (known.length !== new Set(ids).size || known.length !== ids.length || !known.every((rule) => ids.includes(rule.id))) refuse('screen.order_incomplete')
  await sql`update screen_rule r set position = o.n from unnest(${sql.val([...ids])}::uuid[]) with ordinality as o(id, n) where r.org_id = ${act.orgId} and r.id = o.id`.execute(tx)
  await tell(tx, act, 'screen_rule', ids[0] ?? act.orgId, '')
}

export async function addMergeRule(tx: Tx, act: Act, asker: Asker, body: BodyOf<typeof createMergeRule>): Promise<string> {
  await requireCondition(tx, asker, body.condition)
  const id = newId()
  await tx.insertInto('merge_rule').values({
    org_id: act.orgId, id, position: await nextPosition(tx, act.orgId, 'merge_rule'), name: body.name, condition: body.condition, min_score: body.minScore, keep: body.keep, is_enabled: body.isEnabled,
    created_by: asker.viewer.userId, created_at: act.now,
  }).execute()
  await tell(tx, act, 'merge_rule', id, body.name)
  return id
}

export async function editMergeRule(tx: Tx, act: Act, asker: Asker, id: string, version: number, body: BodyOf<typeof changeMergeRule>): Promise<void> {
  await lockRule(tx, act.orgId, 'merge_rule', id, version)
  const before = (await selectMergeRules(tx, act.orgId)).find((rule) => rule.id === id) ?? refuse('record.not_found')
  const after = { ...before, ...body }
  if (body.condition !== undefined) await requireCondition(tx, asker, body.condition)
  await tx.updateTable('merge_rule').set({ name: after.name, condition: after.condition, min_score: after.minScore, keep: after.keep, is_enabled: after.isEnabled, version: version + 1 })
    .where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, 'merge_rule', id, after.name)
}

/** Takes a rule away; what it decided keeps its name. */
export async function dropRule(tx: Tx, act: Act, table: Table, id: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`delete from ${sql.table(table)} where org_id = ${act.orgId} and id = ${id} returning name`.execute(tx)
  await tell(tx, act, table, id, (rows[0] ?? refuse('record.not_found')).name)
}

async function lockRule(tx: Tx, orgId: string, table: Table, id: string, version: number): Promise<void> {
  const { rows } = await sql<{ version: number }>`select version from ${sql.table(table)} where org_id = ${orgId} and id = ${id} for update`.execute(tx)
  if ((rows[0] ?? refuse('record.not_found')).version !== version) refuse('conflict.stale_version')
}

async function nextPosition(tx: Reader, orgId: string, table: Table): Promise<number> {
  const { rows } = await sql<{ n: number }>`select coalesce(max(position), 0) + 1 as n from ${sql.table(table)} where org_id = ${orgId}`.execute(tx)
  return rows[0]?.n ?? 1
}

const tell = (tx: Tx, act: Act, what: Table, id: string, name: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what, name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])

/** What a rule would have decided of the leads in sight. */
export async function previewRule(tx: Reader, viewer: Viewer, asker: Asker, condition: string): Promise<AnswerOf<typeof previewScreenRule>> {
  const filter = await conditionFilter(tx, asker, await withCustomFields(tx, viewer.orgId, viewer.role, leadObject), 'l', condition)
  const seen = sql<boolean>`l.org_id = ${viewer.orgId} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`
  const counted = await sql<{ matched: number; total: number; converted: number }>`
    select count(*) filter (where ${filter}) as matched, count(*) as total, count(*) filter (where l.status = 'converted' and ${filter}) as converted from lead l where ${seen}`.execute(tx)
  const { rows } = await sql<AnswerOf<typeof previewScreenRule>['items'][number]>`
    select l.id, l.name, l.company, l.status, l.created_at as "createdAt" from lead l where ${seen} and ${filter} order by l.created_at desc, l.id desc limit 8`.execute(tx)
  return { ...(counted.rows[0] ?? { matched: 0, total: 0, converted: 0 }), items: rows }
}
