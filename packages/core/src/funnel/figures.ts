import { byLossReason, matureMembers, skippers, splitStep, type StepSplit, stageMembers, wanderers } from './cohort.ts'
import { cycle, cycleMean, cycleMedian } from './cycle.ts'
import { type Dwell, stageDwell } from './dwell.ts'
import { firstToFirst } from './first-to-first.ts'
import { entries } from './flow.ts'
import type { StayExit } from './journey.ts'
import { type Measured, quotient, share, statistic, total } from './measured.ts'
import { memo, type Model } from './model.ts'
import { Exact, inCurrency, sumMinor, toMinor } from './money.ts'
import type { MetricKey } from './registry.ts'
import { stock } from './snapshot.ts'
import { quantileTime, restrictedMean } from './survival.ts'
import type { Trace } from './trace.ts'
import { realisedVelocity, velocity } from './velocity.ts'
import { openClosingIn, probability, weightedMinor } from './weighted.ts'
import { closedIn, closedRate, closedValueRate, createdIn, createdRate, outcomes, timeToEventRate, volatility } from './winrate.ts'
import { calendarDays } from './working-days.ts'

/**
 * Names one number of the funnel. `stageId` with every `step.*`; `reasonId` (null = none given) with `step.loss_reason*`;
 * `exit` with `step.exit`; `window` (index) with `win.period_rate`.
 */
export type FigureName = {
  metric: MetricKey
  stageId?: string
  reasonId?: string | null
  exit?: StayExit
  window?: number
}

/**
 * A figure and the deals it was made from, so that a count and its list can never part:
 * `n` = population, `hits` = hits, `censored` = censored.
 */
export type Evidence = { measured: Measured; population: readonly Trace[]; hits: readonly Trace[] | null; censored: readonly Trace[] }

type Recipe = (model: Model, k: number, name: FigureName) => Evidence

/**
 * The figure of that name, with its deals.
 * @throws RangeError for a stage or window that the model does not have.
 */
export function evidence(model: Model, name: FigureName): Evidence {
  const k = name.stageId === undefined ? -1 : model.stageIndex.get(name.stageId)
  if (k === undefined || (k === -1 && name.metric.startsWith('step.'))) throw new RangeError(`unknown stage ${name.stageId}`)
  return RECIPES[name.metric](model, k, name)
}

const cohortMethod = ({ cohort }: Model) => `cohort/${cohort.mode}/${cohort.fill}`

const count = (population: readonly Trace[], method: string): Evidence =>
  ({ measured: total(population.length, population.length, method), population, hits: null, censored: [] })

const shareOf = (hits: readonly Trace[], population: readonly Trace[], censored: readonly Trace[], method: string): Evidence =>
  ({ measured: share(hits.length, population.length, censored.length, method), population, hits, censored })

const sumOf = (population: readonly Trace[], method: string): Evidence =>
  ({ measured: total(sumMinor(population), population.length, method), population, hits: null, censored: [] })

const over = (population: readonly Trace[], measured: Measured): Evidence => ({ measured, population, hits: null, censored: [] })

const stepOf = (model: Model, k: number): StepSplit =>
  memo(model, `step ${k}`, () => splitStep(stageMembers(model.traces, k, model.cohort), k, model.cohort.fill))

/** The deals of the cohort as a whole: entered the pipeline in the period, whatever the mode. */
const cohortOf = (model: Model) =>
  memo(model, 'cohort', () => {
    const entered = stageMembers(model.traces, 0, { ...model.period, mode: 'entry', fill: 'linear' })
    const by = (standing: Trace['standing']) => entered.filter((trace) => trace.standing === standing)
    return { entered, won: by('won'), lost: by('lost'), open: by('open'), left: by('left') }
  })

const reasonsOf = (model: Model, k: number) => memo(model, `reasons ${k}`, () => byLossReason(stepOf(model, k).lost))

const lossesOf = (model: Model, k: number, reasonId: string | null): readonly Trace[] =>
  reasonsOf(model, k).find((group) => group.reasonId === reasonId)?.deals ?? []

const wanderersOf = (model: Model, k: number) => memo(model, `wanderers ${k}`, () => wanderers(stepOf(model, k).members, k))

const entriesOf = (model: Model, k: number) => memo(model, `entries ${k}`, () => entries(model.traces, k, model.period))

const stockOf = (model: Model, k: number) => memo(model, 'stock', () => stock(model.traces, model.stages.length))[k] ?? []

const dwellOf = (model: Model, k: number): Dwell =>
  memo(model, `dwell ${k}`, () =>
    stageDwell(stepOf(model, k).members, k, {
      asOf: model.asOf, stay: model.dwellStay, skipImported: model.skipImported, days: model.dwellDays,
    }),
  )

const dwellMethod = (model: Model) => `km/${model.dwellStay}/${model.dwellUnit}-days`

function dwellEvidence(model: Model, k: number, measured: (dwell: Dwell) => Measured): Evidence {
  const dwell = dwellOf(model, k)
  const { watched, gone, there } = dwell
  return { measured: { ...measured(dwell), hits: gone.length }, population: watched, hits: gone, censored: there }
}

const dwellQuantile = (model: Model, k: number, p: number): Evidence =>
  dwellEvidence(model, k, ({ curve }) => {
    const time = quantileTime(curve, p)
    return statistic(time.value, curve.n, curve.censored, time, dwellMethod(model), 'not_reached')
  })

/** Every deal that is closed at all, so that the many windows need not walk through the open ones. */
const everClosedOf = (model: Model) =>
  memo(model, 'ever closed', () => closedIn(model.traces, { from: null, to: null }).closed)

const closedOf = (model: Model) => memo(model, 'closed', () => closedIn(everClosedOf(model), model.period))
const wonMoneyOf = (model: Model) => memo(model, 'won money', () => inCurrency(closedOf(model).won, model.currency))
const createdOf = (model: Model) => memo(model, 'created', () => createdIn(model.traces, model.period))
const cycleOf = (model: Model, outcome: 'won' | 'lost') =>
  memo(model, `cycle ${outcome}`, () => cycle(closedOf(model)[outcome], model.cycleDays))

const stillOpenOf = (model: Model, isDormant: boolean) => model.traces.filter(({ standing, journey }) => standing === 'open' && (journey.isDormant === true) === isDormant)
const openOf = (model: Model) => memo(model, 'open', () => stillOpenOf(model, false))
const qualifiedOf = (model: Model) =>
  memo(model, 'qualified', () => openOf(model).filter((trace) => model.qualifiedFrom === 0 || trace.current >= model.qualifiedFrom))

/** The first whole day that starts at or after an instant. */
const dayFrom = (model: Model, instant: number | null) => (instant === null ? null : Math.ceil(model.local(instant)))

const closingOf = (model: Model) =>
  memo(model, 'closing', () => {
    const { from, to } = model.closing
    return inCurrency(openClosingIn(model.traces, { from: dayFrom(model, from), to: dayFrom(model, to) }), model.currency)
  })

const weightedOf = (model: Model, keep: (trace: Trace) => boolean): Evidence => {
  const deals = closingOf(model).filter(keep)
  return over(deals, total(weightedMinor(deals, model.stages), deals.length, 'weighted'))
}

/** Days of the period that have passed, in the organisation's calendar; from the first creation when it has no beginning. */
function daysPassed(model: Model): number {
  const { from, to } = model.period
  let start = from ?? Infinity
  if (from === null) for (const { journey } of model.traces) start = Math.min(start, journey.createdAt)
  const end = Math.min(to ?? model.asOf, model.asOf)
  return start < end ? model.local(end) - model.local(start) : 0
}

/** Closed deals of each rolling window. */
const windowsOf = (model: Model) =>
  memo(model, 'windows', () => model.windows.map((window) => closedIn(everClosedOf(model), window)))

const RECIPES: Record<MetricKey, Recipe> = {
  'step.entered': (m, k) => count(stepOf(m, k).members, cohortMethod(m)),
  'step.reached_next': (m, k) => count(stepOf(m, k).converted, cohortMethod(m)),
  'step.conversion': (m, k) => {
    const { converted, members, stillOpen } = stepOf(m, k)
    return shareOf(converted, members, stillOpen, cohortMethod(m))
  },
  'step.conversion_mature': (m, k) => {
    const { fill } = m.cohort
    const mature = splitStep(matureMembers(stepOf(m, k).members, k, fill, m.matureDays, m.asOf), k, fill)
    return shareOf(mature.converted, mature.members, mature.stillOpen, `${cohortMethod(m)}/mature-${m.matureDays}d`)
  },
  'step.still_open': (m, k) => shareOf(stepOf(m, k).stillOpen, stepOf(m, k).members, [], cohortMethod(m)),
  'step.lost': (m, k) => shareOf(stepOf(m, k).lost, stepOf(m, k).members, stepOf(m, k).stillOpen, cohortMethod(m)),
  'step.transferred': (m, k) => count(stepOf(m, k).left, cohortMethod(m)),
  'step.loss_reason': (m, k, { reasonId }) => count(lossesOf(m, k, reasonId ?? null), cohortMethod(m)),
  'step.loss_reason_share': (m, k, { reasonId }) => shareOf(lossesOf(m, k, reasonId ?? null), stepOf(m, k).lost, [], cohortMethod(m)),
  'step.skip': (m, k) => {
    const { known, skipped } = skippers(stepOf(m, k).members, k)
    return shareOf(skipped, known, [], cohortMethod(m))
  },
  'step.reentry': (m, k) => shareOf(wanderersOf(m, k).reentered, wanderersOf(m, k).touched, [], cohortMethod(m)),
  'step.regress': (m, k) => shareOf(wanderersOf(m, k).regressed, wanderersOf(m, k).touched, [], cohortMethod(m)),
  'step.flow_entries': (m, k) => count(entriesOf(m, k), 'flow'),
  'step.flow': (m, k) => {
    const [above, below] = [entriesOf(m, k), entriesOf(m, k + 1)]
    return { measured: quotient(below.length, above.length, 'flow'), population: above, hits: below, censored: [] }
  },
  'step.stock': (m, k) => count(stockOf(m, k), 'snapshot'),
  'step.stock_amount': (m, k) => sumOf(inCurrency(stockOf(m, k), m.currency), 'snapshot'),
  'step.snapshot': (m, k) => {
    const [above, below] = [stockOf(m, k), stockOf(m, k + 1)]
    const measured = quotient(below.length, above.length, 'snapshot/shape')
    // After the last stage comes "won", which is no stock.
    if (k === m.stages.length - 1) return over(above, { ...measured, hits: null, value: null, enough: false, why: 'last_stage' })
    return { measured, population: above, hits: below, censored: [] }
  },
  'step.dwell_median': (m, k) => dwellQuantile(m, k, 0.5),
  'step.dwell_p75': (m, k) => dwellQuantile(m, k, 0.75),
  'step.dwell_mean': (m, k) =>
    dwellEvidence(m, k, ({ curve }) => statistic(restrictedMean(curve), curve.n, curve.censored, null, `${dwellMethod(m)}/restricted-mean`)),
  'step.to_next_median': (m, k) => {
    const { arrived, waiting, measured } = firstToFirst(stepOf(m, k).members, k, k + 1, calendarDays)
    return { measured: { ...measured, hits: null }, population: arrived, hits: null, censored: waiting }
  },
  'step.exit': (m, k, { exit = 'advance' }) => {
    const { watched, there, goneBy, curve } = dwellOf(m, k)
    const { value, low, high } = curve.final[exit]
    const hits = goneBy[exit]
    const method = `aalen-johansen/${m.dwellStay}/${m.dwellUnit}-days`
    const measured = statistic(curve.n === 0 ? null : value, curve.n, curve.censored, { low, high }, method)
    return { measured: { ...measured, hits: hits.length }, population: watched, hits, censored: there }
  },
  'step.weighted': (m, k) => weightedOf(m, (trace) => trace.current === k),

  'cohort.entered': (m) => count(cohortOf(m).entered, 'cohort'),
  'cohort.won': (m) => count(cohortOf(m).won, 'cohort'),
  'cohort.lost': (m) => count(cohortOf(m).lost, 'cohort'),
  'cohort.open': (m) => count(cohortOf(m).open, 'cohort'),
  'cohort.transferred': (m) => count(cohortOf(m).left, 'cohort'),
  'cohort.overall': (m) => shareOf(cohortOf(m).won, cohortOf(m).entered, cohortOf(m).open, 'cohort/overall'),

  'win.closed_count': (m) => {
    const { closed, won } = closedOf(m)
    return { measured: closedRate(closed, won), population: closed, hits: won, censored: [] }
  },
  'win.closed_value': (m) => {
    const closed = inCurrency(closedOf(m).closed, m.currency)
    const won = wonMoneyOf(m)
    const measured = closedValueRate(closed, won)
    return { measured, population: closed, hits: measured.hits === null ? null : won, censored: [] }
  },
  'win.created': (m) => {
    const { created, won, open } = createdOf(m)
    return { measured: createdRate({ created, won, open }), population: created, hits: won, censored: open }
  },
  'win.time_to_event': (m) => {
    const out = outcomes(cohortOf(m).entered, m.asOf, calendarDays)
    const of = (standing: Trace['standing']) => out.watched.filter((trace) => trace.standing === standing)
    return { measured: timeToEventRate(out), population: out.watched, hits: of('won'), censored: of('open') }
  },
  'win.period_rate': (m, _k, { window }) => {
    const found = windowsOf(m)[window ?? -1]
    if (found === undefined) throw new RangeError(`unknown window ${window}`)
    const { closed, won } = found
    return { measured: closedRate(closed, won), population: closed, hits: won, censored: [] }
  },
  'win.volatility': (m) => {
    // Windows may overlap; a deal is listed, and counted, once.
    const population = [...new Set(windowsOf(m).flatMap(({ closed }) => closed))]
    return over(population, { ...volatility(windowsOf(m)), n: population.length })
  },

  'deals.created': (m) => count(createdOf(m).created, 'count'),
  'deals.won': (m) => count(closedOf(m).won, 'count'),
  'deals.lost': (m) => count(closedOf(m).lost, 'count'),
  'deals.open': (m) => count(openOf(m), 'count'),
  'deals.dormant': (m) => count(stillOpenOf(m, true), 'count'),
  'deals.undated': (m) => count(openOf(m).filter(({ journey }) => journey.expectedCloseOn == null), 'count'),
  'won.amount': (m) => sumOf(wonMoneyOf(m), 'sum'),

  'cycle.won_median': (m) => over(cycleOf(m, 'won').deals, cycleMedian(cycleOf(m, 'won'))),
  'cycle.won_mean': (m) => over(cycleOf(m, 'won').deals, cycleMean(cycleOf(m, 'won'))),
  'cycle.lost_median': (m) => over(cycleOf(m, 'lost').deals, cycleMedian(cycleOf(m, 'lost'))),
  'cycle.lost_mean': (m) => over(cycleOf(m, 'lost').deals, cycleMean(cycleOf(m, 'lost'))),

  'velocity.expected': (m) => {
    const { closed, won } = closedOf(m)
    const money = wonMoneyOf(m)
    const parts = { open: qualifiedOf(m).length, wonMinor: sumMinor(money), wonCount: money.length, won: won.length, closed: closed.length }
    return over(closed, velocity({ ...parts, cycleDays: cycleMedian(cycleOf(m, 'won')).value }))
  },
  'velocity.realised': (m) => over(wonMoneyOf(m), realisedVelocity(sumMinor(wonMoneyOf(m)), wonMoneyOf(m).length, daysPassed(m))),
  'velocity.open': (m) => count(qualifiedOf(m), 'count'),
  'velocity.mean_won': (m) => {
    const won = wonMoneyOf(m)
    const value = won.length === 0 ? null : toMinor(new Exact(sumMinor(won)).div(won.length))
    return over(won, statistic(value, won.length, 0, null, 'mean'))
  },

  'weighted.pipeline': (m) => weightedOf(m, () => true),
  'weighted.stage': (m) => weightedOf(m, (trace) => probability(trace, m.stages).source === 'stage'),
  'weighted.manual': (m) => weightedOf(m, (trace) => probability(trace, m.stages).source === 'manual'),
  'weighted.unweighted': (m) => sumOf(closingOf(m), 'sum'),
}

/** Loss reasons that occur at stage `k`, the commonest first. */
export function lossReasonsAt(model: Model, k: number): (string | null)[] {
  return reasonsOf(model, k).map((group) => group.reasonId)
}

/** Survival curve of stage `k`, for a chart or for a reader that wants more than median and P75. */
export function dwellCurve(model: Model, k: number): Dwell['curve'] {
  return dwellOf(model, k).curve
}
