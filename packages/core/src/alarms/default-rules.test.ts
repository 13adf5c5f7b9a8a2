import { expect, test } from 'vitest'
import { alarmKinds } from '../diagnosis/alarms/rule.ts'
import { firstRules } from './default-rules.ts'
import { severityOf } from './severity.ts'

const stage = (id: string, name: string, dwellDays: number | null = null) => ({ id, name, key: null, dwellDays })

test('every kind there is, and one rule a limit of days: the stage\'s own, none where it has none', () => {
  const rules = firstRules('p', [stage('a', '接洽'), stage('b', '方案报价', 5), stage('c', '谈判', 12), stage('d', '签约', 5)], 'zh')
  expect(new Set(rules.map((rule) => rule.definition.kind))).toEqual(new Set(alarmKinds))
  expect(rules.every((rule) => rule.definition.scope.pipelineId === 'p')).toBe(true)
  const days = rules.flatMap(({ name, definition }) => (definition.kind === 'stage_days' ? [[definition.days, definition.scope.stageIds, name]] : []))
  expect(days).toEqual([[5, ['b', 'd'], '停留超过 5 天的商机过多'], [12, ['c'], '停留超过 12 天的商机过多']])
})

test('how loud', () => {
  expect([1, 1.24, 1.25, 1.99, 2, 9].map(severityOf)).toEqual(['info', 'info', 'warn', 'warn', 'critical', 'critical'])
})
