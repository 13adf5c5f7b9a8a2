import type { DealColumns, Selection } from '@sluice/core/funnel/columns'
import { dwellCurve } from '@sluice/core/funnel/dwell-curve'
import type { FigureName, FigurePart } from '@sluice/core/funnel/figures'
import type { FunnelOptions } from '@sluice/core/funnel/model'
import { funnelView } from '@sluice/core/funnel/overview'
import { selectDeals } from '@sluice/core/funnel/select'
import { REPORT_QUESTIONS } from './report-questions.ts'
import { valueCounts } from './value-counts.ts'

/**
 * What a replica can be asked: name → pure function of columns, the deals selected, and arguments. Arguments and answers
 * cross threads, so they are plain data. `others` are further selections, where a question compares.
 */
export const QUESTIONS = {
  funnel: (columns, selection, options: FunnelOptions) => funnelView(columns, selection, options),
  /** Some of the deals behind a figure, in their order, and how many there are. */
  figureDeals: (columns, selection, { options, name, from, limit }: { options: FunnelOptions; name: FigureName & { part: FigurePart }; from: number; limit: number }) => {
    const ids = selectDeals(columns, selection, options, name)
    return { ids: ids.slice(from, from + limit), total: ids.length }
  },
  dwellCurve: (columns, selection, { options, stageId }: { options: FunnelOptions; stageId: string }) => dwellCurve(columns, selection, options, stageId),
  /** Which values of some dimensions the selected deals have, the most frequent first, `most` of each. */
  dimensionValues: (columns, selection, { names, most }: { names: readonly string[]; most: number }) => valueCounts(columns, selection, names, most),
  ...REPORT_QUESTIONS,
} satisfies Record<string, (columns: DealColumns, selection: Selection, args: never, others: readonly Selection[]) => unknown>

export type QuestionName = keyof typeof QUESTIONS
export type ArgumentsOf<N extends QuestionName> = Parameters<(typeof QUESTIONS)[N]>[2]
export type AnswerTo<N extends QuestionName> = ReturnType<(typeof QUESTIONS)[N]>
