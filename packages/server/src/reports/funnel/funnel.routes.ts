import { exportFunnel, getDwellCurve, getFunnel, listFigureDeals } from '@sluice/core/funnel/contract'
import { dwellCurve } from '@sluice/core/funnel/dwell-curve'
import type { FigureName } from '@sluice/core/funnel/figures'
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
    const { columns, selection, stages, options } = await readFunnel(tx, asking(viewer, session), query)
    if (!stages.some(({ id }) => id === query.stage)) refuse('request.invalid', {}, [{ path: 'stage', code: 'unknown' }])
    return dwellCurve(columns, selection, options, query.stage)
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
