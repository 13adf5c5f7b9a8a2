import { plusDays } from '@sluice/core/diagnosis/days'
import type { PlanningFacts } from '@sluice/core/funnel/measures/planning-facts'
import type { PlanningBaseline } from '@sluice/core/planning/contract'
import { type CreatedMonth, creationsBefore, monthAfter } from '@sluice/core/planning/earlier'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Replica } from '../../replica/replica.ts'
import { everything } from '../alarm-series/everything.ts'
import { requirePipeline } from '../ask.ts'
import type { Asking } from '../asking.ts'
import { selectLeadStep } from './leads.query.ts'

export type BaselineAsked = { pipeline: string; from?: string | undefined; to?: string | undefined; currency?: string | undefined; /** First month of the plan; default: the next one. */ firstMonth?: string }

/** Key of the step before the pipeline. */
export const leadKey = 'lead'
/** Key of deals without a source, among channels. */
export const noChannel = 'none'

/**
 * What planning starts from, counted over all deals and leads of the organisation in the period (default: the last 365 days).
 * The lead step asks leads created as long ago as the deals of the mature cohort.
 */
export async function readBaseline(tx: Reader, replica: Replica, asking: Asking, query: BaselineAsked): Promise<PlanningBaseline> {
  const { viewer, timeZone } = asking
  await requirePipeline(tx, viewer.orgId, query.pipeline)
  const asOf = asking.now.getTime()
  const today = dayOf(asOf, timeZone)
  const to = query.to ?? plusDays(today, 1)
  const from = query.from ?? plusDays(to, -365)
  if (from >= to || from > today) refuse('request.invalid', {}, [{ path: 'from', code: 'out_of_range' }])
  const currency = query.currency ?? asking.currency
  const months = monthsBetween(from.slice(0, 7), monthAfter(today.slice(0, 7)))
  const monthStarts = months.map((month) => startOfDay(`${month}-01`, timeZone))
  const facts = await replica.ask({
    orgId: viewer.orgId, pipelineId: query.pipeline, question: 'planningFacts', asked: everything(viewer.orgId, timeZone, asOf),
    args: { from: startOfDay(from, timeZone), to: startOfDay(to, timeZone), asOf, currency, monthStarts },
  })
  const leads = await selectLeadStep(tx, viewer.orgId, query.pipeline, new Date(startOfDay(from, timeZone)).toISOString(), new Date(facts.matureTo).toISOString())
  const created = months.slice(0, -1).map((month, i): CreatedMonth => ({ month, created: facts.createdByMonth[i] ?? 0, share: passedShare(monthStarts, i, asOf) }))
  const channels = await namedChannels(tx, viewer.orgId, facts)
  const monthsOf = facts.days / (365.25 / 12)
  const perMonth = (n: number, people: number) => (people === 0 || monthsOf === 0 ? null : n / monthsOf / people)
  const conversions = facts.steps.map(({ entered, reached }) => (entered === 0 ? 0 : reached / entered))
  const leadMonths = (facts.matureTo - startOfDay(from, timeZone)) / 86_400_000 / (365.25 / 12)
  return {
    pipelineId: query.pipeline, asOf: new Date(asOf).toISOString(), from, to, currency,
    facts: {
      leadSteps: leads.entered === 0 ? [] : [{ stageKey: leadKey, entered: leads.entered, reached: leads.reached }],
      steps: facts.steps,
      transitions: { stages: facts.stages, moves: facts.moves, won: facts.won, lost: facts.lost },
      time: { wins: facts.wins, stages: facts.entries, earlier: creationsBefore(query.firstMonth ?? monthAfter(today.slice(0, 7)), created) },
    },
    won: facts.wonAmounts === null ? null : { ...facts.wonAmounts, currency },
    flow: {
      stages: facts.stages.map((stageKey, i) => ({ stageKey, conversion: conversions[i] ?? 0, dwellDays: facts.dwellDays[i] ?? 0 })),
      inflowPerDay: facts.days === 0 ? 0 : facts.entered / facts.days, wonMinor: facts.wonAmounts?.sumMinor ?? 0, wonDeals: facts.wonAmounts?.deals ?? 0, currency,
    },
    channels,
    capacity: {
      reps: facts.owners, dealsPerRep: perMonth(facts.entered, facts.owners), leadsPerRep: leads.owners === 0 || leadMonths <= 0 ? null : leads.entered / leadMonths / leads.owners,
    },
  }
}

/** `YYYY-MM` from the first to the last, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month)
  return months
}

function passedShare(starts: readonly number[], i: number, asOf: number): number {
  const [from, to] = [starts[i] ?? 0, starts[i + 1] ?? Infinity]
  return Math.max(0, Math.min(1, (asOf - from) / (to - from)))
}

async function namedChannels(tx: Reader, orgId: string, facts: PlanningFacts): Promise<PlanningBaseline['channels']> {
  const rows = await tx.selectFrom('channel').select(['id', 'name']).where('org_id', '=', orgId).execute()
  const names = new Map(rows.map((row) => [row.id, row.name]))
  return facts.channels.slice(0, 200).map(({ source, entered }) => ({
    channelKey: source === '' ? noChannel : source, name: names.get(source) ?? '', entered, share: facts.entered === 0 ? 0 : entered / facts.entered,
  }))
}
