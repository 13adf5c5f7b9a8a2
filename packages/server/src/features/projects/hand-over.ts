import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import { refuse } from '../../platform/refusal.ts'
import { hold, save, type HeldProject } from './hold-project.ts'
import type { Viewer } from '@sluice/core/identity/policy'

/** Who takes a customer over is told, with the project that links to the deal's history and holds the checklist. */
export async function tellHandOver(tx: Tx, act: Act, { id, name, to, by }: { id: string; name: string; to: string; by: string | null }): Promise<void> {
  const from = by === null ? undefined : await tx.selectFrom('app_user').select('name').where('org_id', '=', act.orgId).where('id', '=', by).executeTakeFirst()
  await notify(tx, act, [{ userId: to, kind: 'project_handed_over', data: { project: name, by: from?.name ?? '' }, subjectType: 'project', subjectId: id }])
}

/** Hands over, also anew after it was given back. */
export async function handOver(tx: Tx, act: Act, viewer: Viewer, id: string, toId: string): Promise<void> {
  const project = await hold(tx, viewer, id)
  await requireActive(tx, act.orgId, toId)
  await save(tx, act, project, { hand_over_to: toId, hand_over_by: viewer.userId, hand_over_status: 'open', handed_over_at: act.now, hand_over_decided_at: null, hand_over_note: '' }, 'handed_over')
  await tellHandOver(tx, act, { id, name: project.name, to: toId, by: viewer.userId })
}

/** Who was handed a customer says that everything came, or gives it back with what is missing; who handed it over is told. */
export async function answerHandOver(tx: Tx, act: Act, viewer: Viewer, id: string, { accept, note }: { accept: boolean; note: string }): Promise<void> {
  const project: HeldProject = await hold(tx, viewer, id)
  if (project.hand_over_status !== 'open') refuse('project.no_hand_over')
  if (project.hand_over_to !== viewer.userId) refuse('permission.denied')
  await save(tx, act, project, { hand_over_status: accept ? 'accepted' : 'rejected', hand_over_decided_at: act.now, hand_over_note: note }, accept ? 'accepted' : 'given_back')
  const who = await tx.selectFrom('app_user').select('name').where('org_id', '=', act.orgId).where('id', '=', viewer.userId).executeTakeFirstOrThrow()
  await notify(tx, act, [...new Set([project.owner_id, ...(project.hand_over_by === null ? [] : [project.hand_over_by])])].map((userId) => ({
    userId, kind: accept ? 'project_accepted' as const : 'project_given_back' as const, data: { project: project.name, by: who.name, note }, subjectType: 'project', subjectId: id,
  })))
}

export async function requireActive(tx: Tx, orgId: string, userId: string): Promise<void> {
  const person = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', '=', userId).where('status', '=', 'active').executeTakeFirst()
  if (person === undefined) refuse('project.unknown_person')
}
