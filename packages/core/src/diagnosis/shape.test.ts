import { expect, test } from 'vitest'
import { bottlenecks } from './bottleneck.ts'
import { sentence } from './sentence.ts'
import { shapesOf } from './shape.ts'
import { dwell, lastDay, seriesOf, type StageMaker } from './testing/series.ts'

const steady = (id: string, conversion = 0.5, more: Partial<StageMaker> = {}): StageMaker => ({ id, inflow: () => 6, conversion: () => conversion, ...more })
/** Falls to `to` for the deals that entered in the last 60 of 300 days. */
const falls = (id: string, from: number, to: number, more: Partial<StageMaker> = {}): StageMaker => steady(id, from, { conversion: (day) => (day >= 240 ? to : from), ...more })
const of = (...stages: StageMaker[]) => {
  const series = seriesOf(300, stages)
  return Object.fromEntries(shapesOf(series, lastDay(series)).map((verdict) => [verdict.code, verdict]))
}

test('a steady funnel has none of the shapes', () => {
  expect(Object.values(of(steady('a'), steady('b'), steady('c'))).map(({ holds }) => holds)).toEqual(['no', 'no', 'no'])
})

test('top break: the first step fell most against its own baseline', () => {
  const { top_break: top, bottom_collapse: bottom } = of(falls('a', 0.6, 0.35), steady('b'), steady('c'))
  expect(top).toMatchObject({ holds: 'yes', stageIds: ['a'] })
  expect(top!.evidence.z).toBeLessThan(-2)
  expect(bottom!.holds).toBe('no')
  // The second fell more: the break is not at the top.
  expect(of(falls('a', 0.6, 0.5), falls('b', 0.6, 0.2), steady('c')).top_break!.holds).toBe('no')
})

test('middle bulge: both the share of stock and the P75 dwell are above their baseline', () => {
  const grows = { stock: (day: number) => (day >= 280 ? 80 : 40) }
  const slow = { now: dwell(20), history: dwell(10) }
  expect(of(steady('a'), steady('b', 0.5, { ...grows, ...slow }), steady('c')).middle_bulge).toMatchObject({ holds: 'yes', stageIds: ['b'] })
  expect(of(steady('a'), steady('b', 0.5, grows), steady('c')).middle_bulge!.holds).toBe('no')
  expect(of(steady('a'), steady('b', 0.5, slow), steady('c')).middle_bulge!.holds).toBe('no')
  // Three quarters no longer leave: that is longer.
  expect(of(steady('a'), steady('b', 0.5, { ...grows, now: { ...dwell(20), p75: null } }), steady('c')).middle_bulge!.holds).toBe('yes')
  // First and last are no middle.
  expect(of(steady('a', 0.5, { ...grows, ...slow }), steady('b'), steady('c')).middle_bulge!.holds).toBe('no')
})

test('bottom collapse: the last step is low while the upper are normal', () => {
  expect(of(steady('a'), steady('b'), falls('c', 0.4, 0.2)).bottom_collapse).toMatchObject({ holds: 'yes', stageIds: ['c'] })
  expect(of(steady('a'), falls('b', 0.6, 0.3), falls('c', 0.4, 0.2)).bottom_collapse!.holds).toBe('no')
})

test('several may hold at once', () => {
  const shapes = of(falls('a', 0.6, 0.35), steady('b', 0.5, { stock: (day) => (day >= 280 ? 90 : 40), now: dwell(25), history: dwell(10) }), steady('c'))
  expect(Object.values(shapes).filter(({ holds }) => holds === 'yes').map(({ code }) => code)).toEqual(['top_break', 'middle_bulge'])
})

test('under 20 deals nothing is said', () => {
  const tiny = { inflow: () => 0.4, stock: () => 3, now: dwell(20, 5) }
  expect(Object.values(of(falls('a', 0.6, 0.1, tiny), steady('b', 0.5, tiny), steady('c', 0.5, tiny))).map(({ holds }) => holds)).toEqual(['not_enough', 'not_enough', 'not_enough'])
  expect(shapesOf({ ...seriesOf(10, []), stages: [] }, '2025-01-10').map(({ holds }) => holds)).toEqual(['not_enough', 'not_enough', 'not_enough'])
})

test('a bottleneck is low and slow at once', () => {
  const at = (series: ReturnType<typeof seriesOf>, benchmark?: Parameters<typeof bottlenecks>[2]) => bottlenecks(series, lastDay(series), benchmark)
  const slow = { now: dwell(15), history: dwell(10) }
  const own = at(seriesOf(300, [steady('a'), falls('b', 0.5, 0.3, slow), steady('c', 0.2)]))
  expect(own[0]).toMatchObject({ holds: 'yes', stageIds: ['b'], said: { key: 'bottleneck.own' }, evidence: { againstOwn: 1 } })
  expect(at(seriesOf(300, [steady('a'), falls('b', 0.5, 0.3), steady('c', 0.2)])).some(({ holds }) => holds === 'yes')).toBe(false)
  // Lowest and slowest of all, without having changed.
  const among = at(seriesOf(300, [steady('a'), steady('b', 0.2, { now: dwell(30), history: dwell(30) }), steady('c')]))
  expect(among[0]).toMatchObject({ stageIds: ['b'], holds: 'yes', said: { key: 'bottleneck.others' }, evidence: { againstOwn: 0, againstOthers: 1 } })
  const entered = at(seriesOf(300, [steady('a'), steady('b', 0.4, { now: dwell(12), history: dwell(12) }), steady('c', 0.3)]), { kind: 'entered', label: '行业', stages: { b: { conversion: 0.6, dwellMedian: 6 } } })
  expect(entered[0]).toMatchObject({ stageIds: ['b'], said: { key: 'bottleneck.entered' } })
})

test('the sentence has the numbers, in both languages', () => {
  const said = of(falls('a', 0.6, 0.3), steady('b'), steady('c')).top_break!.said
  const names = { stage: () => '初步沟通' }
  expect(sentence(said, 'zh', names)).toMatch(/^上宽中断：第一步「初步沟通」的转化率为 30%，低于自身均值 57%（−47%/)
  expect(sentence(said, 'en', names)).toMatch(/^Top break: the first step, “初步沟通”, converts 30% against its own mean of 57%/)
})
