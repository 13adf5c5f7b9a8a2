import { joinNotes, mergeFields, usualChoice, type MergeChoices, type MergeField } from '@sluice/core/cleaning/merged-fields'
import type { Reason } from '@sluice/core/cleaning/likeness'
import type { Changes } from '@sluice/core/events/deal-events'
import type { CustomField } from '@sluice/core/fields/contract'
import { e164Of } from '@sluice/core/lib/e164'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { fieldsOf } from '../fields/fields.queries.ts'
import { storeValues } from '../fields/store-values.ts'
import { lockFields, takeUnique } from '../fields/unique-values.ts'
import { leadTerms } from '../leads/load-leads.ts'
import { lockRows, same, withMerged, writeColumns, type LeadRecord } from './merge-rows.ts'
import { moveOver, type Moved } from './move-over.ts'

/** Which columns a field is, the first being the one that is compared; what the log calls each. */
const columnsOf: Record<MergeField, readonly [column: string, property: string][]> = {
  name: [['name', 'name']], company: [['company', 'company']], title: [['title', 'title']], phone: [['phone', 'phone']], email: [['email', 'email']], wechat: [['wechat', 'wechat']],
  status: [['status', 'status'], ['status_at', ''], ['invalid_reason', 'invalidReason']], source: [['source_id', 'sourceId'], ['source_detail', 'sourceDetail']],
  owner: [['owner_id', 'ownerId'], ['team_id', 'teamId']], nextStep: [['next_step', 'nextStep'], ['next_step_due', 'nextStepDue']], tags: [['tag_ids', 'tagIds']], note: [['note', 'note']],
}
const propertyOf = new Map(Object.values(columnsOf).flat())

/** Why two leads are merged: by somebody, or by a rule. */
interface MergeReason {
  score: number
  reasons: readonly Reason[]
  rule: { id: string; name: string } | null
}

/** What lies behind the undoing of a merge (`lead_merge.moved`). */
export interface MovedOver extends Moved {
  /** Unique custom values that the merged lead gave to the other, by field. */
  unique: string[]
}

/**
 * Merges one lead into another, in the caller's transaction, who has asked whether that is allowed: fields as chosen, everything that hangs on it
 * moved, its row kept and out of sight, and all of it noted so that `undoMerge` can take it back. Answers the merge's id.
 */
export async function mergeLeads(tx: Tx, act: Act, keptId: string, mergedId: string, choices: MergeChoices, why: MergeReason): Promise<string> {
  const { orgId } = act
  if (keptId === mergedId) refuse('merge.same_lead')
  return withMerged(tx, async () => {
    await lockFields(tx, orgId, 'shared')
    const rows = await lockRows(tx, orgId, [keptId, mergedId])
    const [kept, merged] = [rows.get(keptId), rows.get(mergedId)]
    if (kept === undefined || merged === undefined || kept.merged_into !== null || merged.merged_into !== null) refuse('record.not_found')
    if (merged.status === 'converted') refuse('merge.converted')
    const fields = (await fieldsOf(tx, orgId, 'lead')).filter((field) => !field.isArchived)
    requireFields(choices, fields)
    const next = { ...chosen(kept, merged, choices), ...chosenCustom(kept, merged, choices, fields), ...(await joined(tx, orgId, kept, merged)) }
    const derived = { ...kept, ...next }
    const phone = derived.phone as string | null
    Object.assign(next, {
      phone_e164: e164Of(phone), search: leadTerms({ name: derived.name, number: derived.number, company: derived.company as string | null, phone, phoneE164: e164Of(phone), email: derived.email as string | null, wechat: derived.wechat as string | null }),
    })
    const written = Object.fromEntries(Object.entries(next).filter(([column, value]) => !same(kept[column], value)).map(([column, value]) => [column, [kept[column], value] as [unknown, unknown]]))

    const unique = await takeCustom(tx, orgId, keptId, mergedId, written, fields)
    const moved: MovedOver = { ...(await moveOver(tx, orgId, mergedId, keptId)), unique }
    await writeColumns(tx, orgId, keptId, Object.fromEntries(Object.entries(written).map(([column, [, value]]) => [column, value])))
    await writeColumns(tx, orgId, mergedId, { merged_into: keptId })

    const id = newId()
    await sql`insert into lead_merge (org_id, id, kept_id, merged_id, at, merged_by, rule_id, rule_name, score, reasons, written, merged_row, moved)
      values (${orgId}, ${id}, ${keptId}, ${mergedId}, ${act.now}, ${why.rule === null ? act.actorId : null}, ${why.rule?.id ?? null}, ${why.rule?.name ?? null}, ${why.score},
        ${JSON.stringify(why.reasons)}::jsonb, ${JSON.stringify(written)}::jsonb, ${JSON.stringify(merged)}::jsonb, ${JSON.stringify(moved)}::jsonb)`.execute(tx)
    const owned = { ownerId: (derived.owner_id), teamId: (derived.team_id) }
    await append(tx, act, [
      {
        type: 'lead.merged', subjectType: 'lead', subjectId: keptId, ...owned,
        payload: {
          mergeId: id, mergedId, mergedNumber: merged.number, mergedName: merged.name, score: why.score, ruleId: why.rule?.id ?? null, ruleName: why.rule?.name ?? null,
          changes: changesFor(written), moved: Object.fromEntries(Object.entries(moved).map(([table, list]) => [table, list.length])),
        },
      },
      { type: 'lead.merged_into', subjectType: 'lead', subjectId: mergedId, ownerId: merged.owner_id, teamId: merged.team_id, payload: { mergeId: id, keptId, ruleId: why.rule?.id ?? null } },
    ])
    return id
  })
}

function requireFields(choices: MergeChoices, fields: readonly CustomField[]): void {
  const known = new Set([...mergeFields, ...fields.map((field) => `c_${field.key}`)])
  const unknown = Object.keys(choices).find((field) => !known.has(field))
  if (unknown !== undefined) refuse('merge.unknown_field', { field: unknown }, [{ path: `choices.${unknown}`, code: 'merge.unknown_field' }])
}

/** The built-in columns as chosen. What was converted stays what it is. */
function chosen(kept: LeadRecord, merged: LeadRecord, choices: MergeChoices): Record<string, unknown> {
  const given = new Map(Object.entries(choices))
  const next: Record<string, unknown> = {}
  for (const field of mergeFields) {
    const columns = columnsOf[field]
    const [first] = columns[0] ?? ['']
    const choice = field === 'status' && kept.status === 'converted' ? 'kept' : (given.get(field) ?? usualChoice(field, kept[first], merged[first]))
    if (choice === 'merged') for (const [column] of columns) next[column] = merged[column]
    if (choice === 'both' && field === 'tags') next.tag_ids = [...new Set([...kept.tag_ids, ...merged.tag_ids])]
    if (choice === 'both' && field === 'note') next.note = joinNotes(kept.note, merged.note)
  }
  return next
}

function chosenCustom(kept: LeadRecord, merged: LeadRecord, choices: MergeChoices, fields: readonly CustomField[]): Record<string, unknown> {
  const given = new Map(Object.entries(choices))
  const [own, other] = [new Map(Object.entries(kept.custom)), new Map(Object.entries(merged.custom))]
  const after = new Map(own)
  for (const { key, type } of fields) {
    // What is computed is computed anew.
    if (type === 'formula' || type === 'rollup') continue
    const choice = given.get(`c_${key}`) ?? usualChoice(`c_${key}`, own.get(key), other.get(key))
    if (choice !== 'merged') continue
    if (other.has(key)) after.set(key, other.get(key))
    else after.delete(key)
  }
  return { custom: Object.fromEntries(after) }
}

/** Where the two came from, and when somebody last spoke to either. */
async function joined(tx: Reader, orgId: string, kept: LeadRecord, merged: LeadRecord): Promise<Record<string, unknown>> {
  const [first, last] = [(row: LeadRecord) => row.first_touch_id as string | null, (row: LeadRecord) => row.last_touch_id as string | null]
  const ids = [first(kept), first(merged), last(kept), last(merged)].filter((id) => id !== null)
  const { rows } = await sql<{ id: string; at: string }>`select id, at from touch where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const at = new Map(rows.map((row) => [row.id, row.at]))
  const pick = (a: string | null, b: string | null, earlier: boolean) => {
    const [from, to] = [a === null ? undefined : at.get(a), b === null ? undefined : at.get(b)]
    if (to === undefined) return a
    if (from === undefined) return b
    return (to < from) === earlier && to !== from ? b : a
  }
  const [spoke, otherSpoke] = [kept.last_activity_at as string | null, merged.last_activity_at as string | null]
  return {
    first_touch_id: pick(first(kept), first(merged), true), last_touch_id: pick(last(kept), last(merged), false),
    last_activity_at: spoke === null ? otherSpoke : otherSpoke === null || Date.parse(otherSpoke) <= Date.parse(spoke) ? spoke : otherSpoke,
  }
}

/** Custom values go into their plain columns too; a value that only one record may hold goes from the one to the other. */
async function takeCustom(tx: Tx, orgId: string, keptId: string, mergedId: string, written: Readonly<Record<string, [unknown, unknown]>>, fields: readonly CustomField[]): Promise<string[]> {
  const custom = new Map(Object.entries(written)).get('custom')
  if (custom === undefined) return []
  const [before, after] = custom.map((one) => new Map(Object.entries(one as Record<string, unknown>)))
  const changed = fields.filter((field) => !same(before?.get(field.key), after?.get(field.key)))
  await storeValues(tx, orgId, changed.map((field) => ({ recordId: keptId, field, value: after?.get(field.key) })))
  const unique: string[] = []
  for (const field of changed.filter((one) => one.settings.unique).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    await sql`delete from custom_unique where org_id = ${orgId} and field_id = ${field.id} and record_id = ${mergedId}`.execute(tx)
    if (!(await takeUnique(tx, orgId, field, keptId, after?.get(field.key)))) refuse('field.not_unique', { name: field.label })
    unique.push(field.id)
  }
  return unique
}

/** Changed columns as the log and people call them; what follows from others is left out. */
export function changesFor(written: Readonly<Record<string, [unknown, unknown]>>): Changes {
  const changes: Changes = {}
  for (const [column, [before, after]] of Object.entries(written)) {
    const property = propertyOf.get(column)
    if (property !== undefined && property !== '') changes[property] = [before, after]
    if (column === 'custom') {
      const [own, next] = [before as Record<string, unknown>, after as Record<string, unknown>]
      for (const key of new Set([...Object.keys(own), ...Object.keys(next)])) if (!same(own[key], next[key])) changes[`c_${key}`] = [own[key] ?? null, next[key] ?? null]
    }
  }
  return changes
}
