import type { RefusalWords } from '../lib/refusal.ts'

export const approvalRefusals = {
  'approval.unknown_flow': { status: 422, zh: '审批流不存在或已停用。', en: 'The approval flow does not exist or is switched off.' },
  'approval.not_yours': { status: 403, zh: '没有等您处理的审批任务。', en: 'No task of this approval waits for you.' },
  'approval.ended': { status: 409, zh: '审批已经结束。', en: 'The approval has ended already.' },
  'approval.not_returned': { status: 409, zh: '只有被退回的审批才能重新提交。', en: 'Only a returned approval can be submitted again.' },
  'approval.already_waiting': { status: 409, zh: '同一审批已在进行中（#{number}）。', en: 'The same approval is waiting already (#{number}).' },
  'approval.unknown_person': { status: 422, zh: '人员不存在或已停用。', en: 'The person does not exist or is disabled.' },
  'approval.already_asked': { status: 409, zh: '此人已在这一步的审批人中。', en: 'This person is asked in this step already.' },
  'approval.comment_required': { status: 422, zh: '拒绝或退回须写明原因。', en: 'A no or a return needs a reason.' },
  'approval.bad_flow': { status: 422, zh: '审批流设置有误。', en: 'The flow is not valid.' },
  'approval.bad_absence': { status: 422, zh: '结束时间须晚于开始时间，且不能让自己代理自己。', en: 'The absence must end after it begins, and nobody stands in for themself.' },
  'approval.required': { status: 422, zh: '此操作须先通过审批「{name}」。', en: 'This needs the approval “{name}” first.' },
  'approval.own_request': { status: 422, zh: '发起人不能审批自己的申请。', en: 'Nobody approves their own request.' },
  'approval.nobody': { status: 422, zh: '步骤「{step}」没有可以审批的人，请联系管理员调整审批流。', en: 'Nobody can be asked in step “{step}”; an administrator has to adjust the flow.' },
  'approval.too_many': { status: 422, zh: '这条审批的任务或评论太多了。', en: 'This approval has too many tasks or comments.' },
  'approval.bad_change': { status: 422, zh: '审批流与要修改的字段不符，或字段值有误。', en: 'The flow does not guard this field, or the value is not valid.' },
} satisfies Record<string, RefusalWords>
