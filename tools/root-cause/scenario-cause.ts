import type { DealColumns } from '@sluice/core/funnel/columns'
import { changeCounts } from '@sluice/core/funnel/measures/change-counts'
import { stageHorizon } from '@sluice/core/funnel/measures/stage-horizon'
import { countTerms } from '@sluice/core/diagnosis/root-cause/count-terms'
import type { RootCause } from '@sluice/core/diagnosis/root-cause/finding'
import type { SystemEvent } from '@sluice/core/diagnosis/root-cause/input'
import { type ChangeQuestion, countingOf, judgedWithin, rootCauseInput } from '@sluice/core/diagnosis/root-cause/question'
import { rootCause } from '@sluice/core/diagnosis/root-cause/rank'
import { silences, type SourceDays } from '@sluice/core/diagnosis/root-cause/silence'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { Company } from '@sluice/core/simulator/company'
import type { Scenario } from '@sluice/core/simulator/scenarios/scenario'
import { scenarioDimensions } from './scenario-columns.ts'

export const zone = 'Asia/Shanghai'
const DAY = 86_400_000
const all = { mask: null, owners: null, teams: null, sources: null }

/** What the product would answer at an instant, from the simulated lists alone: the same counting, the same judgement, no database. */
export function scenarioCause(scenario: Scenario, columns: DealColumns, question: ChangeQuestion, asOf: number): RootCause {
  const { company } = scenario
  const stage = columns.stages.findIndex(({ id }) => id === question.stageId)
  const events = eventsOf(scenario, question)
  const around = events.filter(({ kind }) => kind === 'config_publish')
  const counts = changeCounts(columns, all, countingOf(question, {
    stage, zone, asOf, withinDays: judgedWithin(stageHorizon(columns, all, stage, asOf)), dimensions: scenarioDimensions, around: around.map(({ at }) => at),
  }))
  const notes = notesOf(company, startOfDay(question.before.from, zone) - 120 * DAY, Math.min(asOf, startOfDay(question.after.to, zone) - 1))
  const read = (ids: readonly string[]) => countTerms(ids.flatMap((id) => { const own = notes.get(id); return own === undefined ? [] : [own] }))
  const work = { before: workIn(company, question.before), after: workIn(company, question.after) }
  return rootCause(rootCauseInput(question, counts, {
    words: { group: read(counts.groupIds), rest: read(counts.restIds) }, events, aroundOf: events.map((event) => { const i = around.indexOf(event); return i < 0 ? null : i }), work,
  }, zone))
}

function notesOf(company: Company, from: number, to: number): Map<string, string[]> {
  return new Map(company.deals.map((deal) => [deal.key, deal.activities.filter(({ at, body }) => at >= from && at <= to && body !== '').slice(-6).map(({ body }) => body)]))
}

function workIn(company: Company, range: { from: string; to: string }): { people: number; activities: number } {
  const [from, to] = [startOfDay(range.from, zone), startOfDay(range.to, zone)]
  const people = new Set<string>()
  let activities = 0
  for (const deal of company.deals)
    for (const activity of deal.activities) {
      if (activity.at < from || activity.at >= to || activity.kind === 'note') continue
      people.add(activity.ownerKey)
      activities++
    }
  return { people: people.size, activities }
}

/** What the scenario says the system did, as far as it had happened, and the silences that the leads show. */
function eventsOf({ company, truth }: Scenario, question: ChangeQuestion): SystemEvent[] {
  const [from, to] = [startOfDay(question.after.from, zone) - 14 * DAY, startOfDay(question.after.to, zone)]
  const marks = truth.marks
    // That an interface was down the product finds by itself.
    .filter(({ kind, at }) => kind !== 'integration_outage' && at >= from && at < to)
    .map((mark, i): SystemEvent => ({
      id: `mark:${i}`, kind: mark.kind, label: mark.label.zh, at: mark.at, until: mark.until !== null && mark.until < to ? mark.until : null, carried: mark.carried,
      concernsStage: mark.stageKeys.includes(question.stageId), around: null,
    }))
  const first = dayOf(startOfDay(question.before.from, zone) - 28 * DAY, zone)
  const days = Math.round((to - startOfDay(first, zone)) / DAY)
  const bySource = new Map<string, number[]>()
  // As the product reads it: leads, and deals that came without one.
  for (const { createdAt, channelKey } of [...company.leads, ...company.deals.filter(({ leadKey }) => leadKey === null)]) {
    const day = Math.floor((createdAt - startOfDay(first, zone)) / DAY)
    if (day < 0 || day >= days) continue
    const counts = bySource.get(channelKey) ?? new Array<number>(days).fill(0)
    counts[day] = (counts[day] ?? 0) + 1
    bySource.set(channelKey, counts)
  }
  const sources = [...bySource].map(([source, counts]): SourceDays => ({ source, label: source, from: first, counts }))
  return [...marks, ...silences(sources, (day, plus) => startOfDay(day, zone, plus))]
}
