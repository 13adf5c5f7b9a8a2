import {
  copyPipeline as copyContract, discardDraft as discardContract, getBacktest, getDraft, getDraftEffect, getPipelineVersion, listBacktestMoves, listPipelineVersions,
  orderPipelines as orderContract, proposePipeline as proposeContract, publishDraft as publishContract, saveDraft as saveContract, undoPublication as undoContract,
} from '@sluice/core/designer/contract'
import type { Api } from '../../platform/api.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { listStoppedMoves, readBacktest } from './backtest.ts'
import { copyPipeline } from './copy-pipeline.ts'
import { selectVersion, selectVersions } from './designer.queries.ts'
import { discardDraft, readDraft, readEffect, requirePipeline, saveDraft } from './draft.ts'
import { orderPipelines } from './order-pipelines.ts'
import { proposePipeline } from './propose-pipeline.ts'
import { publishDraft, undoPublication } from './publish.ts'

/** The pipeline designer. Drafts are for who may configure; what was published, everybody may read. */
export function designerRoutes(api: Api): void {
  route(api, getDraft, ({ tx, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    return readDraft(tx, viewer.orgId, params.id)
  })
  route(api, saveContract, async ({ tx, viewer, act, params, body }) => {
    requireScope(viewer, 'config', 'write')
    await saveDraft(tx, act, params.id, body)
    return readDraft(tx, viewer.orgId, params.id)
  })
  route(api, discardContract, async ({ tx, viewer, params }) => {
    requireScope(viewer, 'config', 'write')
    await discardDraft(tx, viewer.orgId, params.id)
    return undefined
  })
  route(api, getDraftEffect, ({ tx, viewer, session, params }) => {
    requireScope(viewer, 'config', 'write')
    return readEffect(tx, viewer.orgId, params.id, session.org.currency)
  })
  route(api, getBacktest, ({ tx, viewer, params, query }) => {
    requireScope(viewer, 'config', 'write')
    return readBacktest(tx, viewer, params.id, query, api.clock.now())
  })
  route(api, listBacktestMoves, ({ tx, viewer, params, query }) => {
    requireScope(viewer, 'config', 'write')
    return listStoppedMoves(tx, viewer, params.id, query, api.clock.now())
  })
  route(api, publishContract, async ({ tx, viewer, act, session, params, body }) => {
    requireScope(viewer, 'config', 'write')
    await publishDraft(tx, act, viewer, params.id, { ...body, currency: session.org.currency })
    return requirePipeline(tx, viewer.orgId, params.id)
  })
  route(api, undoContract, async ({ tx, viewer, act, params, body }) => {
    requireScope(viewer, 'config', 'write')
    await undoPublication(tx, act, viewer, params.id, body.n)
    return requirePipeline(tx, viewer.orgId, params.id)
  })

  route(api, listPipelineVersions, async ({ tx, viewer, params }) => {
    await requirePipeline(tx, viewer.orgId, params.id)
    return { items: await selectVersions(tx, viewer.orgId, params.id) }
  })
  route(api, getPipelineVersion, async ({ tx, viewer, params }) => {
    const [version] = await selectVersions(tx, viewer.orgId, params.id, params.n)
    const documents = await selectVersion(tx, viewer.orgId, params.id, params.n)
    if (version === undefined || documents === null) refuse('record.not_found')
    return { ...version, ...documents }
  })

  route(api, copyContract, async ({ tx, viewer, act, params, body }) => {
    requireScope(viewer, 'config', 'write')
    return requirePipeline(tx, viewer.orgId, await copyPipeline(tx, act, params.id, body.name))
  })
  route(api, orderContract, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'config', 'write')
    await orderPipelines(tx, act, body.ids)
    return { items: await selectPipelines(tx, viewer.orgId) }
  })
  route(api, proposeContract, ({ tx, viewer, act, session, body, request }) =>
    proposePipeline(tx, viewer, session.org, act.now, readerLanguage(request), body))
}
