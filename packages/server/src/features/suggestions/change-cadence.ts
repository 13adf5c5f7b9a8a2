import type { CadenceLimits } from '@sluice/core/config/cadence'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectCadence } from '../catalog/cadence.queries.ts'

/** Sets what is too little and too much contact. */
export async function changeCadence(tx: Tx, act: Act, viewer: Viewer, version: number, limits: CadenceLimits): Promise<CadenceLimits & { version: number }> {
  if (scopeOf(viewer, 'config', 'write') === 'none') refuse('permission.denied')
  const { orgId } = viewer
  await tx.insertInto('cadence_setting').values({ org_id: orgId, limits: JSON.stringify(limits), version: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  const before = await tx.selectFrom('cadence_setting').select('version').where('org_id', '=', orgId).forUpdate().executeTakeFirstOrThrow()
  if (before.version !== version) refuse('conflict.stale_version')
  await tx.updateTable('cadence_setting').set({ limits: JSON.stringify(limits), version: version + 1 }).where('org_id', '=', orgId).execute()
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'cadence', name: '' }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }])
  return selectCadence(tx, orgId)
}
