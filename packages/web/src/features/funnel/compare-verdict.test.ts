import { compareViews } from '@sluice/core/funnel/compare'
import { ask } from '@sluice/core/funnel/testing/ask'
import { DAY, deals, stagesNamed } from '@sluice/core/funnel/testing/sample'
import { expect, test } from 'vitest'
import { listedComparisons } from './compared-figures.ts'
import { testedCount, verdictOf, worstStep } from './compare-verdict.ts'

const options = { from: null, to: null, asOf: 1000 * DAY, zone: 'Asia/Shanghai', currency: 'CNY' }
/** `reached` of `n` deals go from A to B, the others are lost in A, or stay there. */
const group = (n: number, reached: number, rest: 'lost' | 'open' = 'lost') =>
  ask(
    [...deals(reached, 'on', [['A', 0], ['B', 5]]), ...deals(n - reached, 'off', [['A', 0]], rest === 'lost' ? { lost: 9 } : {})],
    stagesNamed('AB'),
    options,
  ).view()
const conversion = (a: ReturnType<typeof group>, b: ReturnType<typeof group>) => {
  const found = compareViews(a, b).find((one) => one.name.metric === 'step.conversion' && one.name.stageId === 'A')
  if (!found) throw new Error('no comparison')
  return found
}

test('a large difference of large groups is significant, a small one is not, and few deals give no verdict', () => {
  expect(verdictOf(conversion(group(200, 120), group(200, 60)))).toBe('significant')
  expect(verdictOf(conversion(group(200, 120), group(200, 118)))).toBe('not')
  expect(verdictOf(conversion(group(200, 120), group(8, 0)))).toBe('few')
})

test('without a test or a value nothing is claimed', () => {
  expect(verdictOf({ difference: 3, p: null, enough: true })).toBe('untested')
  expect(verdictOf({ difference: null, p: null, enough: true })).toBe('none')
  expect(verdictOf({ difference: 0.1, p: 0.05, enough: true })).toBe('not')
})

test('the worst step is one that fell, or loses more, and only when it is significant', () => {
  const fallen = worstStep(compareViews(group(200, 120), group(200, 60)))
  expect(fallen?.name).toMatchObject({ stageId: 'A' })
  expect(['step.conversion', 'step.lost']).toContain(fallen?.name.metric)
  expect(worstStep(compareViews(group(200, 60), group(200, 120)))).toBeNull()
  expect(worstStep(compareViews(group(200, 120), group(200, 118)))).toBeNull()
  // Same conversion, but those that stood open are lost now.
  const lost = worstStep(compareViews(group(200, 60, 'open'), group(200, 60, 'lost')))
  expect(lost?.name).toMatchObject({ metric: 'step.lost', stageId: 'A' })
})

test('a comparison lists its steps stage by stage, and knows how many shares it tested', () => {
  const all = compareViews(group(200, 120), group(200, 60))
  const { steps, whole } = listedComparisons(all)
  expect(steps.map((one) => `${one.name.metric} ${one.name.stageId}`).slice(0, 2)).toEqual(['step.conversion A', 'step.conversion B'])
  expect(whole.every((one) => one.name.stageId === undefined)).toBe(true)
  expect(testedCount(steps)).toBeGreaterThan(0)
})
