import { changeView, createView, listViews, removeView, type SavedView } from '@sluice/core/views/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectView, selectViews } from './views.queries.ts'

/** Saved views of lists: one's own, and those that others share. They are not logged: no number comes from them. */
export function viewRoutes(api: Api): void {
  route(api, listViews, async ({ tx, viewer, query }) => ({ items: await selectViews(tx, viewer, query.object) }))
  route(api, createView, async ({ tx, act, viewer, body }) => {
    const id = newId()
    await tx
      .insertInto('saved_view')
      .values({
        org_id: viewer.orgId, id, object: body.object, name: body.name, owner_id: viewer.userId, is_shared: body.isShared,
        definition: JSON.stringify(body.definition), created_at: act.now,
      })
      .execute()
    return (await selectView(tx, viewer, id)) ?? refuse('record.not_found')
  })
  route(api, changeView, async ({ tx, viewer, params, version, body, request }) => {
    const view = await hold(tx, viewer, params.id)
    if (view.version !== version) refuse('conflict.stale_version')
    // Whether it is shared was filled in by the contract's default if it was left out.
    const saysShared = typeof request.body === 'object' && request.body !== null && 'isShared' in request.body
    await tx
      .updateTable('saved_view')
      .set({
        ...(body.name !== undefined && { name: body.name }), ...(saysShared && { is_shared: body.isShared }),
        ...(body.definition !== undefined && { definition: JSON.stringify(body.definition) }), version: version + 1,
      })
      .where('org_id', '=', viewer.orgId)
      .where('id', '=', params.id)
      .execute()
    return (await selectView(tx, viewer, params.id)) ?? refuse('record.not_found')
  })
  route(api, removeView, async ({ tx, viewer, params }) => {
    await hold(tx, viewer, params.id)
    await tx.deleteFrom('saved_view').where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    return undefined
  })
}

/** The view, locked, if the viewer may change it: its owner, or an administrator for one that is shared. */
async function hold(tx: Tx, viewer: Viewer, id: string): Promise<SavedView> {
  await tx.selectFrom('saved_view').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const view = (await selectView(tx, viewer, id)) ?? refuse('record.not_found')
  if (!view.isMine && viewer.role !== 'admin') refuse('permission.denied')
  return view
}
