import type { RefusalWords } from '../lib/refusal.ts'

export const leadRefusals = {
  'lead.already_converted': { status: 409, zh: '线索已转化，不能再次转化或修改状态。', en: 'The lead has been converted already.' },
  'lead.invalid_reason_required': { status: 422, zh: '标记为无效时须填写原因。', en: 'Marking a lead invalid needs a reason.' },
  'lead.company_required': { status: 422, zh: '转化前请填写公司，或选择已有客户。', en: 'Fill in the company or choose an account before converting.' },
  'lead.effort_missing': {
    status: 422,
    zh: '还不能标记为无效：要求在 {neededAttempts} 个不同日期尝试联系、前后跨 {neededDays} 天，目前 {attempts} 个日期、跨 {overDays} 天（还差 {missingAttempts} 次、{missingDays} 天）。联系不上或时机未到，请安排跟进计划或转入培育。',
    en: 'Not yet: attempts on {neededAttempts} different days over {neededDays} days are needed; so far {attempts} over {overDays} ({missingAttempts} attempts and {missingDays} days are missing). If there is no answer or it is too early, plan the follow-up or nurture the lead.',
  },
} satisfies Record<string, RefusalWords>
