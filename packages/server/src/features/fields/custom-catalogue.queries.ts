import { withFields, type ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { fieldDefinitions } from '@sluice/core/fields/conditions'
import { FIELD_OBJECTS, type FieldObject } from '@sluice/core/fields/field-type'
import type { Role } from '@sluice/core/identity/role'
import type { Reader } from '../../platform/db.ts'
import { fieldsFor, fieldsOf } from './fields.queries.ts'

const isFieldObject = (name: string): name is FieldObject => (FIELD_OBJECTS as readonly string[]).includes(name)

/**
 * An object of conditions with the organisation's custom fields, and so the objects related to it. A role knows those it
 * may see; null, the system, all in use. A condition on a field that one may not see is refused as unknown.
 */
export async function withCustomFields(tx: Reader, orgId: string, role: Role | null, object: ObjectCatalogue): Promise<ObjectCatalogue> {
  const fields = isFieldObject(object.name) ? await (role === null ? fieldsOf(tx, orgId, object.name) : fieldsFor(tx, orgId, object.name, role)) : []
  const relations = await Promise.all([...object.relations].map(async ([key, relation]) =>
    [key, { ...relation, target: await withCustomFields(tx, orgId, role, relation.target) }] as const))
  return withFields({ ...object, relations: new Map(relations) }, fieldDefinitions(fields))
}
