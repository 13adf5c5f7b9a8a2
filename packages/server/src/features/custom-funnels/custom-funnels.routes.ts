import { changeCustomFunnel, createCustomFunnel, getCustomFunnel, listCustomFunnels, removeCustomFunnel, type CustomFunnel } from '@sluice/core/custom-funnels/contract'
import type { CustomView } from '@sluice/core/funnel/measures/custom-view'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectCustomFunnels } from './custom-funnels.queries.ts'

/** Funnels of one's own steps: kept like views of lists; what they show is a report. */
export function customFunnelRoutes(api: Api): void {
  route(api, listCustomFunnels, async ({ tx, viewer }) => ({ items: await selectCustomFunnels(tx, viewer) }))
  route(api, getCustomFunnel, ({ tx, viewer, params }) => find(tx, viewer, params.id))
  route(api, createCustomFunnel, async ({ tx, act, viewer, body }) => {
    const id = newId()
    await tx.insertInto('custom_funnel').values({ org_id: viewer.orgId, id, owner_id: viewer.userId, created_at: act.now, ...columns(body.definition) }).execute()
    await tell(tx, act, id, body.definition)
    return find(tx, viewer, id)
  })
  route(api, changeCustomFunnel, async ({ tx, act, viewer, params, version, body }) => {
    const found = await hold(tx, viewer, params.id)
    if (found.version !== version) refuse('conflict.stale_version')
    await tx.updateTable('custom_funnel').set({ ...columns(body.definition), version: version + 1 }).where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    await tell(tx, act, params.id, body.definition)
    return find(tx, viewer, params.id)
  })
  route(api, removeCustomFunnel, async ({ tx, act, viewer, params }) => {
    const { definition } = await hold(tx, viewer, params.id)
    await tx.deleteFrom('custom_funnel').where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    await tell(tx, act, params.id, definition)
    return undefined
  })
}

const columns = (definition: CustomView) => ({ name: definition.name, definition: JSON.stringify(definition), is_shared: definition.visibility !== 'private' })

async function find(tx: Reader, viewer: Viewer, id: string): Promise<CustomFunnel> {
  return (await selectCustomFunnels(tx, viewer, id))[0] ?? refuse('record.not_found')
}

/** The funnel, locked, if the viewer may change it. */
async function hold(tx: Tx, viewer: Viewer, id: string): Promise<CustomFunnel> {
  await tx.selectFrom('custom_funnel').select('id').where('org_id', '=', viewer.orgId).where('id', '=', id).forUpdate().execute()
  const found = await find(tx, viewer, id)
  if (!found.canWrite) refuse('permission.denied')
  return found
}

/** Private ones concern nobody else. */
async function tell(tx: Tx, act: Act, id: string, { name, visibility }: CustomView): Promise<void> {
  if (visibility === 'private') return
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'custom_funnel', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
