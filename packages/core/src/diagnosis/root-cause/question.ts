import type { ChangeCounts, ChangeOptions } from '../../funnel/measures/change-counts.ts'
import { type DayText, startOfDay } from '../../lib/dates.ts'
import type { AlarmRule } from '../alarms/rule.ts'
import type { AlarmVerdict } from '../alarms/verdict.ts'
import { longBreaks } from '../../lib/chinese-holidays.ts'
import { twoSidedP } from '../../lib/ratio.ts'
import { dayNumber, plusDays } from '../days.ts'
import type { DayRange } from '../series.ts'
import type { KnownChange, RootCauseInput, SystemEvent, TermCounts } from './input.ts'

/**
 * Why did this figure of this stage change between these days? Days of the organisation, half open. `known`: the test by which an alarm has
 * already shown the change to be beyond chance, and which way it went.
 */
export type ChangeQuestion = { pipelineId: string; stageId: string; what: 'conversion' | 'stock' | 'inflow'; before: DayRange; after: DayRange; known?: KnownChange | null }

/** The same in instants, for counting. Of an inflow the deals count that came, of the rest those that were decided. */
export function countingOf(
  question: ChangeQuestion, given: { stage: number; zone: string; asOf: number; withinDays: number; dimensions: readonly string[]; around: readonly number[] },
): ChangeOptions {
  const span = ({ from, to }: DayRange) => ({ from: startOfDay(from, given.zone), to: startOfDay(to, given.zone) })
  return {
    stage: given.stage, before: span(question.before), after: span(question.after), asOf: given.asOf, dimensions: given.dimensions, around: given.around,
    withinDays: given.withinDays, pauses: pausesOf(question.before.from, question.after.to, given.zone), atOnce: question.what === 'inflow', group: question.what === 'stock' ? 'stuck' : 'auto',
  }
}

/**
 * Days that a deal is given before it counts as not having gone on, from the stage's horizon (the P75 of those that did): half as long again, so that
 * few of those who only take their time are counted among the failed.
 */
export const judgedWithin = (horizonDays: number): number => Math.round(horizonDays * 1.5)

/** Holiday weeks in which a deal's time stands, that days from one on up to another can meet: deals are a stage's horizon older. */
export const pausesOf = (from: DayText, to: DayText, zone: string): { from: number; to: number }[] =>
  longBreaks(plusDays(from, -100), to, zone).map((one) => ({ from: startOfDay(one.from, zone), to: startOfDay(one.to, zone) }))

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
  const { pipelineId, stageId, what, known = null } = question
  return {
    pipelineId, stageId, what, before: question.before, after: question.after, known,
    onset: startOfDay(question.after.from, zone),
    flow: counts.flow, cuts: counts.cuts, group: counts.group, groupRest: counts.group === 'lost' ? 'earlier' : 'others', groupCuts: counts.groupCuts, words,
    events: events.map((event, i) => {
      const place = aroundOf[i] ?? null
      return { ...event, carried: carriedBy(event, before.inflow * scale, question.after, zone), around: place === null ? null : (counts.around[place] ?? null) }
    }),
    changeCount,
    capacity: work === null ? null : { before: load('before'), after: load('after'), owners: counts.owners },
  }
}

/**
 * Of a silent source it is known how many leads did not come; how many entries are missing for it follows from its part of all leads, for the part
 * of the later period in which it was silent.
 */
function carriedBy({ carried, usual, at, until }: SystemEvent, usualEntries: number, after: DayRange, zone: string): number | null {
  if (carried === null || usual === undefined || usual === 0) return carried
  const [from, to] = [startOfDay(after.from, zone), startOfDay(after.to, zone)]
  const silent = Math.max(0, Math.min(to, until ?? to) - Math.max(from, at)) / Math.max(1, to - from)
  return Math.round((carried / usual) * usualEntries * silent)
}

/** What `alarmOnset` is asked. `day`: the last one that was judged. `stageId` null: of all stages the one where it shows most. `maxDays`: the change is no older. */
export type AlarmOnsetAsked = { stageId: string | null; what: ChangeQuestion['what']; direction: 1 | -1; day: DayText; maxDays: number; zone: string; asOf: number }
/** Where and since which day a change lasts. */
export type AlarmOnset = { stageId: string; day: DayText }

/**
 * What an alarm says has changed, at which stage (null: wherever it shows most) and which way, and how old the change may be: what the rule looks
 * at, and how long the alarm has been open. Long dwell is asked of the conversion, which it holds back.
 */
export function changeOfAlarm({ kind, stageId, value, baseline, day }: Pick<AlarmVerdict, 'kind' | 'stageId' | 'value' | 'baseline' | 'day'>, rule: AlarmRule | null, firstDay: DayText): Pick<AlarmOnsetAsked, 'stageId' | 'what' | 'direction' | 'day' | 'maxDays'> {
  const what = kind === 'stock_growth' || kind === 'stage_days' ? 'stock' : kind === 'inflow_drop' ? 'inflow' : 'conversion'
  const direction = what === 'stock' || (kind === 'win_rate_swing' && value > (baseline ?? value)) ? 1 : -1
  const age = Math.max(0, dayNumber(day) - dayNumber(firstDay))
  return { stageId, what, direction, day, maxDays: Math.min(180, age + (what === 'inflow' ? 2 : 1) * windowOf(rule) + 14) }
}

const windowOf = (rule: AlarmRule | null): number => (rule === null ? 28 : 'windowDays' in rule ? rule.windowDays : 'againstDays' in rule ? rule.againstDays : 28)

/**
 * What to ask about an alarm that was judged on `day`: the days since the change began (`alarmOnset`) against at least twelve weeks before them, so
 * that chance there weighs less. Where its beginning was not found, the days that the rule looked at, at least four weeks of what
 * takes weeks to say anything, and of the last stage if it named none.
 */
export function questionOfAlarm(verdict: Pick<AlarmVerdict, 'kind' | 'pipelineId' | 'stageId' | 'day' | 'value' | 'baseline' | 'evidence'>, rule: AlarmRule | null, lastStageId: string, onset: AlarmOnset | null): ChangeQuestion {
  const { day, pipelineId, evidence } = verdict
  const { what, direction } = changeOfAlarm(verdict, rule, day)
  const end = plusDays(day, 1)
  const from = onset?.day ?? plusDays(end, -(what === 'inflow' ? windowOf(rule) : Math.max(windowOf(rule), 28)))
  const length = dayNumber(end) - dayNumber(from)
  return {
    pipelineId, stageId: onset?.stageId ?? verdict.stageId ?? lastStageId, what, after: { from, to: end }, before: { from: plusDays(from, -Math.max(84, 2 * length)), to: from },
    known: typeof evidence.z === 'number' ? { p: twoSidedP(evidence.z), direction } : null,
  }
}
