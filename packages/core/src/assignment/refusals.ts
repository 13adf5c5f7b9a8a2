import type { RefusalWords } from '../lib/refusal.ts'

export const assignmentRefusals = {
  'assignment.members_required': { status: 422, zh: '请至少选择一名成员。', en: 'Choose at least one member.' },
  'assignment.match_field_required': { status: 422, zh: '请选择用哪个字段判断区域或产品（文本或单选字段）。', en: 'Choose the field that tells the territory or product: a text or a choice.' },
  'assignment.values_required': { status: 422, zh: '请为每名成员填写所负责的区域、产品或客户。', en: 'Name the territories, products or accounts of each member.' },
  'assignment.unknown_member': { status: 422, zh: '成员不存在、已停用，或不做销售。', en: 'A member does not exist, is not active, or does not sell.' },
  'assignment.too_many_rules': { status: 422, zh: '分配规则最多 {most} 条。', en: 'There can be at most {most} rules.' },
  'assignment.order': { status: 409, zh: '规则有增减，请刷新后重新排序。', en: 'The rules have changed; reload and order them again.' },
  'assignment.absence': { status: 422, zh: '离岗的结束时间须晚于开始时间。', en: 'An absence must end after it begins.' },
  'assignment.closed': { status: 409, zh: '线索已转化或无效，不能再分配。', en: 'The lead is converted or invalid; it cannot be assigned any more.' },
  'assignment.no_rules': { status: 409, zh: '没有启用的分配规则，请指定负责人。', en: 'No rule is switched on; name an owner.' },
  'assignment.held': { status: 409, zh: '此刻无人在班，上班后自动分配。', en: 'Nobody is at work; it is assigned when somebody is.' },
  'assignment.nobody': { status: 409, zh: '没有可分配的人，请查看规则、配额和离岗。', en: 'Nobody can take it; look at rules, limits and absences.' },
  'assignment.lead_held': { status: 409, zh: '线索被预筛规则暂扣，请先放行。', en: 'A pre-screen rule holds the lead; release it first.' },
  'hand_over.none': { status: 409, zh: '没有待处理的移交。', en: 'Nothing was handed over that waits for a decision.' },
  'hand_over.open': { status: 409, zh: '线索已移交，正等待销售确认。', en: 'The lead has been handed over already and waits for sales.' },
} satisfies Record<string, RefusalWords>
