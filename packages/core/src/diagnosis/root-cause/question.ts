import type { ChangeCounts, ChangeOptions } from '../../funnel/measures/change-counts.ts'
import { startOfDay } from '../../lib/dates.ts'
import type { AlarmRule } from '../alarms/rule.ts'
import type { AlarmVerdict } from '../alarms/verdict.ts'
import { plusDays } from '../days.ts'
import type { DayRange } from '../series.ts'
import type { RootCauseInput, SystemEvent, TermCounts } from './input.ts'

/** Why did this figure of this stage change between these days? Days of the organisation, half open. */
export type ChangeQuestion = { pipelineId: string; stageId: string; what: 'conversion' | 'stock' | 'inflow'; before: DayRange; after: DayRange }

/** The same in instants, for counting. An inflow has nothing to wait for: its deals count in the period itself. */
export function countingOf(
  question: ChangeQuestion, given: { stage: number; zone: string; asOf: number; withinDays: number; dimensions: readonly string[]; around: readonly number[] },
): ChangeOptions {
  const span = ({ from, to }: DayRange) => ({ from: startOfDay(from, given.zone), to: startOfDay(to, given.zone) })
  return {
    stage: given.stage, before: span(question.before), after: span(question.after), asOf: given.asOf, dimensions: given.dimensions, around: given.around,
    withinDays: given.withinDays, atOnce: question.what === 'inflow', group: question.what === 'stock' ? 'stuck' : 'auto',
  }
}

/** What counts do not know: read elsewhere. */
export type Circumstances = {
  words: { group: TermCounts; rest: TermCounts } | null
  events: readonly SystemEvent[]
  /** Of these, in the order of `around` of the counts; null: not counted. */
  aroundOf: readonly (number | null)[]
  /** People who worked on deals of the pipeline in each period, and contacts they had; null: not known. */
  work: { before: { people: number; activities: number }; after: { people: number; activities: number } } | null
}

/** Puts counts and circumstances together for `rootCause`. */
export function rootCauseInput(question: ChangeQuestion, counts: ChangeCounts, { words, events, aroundOf, work }: Circumstances, zone: string): RootCauseInput {
  const { before, after } = counts.flow
  const totals = { before: { n: 0, hits: 0 }, after: { n: 0, hits: 0 } }
  for (const cell of counts.cuts[0]?.cells ?? [])
    for (const period of ['before', 'after'] as const) {
      totals[period].n += cell[period].n
      totals[period].hits += cell[period].hits
    }
  const scale = before.days === 0 ? 0 : after.days / before.days
  const rate = totals.before.n === 0 ? 0 : totals.before.hits / totals.before.n
  const changeCount = Math.abs(
    question.what === 'stock' ? after.stockEnd - before.stockEnd
    : question.what === 'inflow' ? after.inflow - before.inflow * scale
    : rate * totals.after.n - totals.after.hits,
  )
  const came = (period: 'before' | 'after') => counts.owners.reduce((sum, owner) => sum + owner[period].entries, 0)
  const load = (period: 'before' | 'after') => ({ days: counts.flow[period].days, activeOwners: work?.[period].people ?? 0, entries: came(period), activities: work?.[period].activities ?? null })
  return {
    ...question,
    onset: startOfDay(question.after.from, zone),
    flow: counts.flow, cuts: counts.cuts, group: counts.group, groupRest: counts.group === 'lost' ? 'earlier' : 'others', groupCuts: counts.groupCuts, words,
    events: events.map((event, i) => {
      const place = aroundOf[i] ?? null
      return { ...event, around: place === null ? null : (counts.around[place] ?? null) }
    }),
    changeCount,
    capacity: work === null ? null : { before: load('before'), after: load('after'), owners: counts.owners },
  }
}

/**
 * What to ask when an alarm has fired on `day`: the days that its rule looked at, against two to three times as many before them,
 * so that chance there weighs less. A win rate that swings is asked of the last stage; long dwell of the conversion, which it
 * holds back.
 */
export function questionOfAlarm(verdict: Pick<AlarmVerdict, 'kind' | 'pipelineId' | 'stageId' | 'day'>, rule: AlarmRule | null, lastStageId: string): ChangeQuestion {
  const { kind, day, pipelineId } = verdict
  const days = rule === null ? 28 : 'windowDays' in rule ? rule.windowDays : 'againstDays' in rule ? rule.againstDays : 28
  const what = kind === 'stock_growth' || kind === 'stage_days' ? 'stock' : kind === 'inflow_drop' ? 'inflow' : 'conversion'
  // What does not come is missing at once; conversion and stock take weeks to say anything.
  const length = what === 'inflow' ? days : Math.max(days, 28)
  const end = plusDays(day, 1)
  const from = plusDays(end, -length)
  return { pipelineId, stageId: verdict.stageId ?? lastStageId, what, after: { from, to: end }, before: { from: plusDays(from, what === 'stock' ? -2 * length : what === 'inflow' ? -8 * length : -3 * length), to: from } }
}
