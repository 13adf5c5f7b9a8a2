import { z } from 'zod'
import { both, localizedSchema } from './localized.ts'
import { configKeySchema } from './pipeline.ts'

const lossReasonSchema = z.object({
  key: configKeySchema,
  name: localizedSchema,
  /** The user is asked which competitor it was. */
  asksCompetitor: z.boolean().optional(),
  /** A free text is required: the reason alone says nothing. */
  asksText: z.boolean().optional(),
})
export const lossReasonGroupSchema = z.object({
  key: configKeySchema,
  name: localizedSchema,
  reasons: z.array(lossReasonSchema).min(1),
})
export type LossReasonGroup = z.infer<typeof lossReasonGroupSchema>

/** The loss reasons that a new organisation starts with: groups of leaves; a deal names a leaf. Keys are unique over the whole tree. */
export const defaultLossReasons: readonly LossReasonGroup[] = [
  {
    key: 'price',
    name: both('价格与商务', 'Price and terms'),
    reasons: [
      { key: 'over_budget', name: both('超出客户预算', 'Over budget') },
      { key: 'competitor_cheaper', name: both('竞品价格更低', 'Competitor cheaper'), asksCompetitor: true },
      { key: 'payment_terms', name: both('付款条件未谈拢', 'Payment terms not agreed') },
      { key: 'contract_terms', name: both('合同条款未达成一致', 'Contract terms not agreed') },
    ],
  },
  {
    key: 'solution',
    name: both('产品与方案', 'Product and solution'),
    reasons: [
      { key: 'feature_gap', name: both('功能不满足', 'Missing feature') },
      { key: 'solution_mismatch', name: both('方案与需求不匹配', 'Solution does not fit the need') },
      { key: 'integration_gap', name: both('无法与现有系统集成', 'Cannot be integrated') },
      { key: 'poc_failed', name: both('技术验证或试用未通过', 'POC or trial failed') },
      { key: 'delivery_time', name: both('交付周期不满足', 'Delivery too late') },
    ],
  },
  {
    key: 'competition',
    name: both('竞争', 'Competition'),
    reasons: [
      { key: 'lost_to_competitor', name: both('输给竞争对手', 'Lost to competitor'), asksCompetitor: true },
      { key: 'incumbent', name: both('沿用现有供应商', 'Stays with incumbent'), asksCompetitor: true },
      { key: 'tender_lost', name: both('招投标未中标', 'Tender lost'), asksCompetitor: true },
      { key: 'built_in_house', name: both('客户决定自研', 'Builds in-house') },
    ],
  },
  {
    key: 'timing',
    name: both('时机与预算', 'Timing and budget'),
    reasons: [
      { key: 'postponed', name: both('项目延期', 'Project postponed') },
      { key: 'budget_cut', name: both('预算被削减或取消', 'Budget cut') },
      { key: 'cancelled', name: both('项目取消', 'Project cancelled') },
    ],
  },
  {
    key: 'relationship',
    name: both('决策链与关系', 'Decision chain'),
    reasons: [
      { key: 'no_decision', name: both('客户迟迟不决策', 'No decision') },
      { key: 'no_decision_maker', name: both('未接触到决策者', 'Decision-maker not reached') },
      { key: 'champion_left', name: both('关键联系人离职', 'Key contact left') },
    ],
  },
  {
    key: 'customer',
    name: both('客户自身', 'Customer'),
    reasons: [
      { key: 'unqualified', name: both('非目标客户', 'Not a target customer') },
      { key: 'unreachable', name: both('联系不上', 'Unreachable') },
      { key: 'business_closed', name: both('停产、关停或被并购', 'Closed or acquired') },
    ],
  },
  {
    key: 'ourselves',
    name: both('我方原因', 'Our own doing'),
    reasons: [
      { key: 'slow_response', name: both('响应不及时', 'Slow response') },
      { key: 'service_doubt', name: both('客户对服务能力存疑', 'Doubts about our service') },
      { key: 'we_declined', name: both('我方主动放弃', 'We declined') },
    ],
  },
  {
    key: 'other_group',
    name: both('其他', 'Other'),
    reasons: [{ key: 'other', name: both('其他（请说明）', 'Other (explain)'), asksText: true }],
  },
]
