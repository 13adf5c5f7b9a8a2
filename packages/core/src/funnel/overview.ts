import type { DealColumns, Selection } from './columns.ts'
import { counted, EXITS, type FigureName, lossReasonsAt, measure } from './figures.ts'
import type { FunnelStage, Period, StayExit } from './journey.ts'
import type { Measured } from './measured.ts'
import { type FunnelOptions, type Model, modelOf } from './model.ts'
import type { FunnelMetricKey } from './registry.ts'
import type { Tally } from './counts.ts'
import { tallyOf } from './tally.ts'

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
 * The funnel of one pipeline, from all its deals that the selection lets through, closed ones included, whatever the period:
 * the figures pick theirs by the dates that their definition names.
 * @throws RangeError for an unknown zone or `qualifiedFrom` stage.
 */
export function funnelView(columns: DealColumns, selection: Selection, options: FunnelOptions): FunnelView {
  const model = modelOf(columns, selection, options)
  const tally = tallyOf(model)
  const all = counted(tally)
  const figure = (metric: FunnelMetricKey, name: Omit<FigureName, 'metric'> = {}): Figure => ({ ...measure(all, { metric, ...name }), metric, ...name })
  return {
    asOf: model.asOf,
    period: model.period,
    zone: options.zone,
    currency: model.currency,
    cohort: model.cohort.mode,
    fill: model.cohort.fill,
    steps: columns.stages.map((stage, k) => stepView(tally, stage, k, figure)),
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
    otherCurrencies: otherCurrencies(tally),
  }
}

type MakeFigure = (metric: FunnelMetricKey, name?: Omit<FigureName, 'metric'>) => Figure

function stepView(tally: Tally, stage: FunnelStage, k: number, figure: MakeFigure): StepView {
  const stageId = stage.id
  const at = (metric: FunnelMetricKey) => figure(metric, { stageId })
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
    losses: lossReasonsAt(tally, k).map((reasonId) => ({
      reasonId,
      count: figure('step.loss_reason', { stageId, reasonId }),
      share: figure('step.loss_reason_share', { stageId, reasonId }),
    })),
  }
}

function otherCurrencies({ model, currencies }: Tally): { currency: string; deals: number }[] {
  return model.columns.dictionaries.currency.values
    .flatMap((currency, code) => (currency === null || code === model.currencyCode || currencies[code] === 0 ? [] : [{ currency, deals: currencies[code] as number }]))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
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
