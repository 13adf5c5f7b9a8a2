import { expect, test } from 'vitest'
import { z } from 'zod'
import { causeCodes } from '../said.ts'
import { remediesFor } from './for-causes.ts'
import { remedies } from './library.ts'
import { remedySchema } from './remedy.ts'

test('the library is valid, its keys are unique, and every cause has a remedy', () => {
  expect(z.array(remedySchema).safeParse(remedies).success).toBe(true)
  expect(remedies.length).toBeGreaterThanOrEqual(18)
  expect(new Set(remedies.map(({ key }) => key)).size).toBe(remedies.length)
  for (const code of causeCodes) expect(remediesFor([code]).length, code).toBeGreaterThan(0)
  for (const { suggest } of remedies) expect(['task', 'rule', 'review_topic']).toContain(suggest.action)
})

test('the manufacturing case: prune or qualify channels, a light package, split payment', () => {
  const found = remediesFor(['channel_mix', 'poor_leads', 'small_customers', 'budget', 'payment_terms']).map(({ remedy }) => remedy.key)
  expect(found.slice(0, 3)).toEqual(expect.arrayContaining(['qualify_trade_show', 'icp_and_scoring']))
  expect(found.slice(0, 6)).toEqual(expect.arrayContaining(['prune_channels', 'light_package']))
  expect(found).toContain('split_payment')
  expect(found).not.toContain('coach_rep')
})

test('a bulge is answered by advancing ten a week, a collapse by the manager; nothing by nothing', () => {
  expect(remediesFor(['middle_bulge', 'long_dwell', 'stock_growth'])[0]?.remedy.key).toBe('advance_quota')
  expect(remediesFor(['bottom_collapse'])[0]?.remedy.key).toBe('manager_steps_in')
  expect(remediesFor([])).toEqual([])
})
