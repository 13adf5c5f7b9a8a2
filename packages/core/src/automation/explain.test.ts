import { expect, test } from 'vitest'
import { automationDefinition, stepTypes, type AutomationDefinition, type Step, type Trigger } from './definition.ts'
import { explainAutomation, explainStep, explainTrigger, stepPieces, type AutomationSpeaker } from './explain.ts'
import { automationCatalogues } from './objects.ts'
import { stepPhrases, triggerPhrases } from './phrases.ts'

const id = (n: number) => `a0000000-0000-7000-8000-00000000000${n}`
const names: Record<string, string> = { [id(1)]: '方案/报价', [id(2)]: '标准销售流程', [id(3)]: '李雷', [id(4)]: '华东团队', [id(5)]: '重点', [id(6)]: '冷线索唤醒', conversion_below_mean: '转化率低于均值' }
const speaker = (lang: 'zh' | 'en'): AutomationSpeaker => ({ lang, catalogueOf: (object) => automationCatalogues[object], nameOf: (_, one) => names[one] })
const [zh, en] = [speaker('zh'), speaker('en')]
const make = (input: { trigger: Trigger; steps: Step[] } & Partial<AutomationDefinition>): AutomationDefinition => automationDefinition.parse(input)

test('the sentence of the issue', () => {
  const automation = make({
    trigger: { kind: 'time_in_stage', pipelineId: id(2), stageId: id(1), amount: 5, unit: 'days' },
    where: { and: [{ field: 'amount', op: 'gte', value: 10_000_000 }] },
    steps: [
      { id: 'aaaa', type: 'notify', to: [{ kind: 'owner_manager' }], text: '停滞了', onRefusal: 'continue' },
      { id: 'bbbb', type: 'task', title: '准备替代方案', assignee: { kind: 'owner' }, workDays: 2, body: '', onRefusal: 'continue' },
    ],
  })
  expect(explainAutomation(automation, zh)).toBe('当 商机在「方案/报价」停留超过 5 天，且 金额 ≥ 10万，就 通知负责人的上级、给负责人建任务「准备替代方案」（2 个工作日内）。')
  expect(explainAutomation(automation, en)).toBe("When a deal stays in “方案/报价” for more than 5 days, and Amount ≥ 100,000: notify the owner's manager, make a task “准备替代方案” for the owner (due in 2 working days).")
})

test('waits, branches and limits', () => {
  const automation = make({
    trigger: { kind: 'no_activity', object: 'lead', days: 30 },
    steps: [
      { id: 'aaaa', type: 'nurture_start', sequenceId: id(6), onRefusal: 'continue' },
      { id: 'bbbb', type: 'wait', amount: 3, unit: 'work_days', at: '09:00' },
      { id: 'cccc', type: 'branch', condition: { field: 'status', op: 'is', value: 'new' }, yes: [{ id: 'dddd', type: 'assign', to: { kind: 'fewest', teamId: id(4) }, onRefusal: 'continue' }, { id: 'eeee', type: 'stop' }], no: [] },
      { id: 'ffff', type: 'tag', addTagIds: [id(5)], removeTagIds: [], onRefusal: 'continue' },
    ],
    hours: { kind: 'between', from: '09:00', to: '18:00', workDaysOnly: true }, againAfterDays: 60, stopOnFirst: true,
  })
  expect(explainAutomation(automation, zh)).toBe(
    '当 线索超过 30 天没有跟进，就 加入培育「冷线索唤醒」，等 3 个工作日，到 09:00，如果 状态 是 新建 就（分配给「华东团队」中手上最少的人、结束）、加标签「重点」。（只在工作日 09:00–18:00；同一记录 60 天内只一次；之后的自动化不再执行）',
  )
  expect(explainAutomation(automation, en)).toBe(
    'When nothing was logged about a lead for 30 days: start nurturing in “冷线索唤醒”, then wait 3 working days until 09:00, if Status is New (assign it to who has fewest of “华东团队”, stop), tag it “重点”. (only on working days 09:00–18:00; a record once in 60 days; automations after it pass the event by)',
  )
})

test.each<[Trigger, string, string]>([
  [{ kind: 'created', object: 'lead' }, '线索新建', 'a lead is created'],
  [{ kind: 'changed', object: 'deal', fields: ['amount', 'expectedClose'] }, '商机的「金额」、「预计成交日期」被修改', '“Amount”, “Expected close” of a deal changes'],
  [{ kind: 'field_changed', object: 'lead', field: 'status', to: 'qualified' }, '线索的「状态」从 任意值 变为 「已确认」', '“Status” of a lead changes from anything to “Qualified”'],
  [{ kind: 'stage_entered', pipelineId: null, stageId: null }, '商机进入任一阶段', 'a deal enters any stage'],
  [{ kind: 'stage_left', pipelineId: id(2), stageId: null }, '商机离开「标准销售流程」的任一阶段', 'a deal leaves any stage of “标准销售流程”'],
  [{ kind: 'closed', outcome: 'won', pipelineId: null }, '商机赢单', 'a deal of any pipeline is won'],
  [{ kind: 'score_crosses', threshold: 80, direction: 'up' }, '线索评分升到 80 分', "a lead's score rises to 80"],
  [{ kind: 'alarm_opened', kinds: ['conversion_below_mean'], minSeverity: 'info' }, '出现「转化率低于均值」预警，级别不限', 'an alarm opens: “转化率低于均值”, any severity'],
  [{ kind: 'approval_ended', result: 'rejected', flowId: null }, '商机的任一审批被拒绝', 'any approval of a deal is rejected'],
  [{ kind: 'date_reached', object: 'deal', field: 'expectedClose', offsetDays: -3, at: '09:00' }, '到商机的「预计成交日期」前 3 天 09:00', '3 days before “Expected close” of a deal, at 09:00'],
  [{ kind: 'schedule', object: 'deal', every: 'week', weekdays: [5, 1, 2, 3, 4], dayOfMonth: 1, at: '09:00' }, '每周一至周五 09:00，检查每个商机', 'every week on Mon to Fri at 09:00, for each deal'],
  [{ kind: 'schedule', object: null, every: 'month', weekdays: [], dayOfMonth: 31, at: '18:00' }, '每月最后一天 18:00，检查（不针对记录）', 'every month on the last day at 18:00, for no record'],
  [{ kind: 'webhook_in', object: 'account' }, '外部系统通知客户', 'another system calls about account'],
  [{ kind: 'form_submitted', formIds: [] }, '有人提交任一表单', 'somebody submits any form'],
  [{ kind: 'button', object: 'deal', label: '申请支持' }, '在商机上点击按钮「申请支持」', 'the button “申请支持” of a deal is pressed'],
])('%j', (trigger, chinese, english) => {
  expect(explainTrigger(trigger, zh)).toBe(chinese)
  expect(explainTrigger(trigger, en)).toBe(english)
})

test('what is not chosen yet is marked, and what no longer exists does not fall silent', () => {
  const notify: Step = { id: 'aaaa', type: 'notify', to: [{ kind: 'user', userId: null }], text: '', onRefusal: 'continue' }
  expect(stepPieces(notify, 'deal', zh, true).filter((piece) => typeof piece !== 'string')).toEqual([{ slot: 'to', said: '……', isMissing: true }, { slot: 'text', said: '……', isMissing: true }])
  expect(explainStep({ id: 'aaaa', type: 'move_stage', stageId: id(9), reason: '', onRefusal: 'stop' }, 'deal', zh)).toBe('移到「a0000000」')
  const broken = make({ trigger: { kind: 'created', object: 'lead' }, where: { field: 'gone', op: 'is', value: 'x' }, steps: [] })
  expect(explainAutomation(broken, zh)).toBe('当 线索新建，且 ……，就 ……。')
})

test('every trigger and step has words in both languages with the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
  for (const phrase of [...Object.values(triggerPhrases), ...Object.values(stepPhrases)]) {
    expect(places(phrase.zh)).toEqual(places(phrase.en))
    expect(places(phrase.more?.zh ?? '')).toEqual(places(phrase.more?.en ?? ''))
  }
  expect(Object.keys(stepPhrases).sort()).toEqual([...stepTypes].sort())
})
