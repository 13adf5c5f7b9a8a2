import type { FunnelQuery } from '@sluice/core/funnel/contract'
import type { DwellCurve } from '@sluice/core/funnel/dwell-curve'
import type { FigureName, FigurePart } from '@sluice/core/funnel/figures'
import type { FunnelOptions } from '@sluice/core/funnel/model'
import type { FunnelView } from '@sluice/core/funnel/overview'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import type { AnswerTo, ArgumentsOf, QuestionName } from '../../replica/questions.ts'
import type { Replica } from '../../replica/replica.ts'
import { requireDimensions, requirePipeline } from '../ask.ts'
import { askedOf, type Asking, instantsOf, otherSlices } from '../asking.ts'

/** A question about one pipeline's funnel: screen, export, drill-down and command line all ask through here, so a number has one meaning. */
export interface FunnelQuestion {
  tx: Reader
  replica: Pick<Replica, 'ask'>
  asking: Asking
  query: FunnelQuery
}

export const answerFunnel = (question: FunnelQuestion): Promise<FunnelView> => ask(question, 'funnel', optionsOf(question), 'query')

/** Some of exactly the deals behind one figure, by their place in its list, and how many there are. */
export function answerFigureDeals(question: FunnelQuestion, name: FigureName & { part: FigurePart }, page: { from: number; limit: number }): Promise<{ ids: string[]; total: number }> {
  return ask(question, 'figureDeals', { options: optionsOf(question), name, ...page }, name.stageId === undefined ? 'window' : 'stage')
}

export const answerDwellCurve = (question: FunnelQuestion, stageId: string): Promise<DwellCurve> =>
  ask(question, 'dwellCurve', { options: optionsOf(question), stageId }, 'stage')

function optionsOf({ asking, query }: FunnelQuestion): FunnelOptions {
  return {
    ...instantsOf(asking, query), zone: asking.timeZone, currency: query.currency ?? asking.currency,
    cohort: query.cohort, fill: query.fill, matureDays: query.matureDays, skipImported: query.skipImported,
  }
}

/** `path`: what of the question was wrong when there is no such stage or window. */
async function ask<N extends QuestionName>({ tx, replica, asking, query }: FunnelQuestion, question: N, args: ArgumentsOf<N>, path: string): Promise<AnswerTo<N>> {
  const { orgId } = asking.viewer
  await requirePipeline(tx, orgId, query.pipeline)
  await requireDimensions(tx, asking.viewer, [], otherSlices(query.slice))
  try {
    return await replica.ask({ orgId, pipelineId: query.pipeline, question, args, asked: await askedOf(tx, asking, query) })
  } catch (error) {
    if (error instanceof RangeError) refuse('request.invalid', {}, [{ path, code: 'unknown' }])
    throw error
  }
}
