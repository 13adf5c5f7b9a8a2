import type { RefusalWords } from '../lib/refusal.ts'

export const leadRefusals = {
  'lead.already_converted': { status: 409, zh: '线索已转化，不能再次转化或修改状态。', en: 'The lead has been converted already.' },
  'lead.invalid_reason_required': { status: 422, zh: '标记为无效时须填写原因。', en: 'Marking a lead invalid needs a reason.' },
  'lead.company_required': { status: 422, zh: '转化前请填写公司，或选择已有客户。', en: 'Fill in the company or choose an account before converting.' },
} satisfies Record<string, RefusalWords>
