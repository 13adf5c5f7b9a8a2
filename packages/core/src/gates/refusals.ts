import type { RefusalWords } from '../lib/refusal.ts'

export const gateRefusals = {
  'gate.missing': { status: 422, zh: '还缺 {count} 项证据，不能进入「{stage}」。', en: '{count} pieces of evidence are missing for “{stage}”.' },
  'gate.no_skip': { status: 422, zh: '此流程不允许跳过阶段。', en: 'This pipeline does not allow stages to be skipped.' },
  'gate.no_back': { status: 422, zh: '此流程不允许退回阶段。', en: 'This pipeline does not allow going back.' },
  'gate.no_reopen': { status: 422, zh: '此流程不允许重新打开已关闭的商机。', en: 'This pipeline does not allow reopening.' },
  'gate.back_reason_required': { status: 422, zh: '退回阶段须填写原因。', en: 'Going back needs a reason.' },
  'gate.next_step_required': { status: 422, zh: '进入「{stage}」须填写下一步和日期。', en: 'Entering “{stage}” needs a next step with its date.' },
  'gate.may_not_override': { status: 403, zh: '您的角色不能越过门禁。', en: 'Your role may not override the gate.' },
  'gate.unknown_criterion': { status: 422, zh: '没有这个检查项。', en: 'There is no such checklist item.' },
  'gate.too_large': { status: 422, zh: '门禁条件太多或嵌套太深。', en: 'The gate has too many criteria or is nested too deeply.' },
  'gate.finance_only': { status: 403, zh: '到款只能由财务或管理员确认。', en: 'Payments are confirmed by finance or an administrator.' },
  'gate.debt_settled': { status: 409, zh: '这笔门禁欠债已经了结。', en: 'This gate debt is settled already.' },
  'deal.locked': { status: 409, zh: '商机在审批中，暂时不能这样修改（审批 #{number}）。', en: 'The deal waits for approval #{number} and cannot be changed in this way.' },
} satisfies Record<string, RefusalWords>
