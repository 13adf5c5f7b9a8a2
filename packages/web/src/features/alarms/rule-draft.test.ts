import { alarmKinds, alarmRuleSchema, defaultRules } from '@sluice/core/diagnosis/alarms/rule'
import { expect, test } from 'vitest'
import { alarmsEn } from './alarms.en.ts'
import { alarmsZh } from './alarms.zh.ts'
import { draftOf, fromPercent, sentenceParts, toPercent } from './rule-draft.ts'

const pipelineId = '01890000-0000-7000-8000-000000000001'

test('a sentence is cut into words and fields', () => {
  expect(sentenceParts('当 {{stages}} 达到 {{days}} 天')).toEqual([{ words: '当 ' }, { field: 'stages' }, { words: ' 达到 ' }, { field: 'days' }, { words: ' 天' }])
})

test('every field in a sentence is one that its kind of rule has, in both languages', () => {
  const rules = defaultRules(pipelineId)
  for (const words of [alarmsZh, alarmsEn])
    for (const kind of alarmKinds) {
      const rule = rules.find((one) => one.kind === kind)
      const fields = sentenceParts(words.rules.editor.sentence[kind]).flatMap((part) => ('field' in part && part.field !== 'stages' ? [part.field] : []))
      expect(fields.length).toBeGreaterThan(0)
      expect(Object.keys(rule ?? {})).toEqual(expect.arrayContaining(fields))
    }
})

test('another kind keeps the place and the guard', () => {
  const scope = { pipelineId, stageIds: [pipelineId], slice: null }
  const stock = alarmRuleSchema.parse({ kind: 'stock_growth', scope, minN: 33, cooldownDays: 9 })
  expect(draftOf('dwell_over', stock)).toMatchObject({ kind: 'dwell_over', scope, minN: 33, cooldownDays: 9, times: 1.5 })
  expect(draftOf('win_rate_swing', stock).scope.stageIds).toBeNull()
})

test('percentages come back as they were', () => {
  for (const percent of [0.1, 15, 33.3, 57.7, 100]) expect(toPercent(fromPercent(percent))).toBe(percent)
})
