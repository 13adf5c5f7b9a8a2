import type { changeField as changeContract, createField as createContract, CustomField, FieldSettings, orderFields as orderContract } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { FormulaError } from '@sluice/core/fields/formula/error'
import { vetFormula } from '@sluice/core/fields/formula/formula'
import { keyFromLabel } from '@sluice/core/fields/key'
import { isReservedKey } from '@sluice/core/fields/reserved'
import { bindRollup } from '@sluice/core/fields/rollup'
import { settleSettings, vetSettings } from '@sluice/core/fields/settings'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { fieldsOf, forgetFields } from './fields.queries.ts'
import { lockFields, takeAllUnique } from './unique-values.ts'

const LIMIT = 200

/** Adds a custom field behind the others of its object, and answers its id. */
export async function createField(tx: Tx, act: Act, body: BodyOf<typeof createContract>): Promise<string> {
  const { orgId } = act
  // Two at once could take one key, or make a circle of dependencies that neither sees.
  await lockFields(tx, orgId, 'exclusive')
  forgetFields(tx)
  const others = await fieldsOf(tx, orgId, body.object)
  if (others.filter((field) => !field.isArchived).length >= LIMIT) refuse('field.too_many', { limit: LIMIT })
  const taken = new Set(others.map((field) => field.key))
  const key = body.key ?? keyFromLabel(body.label, taken)
  if (taken.has(key) || isReservedKey(key)) refuse('field.bad_key', {}, [{ path: 'key', code: 'field.bad_key' }])
  const field: CustomField = {
    id: newId(), object: body.object, key, label: body.label, type: body.type, settings: settleSettings(body.object, body.type, body.settings),
    position: others.length, isArchived: false, version: 1,
  }
  await requireSound(tx, orgId, field, others)
  await tx.insertInto('field').values({
    org_id: orgId, id: field.id, object: field.object, key, label: field.label, type: field.type, settings: JSON.stringify(field.settings),
    position: field.position, created_at: act.now,
  }).execute()
  await tell(tx, act, field)
  return field.id
}

export interface FieldChange extends Omit<BodyOf<typeof changeContract>, 'settings'> {
  /** Only what was sent. */
  settings?: Partial<FieldSettings>
}

/** Changes a field, archives it or brings it back; its values stay where they are through all of that. */
export async function changeField(tx: Tx, act: Act, id: string, version: number, body: FieldChange): Promise<void> {
  const { orgId } = act
  await lockFields(tx, orgId, 'exclusive')
  forgetFields(tx)
  const object = (await tx.selectFrom('field').select('object').where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst())?.object as FieldObject | undefined
  const all = object === undefined ? [] : await fieldsOf(tx, orgId, object)
  const before = all.find((field) => field.id === id) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  const others = all.filter((field) => field.id !== id)
  const field: CustomField = {
    ...before, label: body.label ?? before.label, isArchived: body.isArchived ?? before.isArchived, version: version + 1,
    settings: settleSettings(before.object, before.type, { ...before.settings, ...body.settings }),
  }
  field.settings.options.push(...(await optionsInUse(tx, orgId, before, field)))
  if (!field.isArchived) {
    await requireSound(tx, orgId, field, others)
    if (before.isArchived && others.filter((one) => !one.isArchived).length >= LIMIT) refuse('field.too_many', { limit: LIMIT })
    // Others may hang on an option that goes: what depends on it must still be sound.
    for (const child of others.filter((one) => !one.isArchived && one.settings.dependsOn === field.key)) requireVetted(child, [...others, field], `settings.options`)
  }
  await sql`update field set label = ${field.label}, settings = ${JSON.stringify(field.settings)}::jsonb, version = ${field.version},
    archived_at = ${field.isArchived ? (before.isArchived ? sql`archived_at` : act.now) : null} where org_id = ${orgId} and id = ${id}`.execute(tx)
  if (field.settings.unique && !before.settings.unique) await takeAllUnique(tx, orgId, field)
  if (!field.settings.unique && before.settings.unique) await tx.deleteFrom('custom_unique').where('org_id', '=', orgId).where('field_id', '=', id).execute()
  await tell(tx, act, field)
}

/** Options that were left out although records hold them: they stay, archived, so that what is held keeps its name and its place. */
async function optionsInUse(tx: Tx, orgId: string, before: CustomField, after: CustomField): Promise<FieldSettings['options']> {
  const kept = new Set(after.settings.options.map((option) => option.value))
  const gone = before.settings.options.filter((option) => !kept.has(option.value))
  if (gone.length === 0) return []
  const { rows } = await sql<{ value: string }>`
    select o.value from unnest(${sql.val(gone.map((option) => option.value))}::text[]) as o(value)
    where exists (select from custom_value v where v.org_id = ${orgId} and v.field_id = ${before.id} and v.text_value = o.value)`.execute(tx)
  const held = new Set(rows.map((row) => row.value))
  return gone.filter((option) => held.has(option.value)).map((option) => ({ ...option, isArchived: true }))
}

/** Puts the fields of an object in order; those not named stay behind in the order they had. */
export async function orderFields(tx: Tx, act: Act, { object, ids }: BodyOf<typeof orderContract>): Promise<void> {
  await lockFields(tx, act.orgId, 'exclusive')
  forgetFields(tx)
  const fields = await fieldsOf(tx, act.orgId, object)
  const known = new Set(fields.map((field) => field.id))
  if (ids.some((id) => !known.has(id))) refuse('record.not_found')
  const order = [...new Set([...ids, ...fields.map((field) => field.id)])]
  await sql`update field f set position = o.n - 1 from unnest(${sql.val(order)}::uuid[]) with ordinality as o(id, n)
    where f.org_id = ${act.orgId} and f.id = o.id`.execute(tx)
  await tell(tx, act, { id: fields[0]?.id ?? act.orgId, label: object })
}

async function requireSound(tx: Tx, orgId: string, field: CustomField, others: readonly CustomField[]): Promise<void> {
  requireVetted(field, others, '')
  const stages = field.settings.requiredFromStages
  if (stages.length === 0) return
  const found = await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('id', 'in', stages).execute()
  if (found.length < stages.length) refuse('field.bad_settings', {}, [{ path: 'settings.requiredFromStages', code: 'field.bad_settings' }])
}

function requireVetted(field: CustomField, others: readonly CustomField[], elsewhere: string): void {
  const problems = vetSettings(field, others)
  const [first] = problems
  if (first === undefined) return requireComputable(field, others)
  refuse(first.code, { name: field.label, detail: '' }, problems.map(({ path, code }) => ({ path: elsewhere === '' ? `settings.${path}` : elsewhere, code })))
}

/** Refuses a formula or roll-up that could not be computed, in words that say where. */
function requireComputable(field: CustomField, others: readonly CustomField[]): void {
  if (field.type === 'rollup' && bindRollup(field) === null) refuse('field.bad_settings', {}, [{ path: 'settings.rollup', code: 'field.bad_settings' }])
  if (field.type !== 'formula') return
  try {
    vetFormula(field, others)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    refuse(error.code, { name: field.label, detail: { zh: error.detail('zh'), en: error.detail('en') } }, [{ path: 'settings.formula', code: error.code }])
  }
}

async function tell(tx: Tx, act: Act, field: Pick<CustomField, 'id' | 'label'>): Promise<void> {
  forgetFields(tx)
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'field', name: field.label }, subjectType: 'config', subjectId: field.id, ownerId: null, teamId: null }])
}
