import type { changePublicForm } from '@sluice/core/public-forms/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { takeKey } from './create-form.ts'
import { lockForm, tellForm } from './lock-form.ts'

/** Changes a form at `version`. Strangers see a new draft only when it is published; closing and archiving they see at once. */
export async function changeForm(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changePublicForm>): Promise<void> {
  const before = await lockForm(tx, viewer, id, version)
  const owned = body.ownerId === undefined || body.ownerId === before.ownerId ? {} : await assignOwner(tx, viewer, 'campaign', body.ownerId)
  const changes = changesOf(before, { ...body, ...owned })
  if (Object.keys(changes).length === 0) return
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  if (before.isArchived && after.isArchived) refuse('public_form.archived')
  if (changes.key !== undefined) {
    if (before.publishedNo !== null) refuse('public_form.key_fixed', {}, [{ path: 'key', code: 'public_form.key_fixed' }])
    await takeKey(tx, viewer.orgId, after.key, 'this one')
  }
  await tx
    .updateTable('public_form')
    .set({
      key: after.key, name: after.name, owner_id: after.ownerId, team_id: after.teamId, version: version + 1,
      ...(changes.draft !== undefined && { draft: JSON.stringify(after.draft) }),
      ...(changes.isOpen !== undefined && { closed_at: after.isOpen ? null : act.now }),
      ...(changes.isArchived !== undefined && { archived_at: after.isArchived ? act.now : null }),
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await tellForm(tx, act, after)
}
