import { e164Of } from '@sluice/core/lib/e164'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireWrite, scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { fieldsOf } from '../fields/fields.queries.ts'
import { storeValues } from '../fields/store-values.ts'
import { lockFields, takeUnique } from '../fields/unique-values.ts'
import { leadTerms } from '../leads/load-leads.ts'
import { changesFor, type MovedOver } from './merge-leads.ts'
import { lockRows, same, withMerged, writeColumns, type LeadRecord } from './merge-rows.ts'
import { moveBack } from './move-over.ts'

interface MergeRow {
  id: string; keptId: string; mergedId: string; undoneAt: string | null
  written: Record<string, [unknown, unknown]>; moved: MovedOver
}

/**
 * Takes a merge apart: what moved goes back, and every field that still is what the merge made of it. What somebody changed since stays with the
 * lead that was kept. Who may change that one (and so could merge) may undo it.
 */
export async function undoMerge(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<{ keptId: string; mergedId: string }> {
  const { orgId } = act
  const merge = (await selectMerge(tx, orgId, id)) ?? refuse('record.not_found')
  return withMerged(tx, async () => {
    await lockFields(tx, orgId, 'shared')
    const rows = await lockRows(tx, orgId, [merge.keptId, merge.mergedId])
    const kept = rows.get(merge.keptId) ?? refuse('record.not_found')
    const merged = rows.get(merge.mergedId) ?? refuse('record.not_found')
    await requireSight(tx, viewer, kept)
    requireWrite(viewer, 'lead', { ownerId: kept.owner_id, teamId: kept.team_id })
    // Read again behind the locks: two who undo at once meet here.
    if ((await selectMerge(tx, orgId, id))?.undoneAt !== null) refuse('merge.undone')
    await requireLatest(tx, orgId, merge, kept)

    const back: Record<string, unknown> = {}
    for (const [column, [before, after]] of Object.entries(merge.written)) {
      if (column === 'custom' || column === 'search' || column === 'phone_e164') continue
      if (same(kept[column], after)) back[column] = before
    }
    const fields = await fieldsOf(tx, orgId, 'lead')
    const custom = customBack(kept, merge, fields)
    if (custom !== null) back.custom = custom.value
    const after = { ...kept, ...back } as LeadRecord
    const phone = after.phone as string | null
    back.phone_e164 = e164Of(phone)
    back.search = leadTerms({ name: after.name, number: after.number, company: after.company as string | null, phone, phoneE164: e164Of(phone), email: after.email as string | null, wechat: after.wechat as string | null })

    await moveBack(tx, orgId, merge.keptId, merge.mergedId, merge.moved)
    await writeColumns(tx, orgId, merge.keptId, back)
    await writeColumns(tx, orgId, merge.mergedId, { merged_into: null })
    if (custom !== null) await storeValues(tx, orgId, custom.changed.map((field) => ({ recordId: merge.keptId, field, value: new Map(Object.entries(custom.value)).get(field.key) })))
    await giveBackUnique(tx, orgId, merge, after, merged, fields)
    await sql`update lead_merge set undone_at = ${act.now}, undone_by = ${act.actorId} where org_id = ${orgId} and id = ${id}`.execute(tx)

    const changed = Object.fromEntries(Object.entries(back).filter(([column, value]) => !same(kept[column], value)).map(([column, value]) => [column, [kept[column], value] as [unknown, unknown]]))
    await append(tx, act, [
      { type: 'lead.unmerged', subjectType: 'lead', subjectId: merge.keptId, ownerId: after.owner_id, teamId: after.team_id, payload: { mergeId: id, otherId: merge.mergedId, changes: changesFor(changed) } },
      { type: 'lead.unmerged', subjectType: 'lead', subjectId: merge.mergedId, ownerId: merged.owner_id, teamId: merged.team_id, payload: { mergeId: id, otherId: merge.keptId, changes: {} } },
    ])
    return { keptId: merge.keptId, mergedId: merge.mergedId }
  })
}

async function selectMerge(tx: Reader, orgId: string, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`select id, kept_id as "keptId", merged_id as "mergedId", undone_at as "undoneAt", written, moved from lead_merge where org_id = ${orgId} and id = ${id}`.execute(tx)
  return rows[0]
}

async function requireSight(tx: Reader, viewer: Viewer, kept: LeadRecord): Promise<void> {
  const { rows } = await sql`select 1 from lead l where l.org_id = ${viewer.orgId} and l.id = ${kept.id} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  if (rows.length === 0) refuse('record.not_found')
}

/** Merges come apart in the reverse order in which they were made. */
async function requireLatest(tx: Reader, orgId: string, merge: MergeRow, kept: LeadRecord): Promise<void> {
  const { rows } = await sql`select 1 from lead_merge m where m.org_id = ${orgId} and m.kept_id = ${merge.keptId} and m.undone_at is null
    and (m.at, m.id) > (select o.at, o.id from lead_merge o where o.org_id = ${orgId} and o.id = ${merge.id})`.execute(tx)
  if (rows.length > 0 || kept.merged_into !== null) refuse('merge.not_latest')
}

/** The kept lead's custom values without what the merge brought; null when it brought none. */
function customBack(kept: LeadRecord, merge: MergeRow, fields: readonly CustomField[]): { value: Record<string, unknown>; changed: CustomField[] } | null {
  const written = new Map(Object.entries(merge.written)).get('custom')
  if (written === undefined) return null
  const [before, after] = [new Map(Object.entries(written[0] as object)), new Map(Object.entries(written[1] as object))]
  const value = new Map<string, unknown>(Object.entries(kept.custom))
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    if (same(before.get(key), after.get(key)) || !same(value.get(key), after.get(key))) continue
    if (before.has(key)) value.set(key, before.get(key))
    else value.delete(key)
  }
  const changed = fields.filter((field) => !same(new Map(Object.entries(kept.custom)).get(field.key), value.get(field.key)))
  return { value: Object.fromEntries(value), changed }
}

async function giveBackUnique(tx: Tx, orgId: string, merge: MergeRow, kept: LeadRecord, merged: LeadRecord, fields: readonly CustomField[]): Promise<void> {
  for (const fieldId of merge.moved.unique.toSorted()) {
    const field = fields.find((one) => one.id === fieldId)
    if (field === undefined || !field.settings.unique) continue
    for (const row of [kept, merged]) {
      if (!(await takeUnique(tx, orgId, field, row.id, new Map(Object.entries(row.custom)).get(field.key) ?? null))) refuse('merge.unique_taken', { name: field.label })
    }
  }
}
