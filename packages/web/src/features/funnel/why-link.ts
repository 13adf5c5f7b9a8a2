import { paths } from '../../paths.ts'
import { addDays } from './calendar-days.ts'
import type { DayRange } from './funnel-period.ts'

/**
 * Where the causes of a stage's change between two periods are looked for, or null when a period has no end or no beginning.
 * `today` ends a period that goes on. The address has the first and the last day of each.
 */
export function whyLink(pipelineId: string, stageId: string, before: DayRange, after: DayRange, today: string, slice = ''): string | null {
  const tomorrow = addDays(today, 1)
  const last = (to: string | null) => addDays(to === null || to > tomorrow ? tomorrow : to, -1)
  if (before.from === null || after.from === null || before.to === null) return null
  const search = new URLSearchParams({ pipeline: pipelineId, stage: stageId, bf: before.from, bl: last(before.to), af: after.from, al: last(after.to), ...(slice !== '' && { slice }) })
  return `${paths.funnelWhy}?${search.toString()}`
}
