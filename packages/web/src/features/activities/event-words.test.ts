import { eventCatalogue } from '@sluice/core/events/catalogue'
import type { EventBody, EventType } from '@sluice/core/events/catalogue'
import i18next from 'i18next'
import { expect, test } from 'vitest'
import { formatDateTime, formatDay, formatMoney, formatPercent } from '../../ui/format.ts'
import { activitiesEn } from './activities.en.ts'
import { activitiesZh } from './activities.zh.ts'
import { plainText, runsOf, strong } from './emphasis.ts'
import { eventWords } from './event-words.ts'
import type { Speaker } from './speaker.ts'

const uuid = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [pipeline, shown, talks, owner, boss, reason, source, account, contact, deal] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(uuid) as [
  string, string, string, string, string, string, string, string, string, string,
]
const names: Record<string, string> = {
  [pipeline]: '大客户', [shown]: '方案展示', [talks]: '商务谈判', [owner]: '李雷', [boss]: '韩梅梅', [reason]: '价格过高', [source]: '展会',
  [account]: '华信科技', [contact]: '王芳', [deal]: '华信数据平台',
}

const i18n = i18next.createInstance()
await i18n.init({
  lng: 'zh-CN', ns: ['activities'], resources: { 'zh-CN': { activities: activitiesZh }, en: { activities: activitiesEn } }, interpolation: { escapeValue: false },
})

function speaker(language: 'zh-CN' | 'en'): Speaker {
  const dates = { timeZone: 'Asia/Shanghai', language, now: '2026-03-01T00:00:00Z' }
  return {
    language,
    t: i18n.getFixedT(language, 'activities'),
    name: (id) => names[id],
    money: (minor, currency = 'CNY') => formatMoney(minor, { currency, language }),
    day: (day) => formatDay(day, dates),
    dateTime: (instant) => formatDateTime(instant, dates),
    percent: (share) => formatPercent(share, language, 0),
  }
}
const say = (event: { type: string; payload: unknown }, language: 'zh-CN' | 'en' = 'zh-CN') => {
  const words = eventWords(event, speaker(language))
  return { ...words, text: plainText(words.sentence) }
}

const measured = {
  pipelineId: pipeline, stageId: shown, amountMinor: 12_000_000, currency: 'CNY', winProbability: null, expectedCloseOn: null, ownerId: owner, teamId: null, sourceId: null,
}
const subject = { subjectType: 'deal', subjectId: deal } as const

/** One event of every type: the type checker refuses a table that misses one. */
const examples: { [T in EventType]: { payload: Extract<EventBody, { type: T }>['payload']; zh: string; en: string } } = {
  'deal.created': {
    payload: { ...measured, number: 1, title: '华信数据平台', accountId: account, leadId: null, riskFrom: null, importId: null },
    zh: '创建了商机 华信数据平台，阶段 方案展示 · ¥120,000', en: 'created the deal 华信数据平台 in 方案展示 · ¥120,000',
  },
  'deal.moved': {
    payload: { pipelineId: pipeline, from: shown, to: talks, direction: 'advance', reason: null },
    zh: '将阶段从 方案展示 推进到 商务谈判', en: 'advanced the stage from 方案展示 to 商务谈判',
  },
  'deal.transferred': {
    payload: { fromPipelineId: pipeline, pipelineId: pipeline, from: shown, to: talks, reason: null },
    zh: '转入销售流程 大客户，阶段 商务谈判', en: 'transferred it to the pipeline 大客户, stage 商务谈判',
  },
  'deal.won': { payload: { pipelineId: pipeline, stageId: talks }, zh: '赢单，赢单前阶段 商务谈判', en: 'won the deal, last stage 商务谈判' },
  'deal.lost': {
    payload: { pipelineId: pipeline, stageId: talks, reasonId: reason, note: '差 20%', competitor: '友商' },
    zh: '在 商务谈判 丢单，原因 价格过高 · 竞争对手：友商', en: 'lost the deal in 商务谈判, reason 价格过高 · Competitor: 友商',
  },
  'deal.reopened': { payload: { pipelineId: pipeline, stageId: shown, reason: '预算恢复' }, zh: '重新打开商机，回到阶段 方案展示', en: 'reopened the deal in 方案展示' },
  'deal.changed': { payload: { pipelineId: pipeline, changes: { amountMinor: [12_000_000, 15_000_000] } }, zh: '修改了商机', en: 'changed the deal' },
  'deal.contacts_changed': { payload: { added: [contact], removed: [], role: 'decision_maker' }, zh: '关联了联系人 王芳，角色 决策者', en: 'linked 王芳 as Decision-maker' },
  'deal.removed': { payload: { pipelineId: pipeline, importId: null }, zh: '删除了商机', en: 'deleted the deal' },
  'deal.remapped': { payload: { pipelineId: pipeline, from: shown, to: talks, versionN: 2 }, zh: '因流程改版，阶段由 方案展示 归入 商务谈判', en: 'the pipeline was redesigned: 方案展示 is now part of 商务谈判' },
  'deal.slept': { payload: { pipelineId: pipeline, automatic: true, idleDays: 31 }, zh: '31 天无人跟进，商机自动休眠', en: 'the deal went dormant after 31 days without a touch' },
  'deal.woken': { payload: { pipelineId: pipeline, by: 'activity' }, zh: '因新的跟进，商机被唤醒', en: 'a new activity woke the deal' },
  'deal.loss_reviewed': { payload: { before: null, reasonId: reason, note: null, competitor: null }, zh: '复核后将丢单原因从 空 改为 价格过高', en: 'corrected the loss reason at review from empty to 价格过高' },
  'milestone.recorded': { payload: { milestoneId: uuid(30), kind: 'quote_sent', at: '2026-03-01T00:00:00.000Z', amountMinor: 12_000_000, note: '' }, zh: '记录了里程碑 已发送报价 · ¥120,000', en: 'recorded the milestone Quote sent · ¥120,000' },
  'milestone.removed': { payload: { milestoneId: uuid(30), kind: 'demo_held' }, zh: '撤销了里程碑 完成方案演示', en: 'took back the milestone Demo held' },
  'checklist.ticked': { payload: { criterionId: uuid(31), label: '名片已扫描', isTicked: true }, zh: '勾选了检查项 名片已扫描', en: 'ticked 名片已扫描' },
  'form.answered': { payload: { formId: uuid(32), formName: 'BANT', isComplete: true, score: 80 }, zh: '填完了表单 BANT · 80 分', en: 'completed BANT · 80 points' },
  'gate.debt_incurred': {
    payload: { debtId: uuid(33), stageId: talks, criterionId: uuid(31), asks: '采购意向', kind: 'override', reason: '客户周一补' },
    zh: '越过门禁，欠下证据：采购意向', en: 'overrode the gate without: 采购意向',
  },
  'gate.debt_settled': { payload: { debtId: uuid(33), criterionId: uuid(31), asks: '采购意向', by: 'evidence', reason: null }, zh: '补齐证据，结清门禁欠债：采购意向', en: 'settled the gate debt: 采购意向' },
  'approval.requested': { payload: { approvalId: uuid(34), number: 7, flowName: '折扣审批', target: null, comment: '' }, zh: '发起了审批 #7 折扣审批', en: 'asked for approval #7 折扣审批' },
  'approval.decided': {
    payload: { approvalId: uuid(34), number: 7, flowName: '折扣审批', stepName: '主管', decision: 'approve', comment: '', forUserId: boss },
    zh: '在「主管」同意了审批 #7 折扣审批 · 代 韩梅梅 审批', en: 'approved #7 折扣审批 in “主管” · in place of 韩梅梅',
  },
  'approval.changed': { payload: { approvalId: uuid(34), number: 7, flowName: '折扣审批', what: 'delegated', userId: boss, comment: '' }, zh: '将审批 #7 折扣审批 转交给 韩梅梅', en: 'handed approval #7 折扣审批 to 韩梅梅' },
  'approval.ended': { payload: { approvalId: uuid(34), number: 7, flowName: '折扣审批', status: 'approved', comment: '' }, zh: '审批 #7 折扣审批 已通过', en: 'approval #7 折扣审批 was granted' },
  'pipeline.published': { payload: { name: '大客户', n: 3, note: '' }, zh: '发布了销售流程 大客户 的第 3 版', en: 'published version 3 of the pipeline 大客户' },
  'pipeline.publication_undone': { payload: { name: '大客户', n: 3 }, zh: '撤销了销售流程 大客户 第 3 版的发布', en: 'undid the publication of version 3 of the pipeline 大客户' },
  'lead.created': { payload: { name: '王芳', importId: null, number: 3, sourceId: source }, zh: '创建了线索 王芳，来源 展会', en: 'created the lead 王芳, source 展会' },
  'lead.changed': { payload: { changes: { status: ['new', 'working'] } }, zh: '将线索状态从 新线索 改为 跟进中', en: 'changed the lead from New to Working' },
  'lead.converted': {
    payload: { accountId: account, contactId: contact, dealId: deal },
    zh: '转化为客户 华信科技、联系人 王芳、商机 华信数据平台', en: 'converted it to account 华信科技, contact 王芳 and deal 华信数据平台',
  },
  'lead.captured': {
    payload: { firstTouchId: uuid(40), lastTouchId: uuid(41), touches: 2, campaignId: null, channelId: source, codeId: null, promoterId: owner },
    zh: '来源：展会 · 李雷（触达 2 次）', en: 'came from 展会 · 李雷 (2 touches)',
  },
  'lead.form_submitted': {
    payload: { submissionId: uuid(70), formId: uuid(71), formName: '预约演示', formVersion: 1, verdict: 'duplicate', consentVersion: 1 },
    zh: '再次提交了表单 预约演示', en: 'sent the form 预约演示 again',
  },
  'lead.assigned': {
    payload: { userId: owner, from: null, ruleId: uuid(60), ruleName: '轮流', by: 'pool', choice: 'round_robin', isAfterHours: false, trace: [], reason: 'rule' },
    zh: '按规则 轮流 分配给 李雷', en: 'was assigned to 李雷 by the rule 轮流',
  },
  'lead.handed_over': { payload: { handOverId: uuid(61), userId: owner, ruleId: null }, zh: '移交给销售 李雷，等待确认', en: 'handed over to 李雷 in sales, who is to accept it' },
  'lead.accepted': { payload: { handOverId: uuid(61), userId: owner }, zh: '接受了线索', en: 'accepted the lead' },
  'lead.rejected': { payload: { handOverId: uuid(61), userId: owner, reason: 'no_budget', note: '明年' }, zh: '退回给市场：没有预算', en: 'gave it back to marketing: No budget' },
  'lead.pooled': { payload: { poolId: source, from: owner, by: 'rule', idleDays: 15, reason: '' }, zh: '15 天无人跟进，回收到公海 展会', en: 'untouched for 15 days, it went into the pool 展会' },
  'lead.picked': { payload: { poolId: source, userId: owner, givenBy: null }, zh: '从公海 展会 领取', en: 'picked it from the pool 展会' },
  'response.breached': { payload: { userId: owner, dueAt: '2026-03-01T02:00:00.000Z', targetMinutes: 120, step: 'breached' }, zh: '首次响应超时：李雷（时限 120 工作分钟）', en: 'first response overdue: 李雷 (target 120 working minutes)' },
  'response.met': { payload: { userId: owner, minutes: 20, totalMinutes: 20, isLate: false }, zh: '李雷 在 20 工作分钟内首次响应', en: '李雷 answered within 20 working minutes' },
  'lead.scored': {
    payload: { score: 61, grade: 'B', isReady: false, from: { score: 40, grade: 'C', isReady: false }, version: 2, because: 'behaviour' },
    zh: '评分 40 → 61，评级 C → B', en: 'score 40 → 61, grade C → B',
  },
  'lead.signalled': { payload: { rule: 'same_document', name: '反复查看同一资料', kind: 'document_view', subject: 'w/a.pdf', n: 3 }, zh: '反复查看同一资料：w/a.pdf（3 次）', en: '反复查看同一资料: w/a.pdf (3×)' },
  'lead.enrolled': { payload: { sequenceId: source, sequence: '冷线索唤醒', enrolmentId: source, version: 1, source: 'hand' }, zh: '进入培育序列 冷线索唤醒', en: 'entered the sequence 冷线索唤醒' },
  'lead.left_sequence': { payload: { sequenceId: source, sequence: '冷线索唤醒', enrolmentId: source, state: 'left', reason: 'replied' }, zh: '离开培育序列 冷线索唤醒', en: 'left the sequence 冷线索唤醒' },
  'lead.mailed': { payload: { mailId: source, subject: '看看同行', sequenceId: source, sequence: '冷线索唤醒' }, zh: '发出培育邮件 看看同行', en: 'got the mail 看看同行' },
  'lead.mail_bounced': { payload: { mailId: source, said: '550 5.1.1' }, zh: '邮件被退回，此邮箱不再发送', en: 'a mail bounced; the address gets none any more' },
  'lead.unsubscribed': { payload: { mailId: source }, zh: '退订了培育邮件', en: 'unsubscribed from mails' },
  'lead.points_given': { payload: { sequenceId: source, sequence: '冷线索唤醒', points: 15, reason: '点开案例' }, zh: '序列 冷线索唤醒 调整评分 +15', en: 'the sequence 冷线索唤醒 gave +15 points' },
  'lead.ready': { payload: { score: 83, grade: 'A', threshold: 80, version: 2, because: 'behaviour' }, zh: '评分 83 达到门槛 80，可转销售', en: 'the score of 83 reached 80: sales-ready' },
  'lead.merged': {
    payload: { mergeId: uuid(50), mergedId: uuid(51), mergedNumber: 12, mergedName: '王芳', score: 90, ruleId: null, ruleName: null, changes: {}, moved: {} },
    zh: '并入了线索 王芳 L-12', en: 'merged the lead 王芳 L-12 into this one',
  },
  'lead.merged_into': { payload: { mergeId: uuid(50), keptId: account, ruleId: null }, zh: '把重复的线索并入了 华信科技', en: 'merged the duplicate into 华信科技' },
  'lead.unmerged': { payload: { mergeId: uuid(50), otherId: account, changes: {} }, zh: '撤销了与 华信科技 的合并', en: 'undid the merge with 华信科技' },
  'lead.screened': { payload: { verdict: 'hold', ruleId: uuid(52), ruleName: '院校' }, zh: '预筛规则 院校 将其拦下待审', en: 'the screening rule 院校 held it for review' },
  'lead.screen_decided': { payload: { decision: 'released', ruleName: '院校' }, zh: '放行了（规则 院校）', en: 'released it (rule 院校)' },
  'lead.removed': { payload: { importId: uuid(99) }, zh: '撤销导入，移除了线索', en: 'removed the lead by undoing the import' },
  'account.created': { payload: { name: '华信科技', importId: null }, zh: '创建了客户 华信科技', en: 'created the account 华信科技' },
  'account.changed': { payload: { changes: { region: ['上海', '北京'] } }, zh: '修改了客户', en: 'changed the account' },
  'account.removed': { payload: { importId: null }, zh: '删除了客户', en: 'deleted the account' },
  'contact.created': { payload: { name: '王芳', importId: uuid(99), accountId: account }, zh: '导入了联系人 王芳', en: 'imported the contact 王芳' },
  'contact.changed': { payload: { changes: { title: ['经理', '总监'] } }, zh: '修改了联系人', en: 'changed the contact' },
  'contact.removed': { payload: { importId: null }, zh: '删除了联系人', en: 'deleted the contact' },
  'product.changed': { payload: { changes: { priceMinor: [100, 200] } }, zh: '修改了产品', en: 'changed the product' },
  'activity.logged': {
    payload: { ...subject, activityId: uuid(20), kind: 'call', outcome: 'connected', minutes: 10, body: '谈了价格' },
    zh: '记录了电话 · 已接通 · 10 分钟', en: 'logged: Call · Connected · 10 min',
  },
  'activity.changed': { payload: { ...subject, activityId: uuid(20), changes: { outcome: ['connected', 'no_answer'] } }, zh: '更正了一条跟进', en: 'corrected an activity' },
  'activity.removed': { payload: { ...subject, activityId: uuid(20) }, zh: '删除了一条跟进', en: 'removed an activity' },
  'comment.added': { payload: { commentId: uuid(21), body: '请法务看一下' }, zh: '发表了评论', en: 'commented' },
  'comment.changed': { payload: { commentId: uuid(21) }, zh: '修改了评论', en: 'corrected a comment' },
  'comment.restored': { payload: { commentId: uuid(21) }, zh: '恢复了评论', en: 'restored a comment' },
  'comment.removed': { payload: { commentId: uuid(21) }, zh: '删除了评论', en: 'removed a comment' },
  'attachment.added': { payload: { attachmentId: uuid(22), name: '纪要.docx', kind: 'minutes' }, zh: '上传了会议纪要 纪要.docx', en: 'uploaded 纪要.docx (Meeting minutes)' },
  'attachment.removed': { payload: { attachmentId: uuid(22), name: '纪要.docx' }, zh: '删除了文件 纪要.docx', en: 'removed the file 纪要.docx' },
  'import.changed': { payload: { fileName: 'a.csv', status: 'read' }, zh: '处理了文件 a.csv 的导入', en: 'worked on the import of a.csv' },
  'import.done': {
    payload: { fileName: 'a.csv', created: 12, updated: 3, rejected: 1 },
    zh: '导入文件 a.csv：新增 12 条，更新 3 条，未导入 1 条', en: 'imported a.csv: 12 created, 3 updated, 1 rejected',
  },
  'import.undone': { payload: { fileName: 'a.csv' }, zh: '撤销了文件 a.csv 的导入', en: 'undid the import of a.csv' },
  'alarm.opened': {
    payload: { pipelineId: pipeline, stageId: talks, ruleId: uuid(40), kind: 'stock_growth', causeKey: 'stage', severity: 'warn', day: '2026-03-01' },
    zh: '发出预警：商务谈判 存量骤增', en: 'raised an alarm: stock grew in 商务谈判',
  },
  'alarm.changed': { payload: { pipelineId: pipeline, stageId: talks, what: 'explained' }, zh: '完成了根因分析', en: 'analysed the root cause' },
  'alarm.acknowledged': { payload: { pipelineId: pipeline, stageId: talks }, zh: '确认了预警', en: 'acknowledged the alarm' },
  'alarm.assigned': { payload: { pipelineId: pipeline, stageId: talks, userId: boss }, zh: '将预警指派给 韩梅梅', en: 'assigned the alarm to 韩梅梅' },
  'alarm.resolved': { payload: { pipelineId: pipeline, stageId: null, resolution: 'ceased', day: '2026-03-09' }, zh: '情况已恢复，预警自动解除', en: 'back to normal: the alarm resolved itself' },
  'alarm.reopened': { payload: { pipelineId: pipeline, stageId: null, by: 'itself', day: '2026-03-12' }, zh: '情况再次出现，预警重新打开', en: 'it came back: the alarm is open again' },
  'action.created': {
    payload: { kind: 'review_topic', title: '展会线索先筛选', alarmId: uuid(41), remedyKey: 'icp', userId: boss },
    zh: '新建了例会议题 展会线索先筛选，交给 韩梅梅', en: 'made the review topic 展会线索先筛选 for 韩梅梅',
  },
  'action.changed': { payload: { what: 'done', title: '展会线索先筛选', userId: boss }, zh: '完成了行动项 展会线索先筛选', en: 'finished the action item 展会线索先筛选' },
  'plan.changed': { payload: { what: 'created', name: '2026 年度', pipelineId: pipeline }, zh: '为 大客户 新建了计划 2026 年度', en: 'made the plan 2026 年度 for 大客户' },
  'project.created': { payload: { projectId: pipeline, name: '客户上线', accountId: account, dealId: deal, templateId: null, tasks: 6 }, zh: '启动了项目 客户上线（6 项任务）', en: 'started the project 客户上线 (tasks: 6)' },
  'project.changed': { payload: { projectId: pipeline, name: '客户上线', accountId: account, dealId: null, what: 'accepted' }, zh: '接收了项目 客户上线 的交接', en: 'took over the project 客户上线' },
  'meeting.series_changed': { payload: { seriesId: pipeline, what: 'created', name: '周例会' }, zh: '安排了例会 周例会', en: 'arranged the review meeting 周例会' },
  'experiment.entered': { payload: { experimentId: uuid(35), name: '先见谁', arm: 'b', armName: '先决策人' }, zh: '进入实验 先见谁，路径 先决策人', en: 'entered the experiment 先见谁, path 先决策人' },
  'meeting.opened': { payload: { seriesId: pipeline }, zh: '开始了例会', en: 'opened the review meeting' },
  'meeting.steered': { payload: { seriesId: pipeline, section: 'stuck', isPaused: false, presenterId: boss }, zh: '推进了例会议程', en: 'went on in the review meeting' },
  'meeting.joined': { payload: { seriesId: pipeline, userId: boss, isPresent: true }, zh: '韩梅梅 参加了例会', en: '韩梅梅 came to the review meeting' },
  'meeting.noted': { payload: { seriesId: pipeline, section: 'stuck' }, zh: '在例会中写了笔记', en: 'wrote a note in the review meeting' },
  'meeting.closed': { payload: { seriesId: pipeline, tasks: 2, present: 3 }, zh: '结束了例会并发出纪要', en: 'closed the review meeting and sent its minutes' },
  'meeting.skipped': { payload: { seriesId: pipeline }, zh: '取消了这一次例会', en: 'called this review meeting off' },
  'campaign.changed': { payload: { what: 'codes_made', name: '春季展会' }, zh: '为活动 春季展会 生成了渠道活码', en: 'made channel codes for the campaign 春季展会' },
  'config.changed': { payload: { what: 'pipeline', name: '大客户' }, zh: '修改了配置 大客户', en: 'changed the configuration 大客户' },
  'user.changed': { payload: { what: 'role' }, zh: '修改了用户信息', en: 'changed a user' },
}

test.each(Object.keys(eventCatalogue) as EventType[])('%s is said in both languages', (type) => {
  const { payload, zh, en } = examples[type]
  expect(eventCatalogue[type].safeParse(payload).success).toBe(true)
  expect(say({ type, payload }).text).toBe(zh)
  expect(say({ type, payload }, 'en').text).toBe(en)
})

test('what was inserted is emphasised, what was written is quoted, an import is marked', () => {
  expect(say({ type: 'deal.moved', ...examples['deal.moved'] }).sentence.filter((run) => run.strong).map((run) => run.text)).toEqual(['方案展示', '商务谈判'])
  expect(say({ type: 'deal.lost', ...examples['deal.lost'] })).toMatchObject({ mark: 'lost', quote: '差 20%' })
  expect(say({ type: 'comment.added', ...examples['comment.added'] }).quote).toBe('请法务看一下')
  expect(say({ type: 'contact.created', ...examples['contact.created'] }).imported).toBe(true)
  expect(say({ type: 'activity.logged', payload: { ...examples['activity.logged'].payload, body: '  ' } }).quote).toBeNull()
})

test('variants: back, no reason, no deal, contacts gone or exchanged, import of a deal', () => {
  expect(say({ type: 'deal.moved', payload: { ...examples['deal.moved'].payload, direction: 'back' } })).toMatchObject({ mark: 'back', text: '将阶段从 方案展示 退回到 商务谈判' })
  expect(say({ type: 'deal.lost', payload: { ...examples['deal.lost'].payload, reasonId: null, competitor: null } }).text).toBe('在 商务谈判 丢单')
  expect(say({ type: 'lead.converted', payload: { ...examples['lead.converted'].payload, dealId: null } }).text).toBe('转化为客户 华信科技、联系人 王芳')
  expect(say({ type: 'deal.contacts_changed', payload: { added: [], removed: [contact], role: null } }).text).toBe('移除了联系人 王芳')
  expect(say({ type: 'deal.contacts_changed', payload: { added: [contact], removed: [boss], role: null } }).text).toBe('关联了联系人 王芳，移除了 韩梅梅')
  expect(say({ type: 'deal.created', payload: { ...examples['deal.created'].payload, importId: uuid(99), amountMinor: null } })).toMatchObject({ text: '导入了商机 华信数据平台，阶段 方案展示', imported: true })
  expect(say({ type: 'deal.removed', payload: { pipelineId: pipeline, importId: uuid(99) } }).text).toBe('撤销导入，移除了商机')
})

test('changed fields read as before → after: money in its currency, people by name, days, shares, absent values', () => {
  const changes = {
    amountMinor: [12_000_000, 15_000_050], ownerId: [owner, boss], expectedCloseOn: [null, '2026-03-31'], winProbability: [0.3, 0.5], title: ['旧', '新'],
    forecastCategory: ['pipeline', 'commit'], tagIds: [[], [source]], sourceId: [source, uuid(77)], own_field: [true, 3],
  }
  const { changes: said } = say({ type: 'deal.changed', payload: { pipelineId: pipeline, changes } })
  expect(said.map((one) => `${one.field} ${one.before} → ${one.after}`)).toEqual([
    '金额 ¥120,000 → ¥150,000.50', '负责人 李雷 → 韩梅梅', '预计成交日 空 → 3月31日', '赢单概率 30% → 50%', '商机名称 旧 → 新',
    '预测类别 管道 → 承诺', '标签 空 → 展会', '来源 展会 → （已删除）', 'own_field 是 → 3',
  ])
})

test('a change of currency writes each side in its own', () => {
  const { changes: said } = say({ type: 'deal.changed', payload: { pipelineId: pipeline, changes: { currency: ['CNY', 'JPY'], amountMinor: [100, 100] } } })
  expect(said.at(1)).toMatchObject({ before: '¥1', after: '¥100' })
})

test('a corrected activity and a lead with further changes say them', () => {
  const corrected = { ...subject, activityId: uuid(20), changes: { outcome: ['connected', 'no_answer'], minutes: [10, null], at: ['2026-03-01T06:05:00.000Z', null] } }
  expect(say({ type: 'activity.changed', payload: corrected }).changes.map((one) => `${one.field} ${one.before} → ${one.after}`)).toEqual([
    '结果 已接通 → 未接听', '时长 10 分钟 → 空', '时间 3月1日 14:05 → 空',
  ])
  const lead = say({ type: 'lead.changed', payload: { changes: { status: ['working', 'invalid'], invalidReason: [null, '空号'] } } })
  expect(lead.text).toBe('将线索状态从 跟进中 改为 无效')
  expect(lead.changes).toEqual([{ key: 'invalidReason', field: '无效原因', before: '空', after: '空号' }])
})

test('an activity that was taken back is restored, not corrected', () => {
  expect(say({ type: 'activity.changed', payload: { ...subject, activityId: uuid(20), changes: { removed: [true, false] } } })).toMatchObject({ text: '恢复了一条跟进', changes: [] })
})

test('an unknown type or a payload of another version is named, not hidden', () => {
  expect(say({ type: 'quote.sent', payload: {} }).text).toBe('发生了 quote.sent')
  expect(say({ type: 'deal.moved', payload: { from: 3 } }).text).toBe('发生了 deal.moved')
  expect(say({ type: 'deal.won', payload: { pipelineId: pipeline, stageId: uuid(78) } }).text).toBe('赢单，赢单前阶段 （已删除）')
})

test('emphasis marks cannot be forged by what people write', () => {
  expect(runsOf(`a ${strong('b\u2069c')} d`)).toEqual([{ text: 'a ', strong: false }, { text: 'bc', strong: true }, { text: ' d', strong: false }])
  expect(runsOf('')).toEqual([])
})
