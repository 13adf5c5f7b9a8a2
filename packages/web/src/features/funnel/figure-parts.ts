import type { Figure } from '@sluice/core/funnel/overview'
import type { FunnelMetricKey } from '@sluice/core/funnel/registry'
import type { FigureRef } from './funnel-url.ts'

/** What the hits and the censored of a figure are called; keys of the catalogue's `part`. */
export type PartWord =
  | 'all' | 'hits' | 'reached' | 'open' | 'lost' | 'reason' | 'skipped' | 'reentered' | 'regressed' | 'nextFlow' | 'nextStock'
  | 'gone' | 'there' | 'exit' | 'won' | 'waiting'

const words: Partial<Record<FunnelMetricKey, { hits?: PartWord; censored?: PartWord }>> = {
  'step.conversion': { hits: 'reached' },
  'step.conversion_mature': { hits: 'reached' },
  'step.still_open': { hits: 'open' },
  'step.lost': { hits: 'lost' },
  'step.loss_reason_share': { hits: 'reason' },
  'step.skip': { hits: 'skipped' },
  'step.reentry': { hits: 'reentered' },
  'step.regress': { hits: 'regressed' },
  'step.flow': { hits: 'nextFlow' },
  'step.snapshot': { hits: 'nextStock' },
  'step.dwell_median': { hits: 'gone', censored: 'there' },
  'step.dwell_p75': { hits: 'gone', censored: 'there' },
  'step.dwell_mean': { hits: 'gone', censored: 'there' },
  'step.exit': { hits: 'exit', censored: 'there' },
  'step.to_next_median': { censored: 'waiting' },
  'cohort.overall': { hits: 'won' },
  'win.closed_count': { hits: 'won' },
  'win.closed_value': { hits: 'won' },
  'win.created': { hits: 'won' },
  'win.time_to_event': { hits: 'won' },
  'win.period_rate': { hits: 'won' },
}

export interface FigurePart {
  part: FigureRef['part']
  word: PartWord
  count: number
}

/** The groups of deals that a figure can show, each with its exact count: all, those that fulfil it, those undecided. */
export function figureParts(figure: Figure): FigurePart[] {
  const own = words[figure.metric]
  const parts: FigurePart[] = [{ part: 'population', word: 'all', count: figure.n }]
  if (figure.hits !== null) parts.push({ part: 'hits', word: own?.hits ?? 'hits', count: figure.hits })
  if (figure.censored > 0) parts.push({ part: 'censored', word: own?.censored ?? 'open', count: figure.censored })
  return parts
}
