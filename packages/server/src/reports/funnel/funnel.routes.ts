import { exportFunnel, getDwellCurve, getFunnel, listFigureDeals } from '@sluice/core/funnel/contract'
import { dwellCurve, type FigureName } from '@sluice/core/funnel/figures'
import { modelsOf } from '@sluice/core/funnel/populations'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import { answerFigureDeals, answerFunnel, readFunnel, type Asking } from './answer-funnel.ts'
import { funnelCsv } from './funnel-csv.ts'
import { selectFigureDeals, selectNames } from './funnel.query.ts'

/** The funnel of a pipeline, the deals behind each figure, dwell curves and the export. Reads only. */
export function funnelRoutes(api: Api): void {
  const asking = (viewer: Viewer, session: Session): Asking => ({
    viewer, timeZone: session.org.timeZone, currency: session.org.currency, now: api.clock.now(),
  })

  route(api, getFunnel, ({ tx, viewer, session, query }) => answerFunnel(tx, asking(viewer, session), query))

  route(api, listFigureDeals, async ({ tx, viewer, session, query }) => {
    const name: FigureName = {
      metric: query.metric,
      ...(query.stage !== undefined && { stageId: query.stage }),
      ...(query.reason !== undefined && { reasonId: query.reason === 'none' ? null : query.reason }),
      ...(query.exit !== undefined && { exit: query.exit }),
      ...(query.window !== undefined && { window: query.window }),
    }
    if (query.metric.startsWith('step.') && query.stage === undefined) refuse('request.invalid', {}, [{ path: 'stage', code: 'required' }])
    const ids = await answerFigureDeals(tx, asking(viewer, session), query, { ...name, part: query.part })
    const from = query.cursor === undefined ? 0 : Number(query.cursor)
    if (!Number.isSafeInteger(from) || from < 0) refuse('cursor.invalid')
    const items = await selectFigureDeals(tx, viewer.orgId, ids.slice(from, from + query.limit))
    const next = from + query.limit
    return { items, total: ids.length, nextCursor: next < ids.length ? String(next) : null }
  })

  route(api, getDwellCurve, async ({ tx, viewer, session, query }) => {
    const { populations, stages, options } = await readFunnel(tx, asking(viewer, session), query)
    const model = modelsOf(populations, stages, options)('step.dwell_median')
    const k = model.stageIndex.get(query.stage) ?? refuse('request.invalid', {}, [{ path: 'stage', code: 'unknown' }])
    const curve = dwellCurve(model, k)
    return {
      points: curve.points.map((p) => ({ days: p.time, survival: p.survival, low: p.low, high: p.high, atRisk: p.atRisk, exits: p.share })),
      n: curve.n, censored: curve.censored, method: `km/${model.dwellStay}/${model.dwellUnit}-days`,
    }
  })

  streamRoute(api, exportFunnel, async ({ viewer, session, query, reply }) => {
    const language = query.locale === 'en' ? 'en' : 'zh'
    const csv = await api.db.forRequests.read(viewer.orgId, async (tx) => {
      const view = await answerFunnel(tx, asking(viewer, session), query)
      return funnelCsv(view, await selectNames(tx, viewer.orgId, query.pipeline), language)
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="funnel.csv"; filename*=UTF-8''${encodeURIComponent(language === 'zh' ? '漏斗.csv' : 'funnel.csv')}`)
      .send(csv)
  })
}
