import { expect, test } from 'vitest'
import { sentence } from '../sentence.ts'
import { day, dimensions, inputOf, manufacturing, noise, pick, randomFrom, type Deal } from '../testing/scenario.ts'
import type { RootCause } from './finding.ts'
import { rootCause } from './rank.ts'

const staffed = { before: { days: 90, activeOwners: 8, entries: 600, activities: 3100 }, after: { days: 90, activeOwners: 11, entries: 770, activities: 3900 }, owners: [] }
const publish = { id: 'e1', kind: 'config_publish' as const, label: 'v7', at: day('2026-02-10'), until: null, carried: null, concernsStage: false, around: null }
const imported = { id: 'e2', kind: 'import' as const, label: '展会名单.xlsx', at: day('2026-04-18'), until: null, carried: 6, concernsStage: true, around: null }
const names = (result: RootCause) => result.findings.map(({ kind, dimensions: [dimension = ''], values: [value = ''] }) => [kind, dimension, value].filter(Boolean).join(' '))

test('the manufacturing case: channel mix, then company size, then the words; capacity and system are rejected', () => {
  let grown = 0
  let mix = 0
  for (let seed = 1; seed <= 20; seed++) {
    const deals = manufacturing(seed)
    const result = rootCause(inputOf(dimensions, deals, { capacity: staffed, events: [publish, imported] }))
    const told = `seed ${seed}: ${names(result).join(' | ')}`
    // The alarm that asks is the +50 % rule.
    if ((result.change.relative ?? 0) < 0.5) continue
    grown++
    expect(result.verdict, told).toBe('causes')
    // Where conversion by chance hardly fell, the growth of the stock alone tells.
    if (result.findings[0]?.kind === 'mix') mix++
    expect(result.findings[0], told).toMatchObject({ dimensions: ['channel'], values: ['trade_show'], followsFrom: null })
    expect(result.findings[1], told).toMatchObject({ dimensions: ['size'], values: ['1-49'] })
    expect(result.findings[2]?.kind, told).toBe('words')
    expect(result.findings[2]?.words.join(), told).toMatch(/预算有限/)
    expect(result.findings[2]?.words.join(), told).toMatch(/分期付款/)
    expect(result.findings[2]?.causes, told).toEqual(expect.arrayContaining(['budget', 'payment_terms']))
    expect(result.findings.some(({ kind }) => kind === 'system_fault' || kind === 'capacity'), told).toBe(false)
    expect(result.rejected.map(({ said }) => said.key).sort(), told).toEqual(['capacity.rejected_staffed', 'system.rejected_share', 'system.rejected_time'])
    expect(result.explainedShare, told).toBeGreaterThan(0.4)
  }
  expect(grown).toBeGreaterThanOrEqual(18)
  expect(mix).toBeGreaterThanOrEqual(grown - 2)
})

test('company size follows from the channel, and 76 % of the stuck are small', () => {
  const result = rootCause(inputOf(dimensions, manufacturing(4)))
  expect(result.findings[1]).toMatchObject({ dimensions: ['size'], followsFrom: 'channel' })
  expect(result.findings[1]?.evidence.groupShare).toBeGreaterThan(0.7)
  expect(sentence(result.findings[0]!.said, 'zh', { dimension: () => '来源', value: () => '展会' })).toMatch(/^结构变化：「来源＝展会」的占比从 1[0-5]% 到 (3[5-9]|4[0-3])%，而它的转化率/)
})

const company = (seed: number, make: (random: () => number, period: 'before' | 'after', values: Record<string, string>) => { rate: number; values?: Record<string, string>; note?: string; loseNote?: string }, sizes: [number, number] = [600, 600]): Deal[] => {
  const random = randomFrom(seed)
  return (['before', 'after'] as const).flatMap((period, i) =>
    Array.from({ length: sizes[i]! }, (): Deal => {
      const values = { ...noise(random), channel: pick(random, ['referral', 4], ['website', 4], ['ads', 2]), size: pick(random, ['1-49', 3], ['50-499', 4], ['500+', 2]) }
      const made = make(random, period, values)
      const reached = random() < made.rate
      const stuck = !reached && random() < 0.4
      return { values: { ...values, ...made.values }, period, reached, stock: stuck, stuck, note: made.note ?? '讨论接口' }
    }),
  )
}

test("one rep's lapse is named as the rate of that owner", () => {
  let first = 0
  for (let seed = 1; seed <= 20; seed++) {
    const deals = company(seed, (_, period, { owner }) => ({ rate: period === 'after' && owner === 'rep3' ? 0.08 : 0.5 }), [2000, 2000])
    const result = rootCause(inputOf(dimensions, deals, { what: 'conversion', words: null }))
    if (!result.change.real) continue
    if (result.findings[0]?.dimensions[0] === 'owner' && result.findings[0].values[0] === 'rep3') first++
    expect(result.findings[0]?.kind, `seed ${seed}: ${names(result).join(' | ')}`).toBe('rate')
  }
  expect(first).toBeGreaterThanOrEqual(8)
})

test('a broken form is named as the inflow of its channel', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const deals = company(seed, () => ({ rate: 0.5 })).filter(({ period, values: { channel } }, i) => period === 'before' || channel !== 'website' || i % 10 === 0)
    const result = rootCause(inputOf(dimensions, deals, { what: 'inflow', words: null, groupCuts: [] }))
    expect(result.findings[0], names(result).join(' | ')).toMatchObject({ kind: 'inflow', dimensions: ['channel'], values: ['website'] })
    expect(result.explainedShare).toBeGreaterThan(0.8)
  }
})

test('a fall everywhere alike has no clear cause, unless what the lost say has changed', () => {
  const deals = company(7, (_, period) => ({ rate: period === 'after' ? 0.35 : 0.55 }), [1500, 1500])
  const result = rootCause(inputOf(dimensions, deals, { what: 'conversion', words: null, groupCuts: [] }))
  expect(result.verdict).toBe('no_clear_cause')
  expect(result.findings.map(({ kind }) => kind)).toEqual(['general_rate'])

  const words = { group: { deals: 200, terms: { 涨价: 90, 接口: 60 } }, rest: { deals: 180, terms: { 涨价: 4, 接口: 55 } } }
  const told = rootCause(inputOf(dimensions, deals, { what: 'conversion', group: 'lost', groupRest: 'earlier', words, groupCuts: [] }))
  expect(told.verdict).toBe('causes')
  expect(told.findings[0]).toMatchObject({ kind: 'words', words: ['涨价'], causes: ['price'] })
})

test('quiet periods: nearly never a cause', () => {
  let causes = 0
  for (let seed = 100; seed < 140; seed++) {
    const result = rootCause(inputOf(dimensions, company(seed, () => ({ rate: 0.45 })), { what: 'conversion' }))
    if (result.verdict === 'causes') causes++
    else expect(result.findings.every(({ shareOf, kind }) => shareOf === 'group' || kind === 'general_rate')).toBe(true)
  }
  expect(causes).toBeLessThanOrEqual(1)
})

test('a stage redefinition is found by its publish', () => {
  const deals = company(11, (_, period) => ({ rate: period === 'after' ? 0.3 : 0.55 }))
  const event = { ...publish, at: day('2026-04-19'), concernsStage: true, around: { before: { n: 120, hits: 66 }, after: { n: 130, hits: 39 } } }
  const result = rootCause(inputOf(dimensions, deals, { what: 'conversion', events: [event], words: null, groupCuts: [] }))
  expect(result.findings[0]).toMatchObject({ kind: 'system_fault', causes: ['system_fault', 'stage_definition'] })
  expect(result.verdict).toBe('causes')
})

test('only one cell of a pair fell: the pair is named', () => {
  const deals = company(5, (_, period, { size, channel }) => ({ rate: period === 'after' && size === '1-49' && channel === 'website' ? 0.1 : 0.5 }), [2000, 2000])
  const result = rootCause(inputOf(dimensions, deals, { what: 'conversion', words: null, groupCuts: [] }))
  expect(result.findings[0]).toMatchObject({ kind: 'rate', dimensions: ['channel', 'size'], values: ['website', '1-49'] })
})

test('no deals at all: no clear cause, and nothing breaks', () => {
  const result = rootCause(inputOf(dimensions, []))
  expect(result).toMatchObject({ verdict: 'no_clear_cause', findings: [], explainedShare: 0, change: { real: false } })
})

test('a campaign is a detail of its channel, and what follows from a stronger trait stands last', () => {
  const random = randomFrom(81)
  const deals = manufacturing(4).map((deal): Deal => ({
    ...deal,
    values: {
      ...deal.values,
      campaign: deal.values.channel === 'trade_show' ? (deal.period === 'after' ? '华南工业展' : '往年展会') : '',
      amount_band: random() < (deal.values.size === '1-49' ? 0.5 : 0.05) ? '<10' : '10+',
    },
  }))
  const result = rootCause(inputOf([...dimensions, 'campaign', 'amount_band'], deals))
  const found = result.findings.map(({ kind, dimensions: [dimension = ''] }) => (kind === 'words' ? 'words' : dimension))
  expect(found.slice(0, 3)).toEqual(['channel', 'size', 'words'])
  expect(result.findings.find(({ dimensions: [dimension] }) => dimension === 'amount_band')?.followsFrom).toBe('size')
  expect(result.findings.find(({ dimensions: [dimension] }) => dimension === 'campaign')).toMatchObject({ followsFrom: 'channel', values: ['华南工业展'] })
})

test('early on, a channel that does not pass alone is borne out by its campaign or by the stuck', () => {
  const tally = (n: number, stock: number) => ({ n, hits: Math.round(n / 2), stock })
  const cut = (own: string[], list: [string[], [number, number], [number, number]][]) => ({ dimensions: own, cells: list.map(([values, [n0, s0], [n1, s1]]) => ({ values, before: tally(n0, s0), after: tally(n1, s1) })) })
  const cuts = [
    cut(['source'], [[['show'], [40, 8], [60, 28]], [['web'], [160, 50], [160, 60]]]),
    cut(['campaign'], [[['new fair'], [0, 0], [40, 24]], [['old fair'], [40, 8], [20, 4]], [[''], [160, 50], [160, 60]]]),
    cut(['source', 'campaign'], [[['show', 'new fair'], [0, 0], [40, 24]], [['show', 'old fair'], [40, 8], [20, 4]], [['web', ''], [160, 50], [160, 60]]]),
  ]
  const many = Array.from({ length: 10 }, (_, i) => cut([`d${i}`], [[['a'], [100, 29], [110, 44]], [['b'], [100, 29], [110, 44]]]))
  const input = { ...inputOf([], []), cuts: [...cuts, ...many] }
  const result = rootCause(input)
  expect(names(result)).toEqual(['stock source show', 'stock campaign new fair'])
  expect(result.findings[1]?.followsFrom).toBe('source')
})
