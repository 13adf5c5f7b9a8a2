import type { RefusalWords } from '../lib/refusal.ts'

export const alarmRefusals = {
  'alarm.unknown_place': { status: 422, zh: '规则所指的销售流程或阶段不存在。', en: 'The pipeline or stage that the rule names does not exist.' },
  'alarm.unknown_slice': { status: 422, zh: '不能按这个维度切分。', en: 'Deals cannot be sliced by this dimension.' },
  'alarm.too_many_rules': { status: 422, zh: '一条销售流程最多 {most} 条预警规则。', en: 'A pipeline has at most {most} alarm rules.' },
  'alarm.not_open': { status: 409, zh: '此预警不在待处理状态。', en: 'The alarm is not open.' },
  'alarm.resolved': { status: 409, zh: '此预警已经解除。', en: 'The alarm is resolved already.' },
  'alarm.not_resolved': { status: 409, zh: '只有已解除的预警才能重新打开。', en: 'Only a resolved alarm can be reopened.' },
  'alarm.same_cause_open': { status: 409, zh: '同一原因已有一条未解除的预警。', en: 'Another alarm of the same cause is open.' },
  'alarm.unknown_person': { status: 422, zh: '人员不存在或已停用。', en: 'The person does not exist or is disabled.' },
  'alarm.period_too_long': { status: 422, zh: '回测时间最长两年，且须早于今天。', en: 'A back-test covers at most two years and ends before today.' },
} satisfies Record<string, RefusalWords>
