import type { RefusalWords } from '../lib/refusal.ts'

export const actionRefusals = {
  'action.not_open': { status: 409, zh: '此待办已完成或已取消。', en: 'This item is done or dropped already.' },
  'action.not_closed': { status: 409, zh: '此待办还未结束。', en: 'This item is still open.' },
  'action.unknown_person': { status: 422, zh: '负责人不存在或已停用。', en: 'The person does not exist or is disabled.' },
  'action.not_for_others': { status: 403, zh: '您只能给自己安排待办。', en: 'You can take on items yourself, but not give them to others.' },
  'action.unknown_place': { status: 422, zh: '所指的销售流程、阶段、预警、策略或例会不存在。', en: 'The pipeline, stage, alarm, remedy or meeting that it names does not exist.' },
  'action.repeat_without_day': { status: 422, zh: '重复任务须有截止日期。', en: 'A task that repeats needs a day.' },
  'action.only_tasks_repeat': { status: 422, zh: '只有任务可以重复，例会议题不可以。', en: 'Tasks can repeat, review topics cannot.' },
  'action.repeat_never': { status: 422, zh: '按此规则没有一天会出现，请检查截止日期。', en: 'The rule never comes true; check the day it ends.' },
  'action.repeat_too_old': { status: 422, zh: '重复任务的第一天不能早于一年以前。', en: 'The first day of a task that repeats cannot be more than a year ago.' },
} satisfies Record<string, RefusalWords>
