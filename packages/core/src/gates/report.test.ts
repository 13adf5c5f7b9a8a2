import { expect, test } from 'vitest'
import { pipelineRules } from '../config/pipeline-definition.ts'
import { gateReport as schema } from './contract.ts'
import { debtsOf, gateReport, judgeWay } from './report.ts'
import { all, any, bant, bigDeal, call, evidence, namesIn, passage, tick, uuid, wants } from './testing/gate-world.ts'
import { wayTo, type MoveRules } from './way.ts'

const stage = (n: number, part: Partial<MoveRules['stages'][number]> = {}) => ({
  id: uuid(n), pipelineId: uuid(100), position: n, name: `S${n}`, nextStepRequired: false,
  entryGate: all(wants(n * 10, { type: 'checklist', label: `进${n}` })), exitGate: all(wants(n * 10 + 1, { type: 'checklist', label: `出${n}` })), ...part,
})
const worldOf = (rules = {}, stages = [stage(1), stage(2), stage(3), stage(4)]): MoveRules => ({
  stages: [...stages, { ...stage(9), pipelineId: uuid(200), id: uuid(9) }],
  pipelines: [{ id: uuid(100), wonName: '赢单', rules: pipelineRules.parse(rules), wonGate: all(wants(99, { type: 'checklist', label: '赢' })) }],
})
const at = (n: number) => ({ pipelineId: uuid(100), stageId: uuid(n) })
const asked = (from: number | null, to: number | 'won') =>
  wayTo(from === null ? null : at(from), to === 'won' ? 'won' : { stageId: uuid(to) }, worldOf())?.gates.flatMap(({ gate }) => gate.items.map((item) => ('label' in item ? item.label : '')))

test.each<[number | null, number | 'won', string[], string]>([
  [1, 2, ['出1', '进2'], 'forward'], [1, 4, ['出1', '出2', '出3', '进4'], 'forward'], [3, 1, [], 'back'], [2, 2, [], 'stay'],
  [4, 'won', ['出4', '赢'], 'win'], [2, 'won', ['出2', '出3', '出4', '赢'], 'win'],
  [null, 1, ['进1'], 'enter'], [null, 3, ['出1', '出2', '进3'], 'enter'], [9, 2, ['出1', '进2'], 'enter'],
])('from %s to %s', (from, to, gates, kind) => {
  expect([asked(from, to), wayTo(from === null ? null : at(from), to === 'won' ? 'won' : { stageId: uuid(to) }, worldOf())?.kind]).toEqual([gates, kind])
})

test('an unknown destination is no way; another pipeline asks its own gates alone', () => {
  expect(wayTo(at(1), { stageId: uuid(77) }, worldOf())).toBeNull()
  expect(wayTo(null, 'won', worldOf())).toBeNull()
  expect(wayTo(at(1), { stageId: uuid(9) }, worldOf())).toMatchObject({ kind: 'enter', gates: [{ side: 'entry', stageId: uuid(9) }] })
})

const report = (rules: MoveRules, from: number, to: number | 'won', part: Parameters<typeof passage>[0] = {}) => {
  const way = wayTo(at(from), to === 'won' ? 'won' : { stageId: uuid(to) }, rules)
  if (way === null) throw new Error('no way')
  const how = passage(part)
  return schema.parse(gateReport(way, judgeWay(way, how), how))
}

test('rules of the pipeline forbid whatever the evidence', () => {
  const ticks = [10, 11, 20, 21, 30, 31, 40, 41, 99].map((n) => tick(n))
  expect(report(worldOf({ allowSkip: false }), 1, 3, { evidence: evidence({ ticks }) })).toMatchObject({ passes: false, forbidden: 'gate.no_skip', lacking: 0 })
  expect(report(worldOf({ allowSkip: false }), 1, 'won', { evidence: evidence({ ticks }) })).toMatchObject({ forbidden: 'gate.no_skip' })
  expect(report(worldOf({ allowSkip: false }), 4, 'won', { evidence: evidence({ ticks }) })).toMatchObject({ passes: true, forbidden: null })
  expect(report(worldOf({ allowBack: false }), 3, 1)).toMatchObject({ passes: false, forbidden: 'gate.no_back' })
  expect(report(worldOf({ backNeedsReason: true }), 3, 1)).toMatchObject({ passes: true, asksReason: true })
  expect(report(worldOf({ allowReopen: false }), 3, 3, { reopens: true })).toMatchObject({ passes: false, forbidden: 'gate.no_reopen' })
})

test('a next step is asked for on each change of stage where it is set, and one that is past is none', () => {
  const rules = worldOf({}, [stage(1, { nextStepRequired: true }), stage(2, { nextStepRequired: true, entryGate: null })])
  expect(report(rules, 1, 2)).toMatchObject({ asksNextStep: true })
  expect(report(rules, 1, 2, { nextStep: '演示', nextStepDue: '2026-03-09' })).toMatchObject({ asksNextStep: true })
  expect(report(rules, 1, 2, { nextStep: '演示', nextStepDue: '2026-03-10' })).toMatchObject({ asksNextStep: false })
  expect(report(rules, 2, 1)).toMatchObject({ asksNextStep: true })
  expect(report(rules, 1, 1)).toMatchObject({ asksNextStep: false })
})

test('a report says in words what is asked and what there is, and who may override', () => {
  const exitGate = all(
    wants(1, { type: 'activity', kinds: ['call', 'meeting'], count: 2, withinDays: 14 }), wants(2, { type: 'form', formId: bant, minScore: 60 }), wants(3, { type: 'contact', roles: ['decision_maker'] }),
    any(wants(4, { type: 'attachment', kinds: ['intent'] }), wants(5, { type: 'milestone', kinds: ['quote_sent', 'contract_sent'] })), wants(6, { type: 'approval', flowId: bigDeal }),
    wants(7, { type: 'field', field: 'c_budget' }), wants(8, { type: 'condition', condition: { field: 'amount', op: 'gt', value: 1_000_000 } }), wants(9, { type: 'condition', condition: { field: 'gone', op: 'gt' } }),
  )
  const rules = worldOf({}, [stage(1, { exitGate }), stage(2, { entryGate: null })])
  const found = evidence({ activities: [call()] })
  const said = (lang: 'zh' | 'en') => report(rules, 1, 2, { evidence: found, names: namesIn(lang) }).standings.map((one) => `${one.asks}: ${one.has}`)
  expect(said('zh')).toEqual([
    '14 天内有 2 次有效的电话或会议: 1/2 次', '完成「BANT」，得分不低于 60: 未填写', '联系人中有决策者: 这个商机还没有联系人', '上传采购意向: 无此类附件',
    '记录：已发送报价或已发送合同: 未记录', '审批「大额折扣」通过: 未发起', '填写「预算」: 未填写', '金额 > 1万: 不符合', '条件: 没有字段“gone”: 条件已失效，请联系管理员',
  ])
  expect(said('en').slice(0, 3)).toEqual(['2 × effective Call or Meeting within 14 days: 1 of 2', 'Complete “BANT”, score 60 or more: not begun', 'A contact who is Decision-maker: no contacts yet'])
  expect(report(rules, 1, 2, { evidence: found })).toMatchObject({ lacking: 8, mayOverride: false })
  expect(report(rules, 1, 2, { evidence: found, role: 'manager' })).toMatchObject({ mayOverride: true })
})

test('debts: what stops by override, what was let through for a reason by that, what only warns not at all', () => {
  const exitGate = all(wants(1, { type: 'checklist' }), wants(2, { type: 'checklist', severity: 'warn' }), wants(3, { type: 'checklist', severity: 'reason' }), any(wants(4, { type: 'checklist' }), wants(5, { type: 'checklist' })))
  const way = wayTo(at(1), { stageId: uuid(2) }, worldOf({}, [stage(1, { exitGate }), stage(2, { entryGate: null })]))
  if (way === null) throw new Error('no way')
  const how = passage({ pass: { override: { reason: '客户着急' }, reasons: { [uuid(3)]: '下周补' } }, evidence: evidence({ ticks: [tick(5)] }) })
  const debts = debtsOf(way, judgeWay(way, how), how, 'override', '客户着急')
  expect(debts.map((one) => [one.criterion.id, one.kind, one.reason, one.stageId])).toEqual([[uuid(1), 'override', '客户着急', uuid(1)], [uuid(3), 'reason', '下周补', uuid(1)]])
})
