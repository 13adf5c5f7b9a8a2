import { both, type Localized } from './localized.ts'

export const attachmentKindKeys = ['minutes', 'budget', 'requirements', 'intent', 'quote', 'contract', 'other'] as const
type AttachmentKindKey = (typeof attachmentKindKeys)[number]

/** What a file proves; gates ask for some of these. */
export const attachmentKindNames: Readonly<Record<AttachmentKindKey, Localized>> = {
  minutes: both('会议纪要', 'Meeting minutes'),
  budget: both('预算证明', 'Proof of budget'),
  requirements: both('需求文档', 'Requirements'),
  intent: both('采购意向', 'Purchase intent'),
  quote: both('报价单', 'Quote'),
  contract: both('合同', 'Contract'),
  other: both('其他', 'Other'),
}
