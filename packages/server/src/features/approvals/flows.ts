import type { ApprovalFlow, changeApprovalFlow, createApprovalFlow } from '@sluice/core/approvals/contract'
import { flowDefinition, type FlowDefinition } from '@sluice/core/approvals/flow'
import { guardedFields } from '@sluice/core/approvals/guarded-fields'
import { vetFlow } from '@sluice/core/approvals/vet'
import { dealObject } from '@sluice/core/conditions/objects'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** Approval flows as configured; what runs holds a copy of its own and does not change with them. */

/** All flows, or one; archived ones last, newest first. `waiting`: how many approvals of it are under way. */
export async function selectFlows(tx: Reader, orgId: string, id?: string): Promise<ApprovalFlow[]> {
  const { rows } = await sql<ApprovalFlow>`
    select f.id, f.name, f.definition, f.is_active as "isActive", f.archived_at is not null as "isArchived", f.version,
      (select count(*) from approval a where a.org_id = f.org_id and a.flow_id = f.id and a.status = 'waiting') as waiting
    from approval_flow f where f.org_id = ${orgId} and (${id ?? null}::uuid is null or f.id = ${id ?? null}) order by f.archived_at is not null, f.created_at, f.id`.execute(tx)
  // A flow saved by an older version lacks what has been added since.
  return rows.map((row) => ({ ...row, definition: flowDefinition.parse(row.definition) }))
}

export async function createFlow(tx: Tx, act: Act, body: BodyOf<typeof createApprovalFlow>): Promise<string> {
  await requireSound(tx, act.orgId, body.definition)
  const id = newId()
  await tx.insertInto('approval_flow').values({ org_id: act.orgId, id, name: body.name, definition: JSON.stringify(body.definition), created_at: act.now }).execute()
  await tell(tx, act, id, body.name)
  return id
}

/** Changes, switches or archives a flow that was seen at `version`. */
export async function changeFlow(tx: Tx, act: Act, id: string, version: number, body: BodyOf<typeof changeApprovalFlow>): Promise<void> {
  if (body.definition !== undefined) await requireSound(tx, act.orgId, body.definition)
  const changed = await tx
    .updateTable('approval_flow')
    .set((eb) => ({
      ...(body.name !== undefined && { name: body.name }), ...(body.definition !== undefined && { definition: JSON.stringify(body.definition) }),
      ...(body.isActive !== undefined && { is_active: body.isActive }), ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
      version: eb('version', '+', 1),
    }))
    .where('org_id', '=', act.orgId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) refuse((await selectFlows(tx, act.orgId, id)).length === 0 ? 'record.not_found' : 'conflict.stale_version')
  await tell(tx, act, id, body.name ?? '')
}

/** Refuses a definition that does not fit the organisation, and marks every place. */
async function requireSound(tx: Reader, orgId: string, definition: FlowDefinition): Promise<void> {
  const users = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('status', '=', 'active').execute()
  const stages = await tx.selectFrom('stage').select('id').where('org_id', '=', orgId).where('archived_at', 'is', null).execute()
  const catalogue = await withCustomFields(tx, orgId, null, dealObject)
  const changeable = [...guardedFields.keys(), ...[...catalogue.fields.keys()].filter((key) => key.startsWith('c_'))]
  const problems = vetFlow(definition, {
    catalogue, activeUserIds: new Set(users.map((user) => user.id)), stageIds: new Set(stages.map((stage) => stage.id)), changeable: new Set(changeable),
  })
  if (problems.length > 0) refuse('approval.bad_flow', {}, problems)
}

async function tell(tx: Tx, act: Act, id: string, name: string): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'approval_flow', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
