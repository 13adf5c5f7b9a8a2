import {
  changeChannel, changeLossReason, changePipeline, changeProduct, createChannel, createLossReason, createPipeline as createPipelineContract,
  createProduct, createTag, listChannels, listLossReasons, listPipelines, listPipelineTemplates, listProducts, listTags,
} from '@sluice/core/catalog/contract'
import { pipelineTemplate, pipelineTemplates } from '@sluice/core/config/pipeline-templates'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { openRoute, route } from '../../platform/route.ts'
import { showCustom } from '../fields/show-custom.queries.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { selectChannels, selectLossReasons, selectPipelines, selectProducts, selectTags } from './catalog.queries.ts'
import { createFromTemplate, createPipeline, fromNames } from './create-pipeline.ts'

/** Pipelines, products, channels, loss reasons and tags: read by everybody, changed by who may configure. */
export function catalogRoutes(api: Api): void {

  route(api, listPipelines, async ({ tx, viewer }) => ({ items: await selectPipelines(tx, viewer.orgId) }))
  openRoute(api, listPipelineTemplates, async ({ request }) => {
    const lang = readerLanguage(request)
    return {
      items: pipelineTemplates.map((t) => ({
        key: t.key, name: t.name[lang], description: t.description[lang], wonName: t.wonName[lang], lostName: t.lostName[lang],
        stages: t.stages.map((s) => ({ name: s.name[lang], definition: s.definition[lang] })),
      })),
    }
  })
  route(api, createPipelineContract, async ({ tx, viewer, act, body, request }) => {
    requireScope(viewer, 'config', 'write')
    const lang = readerLanguage(request)
    const template = body.template === undefined ? undefined : (pipelineTemplate(body.template) ?? refuse('pipeline.unknown_template'))
    if (template === undefined && (body.stages === undefined || body.name === undefined)) {
      refuse('request.invalid', {}, [{ path: body.name === undefined ? 'name' : 'stages', code: 'required' }])
    }
    const { id } = template
      ? await createFromTemplate(tx, act, template, lang, body.name)
      : await createPipeline(tx, act, fromNames(body.name ?? '', body.stages ?? [], body.wonName ?? (lang === 'en' ? 'Won' : '赢单'), body.lostName ?? (lang === 'en' ? 'Lost' : '丢单')))
    return (await selectPipelines(tx, viewer.orgId, id))[0] ?? refuse('record.not_found')
  })
  route(api, changePipeline, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'config', 'write')
    if (body.isArchived === true) await requireAnother(tx, viewer.orgId, params.id)
    const set = {
      ...(body.name !== undefined && { name: body.name }), ...(body.definition !== undefined && { definition: body.definition }),
      ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
    }
    await change(tx, act, 'pipeline', params.id, version, set)
    await renameDraft(tx, viewer.orgId, params.id, { ...(body.name !== undefined && { name: body.name }), ...(body.definition !== undefined && { definition: body.definition }) })
    return (await selectPipelines(tx, viewer.orgId, params.id))[0] ?? refuse('record.not_found')
  })

  route(api, listProducts, async ({ tx, viewer }) => ({ items: await products(tx, viewer) }))
  route(api, createProduct, async ({ tx, viewer, act, body, session }) => {
    requireScope(viewer, 'config', 'write')
    const id = newId()
    await tx
      .insertInto('product')
      .values({
        org_id: viewer.orgId, id, name: body.name, code: body.code ?? null, family: body.family ?? null, price_minor: body.priceMinor ?? null,
        currency: body.currency ?? session.org.currency, created_at: act.now,
      })
      .execute()
    await writeCustom(tx, act, viewer, { object: 'product', id, isNew: true, record: body }, body.custom)
    await tell(tx, act, 'product', body.name, id)
    return (await products(tx, viewer)).find((p) => p.id === id) ?? refuse('record.not_found')
  })
  route(api, changeProduct, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'config', 'write')
    await change(tx, act, 'product', params.id, version, {
      ...(body.name !== undefined && { name: body.name }), ...(body.code !== undefined && { code: body.code }),
      ...(body.family !== undefined && { family: body.family }), ...(body.priceMinor !== undefined && { price_minor: body.priceMinor }),
      ...(body.currency !== undefined && { currency: body.currency }), ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
    })
    // Its row is locked by now, and its version checked.
    await writeCustom(tx, act, viewer, { object: 'product', id: params.id, isNew: false, record: body }, body.custom)
    return (await products(tx, viewer)).find((p) => p.id === params.id) ?? refuse('record.not_found')
  })

  route(api, listChannels, async ({ tx, viewer }) => ({ items: await selectChannels(tx, viewer.orgId) }))
  route(api, createChannel, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'config', 'write')
    const id = newId()
    await tx.insertInto('channel').values({ org_id: viewer.orgId, id, name: body.name, parent_id: body.parentId ?? null }).execute()
    await tell(tx, act, 'channel', body.name, id)
    return (await selectChannels(tx, viewer.orgId)).find((c) => c.id === id) ?? refuse('record.not_found')
  })
  route(api, changeChannel, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'config', 'write')
    await change(tx, act, 'channel', params.id, version, {
      ...(body.name !== undefined && { name: body.name }), ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
    })
    return (await selectChannels(tx, viewer.orgId)).find((c) => c.id === params.id) ?? refuse('record.not_found')
  })

  route(api, listLossReasons, async ({ tx, viewer }) => ({ items: await selectLossReasons(tx, viewer.orgId) }))
  route(api, createLossReason, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'config', 'write')
    const id = newId()
    await tx.insertInto('loss_reason').values({ org_id: viewer.orgId, id, name: body.name, parent_id: body.parentId ?? null, position: 1000 }).execute()
    await tell(tx, act, 'loss_reason', body.name, id)
    return (await selectLossReasons(tx, viewer.orgId)).find((r) => r.id === id) ?? refuse('record.not_found')
  })
  route(api, changeLossReason, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'config', 'write')
    await change(tx, act, 'loss_reason', params.id, version, {
      ...(body.name !== undefined && { name: body.name }), ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
    })
    return (await selectLossReasons(tx, viewer.orgId)).find((r) => r.id === params.id) ?? refuse('record.not_found')
  })

  route(api, listTags, async ({ tx, viewer }) => ({ items: await selectTags(tx, viewer.orgId) }))
  route(api, createTag, async ({ tx, viewer, act, body }) => {
    // Whoever works on records may coin a tag for them.
    if (viewer.role === 'viewer' || viewer.role === 'finance') refuse('permission.denied')
    const id = newId()
    await tx.insertInto('tag').values({ org_id: viewer.orgId, id, name: body.name, color: body.color ?? '' }).execute()
    await tell(tx, act, 'tag', body.name, id)
    return (await selectTags(tx, viewer.orgId)).find((t) => t.id === id) ?? refuse('record.not_found')
  })
}

/** New deals need somewhere to go. Two at once: the second waits, and finds the pipeline that the first archived gone. */
async function requireAnother(tx: Tx, orgId: string, id: string): Promise<void> {
  const inUse = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('archived_at', 'is', null).orderBy('id').forUpdate().execute()
  if (inUse.every((pipeline) => pipeline.id === id)) refuse('designer.last_pipeline')
}

const products = async (tx: Reader, viewer: Viewer) => showCustom(tx, viewer, 'product', await selectProducts(tx, viewer.orgId))

/** A draft begun before a renaming does not take it back when it is published. */
async function renameDraft(tx: Tx, orgId: string, pipelineId: string, names: { name?: string; definition?: string }): Promise<void> {
  if (Object.keys(names).length === 0) return
  await sql`update pipeline_draft set definition = definition || ${JSON.stringify(names)}::jsonb where org_id = ${orgId} and pipeline_id = ${pipelineId}`.execute(tx)
}

type CatalogTable = 'pipeline' | 'product' | 'channel' | 'loss_reason'

/** Changes one row under its version, and says so in the log. */
async function change(tx: Tx, act: Act, table: CatalogTable, id: string, version: number, set: Record<string, unknown>): Promise<void> {
  const row = await tx.selectFrom(table).select(['version', 'name']).where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  if (row.version !== version) refuse('conflict.stale_version')
  await tx.updateTable(table).set({ ...set, version: version + 1 } as never).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await tell(tx, act, table, typeof set.name === 'string' ? set.name : row.name, id)
}

function tell(tx: Tx, act: Act, what: string, name: string, id: string) {
  return append(tx, act, [{ type: 'config.changed', payload: { what, name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
