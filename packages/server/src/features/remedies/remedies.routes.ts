import { changeRemedy, createRemedy, hideRemedy, listRemedies, restoreRemedy, type RemedyRecord } from '@sluice/core/remedies/contract'
import { answering, mergeRemedies, type OwnRemedy } from '@sluice/core/remedies/merge'
import { type Remedy, remedySchema } from '@sluice/core/diagnosis/remedies/remedy'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'

const mostOwn = 300

/** The strategy library: what comes with Sluice, merged with what the organisation wrote. */
export function remedyRoutes(api: Api): void {
  route(api, listRemedies, async ({ tx, viewer, query }) => {
    const all = await selectRemedies(tx, viewer.orgId)
    const shown = query.hidden === true ? all : all.filter((one) => !one.isHidden)
    const q = query.q?.toLowerCase() ?? ''
    const found = q === '' ? shown : shown.filter(({ remedy }) => [remedy.name, remedy.summary].some(({ zh, en }) => zh.toLowerCase().includes(q) || en.toLowerCase().includes(q)))
    return { items: query.cause === undefined || query.cause.length === 0 ? found : answering(found, query.cause), canWrite: managesFunnel(viewer) }
  })
  route(api, createRemedy, async ({ tx, act, viewer, body }) => {
    requireManager(viewer)
    await lockLibrary(tx, viewer.orgId)
    if ((await selectRemedies(tx, viewer.orgId)).filter((one) => one.origin === 'own').length >= mostOwn) refuse('remedy.too_many', { most: mostOwn })
    const id = newId()
    const key = `own_${id.replaceAll('-', '').slice(-16)}`
    await write(tx, act, id, { ...body, key }, { isHidden: false, version: 1 })
    return find(tx, viewer.orgId, key)
  })
  route(api, changeRemedy, async ({ tx, act, viewer, params, version, body }) => {
    const before = await hold(tx, viewer, params.key)
    if (before.version !== version) refuse('conflict.stale_version')
    await write(tx, act, newId(), { ...body, key: params.key }, { isHidden: before.isHidden, version: version + 1 })
    return find(tx, viewer.orgId, params.key)
  })
  route(api, hideRemedy, async ({ tx, act, viewer, params }) => {
    const before = await hold(tx, viewer, params.key)
    await write(tx, act, newId(), before.remedy, { isHidden: true, version: before.version + 1 })
    return find(tx, viewer.orgId, params.key)
  })
  route(api, restoreRemedy, async ({ tx, act, viewer, params }) => {
    const before = await hold(tx, viewer, params.key)
    if (!before.isHidden && before.origin !== 'changed') refuse('remedy.not_hidden')
    // First it is shown again, as the organisation had it; what is shown and changed is as it came again.
    const came = before.isHidden ? before.remedy : (mergeRemedies([]).find(({ remedy }) => remedy.key === params.key)?.remedy ?? before.remedy)
    await write(tx, act, newId(), came, { isHidden: false, version: before.version + 1 })
    return find(tx, viewer.orgId, params.key)
  })
}

export async function selectRemedies(tx: Reader, orgId: string): Promise<RemedyRecord[]> {
  const rows = await tx.selectFrom('remedy').select(['key', 'definition', 'is_hidden', 'version']).where('org_id', '=', orgId).where('key', 'is not', null).orderBy('created_at').orderBy('id').execute()
  const written = rows.flatMap((row): OwnRemedy[] => {
    const definition = remedySchema.safeParse(row.definition)
    return definition.success && row.key !== null ? [{ key: row.key, definition: definition.data, isHidden: row.is_hidden, version: row.version }] : []
  })
  return mergeRemedies(written)
}

function requireManager(viewer: Viewer): void {
  if (!managesFunnel(viewer)) refuse('permission.denied')
}

async function find(tx: Reader, orgId: string, key: string): Promise<RemedyRecord> {
  return (await selectRemedies(tx, orgId)).find(({ remedy }) => remedy.key === key) ?? refuse('record.not_found')
}

/** A remedy that came with Sluice has no row to lock until it is changed: the library is written by one at a time. */
async function lockLibrary(tx: Tx, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`remedies ${orgId}`}, 7583248))`.execute(tx)
}

async function hold(tx: Tx, viewer: Viewer, key: string): Promise<RemedyRecord> {
  await lockLibrary(tx, viewer.orgId)
  const found = await find(tx, viewer.orgId, key)
  requireManager(viewer)
  return found
}

async function write(tx: Tx, act: Act, id: string, definition: Remedy, state: { isHidden: boolean; version: number }): Promise<void> {
  const set = { definition: JSON.stringify(definition), is_hidden: state.isHidden, version: state.version }
  await tx
    .insertInto('remedy')
    .values({ org_id: act.orgId, id, key: definition.key, created_by: act.actorId, created_at: act.now, ...set })
    .onConflict((conflict) => conflict.columns(['org_id', 'key']).where('key', 'is not', null).doUpdateSet(set))
    .execute()
  const { rows } = await sql<{ id: string }>`select id from remedy where org_id = ${act.orgId} and key = ${definition.key}`.execute(tx)
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'remedy', name: definition.name.zh }, subjectType: 'config', subjectId: rows[0]?.id ?? id, ownerId: null, teamId: null }])
}
