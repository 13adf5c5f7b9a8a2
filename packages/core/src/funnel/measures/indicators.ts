import type { Measured } from '../measured.ts'
import type { Asked } from './asked.ts'

export const INDICATORS = ['lead_to_deal', 'deal_progress', 'proposal_win', 'win_rate', 'sales_cycle', 'pipeline_value'] as const
export type Indicator = (typeof INDICATORS)[number]

/** Leads created in the period that the viewer may see, and how many of them have become a deal by `asOf`; `open` are undecided. */
export type LeadCounts = { created: number; converted: number; open: number }

/** `proposalStage`: the stage from which a deal counts as having a proposal; null: no such stage is named, so no 方案赢率. */
export type IndicatorOptions = Asked & { proposalStage: string | null; leads: LeadCounts | null }

/**
 * The six numbers of the KPI table, each with its metric key `kpi.<indicator>`:
 * - `lead_to_deal` 线索-商机转化率: leads created in the period that became a deal / leads created
 * - `deal_progress` 商机推进率: deals open at any time in the period that got into a later stage, or won, in it / those deals
 * - `proposal_win` 方案赢率: won / closed, of the deals closed in the period that had reached the proposal stage
 * - `win_rate` 成交率: won / closed of the deals closed in the period
 * - `sales_cycle` 平均销售周期: mean days from creation to winning, of the deals won in the period; `beside`: their median
 * - `pipeline_value` 管道价值: amount of the open, awake deals at `asOf`; `beside`: the same weighted by probability
 */
export type Indicators = { asOf: number; currency: string; values: { indicator: Indicator; measured: Measured; beside: Measured | null }[] }
