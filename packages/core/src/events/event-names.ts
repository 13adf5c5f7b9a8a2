import type { EventType } from './catalogue.ts'

type GroupOf<T> = T extends `${infer G}.${string}` ? G : never
/** What the name of an event begins with: `deal.moved` → `deal`. */
export type EventGroup = GroupOf<EventType>

interface Name {
  zh: string
  en: string
}

/** Events in words, for those who choose or read them without the code. */
export const eventNames: Readonly<Record<EventType, Name>> = {
  'deal.created': { zh: '新建商机', en: 'Deal created' }, 'deal.moved': { zh: '商机阶段变化', en: 'Deal moved to a stage' }, 'deal.transferred': { zh: '商机转到其他流程', en: 'Deal moved to another pipeline' },
  'deal.won': { zh: '赢单', en: 'Deal won' }, 'deal.lost': { zh: '丢单', en: 'Deal lost' }, 'deal.reopened': { zh: '商机重新打开', en: 'Deal reopened' }, 'deal.changed': { zh: '商机修改', en: 'Deal changed' },
  'deal.contacts_changed': { zh: '商机联系人变化', en: 'Contacts of a deal changed' }, 'deal.remapped': { zh: '商机随流程改版换阶段', en: 'Deal carried into another stage by a new version' },
  'deal.slept': { zh: '商机休眠', en: 'Deal put to sleep' }, 'deal.woken': { zh: '商机唤醒', en: 'Deal woken' }, 'deal.removed': { zh: '删除商机', en: 'Deal removed' }, 'deal.loss_reviewed': { zh: '丢单原因已复核', en: 'Loss reviewed' },
  'milestone.recorded': { zh: '达成里程碑', en: 'Milestone reached' }, 'milestone.removed': { zh: '撤销里程碑', en: 'Milestone taken back' }, 'checklist.ticked': { zh: '勾选检查项', en: 'Checklist item ticked' }, 'form.answered': { zh: '填写问卷', en: 'Questionnaire answered' },
  'gate.debt_incurred': { zh: '越过门禁记欠债', en: 'Gate passed with a debt' }, 'gate.debt_settled': { zh: '门禁欠债补齐', en: 'Gate debt settled' },
  'approval.requested': { zh: '发起审批', en: 'Approval asked for' }, 'approval.decided': { zh: '审批人已处理', en: 'Approver decided' }, 'approval.changed': { zh: '审批变化', en: 'Approval changed' }, 'approval.ended': { zh: '审批结束', en: 'Approval ended' },
  'pipeline.published': { zh: '发布流程新版本', en: 'Pipeline version published' }, 'pipeline.publication_undone': { zh: '撤销流程发布', en: 'Pipeline publication undone' },
  'lead.created': { zh: '新建线索', en: 'Lead created' }, 'lead.changed': { zh: '线索修改', en: 'Lead changed' }, 'lead.converted': { zh: '线索转为商机', en: 'Lead converted' }, 'lead.removed': { zh: '删除线索', en: 'Lead removed' }, 'lead.captured': { zh: '线索进入', en: 'Lead captured' },
  'lead.merged': { zh: '并入一条重复线索', en: 'Duplicate merged into a lead' }, 'lead.merged_into': { zh: '线索被并入另一条', en: 'Lead merged into another' }, 'lead.unmerged': { zh: '撤销线索合并', en: 'Merge of leads undone' },
  'lead.screened': { zh: '线索预筛', en: 'Lead screened' }, 'lead.screen_decided': { zh: '预筛结果已处理', en: 'Screening decided' }, 'lead.form_submitted': { zh: '提交表单', en: 'Form submitted' }, 'lead.signalled': { zh: '线索有新行为', en: 'Lead showed behaviour' },
  'lead.enrolled': { zh: '进入培育序列', en: 'Lead entered a sequence' }, 'lead.left_sequence': { zh: '离开培育序列', en: 'Lead left a sequence' }, 'lead.mailed': { zh: '培育邮件发出', en: 'Sequence mail sent' }, 'lead.mail_bounced': { zh: '邮件退回', en: 'Mail bounced' }, 'lead.unsubscribed': { zh: '退订', en: 'Unsubscribed' },
  'lead.points_given': { zh: '培育加分', en: 'Points given by a sequence' }, 'lead.assigned': { zh: '线索分配', en: 'Lead assigned' }, 'lead.handed_over': { zh: '线索移交销售', en: 'Lead handed over' }, 'lead.accepted': { zh: '销售接收线索', en: 'Lead accepted' }, 'lead.rejected': { zh: '销售退回线索', en: 'Lead returned' },
  'lead.pooled': { zh: '线索进入公海', en: 'Lead put into the pool' }, 'lead.picked': { zh: '从公海领取线索', en: 'Lead taken from the pool' }, 'lead.scored': { zh: '线索评分变化', en: 'Lead score changed' }, 'lead.ready': { zh: '线索可转销售', en: 'Lead became sales-ready' },
  'response.breached': { zh: '首次响应超时', en: 'First response late' }, 'response.met': { zh: '首次响应达标', en: 'First response in time' },
  'account.created': { zh: '新建客户', en: 'Account created' }, 'account.changed': { zh: '客户修改', en: 'Account changed' }, 'account.removed': { zh: '删除客户', en: 'Account removed' },
  'contact.created': { zh: '新建联系人', en: 'Contact created' }, 'contact.changed': { zh: '联系人修改', en: 'Contact changed' }, 'contact.removed': { zh: '删除联系人', en: 'Contact removed' }, 'product.changed': { zh: '产品修改', en: 'Product changed' },
  'activity.logged': { zh: '记录跟进', en: 'Activity logged' }, 'activity.changed': { zh: '跟进修改', en: 'Activity changed' }, 'activity.removed': { zh: '删除跟进', en: 'Activity removed' },
  'comment.added': { zh: '发表评论', en: 'Comment added' }, 'comment.changed': { zh: '评论修改', en: 'Comment changed' }, 'comment.removed': { zh: '删除评论', en: 'Comment removed' }, 'comment.restored': { zh: '恢复评论', en: 'Comment restored' },
  'attachment.added': { zh: '上传附件', en: 'Attachment added' }, 'attachment.removed': { zh: '删除附件', en: 'Attachment removed' },
  'import.changed': { zh: '导入变化', en: 'Import changed' }, 'import.done': { zh: '导入完成', en: 'Import done' }, 'import.undone': { zh: '撤销导入', en: 'Import undone' },
  'campaign.changed': { zh: '市场活动修改', en: 'Campaign changed' }, 'config.changed': { zh: '设置修改', en: 'Settings changed' }, 'user.changed': { zh: '成员或团队变化', en: 'People or teams changed' },
  'alarm.opened': { zh: '出现预警', en: 'Alarm opened' }, 'alarm.changed': { zh: '预警变化', en: 'Alarm changed' }, 'alarm.acknowledged': { zh: '预警已确认', en: 'Alarm acknowledged' }, 'alarm.assigned': { zh: '预警指派', en: 'Alarm assigned' }, 'alarm.resolved': { zh: '预警解除', en: 'Alarm resolved' }, 'alarm.reopened': { zh: '预警重新打开', en: 'Alarm reopened' },
  'action.created': { zh: '新建任务', en: 'Task made' }, 'action.changed': { zh: '任务变化', en: 'Task changed' }, 'plan.changed': { zh: '规划修改', en: 'Plan changed' },
  'meeting.series_changed': { zh: '例会安排变化', en: 'Meeting series changed' }, 'meeting.opened': { zh: '例会开始', en: 'Meeting opened' }, 'meeting.steered': { zh: '例会换到另一项', en: 'Meeting went to another section' }, 'meeting.joined': { zh: '加入例会', en: 'Meeting joined' }, 'meeting.noted': { zh: '例会笔记', en: 'Meeting note written' }, 'meeting.closed': { zh: '例会结束', en: 'Meeting closed' }, 'meeting.skipped': { zh: '例会取消一次', en: 'Meeting skipped' },
  'experiment.entered': { zh: '商机进入实验', en: 'Deal entered an experiment' }, 'project.created': { zh: '新建项目', en: 'Project created' }, 'project.changed': { zh: '项目变化', en: 'Project changed' },
}

/** What events are about, as the lists of them are grouped. */
export const eventGroups: Readonly<Record<EventGroup, Name>> = {
  deal: { zh: '商机', en: 'Deals' }, milestone: { zh: '里程碑', en: 'Milestones' }, checklist: { zh: '检查项', en: 'Checklists' }, form: { zh: '问卷', en: 'Questionnaires' }, gate: { zh: '门禁', en: 'Gates' }, approval: { zh: '审批', en: 'Approvals' }, pipeline: { zh: '流程', en: 'Pipelines' },
  lead: { zh: '线索', en: 'Leads' }, response: { zh: '首次响应', en: 'First responses' }, account: { zh: '客户', en: 'Accounts' }, contact: { zh: '联系人', en: 'Contacts' }, product: { zh: '产品', en: 'Products' }, activity: { zh: '跟进', en: 'Activities' }, comment: { zh: '评论', en: 'Comments' }, attachment: { zh: '附件', en: 'Attachments' },
  import: { zh: '导入', en: 'Imports' }, campaign: { zh: '市场活动', en: 'Campaigns' }, config: { zh: '设置', en: 'Settings' }, user: { zh: '成员', en: 'People' }, alarm: { zh: '预警', en: 'Alarms' }, action: { zh: '任务', en: 'Tasks' }, plan: { zh: '规划', en: 'Plans' }, meeting: { zh: '例会', en: 'Meetings' },
  experiment: { zh: '实验', en: 'Experiments' }, project: { zh: '项目', en: 'Projects' },
}

/** The group of an event's name. */
export const eventGroupOf = (type: EventType): EventGroup => type.slice(0, type.indexOf('.')) as EventGroup
