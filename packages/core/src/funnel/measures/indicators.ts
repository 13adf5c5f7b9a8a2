import { mean, meanInterval, median, medianInterval } from '../../lib/quantile.ts'
import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, OPEN, WON } from '../look.ts'
import { type Measured, share, statistic, total } from '../measured.ts'
import { localDays } from '../zone-days.ts'
import type { Asked } from './asked.ts'
import { earliest } from './by-segment.ts'
import { closed } from './cohort-steps.ts'
import { heap, put, sortedAll } from './heap.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'
import { weigh, weighedMinor } from './weigh.ts'

export const INDICATORS = ['lead_to_deal', 'deal_progress', 'proposal_win', 'win_rate', 'sales_cycle', 'pipeline_value'] as const
export type Indicator = (typeof INDICATORS)[number]

/** Leads created in the period that the viewer may see, and how many of them have become a deal by `asOf`; `open` are undecided. */
export type LeadCounts = { created: number; converted: number; open: number }

/** `proposalStage`: the stage from which a deal counts as having a proposal; null: no such stage is named, so no 方案赢率. */
export type IndicatorOptions = Asked & { proposalStage: string | null; leads: LeadCounts | null }

/**
 * The six numbers of the KPI table, each with its metric key `kpi.<indicator>`:
 * - `lead_to_deal` 线索-商机转化率: leads created in the period that became a deal / leads created
 * - `deal_progress` 商机推进率: deals open at any time in the period that got further than ever before in it, or won / those deals
 * - `proposal_win` 方案赢率: won / closed, of the deals closed in the period that had reached the proposal stage
 * - `win_rate` 成交率: won / closed of the deals closed in the period
 * - `sales_cycle` 平均销售周期: mean days from creation to winning, of the deals won in the period; `beside`: their median
 * - `pipeline_value` 管道价值: amount of the open, awake deals at `asOf`; `beside`: the same weighted by probability
 */
export type Indicators = { asOf: number; currency: string; values: { indicator: Indicator; measured: Measured; beside: Measured | null }[] }

/** The KPI table in one pass. @throws RangeError for an unknown zone or proposal stage. */
export function indicators(columns: DealColumns, selection: Selection, options: IndicatorOptions): Indicators {
  const { asOf, leads } = options
  const proposal = options.proposalStage === null ? -1 : columns.stages.findIndex(({ id }) => id === options.proposalStage)
  if (proposal < 0 && options.proposalStage !== null) throw new RangeError(`unknown stage ${options.proposalStage}`)
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const local = localDays(options.zone, earliest(columns), asOf)
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const from = options.from ?? -Infinity
  const to = options.to ?? Infinity
  const cycles = heap()
  const worth = { whole: 0, rest: 0 }
  const n = { watched: 0, undecided: 0, on: 0, closed: 0, won: 0, proposed: 0, proposalWon: 0, open: 0, value: 0 }
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    const { standing } = look
    if (look.entryAt < to && look.endedAt >= from && ask.atEntry(row)) {
      n.watched++
      let isOn = false
      for (let k = 1; k < look.reachedAt.length && !isOn; k++) {
        const at = look.reachedAt[k] as number
        isOn = at > look.entryAt && at >= from && at < to
      }
      if (isOn) n.on++
      else if (standing === OPEN && to > asOf) n.undecided++
    }
    if (standing === OPEN) {
      if (look.isDormant || look.currency !== currency || !ask.inVersion(look.version)) continue
      n.open++
      n.value += look.amountMinor
      weigh(worth, columns, look)
    } else if (closed(look, options)) {
      if (!ask.atClose(look)) continue
      const isWon = standing === WON
      n.closed++
      if (isWon) n.won++
      if (proposal >= 0 && look.reachedAt[proposal] !== Infinity) {
        n.proposed++
        if (isWon) n.proposalWon++
      }
      if (isWon && look.closedAt >= look.createdAt) put(cycles, 0, Math.floor(local(look.closedAt)) - Math.floor(local(look.createdAt)))
    }
  }
  const days = sortedAll(cycles)
  const values: Indicators['values'] = [
    { indicator: 'lead_to_deal', measured: leads === null ? statistic(null, 0, 0, null, 'cohort') : share(leads.converted, leads.created, leads.open, 'cohort'), beside: null },
    { indicator: 'deal_progress', measured: share(n.on, n.watched, n.undecided, 'progress'), beside: null },
    { indicator: 'proposal_win', measured: proposal < 0 ? statistic(null, 0, 0, null, 'closed-count') : share(n.proposalWon, n.proposed, 0, 'closed-count'), beside: null },
    { indicator: 'win_rate', measured: share(n.won, n.closed, 0, 'closed-count'), beside: null },
    {
      indicator: 'sales_cycle',
      measured: statistic(mean(days), days.length, 0, meanInterval(days), 'cycle/mean'),
      beside: statistic(median(days), days.length, 0, medianInterval(days), 'cycle/median'),
    },
    { indicator: 'pipeline_value', measured: total(n.value, n.open, 'sum'), beside: total(weighedMinor(worth), n.open, 'weighted') },
  ]
  return { asOf, currency: options.currency, values }
}
