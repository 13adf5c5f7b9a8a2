import type { funnelZh } from './funnel.zh.ts'

type MethodWord = Exclude<keyof (typeof funnelZh)['methods'], 'mature' | 'windows'>

/** What the parts of a figure's method code are called in the catalogue. */
const words: Readonly<Record<string, MethodWord>> = {
  cohort: 'cohort', entry: 'entry', stage: 'stage', linear: 'linear', touched: 'touched', wilson: 'wilson', overall: 'overall', flow: 'flow',
  snapshot: 'snapshot', shape: 'shape', km: 'km', 'aalen-johansen': 'aalenJohansen', cumulative: 'cumulative', latest: 'latest',
  'calendar-days': 'calendarDays', 'working-days': 'workingDays', 'restricted-mean': 'restrictedMean', median: 'median', mean: 'mean',
  'first-to-first': 'firstToFirst', 'closed-count': 'closedCount', 'closed-value': 'closedValue', linearised: 'linearised',
  'created-cohort': 'createdCohort', 'rolling-closed-rate': 'rollingClosedRate', cycle: 'cycle', velocity: 'velocity', 'won-per-day': 'wonPerDay',
  weighted: 'weighted', sum: 'sum', count: 'count',
}

export type MethodPart = { word: MethodWord } | { mature: number } | { windows: number } | { raw: string }

/** Takes a method code (`cohort/entry/linear/mature-30d/wilson`) apart into words. A part without a word stays as it is. */
export function methodParts(code: string): MethodPart[] {
  return code.split('/').map((part) => {
    const word = words[part]
    if (word !== undefined) return { word }
    const mature = /^mature-(\d+)d$/.exec(part)
    if (mature) return { mature: Number(mature[1]) }
    return /^\d+$/.test(part) ? { windows: Number(part) } : { raw: part }
  })
}
