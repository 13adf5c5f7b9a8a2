import { formDefinition, type FormDefinition } from '@sluice/core/public-forms/definition'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'

export interface FormRow {
  id: string; key: string; name: string; draft: FormDefinition; publishedNo: number | null; isOpen: boolean; isArchived: boolean; ownerId: string; teamId: string | null; version: number
}

/** Its row, locked until the transaction ends, at the version that was seen; refused to who may not write it. That the viewer sees it has been asked before. */
export async function lockForm(tx: Tx, viewer: Viewer, id: string, version?: number): Promise<FormRow> {
  const { rows } = await sql<FormRow>`
    select id, key, name, draft, published_no as "publishedNo", closed_at is null as "isOpen", archived_at is not null as "isArchived", owner_id as "ownerId", team_id as "teamId", version
    from public_form where org_id = ${viewer.orgId} and id = ${id} for update`.execute(tx)
  const row = rows[0] ?? refuse('record.not_found')
  if (!allows(viewer, 'campaign', 'write', row)) refuse('permission.denied')
  if (version !== undefined && row.version !== version) refuse('conflict.stale_version')
  // Read again, so that two drafts that are alike are written alike.
  return { ...row, draft: formDefinition.parse(row.draft) }
}

/** Says in the log that forms are others now; screens that show them read again. */
export async function tellForm(tx: Tx, act: Act, form: { id: string; name: string; ownerId: string | null; teamId: string | null }): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'public_form', name: form.name }, subjectType: 'config', subjectId: form.id, ownerId: form.ownerId, teamId: form.teamId }])
}
