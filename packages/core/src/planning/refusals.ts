import type { RefusalWords } from '../lib/refusal.ts'

export const planRefusals = {
  'plan.archived': { status: 409, zh: '计划已归档，不能修改。', en: 'The plan is archived and cannot be changed.' },
  'plan.unknown_place': { status: 422, zh: '计划所指的销售流程或阶段不存在。', en: 'The pipeline or stage that the plan names does not exist.' },
  'plan.months_out_of_order': { status: 422, zh: '计划的月份须从早到晚、不重复。', en: 'The months of a plan run forward and do not repeat.' },
  'plan.month': { status: 422, zh: '月份格式有误。', en: 'The month is not valid.' },
} satisfies Record<string, RefusalWords>
