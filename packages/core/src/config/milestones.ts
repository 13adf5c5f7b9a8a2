import { z } from 'zod'
import { both, type Localized } from './localized.ts'

export const milestoneKinds = [
  'material_consent', 'sql_accepted', 'demo_held', 'solution_confirmed', 'quote_sent', 'quote_accepted', 'contract_sent', 'contract_signed', 'payment_received',
] as const
export const milestoneKind = z.enum(milestoneKinds)
export type MilestoneKind = z.infer<typeof milestoneKind>

export interface MilestoneDefinition {
  key: MilestoneKind
  name: Localized
  /** Asks for an amount of money. */
  asksAmount: boolean
  /** Who may record it: everybody who may change the deal, or finance and administrators alone. */
  by: 'anyone' | 'finance'
}

/** Dated facts of a sale that no other record holds, in the order in which they usually come. */
export const milestones: readonly MilestoneDefinition[] = [
  { key: 'material_consent', name: both('客户同意接收资料', 'Consent to receive material'), asksAmount: false, by: 'anyone' },
  { key: 'sql_accepted', name: both('销售认可（SQL）', 'Sales-qualified (SQL)'), asksAmount: false, by: 'anyone' },
  { key: 'demo_held', name: both('完成方案演示', 'Demo held'), asksAmount: false, by: 'anyone' },
  { key: 'solution_confirmed', name: both('客户确认方案', 'Solution confirmed by the customer'), asksAmount: false, by: 'anyone' },
  { key: 'quote_sent', name: both('已发送报价', 'Quote sent'), asksAmount: true, by: 'anyone' },
  { key: 'quote_accepted', name: both('客户接受报价', 'Quote accepted'), asksAmount: true, by: 'anyone' },
  { key: 'contract_sent', name: both('已发送合同', 'Contract sent'), asksAmount: true, by: 'anyone' },
  { key: 'contract_signed', name: both('合同已签署', 'Contract signed'), asksAmount: true, by: 'anyone' },
  { key: 'payment_received', name: both('财务确认到款', 'Payment confirmed by finance'), asksAmount: true, by: 'finance' },
]
