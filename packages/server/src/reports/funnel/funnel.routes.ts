import { exportFunnel, getDwellCurve, getFunnel, listFigureDeals } from '@sluice/core/funnel/contract'
import type { FigureName } from '@sluice/core/funnel/figures'
import type { Api } from '../../platform/api.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { askingOf } from '../asking.ts'
import { answerDwellCurve, answerFigureDeals, answerFunnel } from './answer-funnel.ts'
import { funnelCsv } from './funnel-csv.ts'
import { selectFigureDeals, selectNames } from './funnel.query.ts'

/** The funnel of a pipeline, the deals behind each figure, dwell curves and the export. Reads only. */
export function funnelRoutes(api: Api, replica: Replica): void {
  route(api, getFunnel, ({ tx, viewer, session, query }) => answerFunnel({ tx, replica, asking: askingOf(api, viewer, session), query }))

  route(api, listFigureDeals, async ({ tx, viewer, session, query }) => {
    const name: FigureName = {
      metric: query.metric,
      ...(query.stage !== undefined && { stageId: query.stage }),
      ...(query.reason !== undefined && { reasonId: query.reason === 'none' ? null : query.reason }),
      ...(query.exit !== undefined && { exit: query.exit }),
      ...(query.window !== undefined && { window: query.window }),
    }
    if (query.metric.startsWith('step.') && query.stage === undefined) refuse('request.invalid', {}, [{ path: 'stage', code: 'required' }])
    const from = query.cursor === undefined ? 0 : Number(query.cursor)
    if (!Number.isSafeInteger(from) || from < 0) refuse('cursor.invalid')
    const found = await answerFigureDeals({ tx, replica, asking: askingOf(api, viewer, session), query }, { ...name, part: query.part }, { from, limit: query.limit })
    const items = await selectFigureDeals(tx, viewer.orgId, found.ids)
    const next = from + query.limit
    return { items, total: found.total, nextCursor: next < found.total ? String(next) : null }
  })

  route(api, getDwellCurve, ({ tx, viewer, session, query }) => answerDwellCurve({ tx, replica, asking: askingOf(api, viewer, session), query }, query.stage))

  streamRoute(api, exportFunnel, async ({ viewer, session, query, reply }) => {
    const language = query.locale === 'en' ? 'en' : 'zh'
    const csv = await api.db.forRequests.read(viewer.orgId, async (tx) => {
      const view = await answerFunnel({ tx, replica, asking: askingOf(api, viewer, session), query })
      return funnelCsv(view, await selectNames(tx, viewer.orgId, query.pipeline), language)
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="funnel.csv"; filename*=UTF-8''${encodeURIComponent(language === 'zh' ? '漏斗.csv' : 'funnel.csv')}`)
      .send(csv)
  })
}
