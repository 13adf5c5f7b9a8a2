import type { Viewer } from '@sluice/core/identity/policy'
import * as contracts from '@sluice/core/pipeline/contract'
import type { Deal, DealDetail } from '@sluice/core/pipeline/contract'
import { Readable } from 'node:stream'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { showOne } from '../fields/show-custom.queries.ts'
import { bulkChangeDeals } from './bulk-change-deals.ts'
import { changeDeal } from './change-deal.ts'
import { removeDealContact, setDealCollaborators, setDealContact, setDealProducts } from './change-deal-parts.ts'
import { convertLead } from './convert-lead.ts'
import { createDeal } from './create-deal.ts'
import { exportDeals } from './export-deals.ts'
import { getBoard, listColumn, listDeals } from './list-deals.ts'
import { moveDeal } from './move-deal.ts'
import { selectDealDetail, selectWrittenDeal } from './pipeline.queries.ts'

/** Deals: the board, lists, and everything that happens to a deal. */
export function pipelineRoutes(api: Api): void {
  const asker = (viewer: Viewer, session: Session) => ({ viewer, timeZone: session.org.timeZone, now: api.clock.now() })

  route(api, contracts.listDeals, ({ tx, viewer, session, query }) => listDeals(tx, asker(viewer, session), session.org.currency, query))
  route(api, contracts.getBoard, ({ tx, viewer, session, params, query }) => getBoard(tx, asker(viewer, session), session.org.currency, params.id, query))
  route(api, contracts.listColumn, ({ tx, viewer, session, params, query }) => listColumn(tx, asker(viewer, session), params.id, params.column, query))
  streamRoute(api, contracts.exportDeals, async ({ viewer, session, query, reply }) => {
    const pieces = exportDeals(api.db.forRequests, asker(viewer, session), query)
    // The first piece is made before the answer begins, so that a refusal is still a refusal.
    const first = await pieces.next()
    const name = query.locale === 'en' ? 'deals.csv' : '商机.csv'
    const rest = async function* () {
      if (first.done !== true) yield first.value
      yield* pieces
    }
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="deals.csv"; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(Readable.from(rest()))
  })
  route(api, contracts.getDeal, async ({ tx, viewer, params }) => (await selectDealDetail(tx, viewer, params.id)) ?? refuse('record.not_found'))

  route(api, contracts.createDeal, async ({ tx, act, viewer, session, body }) =>
    writtenDetail(tx, viewer, await createDeal(tx, act, viewer, session.org.currency, body)))
  route(api, contracts.changeDeal, async ({ tx, act, viewer, params, version, body }) => {
    await changeDeal(tx, act, viewer, params.id, version, body)
    return writtenDetail(tx, viewer, params.id)
  })

  route(api, contracts.moveDeal, async ({ tx, act, viewer, params, body }) => {
    const { stageId, fromStageId, reason, at, ...along } = body
    await moveDeal(tx, act, viewer, params.id, { kind: 'move', stageId, fromStageId, reason, at }, along)
    return writtenDeal(tx, viewer, params.id)
  })
  route(api, contracts.winDeal, async ({ tx, act, viewer, params, body }) => {
    const { amountMinor, at, ...along } = body
    await moveDeal(tx, act, viewer, params.id, { kind: 'win', amountMinor, at }, along)
    return writtenDeal(tx, viewer, params.id)
  })
  route(api, contracts.loseDeal, async ({ tx, act, viewer, params, body }) => {
    await moveDeal(tx, act, viewer, params.id, { kind: 'lose', ...body })
    return writtenDeal(tx, viewer, params.id)
  })
  route(api, contracts.reopenDeal, async ({ tx, act, viewer, params, body }) => {
    const { stageId, reason, ...along } = body
    await moveDeal(tx, act, viewer, params.id, { kind: 'reopen', stageId, reason }, along)
    return writtenDeal(tx, viewer, params.id)
  })
  route(api, contracts.bulkChangeDeals, ({ tx, act, viewer, body }) => bulkChangeDeals(tx, act, viewer, body))

  route(api, contracts.setDealContact, async ({ tx, act, viewer, params, body }) => {
    await setDealContact(tx, act, viewer, params.id, params.contactId, body.role)
    return writtenDetail(tx, viewer, params.id)
  })
  route(api, contracts.removeDealContact, async ({ tx, act, viewer, params }) => {
    await removeDealContact(tx, act, viewer, params.id, params.contactId)
    return writtenDetail(tx, viewer, params.id)
  })
  route(api, contracts.setDealCollaborators, async ({ tx, act, viewer, params, body }) => {
    await setDealCollaborators(tx, act, viewer, params.id, body.userIds)
    return writtenDetail(tx, viewer, params.id)
  })
  route(api, contracts.setDealProducts, async ({ tx, act, viewer, params, body }) => {
    await setDealProducts(tx, act, viewer, params.id, body.products)
    return writtenDetail(tx, viewer, params.id)
  })
  route(api, contracts.convertLead, ({ tx, act, viewer, session, params, body }) => convertLead(tx, act, viewer, session.org.currency, params.id, body))
}

/** What was just written, also when it was given away and is out of sight from now on. */
async function writtenDeal(tx: Reader, viewer: Viewer, id: string): Promise<Deal> {
  return (await selectWrittenDeal(tx, viewer, id)) ?? refuse('record.not_found')
}
async function writtenDetail(tx: Reader, viewer: Viewer, id: string): Promise<DealDetail> {
  const seen = await selectDealDetail(tx, viewer, id)
  if (seen !== undefined) return seen
  const given = (await selectDealDetail(tx, { ...viewer, role: 'admin' }, id)) ?? refuse('record.not_found')
  return { ...(await showOne(tx, viewer, 'deal', given)), canWrite: false }
}
