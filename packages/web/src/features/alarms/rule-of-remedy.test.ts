import { remedies } from '@sluice/core/diagnosis/remedies/library'
import { expect, test } from 'vitest'
import { kindOfMetric, ruleLinkOf } from './rule-of-remedy.ts'

test('a remedy is watched by a rule about the figure it should move', () => {
  expect(kindOfMetric('step.dwell_p75')).toBe('dwell_over')
  expect(kindOfMetric('win.closed_count')).toBe('win_rate_swing')
  expect(kindOfMetric('step.conversion')).toBe('conversion_below_mean')
  expect(kindOfMetric('deals.dormant')).toBe('stage_days')
})

test('every remedy of the library leads to the editor', () => {
  for (const remedy of remedies) expect(ruleLinkOf(remedy, 'p', 's')).toMatch(/^\/settings\/alarms\?pipeline=p&new=[a-z_]+/)
})
