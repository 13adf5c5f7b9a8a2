import type { CauseCode } from '../said.ts'
import type { FindingKind } from './finding.ts'

const channelDimensions = new Set(['source', 'channel', 'campaign', 'lead_source'])
const sizeDimensions = new Set(['size', 'employees', 'company_size', 'employee_band', 'size_band'])
const ownerDimensions = new Set(['owner', 'team', 'owner_id', 'team_id'])

/** Which causes of the strategy library a segment finding stands for, by what its dimension is about. */
export function causesOfSegment(kind: FindingKind, dimensions: readonly string[], values: readonly string[]): CauseCode[] {
  const about = (known: ReadonlySet<string>) => dimensions.some((dimension) => known.has(dimension))
  const codes = new Set<CauseCode>()
  if (about(channelDimensions)) codes.add(kind === 'rate' ? 'segment_rate' : 'channel_mix')
  if (about(channelDimensions)) codes.add('poor_leads')
  if (about(sizeDimensions)) codes.add('small_customers')
  if (about(ownerDimensions)) codes.add('owner_rate')
  if (dimensions.includes('competitor')) codes.add('competitor')
  if (dimensions.includes('loss_reason')) for (const value of values) for (const code of lossReasonCauses[value] ?? []) codes.add(code)
  if (codes.size === 0) codes.add(kind === 'rate' ? 'segment_rate' : 'segment_mix')
  if (kind === 'inflow') codes.add('inflow_drop')
  return [...codes]
}

const lossReasonCauses: Record<string, CauseCode[]> = {
  over_budget: ['budget', 'price'], competitor_cheaper: ['price', 'competitor'], payment_terms: ['payment_terms'], contract_terms: ['decision_process'],
  feature_gap: ['product_gap'], solution_mismatch: ['product_gap', 'weak_needs_analysis'], integration_gap: ['product_gap'], poc_failed: ['product_gap'],
}

const wordCauses: [RegExp, CauseCode][] = [
  [/预算|资金|经费|没钱|budget|funding/, 'budget'],
  [/分期|付款|账期|首付|尾款|回款|instal|payment|credit term/, 'payment_terms'],
  [/价格|报价|太贵|偏贵|涨价|降价|便宜|折扣|price|expensive|discount|cheaper/, 'price'],
  [/竞品|竞争|对手|友商|competitor|rival/, 'competitor'],
  [/审批|拍板|决策|董事会|老板|领导|approval|decision|board/, 'decision_process'],
  [/功能|对接|兼容|不满足|缺少|feature|integrat|missing/, 'product_gap'],
]

/** Which causes the words of notes speak of; a simple list of the words for each. */
export function causesOfWords(words: readonly string[]): CauseCode[] {
  return wordCauses.filter(([pattern]) => words.some((word) => pattern.test(word))).map(([, code]) => code)
}
