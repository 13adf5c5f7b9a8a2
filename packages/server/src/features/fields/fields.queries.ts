import { successorOf } from '@sluice/core/catalog/successor'
import type { Role } from '@sluice/core/identity/role'
import { fieldSettings, type CustomField } from '@sluice/core/fields/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { maySee } from '@sluice/core/fields/read'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** All SQL that reads the definitions of custom fields. */

interface FieldRow extends Omit<CustomField, 'settings'> {
  settings: unknown
}

/** Settings never change under one version: they are parsed once a process. */
const parsed = new Map<string, CustomField>()
const PARSED_LIMIT = 5000

function readField({ settings, ...row }: FieldRow): CustomField {
  const key = JSON.stringify([row.id, row.version, row.label, row.position, row.isArchived])
  const known = parsed.get(key)
  if (known !== undefined) return known
  const field: CustomField = { ...row, settings: fieldSettings.parse(settings) }
  if (parsed.size >= PARSED_LIMIT) parsed.clear()
  parsed.set(key, field)
  return field
}

/** All custom fields of the organisation in their order, archived ones last. */
export async function selectFields(tx: Reader, orgId: string): Promise<CustomField[]> {
  const { rows } = await sql<FieldRow>`
    select id, object, key, label, type, settings, position, archived_at is not null as "isArchived", version
    from field where org_id = ${orgId} order by object, archived_at is not null, position, id`.execute(tx)
  return followStages(tx, orgId, rows.map(readField))
}

/** A field required from a stage that a publication took away is required from the one that stands for it. */
async function followStages(tx: Reader, orgId: string, fields: CustomField[]): Promise<CustomField[]> {
  if (fields.every((field) => field.settings.requiredFromStages.length === 0)) return fields
  const { rows } = await sql<{ stageId: string; successorId: string }>`
    select stage_id as "stageId", successor_id as "successorId" from stage_successor where org_id = ${orgId}`.execute(tx)
  const standsFor = successorOf(new Map(rows.map((row) => [row.stageId, row.successorId])))
  return fields.map((field) => ({ ...field, settings: { ...field.settings, requiredFromStages: [...new Set(field.settings.requiredFromStages.map(standsFor))] } }))
}

const ofTransaction = new WeakMap<Reader, Promise<CustomField[]>>()

/** The custom fields of an object, read once a transaction. */
export async function fieldsOf(tx: Reader, orgId: string, object: FieldObject): Promise<CustomField[]> {
  let loading = ofTransaction.get(tx)
  if (loading === undefined) ofTransaction.set(tx, (loading = selectFields(tx, orgId)))
  return (await loading).filter((field) => field.object === object)
}

/** To be called when definitions changed, or were locked, in this transaction. */
export function forgetFields(tx: Reader): void {
  ofTransaction.delete(tx)
}

/** Fields in use that a role may see. */
export async function fieldsFor(tx: Reader, orgId: string, object: FieldObject, role: Role): Promise<CustomField[]> {
  return (await fieldsOf(tx, orgId, object)).filter((field) => !field.isArchived && maySee(field, role))
}
