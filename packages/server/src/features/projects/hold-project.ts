import type { EventPayload } from '@sluice/core/events/catalogue'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type Selectable, type Updateable } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Tables } from '../../platform/tables.ts'
import { projectSeen, projectWritten } from './projects.policy.ts'

export type HeldProject = Selectable<Tables['project']>

/** The project, locked, if the viewer may change it; running, unless any state will do. */
export async function hold(tx: Tx, viewer: Viewer, id: string, { anyState = false } = {}): Promise<HeldProject> {
  const project = await tx.selectFrom('project').selectAll().where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  const { rows } = await sql<{ canWrite: boolean }>`select ${projectWritten(viewer)} as "canWrite" from project p where p.org_id = ${viewer.orgId} and p.id = ${id} and ${projectSeen(viewer)}`.execute(tx)
  if (project === undefined || rows[0] === undefined) refuse('record.not_found')
  if (!rows[0].canWrite) refuse('permission.denied')
  if (!anyState && project.state !== 'running') refuse('project.ended')
  return project
}

/** Writes a project and tells the log, as its account's. */
export async function save(tx: Tx, act: Act, project: HeldProject, set: Updateable<Tables['project']>, what: EventPayload<'project.changed'>['what']): Promise<void> {
  await tx.updateTable('project').set({ ...set, version: project.version + 1 }).where('org_id', '=', act.orgId).where('id', '=', project.id).execute()
  const account = await tx.selectFrom('account').select(['owner_id', 'team_id']).where('org_id', '=', act.orgId).where('id', '=', project.account_id).executeTakeFirst()
  await append(tx, act, [{
    type: 'project.changed', payload: { projectId: project.id, name: typeof set.name === 'string' ? set.name : project.name, accountId: project.account_id, dealId: project.deal_id, what },
    subjectType: 'account', subjectId: project.account_id, ownerId: account?.owner_id ?? null, teamId: account?.team_id ?? null,
  }])
}
