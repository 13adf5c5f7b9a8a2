import type { CustomField } from '@sluice/core/fields/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { isOwnedNoun, scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import type { CustomTarget } from './custom-target.ts'

/** Refuses ids that name nothing, or nothing that the viewer may see; a file must hang on the record itself. */
export async function requireReferences(
  tx: Reader, orgId: string, viewer: Viewer | null, target: Pick<CustomTarget, 'object' | 'id'>, values: readonly { field: CustomField; value: unknown }[],
): Promise<void> {
  for (const { field, value } of values) {
    const ids = idsOf(field, value)
    if (ids.length === 0) continue
    const { rows } = await sql<{ id: string }>`select x.id from ${namedBy(orgId, viewer, target, field)} and x.id = any(${sql.val(ids)}::uuid[])`.execute(tx)
    if (rows.length < ids.length) refuse('field.unknown_reference', { name: field.label }, [{ path: `custom.${field.key}`, code: 'field.unknown_reference' }])
  }
}

function idsOf({ type }: CustomField, value: unknown): string[] {
  if (type === 'file' && Array.isArray(value)) return value.filter((id) => typeof id === 'string')
  return (type === 'user' || type === 'team' || type === 'reference') && typeof value === 'string' ? [value] : []
}

/** What may be referred to: `<table> x where …`. */
function namedBy(orgId: string, viewer: Viewer | null, target: Pick<CustomTarget, 'object' | 'id'>, { type, settings }: CustomField): RawBuilder<unknown> {
  if (type === 'user') return sql`app_user x where x.org_id = ${orgId} and x.status = 'active'`
  if (type === 'team') return sql`team x where x.org_id = ${orgId} and x.archived_at is null`
  if (type === 'file') return sql`attachment x where x.org_id = ${orgId} and x.subject_type = ${target.object} and x.subject_id = ${target.id} and x.deleted_at is null`
  const noun = settings.of ?? 'product'
  if (!isOwnedNoun(noun)) return sql`product x where x.org_id = ${orgId}`
  return sql`${sql.table(noun)} x where x.org_id = ${orgId} and ${viewer === null ? sql`true` : scopeFilter(viewer, noun, 'read', 'x')}`
}
