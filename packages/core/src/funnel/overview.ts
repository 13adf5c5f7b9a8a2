import { EXITS } from './dwell.ts'
import { evidence, type FigureName, lossReasonsAt } from './figures.ts'
import type { FunnelStage, Period, StayExit } from './journey.ts'
import type { Measured } from './measured.ts'
import type { FunnelOptions, Model } from './model.ts'
import { modelsOf, type Populations } from './populations.ts'
import type { MetricKey } from './registry.ts'

/** A measured figure that knows its own name: what `selectDeals` needs to list the deals behind it. */
export type Figure = Measured & FigureName

/** One stage of the funnel page. `conversion` and the like concern the step to the next stage, or to won for the last. */
export type StepView = {
  stageId: string
  position: number
  entered: Figure
  reachedNext: Figure
  conversion: Figure
  conversionMature: Figure
  stillOpen: Figure
  lost: Figure
  transferred: Figure
  skip: Figure
  reentry: Figure
  regress: Figure
  flowEntries: Figure
  flow: Figure
  snapshot: Figure
  stock: Figure
  stockAmount: Figure
  weighted: Figure
  dwellMedian: Figure
  dwellP75: Figure
  dwellMean: Figure
  toNextMedian: Figure
  exits: Record<StayExit, Figure>
  losses: { reasonId: string | null; count: Figure; share: Figure }[]
}

/** All the funnel page shows. Plain data: numbers, texts and null only, so it can travel as JSON. */
export type FunnelView = {
  asOf: number
  period: Period
  zone: string
  currency: string
  cohort: Model['cohort']['mode']
  fill: Model['cohort']['fill']
  steps: StepView[]
  cohortCounts: { entered: Figure; won: Figure; lost: Figure; open: Figure; transferred: Figure }
  overall: Figure
  winRates: { closedCount: Figure; closedValue: Figure; created: Figure; timeToEvent: Figure; volatility: Figure }
  rolling: { period: Period; rate: Figure }[]
  deals: { created: Figure; won: Figure; lost: Figure; open: Figure; dormant: Figure; undated: Figure }
  wonAmount: Figure
  cycle: { wonMedian: Figure; wonMean: Figure; lostMedian: Figure; lostMean: Figure }
  velocity: { expected: Figure; realised: Figure; open: Figure; meanWon: Figure }
  weighted: { pipeline: Figure; stage: Figure; manual: Figure; unweighted: Figure }
  /** Deals whose amounts are in no sum above, by currency. */
  otherCurrencies: { currency: string; deals: number }[]
}

/**
 * The funnel of one pipeline. `journeys` are all its deals that the filter lets through, closed ones included, whatever the
 * period: the figures pick theirs by the dates that their definition names.
 * @throws RangeError for an unknown zone, a probability outside 0…1, or sums beyond the safe integers.
 */
export function funnelView(journeys: Populations, stages: readonly FunnelStage[], options: FunnelOptions): FunnelView {
  const models = modelsOf(journeys, stages, options)
  const model = models('cohort.entered')
  const figure = (metric: MetricKey, name: Omit<FigureName, 'metric'> = {}): Figure => ({
    ...evidence(models(metric), { metric, ...name }).measured,
    metric,
    ...name,
  })
  return {
    asOf: model.asOf,
    period: model.period,
    zone: options.zone,
    currency: model.currency,
    cohort: model.cohort.mode,
    fill: model.cohort.fill,
    steps: model.stages.map((stage, k) => stepView(model, stage, k, figure)),
    cohortCounts: {
      entered: figure('cohort.entered'),
      won: figure('cohort.won'),
      lost: figure('cohort.lost'),
      open: figure('cohort.open'),
      transferred: figure('cohort.transferred'),
    },
    overall: figure('cohort.overall'),
    winRates: {
      closedCount: figure('win.closed_count'),
      closedValue: figure('win.closed_value'),
      created: figure('win.created'),
      timeToEvent: figure('win.time_to_event'),
      volatility: figure('win.volatility'),
    },
    rolling: model.windows.map((period, window) => ({ period, rate: figure('win.period_rate', { window }) })),
    deals: {
      created: figure('deals.created'),
      won: figure('deals.won'),
      lost: figure('deals.lost'),
      open: figure('deals.open'),
      dormant: figure('deals.dormant'),
      undated: figure('deals.undated'),
    },
    wonAmount: figure('won.amount'),
    cycle: {
      wonMedian: figure('cycle.won_median'),
      wonMean: figure('cycle.won_mean'),
      lostMedian: figure('cycle.lost_median'),
      lostMean: figure('cycle.lost_mean'),
    },
    velocity: {
      expected: figure('velocity.expected'),
      realised: figure('velocity.realised'),
      open: figure('velocity.open'),
      meanWon: figure('velocity.mean_won'),
    },
    weighted: {
      pipeline: figure('weighted.pipeline'),
      stage: figure('weighted.stage'),
      manual: figure('weighted.manual'),
      unweighted: figure('weighted.unweighted'),
    },
    otherCurrencies: otherCurrencies(models('deals.open')),
  }
}

type MakeFigure = (metric: MetricKey, name?: Omit<FigureName, 'metric'>) => Figure

function stepView(model: Model, stage: FunnelStage, k: number, figure: MakeFigure): StepView {
  const stageId = stage.id
  const at = (metric: MetricKey) => figure(metric, { stageId })
  return {
    stageId,
    position: stage.position,
    entered: at('step.entered'),
    reachedNext: at('step.reached_next'),
    conversion: at('step.conversion'),
    conversionMature: at('step.conversion_mature'),
    stillOpen: at('step.still_open'),
    lost: at('step.lost'),
    transferred: at('step.transferred'),
    skip: at('step.skip'),
    reentry: at('step.reentry'),
    regress: at('step.regress'),
    flowEntries: at('step.flow_entries'),
    flow: at('step.flow'),
    snapshot: at('step.snapshot'),
    stock: at('step.stock'),
    stockAmount: at('step.stock_amount'),
    weighted: at('step.weighted'),
    dwellMedian: at('step.dwell_median'),
    dwellP75: at('step.dwell_p75'),
    dwellMean: at('step.dwell_mean'),
    toNextMedian: at('step.to_next_median'),
    exits: Object.fromEntries(EXITS.map((exit) => [exit, figure('step.exit', { stageId, exit })])) as Record<StayExit, Figure>,
    losses: lossReasonsAt(model, k).map((reasonId) => ({
      reasonId,
      count: figure('step.loss_reason', { stageId, reasonId }),
      share: figure('step.loss_reason_share', { stageId, reasonId }),
    })),
  }
}

function otherCurrencies(model: Model): { currency: string; deals: number }[] {
  const counts = new Map<string, number>()
  for (const { journey } of model.traces) {
    if (journey.currency !== model.currency) counts.set(journey.currency, (counts.get(journey.currency) ?? 0) + 1)
  }
  return [...counts].map(([currency, deals]) => ({ currency, deals })).sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** Which of a figure's deals to list; see Evidence. */
export type FigurePart = 'population' | 'hits' | 'censored'

/**
 * Ids of exactly the deals behind a figure, in the order of `journeys`, each once: as many as the figure's `n` (population,
 * the default), `hits` or `censored` say. Same recipe as the figure itself. A part the figure does not have is empty.
 * @throws RangeError for an unknown stage or window, and as `funnelView`.
 */
export function selectDeals(
  journeys: Populations,
  stages: readonly FunnelStage[],
  options: FunnelOptions,
  name: FigureName & { part?: FigurePart },
): string[] {
  const found = evidence(modelsOf(journeys, stages, options)(name.metric), name)
  return (found[name.part ?? 'population'] ?? []).map((trace) => trace.journey.dealId)
}

/** Every figure of a view, in the order of the page. */
export function figuresOf(view: FunnelView): Figure[] {
  const found: Figure[] = []
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return
    if ('metric' in node) found.push(node as Figure)
    else for (const child of Object.values(node)) walk(child)
  }
  walk(view)
  return found
}
