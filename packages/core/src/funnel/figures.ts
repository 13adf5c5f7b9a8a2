import { EXIT_CODES, NO_PROBABILITY } from './columns.ts'
import { meanDays, medianDays } from './cycle.ts'
import { DAY_MINUTES, type Facts } from './facts.ts'
import type { StayExit } from './journey.ts'
import { LEFT, type Look, LOST, OPEN, WON } from './look.ts'
import { type Measured, quotient, share, statistic, total } from './measured.ts'
import type { Model } from './model.ts'
import { Exact, held, toMinor } from './money.ts'
import type { FunnelMetricKey } from './registry.ts'
import type { Swept } from './sweep.ts'
import type { Closing, Money, Tally } from './counts.ts'
import { dwellOf, endingsOf } from './tally.ts'
import { realisedVelocity, velocity } from './velocity.ts'
import { byProbability, weightedMinor } from './weighted.ts'
import { closedRate, closedValueRate, createdRate, volatility } from './winrate.ts'
import { DAY_MS } from './zone-days.ts'

/** The competing ways out of a stage. */
export const EXITS = ['advance', 'won', 'lost', 'back', 'transfer'] as const satisfies readonly StayExit[]

/**
 * Names one number of the funnel. `stageId` with every `step.*`; `reasonId` (null = none given) with `step.loss_reason*`;
 * `exit` with `step.exit`; `window` (index) with `win.period_rate`.
 */
export type FigureName = {
  metric: FunnelMetricKey
  stageId?: string
  reasonId?: string | null
  exit?: StayExit
  window?: number
}

/** Which of a figure's deals: as many as its `n`, `hits` or `censored` say. */
export type FigurePart = 'population' | 'hits' | 'censored'

/** Bits of what `Who` answers. */
export const PART_BITS = { population: 1, hits: 2, censored: 4 } as const satisfies Record<FigurePart, number>
const POPULATION = 1
const HITS = 2
const CENSORED = 4

/** Which parts of one figure a deal belongs to, as bits; 0 = none. */
export type Who = (facts: Facts, look: Look) => number

/** A figure: the number out of the tally, and beside it, from the same facts, the deals it was made from. */
type Recipe = {
  measure: (tally: Counted, k: number, name: FigureName) => Measured
  who: (model: Model, k: number, name: FigureName) => Who
}

/** A tally with what several figures share worked out once. */
export type Counted = { tally: Tally; dwell: (k: number) => Swept; endings: () => Swept }

export function counted(tally: Tally): Counted {
  const dwells: (Swept | undefined)[] = []
  let endings: Swept | null = null
  return { tally, dwell: (k) => (dwells[k] ??= dwellOf(tally, k)), endings: () => (endings ??= endingsOf(tally)) }
}

/** The figure of that name. @throws RangeError for a stage or window that the question does not have. */
export function measure(of: Counted, name: FigureName): Measured {
  return RECIPES[name.metric].measure(of, stageOf(of.tally.model, name), name)
}

/** The question which deals are behind a figure. @throws RangeError as `measure`. */
export function whoIsIn(model: Model, name: FigureName): Who {
  return RECIPES[name.metric].who(model, stageOf(model, name), name)
}

function stageOf({ columns, windows }: Model, { metric, stageId, window }: FigureName): number {
  const k = stageId === undefined ? -1 : columns.stages.findIndex(({ id }) => id === stageId)
  if (k === -1 && (stageId !== undefined || metric.startsWith('step.'))) throw new RangeError(`unknown stage ${stageId}`)
  if (metric === 'win.period_rate' && windows[window ?? -1] === undefined) throw new RangeError(`unknown window ${window}`)
  return k
}

const count = (n: number, method: string): Measured => total(n, n, method)
const sumOf = ({ n, sum }: Money, method: string): Measured => total(held(sum), n, method)
const cohortMethod = ({ tally: { model: { cohort } } }: Counted) => `cohort/${cohort.mode}/${cohort.fill}`
const dwellMethod = ({ tally: { model } }: Counted) => `km/${model.dwellStay}/${model.workDays === null ? 'calendar' : 'working'}-days`

/** A figure over the members of step `k`. */
const inStep = (parts: (facts: Facts, look: Look, k: number, bit: number) => number): Recipe['who'] => (_model, k) => (facts, look) =>
  facts.inEntry && (facts.members & (1 << k)) !== 0 ? parts(facts, look, k, 1 << k) : 0
const endsHere = (facts: Facts, look: Look, k: number, standing: number) => facts.endsAt === k && look.standing === standing
const converts = (facts: Facts, look: Look, k: number, bit: number) =>
  POPULATION | ((facts.converted & bit) !== 0 ? HITS : 0) | (endsHere(facts, look, k, OPEN) ? CENSORED : 0)

const dwells = inStep((facts, _look, k, bit) => ((facts.dwelt & bit) === 0 ? 0 : POPULATION | (facts.dwellExits[k] === 0 ? CENSORED : HITS)))

const inCohort = (parts: (look: Look) => number): Recipe['who'] => () => (facts, look) => (facts.inEntry && facts.isCohort ? parts(look) : 0)
const only = (standing: number) => (look: Look) => (look.standing === standing ? POPULATION : 0)

const closed = (parts: (look: Look, model: Model) => number): Recipe['who'] => (model) => (facts, look) =>
  facts.inClose && facts.isClosed ? parts(look, model) : 0
const wonHits = (look: Look) => POPULATION | (look.standing === WON ? HITS : 0)
const inMoney = (look: Look, model: Model) => look.currency === model.currencyCode
const wonMoney = closed((look, model) => (look.standing === WON && inMoney(look, model) ? POPULATION : 0))
const cycled = (standing: number) => closed((look) => (look.standing === standing && look.closedAt >= look.createdAt ? POPULATION : 0))

const standing = (isIn: (facts: Facts, look: Look, model: Model, k: number) => boolean): Recipe['who'] => (model, k) => (facts, look) =>
  facts.inStanding && isIn(facts, look, model, k) ? POPULATION : 0

const reasonCode = (model: Model, { reasonId = null }: FigureName) => (reasonId === null ? 0 : (model.columns.dictionaries.lossReason.codes.get(reasonId) ?? -1))
const lossesFor = ({ model, losses }: Tally, k: number, name: FigureName) =>
  losses[k * model.columns.dictionaries.lossReason.values.length + reasonCode(model, name)] ?? 0

function quantile(of: Counted, k: number, which: number): Measured {
  const swept = of.dwell(k)
  const at = swept.crossings[which]
  const days = (time: number | null | undefined) => (time == null ? null : time / DAY_MINUTES)
  const interval = { low: days(at?.low), high: days(at?.high) }
  return { ...statistic(days(at?.value), swept.n, swept.censored, interval, dwellMethod(of), 'not_reached'), hits: swept.n - swept.censored }
}

const rateOf = (tally: Tally, window: number) => ({ won: tally.windowWon[window] ?? 0, closed: tally.windowClosed[window] ?? 0 })

/** Days of the period that have passed, in the organisation's calendar; from the first creation when it has no beginning. */
function daysPassed({ model, firstCreatedAt }: Tally): number {
  const start = model.period.from ?? firstCreatedAt
  const end = Math.min(model.to, model.asOf)
  return start < end ? model.local(end) - model.local(start) : 0
}

function weighted({ model, closing }: Tally, stages: readonly number[], kinds: { byStage: boolean; manual: boolean }): Measured {
  let n = 0
  const parts = stages.flatMap((k) => {
    const { byStage, manual, manualSums } = closing[k] as Closing
    if (kinds.byStage) n += byStage.n
    if (kinds.manual) n += manual.n
    return [
      ...(kinds.byStage ? [{ p: Math.round((model.columns.stages[k]?.winProbability ?? 0) * 10_000), sum: byStage.sum }] : []),
      ...(kinds.manual ? byProbability(manualSums) : []),
    ]
  })
  return total(weightedMinor(parts), n, 'weighted')
}
const everywhere = ({ closing }: Tally) => closing.map((_, k) => k)

const RECIPES: Record<FunnelMetricKey, Recipe> = {
  'step.entered': { measure: (c, k) => count(c.tally.members.of(k), cohortMethod(c)), who: inStep(() => POPULATION) },
  'step.reached_next': {
    measure: (c, k) => count(c.tally.converted.of(k), cohortMethod(c)),
    who: inStep((facts, _look, _k, bit) => ((facts.converted & bit) !== 0 ? POPULATION : 0)),
  },
  'step.conversion': {
    measure: (c, k) => share(c.tally.converted.of(k), c.tally.members.of(k), c.tally.ends.open[k] as number, cohortMethod(c)),
    who: inStep(converts),
  },
  'step.conversion_mature': {
    measure: (c, k) => {
      const { matureConverted, mature, ends, model } = c.tally
      return share(matureConverted.of(k), mature.of(k), ends.matureOpen[k] as number, `${cohortMethod(c)}/mature-${model.matureDays}d`)
    },
    who: inStep((facts, look, k, bit) => ((facts.mature & bit) === 0 ? 0 : converts(facts, look, k, bit))),
  },
  'step.still_open': {
    measure: (c, k) => share(c.tally.ends.open[k] as number, c.tally.members.of(k), 0, cohortMethod(c)),
    who: inStep((facts, look, k) => POPULATION | (endsHere(facts, look, k, OPEN) ? HITS : 0)),
  },
  'step.lost': {
    measure: (c, k) => share(c.tally.ends.lost[k] as number, c.tally.members.of(k), c.tally.ends.open[k] as number, cohortMethod(c)),
    who: inStep((facts, look, k) => POPULATION | (endsHere(facts, look, k, LOST) ? HITS : 0) | (endsHere(facts, look, k, OPEN) ? CENSORED : 0)),
  },
  'step.transferred': {
    measure: (c, k) => count(c.tally.ends.left[k] as number, cohortMethod(c)),
    who: inStep((facts, look, k) => (endsHere(facts, look, k, LEFT) ? POPULATION : 0)),
  },
  'step.loss_reason': {
    measure: (c, k, name) => count(lossesFor(c.tally, k, name), cohortMethod(c)),
    who: (model, k, name) => {
      const reason = reasonCode(model, name)
      return inStep((facts, look) => (endsHere(facts, look, k, LOST) && look.lossReason === reason ? POPULATION : 0))(model, k, name)
    },
  },
  'step.loss_reason_share': {
    measure: (c, k, name) => share(lossesFor(c.tally, k, name), c.tally.ends.lost[k] as number, 0, cohortMethod(c)),
    who: (model, k, name) => {
      const reason = reasonCode(model, name)
      return inStep((facts, look) => (endsHere(facts, look, k, LOST) ? POPULATION | (look.lossReason === reason ? HITS : 0) : 0))(model, k, name)
    },
  },
  'step.skip': {
    measure: (c, k) => share(c.tally.skipped.of(k), c.tally.members.of(k) - c.tally.unknown.of(k), 0, cohortMethod(c)),
    who: inStep((_facts, look, _k, bit) => (look.touched === 0 ? 0 : POPULATION | ((look.touched & bit) === 0 ? HITS : 0))),
  },
  'step.reentry': {
    measure: (c, k) => share(c.tally.reentered.of(k), c.tally.been.of(k), 0, cohortMethod(c)),
    who: inStep((facts, _look, _k, bit) => ((facts.been & bit) === 0 ? 0 : POPULATION | ((facts.reentered & bit) !== 0 ? HITS : 0))),
  },
  'step.regress': {
    measure: (c, k) => share(c.tally.regressed.of(k), c.tally.been.of(k), 0, cohortMethod(c)),
    who: inStep((facts, _look, _k, bit) => ((facts.been & bit) === 0 ? 0 : POPULATION | ((facts.regressed & bit) !== 0 ? HITS : 0))),
  },
  'step.flow_entries': {
    measure: (c, k) => count(c.tally.entries.of(k), 'flow'),
    who: (_model, k) => (facts) => (facts.inEntry && (facts.entries & (1 << k)) !== 0 ? POPULATION : 0),
  },
  'step.flow': {
    measure: (c, k) => quotient(c.tally.entries.of(k + 1), c.tally.entries.of(k), 'flow'),
    who: (_model, k) => (facts) => (facts.inEntry ? ((facts.entries & (1 << k)) !== 0 ? POPULATION : 0) | ((facts.entries & (1 << (k + 1))) !== 0 ? HITS : 0) : 0),
  },
  'step.stock': {
    measure: (c, k) => count(c.tally.stock[k] as number, 'snapshot'),
    who: standing((facts, look, _model, k) => facts.isAwake && look.current === k),
  },
  'step.stock_amount': {
    measure: (c, k) => sumOf(c.tally.stockMoney[k] as Money, 'snapshot'),
    who: standing((facts, look, model, k) => facts.isAwake && look.current === k && inMoney(look, model)),
  },
  'step.snapshot': {
    measure: ({ tally: { stock } }, k) => {
      const measured = quotient(stock[k + 1] ?? 0, stock[k] as number, 'snapshot/shape')
      // After the last stage comes "won", which is no stock.
      return k === stock.length - 1 ? { ...measured, hits: null, value: null, enough: false, why: 'last_stage' } : measured
    },
    who: (_model, k) => (facts, look) => (facts.inStanding && facts.isAwake ? (look.current === k ? POPULATION : 0) | (look.current === k + 1 ? HITS : 0) : 0),
  },
  'step.dwell_median': { measure: (c, k) => quantile(c, k, 0), who: dwells },
  'step.dwell_p75': { measure: (c, k) => quantile(c, k, 1), who: dwells },
  'step.dwell_mean': {
    measure: (c, k) => {
      const { area, n, censored } = c.dwell(k)
      return { ...statistic(area === null ? null : area / DAY_MINUTES, n, censored, null, `${dwellMethod(c)}/restricted-mean`), hits: n - censored }
    },
    who: dwells,
  },
  'step.to_next_median': {
    measure: ({ tally: { spans, waiting } }, k) => medianDays(spans[k] as Tally['spans'][number], DAY_MS, 'first-to-first/median', waiting.of(k)),
    who: inStep((facts, _look, _k, bit) => ((facts.arrived & bit) !== 0 ? POPULATION : (facts.waiting & bit) !== 0 ? CENSORED : 0)),
  },
  'step.exit': {
    measure: (c, k, { exit = 'advance' }) => {
      const { n, censored, final, events } = c.dwell(k)
      const cause = EXIT_CODES.indexOf(exit) - 1
      const { value = 0, low = null, high = null } = final[cause] ?? {}
      const method = dwellMethod(c).replace('km', 'aalen-johansen')
      return { ...statistic(n === 0 ? null : value, n, censored, { low, high }, method), hits: events[cause] ?? 0 }
    },
    who: (model, k, name) => {
      const code = EXIT_CODES.indexOf(name.exit ?? 'advance')
      return inStep((facts, _look, _k, bit) => {
        if ((facts.dwelt & bit) === 0) return 0
        const how = facts.dwellExits[k]
        return POPULATION | (how === code ? HITS : 0) | (how === 0 ? CENSORED : 0)
      })(model, k, name)
    },
  },
  'step.weighted': {
    measure: (c, k) => weighted(c.tally, [k], { byStage: true, manual: true }),
    who: standing((facts, look, _model, k) => facts.isClosing && look.current === k),
  },

  'cohort.entered': { measure: (c) => count(c.tally.cohort.reduce((sum, n) => sum + n, 0), 'cohort'), who: inCohort(() => POPULATION) },
  'cohort.won': { measure: (c) => count(c.tally.cohort[WON] as number, 'cohort'), who: inCohort(only(WON)) },
  'cohort.lost': { measure: (c) => count(c.tally.cohort[LOST] as number, 'cohort'), who: inCohort(only(LOST)) },
  'cohort.open': { measure: (c) => count(c.tally.cohort[OPEN] as number, 'cohort'), who: inCohort(only(OPEN)) },
  'cohort.transferred': { measure: (c) => count(c.tally.cohort[LEFT] as number, 'cohort'), who: inCohort(only(LEFT)) },
  'cohort.overall': {
    measure: ({ tally: { cohort } }) => share(cohort[WON] as number, cohort.reduce((sum, n) => sum + n, 0), cohort[OPEN] as number, 'cohort/overall'),
    who: inCohort((look) => wonHits(look) | (look.standing === OPEN ? CENSORED : 0)),
  },

  'win.closed_count': { measure: ({ tally: { won, lost } }) => closedRate({ won, closed: won + lost }), who: closed(wonHits) },
  'win.closed_value': {
    measure: ({ tally }) => closedValueRate(tally.wonMoney, tally.lostMoney),
    who: closed((look, model) => (inMoney(look, model) ? wonHits(look) : 0)),
  },
  'win.created': {
    measure: ({ tally: { created, createdWon, createdOpen } }) => createdRate(createdWon, createdOpen, created),
    who: () => (facts, look) => (facts.inEntry && facts.isCreated ? wonHits(look) | (look.standing === OPEN ? CENSORED : 0) : 0),
  },
  'win.time_to_event': {
    measure: (c) => {
      const { n, censored, final, events } = c.endings()
      const { value = 0, low = null, high = null } = final[0] ?? {}
      return { ...statistic(n === 0 ? null : value, n, censored, { low, high }, 'aalen-johansen'), hits: events[0] ?? 0 }
    },
    who: () => (facts, look) => (facts.inEntry && facts.isCohort && facts.isWatched ? wonHits(look) | (look.standing === OPEN ? CENSORED : 0) : 0),
  },
  'win.period_rate': {
    measure: ({ tally }, _k, { window = -1 }) => closedRate(rateOf(tally, window)),
    who: (_model, _k, { window = -1 }) => (facts, look) => (facts.inClose && facts.isInAnyWindow && facts.inWindow[window] === 1 ? wonHits(look) : 0),
  },
  'win.volatility': {
    // Windows may overlap; a deal is listed, and counted, once.
    measure: ({ tally }) => ({ ...volatility(tally.model.windows.map((_, w) => rateOf(tally, w))), n: tally.inAnyWindow }),
    who: () => (facts) => (facts.inClose && facts.isInAnyWindow ? POPULATION : 0),
  },

  'deals.created': { measure: (c) => count(c.tally.created, 'count'), who: () => (facts) => (facts.inEntry && facts.isCreated ? POPULATION : 0) },
  'deals.won': { measure: (c) => count(c.tally.won, 'count'), who: closed(only(WON)) },
  'deals.lost': { measure: (c) => count(c.tally.lost, 'count'), who: closed(only(LOST)) },
  'deals.open': { measure: (c) => count(c.tally.awake, 'count'), who: standing((facts) => facts.isAwake) },
  'deals.dormant': { measure: (c) => count(c.tally.dormant, 'count'), who: standing((facts) => facts.isDormant) },
  'deals.undated': { measure: (c) => count(c.tally.undated, 'count'), who: standing((facts) => facts.isUndated) },
  'won.amount': { measure: (c) => sumOf(c.tally.wonMoney, 'sum'), who: wonMoney },

  'cycle.won_median': { measure: (c) => medianDays(c.tally.wonCycle, 1, 'cycle/median'), who: cycled(WON) },
  'cycle.won_mean': { measure: (c) => meanDays(c.tally.wonCycle, 'cycle/mean'), who: cycled(WON) },
  'cycle.lost_median': { measure: (c) => medianDays(c.tally.lostCycle, 1, 'cycle/median'), who: cycled(LOST) },
  'cycle.lost_mean': { measure: (c) => meanDays(c.tally.lostCycle, 'cycle/mean'), who: cycled(LOST) },

  'velocity.expected': {
    measure: ({ tally: { won, lost, wonMoney: { n, sum }, wonCycle, qualified } }) =>
      velocity({ open: qualified, wonMinor: held(sum), wonCount: n, won, closed: won + lost, cycleDays: wonCycle.median()?.value ?? null }),
    who: closed(() => POPULATION),
  },
  'velocity.realised': { measure: ({ tally }) => realisedVelocity(held(tally.wonMoney.sum), tally.wonMoney.n, daysPassed(tally)), who: wonMoney },
  'velocity.open': {
    measure: (c) => count(c.tally.qualified, 'count'),
    who: standing((facts, look, model) => facts.isAwake && (model.qualifiedFrom === 0 || look.current >= model.qualifiedFrom)),
  },
  'velocity.mean_won': {
    measure: ({ tally: { wonMoney: { n, sum } } }) => statistic(n === 0 ? null : toMinor(new Exact(held(sum)).div(n)), n, 0, null, 'mean'),
    who: wonMoney,
  },

  'weighted.pipeline': {
    measure: ({ tally }) => weighted(tally, everywhere(tally), { byStage: true, manual: true }),
    who: standing((facts) => facts.isClosing),
  },
  'weighted.stage': {
    measure: ({ tally }) => weighted(tally, everywhere(tally), { byStage: true, manual: false }),
    who: standing((facts, look, { columns }) => facts.isClosing && columns.version.probability[look.version] === NO_PROBABILITY),
  },
  'weighted.manual': {
    measure: ({ tally }) => weighted(tally, everywhere(tally), { byStage: false, manual: true }),
    who: standing((facts, look, { columns }) => facts.isClosing && columns.version.probability[look.version] !== NO_PROBABILITY),
  },
  'weighted.unweighted': {
    measure: ({ tally: { closing } }) =>
      sumOf(closing.reduce((all, { byStage, manual }) => ({ n: all.n + byStage.n + manual.n, sum: all.sum + byStage.sum + manual.sum, squares: 0 }), { n: 0, sum: 0, squares: 0 }), 'sum'),
    who: standing((facts) => facts.isClosing),
  },
}

/** Loss reasons that occur at stage `k`, the commonest first. */
export function lossReasonsAt({ model, losses }: Tally, k: number): (string | null)[] {
  const { values } = model.columns.dictionaries.lossReason
  const found = values.flatMap((reasonId, code) => {
    const n = losses[k * values.length + code] as number
    return n > 0 ? [{ reasonId, n }] : []
  })
  return found.sort((a, b) => b.n - a.n || ((a.reasonId ?? '') < (b.reasonId ?? '') ? -1 : 1)).map(({ reasonId }) => reasonId)
}
