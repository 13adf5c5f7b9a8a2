import { funnelQuery } from '@sluice/core/funnel/contract'
import { expect, test } from 'vitest'
import { readUrlState, writeUrlState } from '../../ui/url-state.ts'
import { activeFilters, funnelUrl, questionsOf } from './funnel-url.ts'

const today = '2026-03-15'
const pipeline = '019cd0a0-0000-7000-8000-000000000001'
const south = '019cd0a0-0000-7000-8000-00000000000a'
const east = '019cd0a0-0000-7000-8000-00000000000b'
const read = (text: string) => readUrlState(funnelUrl, new URLSearchParams(text))

test('an untouched page has a clean address and asks for twelve months as of now', () => {
  const url = read('')
  expect(writeUrlState(funnelUrl, url, new URLSearchParams()).toString()).toBe('')
  const { main, other } = questionsOf(url, today, pipeline)
  expect(main).toMatchObject({ pipeline, from: '2025-03-16', to: '2026-03-16', asOf: undefined, cohort: 'entry', fill: 'linear', matureDays: 30 })
  expect(other).toBeNull()
  expect(activeFilters(url)).toBe(0)
})

test('the state survives its way through an address, the open figure included', () => {
  const url = {
    ...read(''), period: 'custom' as const, first: '2026-01-01', last: '2026-01-31', team: [south, east], mature: 45, where: 'amount > 100000',
    compare: 'year' as const, figure: { metric: 'step.conversion' as const, stage: 's1', part: 'hits' as const, side: 'other' as const },
  }
  expect(readUrlState(funnelUrl, writeUrlState(funnelUrl, url, new URLSearchParams()))).toEqual(url)
})

test('nonsense in an address falls back, field by field', () => {
  const url = read('period=century&first=31.12.2025&mature=-4&figure=%7B%22metric%22%3A%22made.up%22%7D&team=a,b')
  expect(url).toMatchObject({ period: 'm12', first: '', mature: 30, figure: null, team: ['a', 'b'] })
})

test('every question fits the contract', () => {
  for (const text of ['', 'period=all&compare=previous', 'period=month&compare=previous', `compare=team&a=${south}&b=${east}`, 'asOf=2026-01-10&closing=next']) {
    const { main, other, closing } = questionsOf(read(text), today, pipeline)
    for (const ask of [main, other, closing]) if (ask) expect(funnelQuery.safeParse(ask).error?.issues, text).toBeUndefined()
  }
})

test('a chosen as-of day moves the near periods with it, and a day to come counts as today', () => {
  expect(questionsOf(read('asOf=2025-12-31'), today, pipeline).main).toMatchObject({ from: '2025-01-01', to: '2026-01-01', asOf: '2025-12-31' })
  expect(questionsOf(read('asOf=2027-01-01&period=month'), today, pipeline).range).toEqual({ from: '2026-03-01', to: '2026-04-01' })
})

test('the compared period is seen at the same age, or as it is now', () => {
  expect(questionsOf(read('period=month&compare=previous'), today, pipeline).other).toMatchObject({ from: '2026-02-01', to: '2026-03-01', asOf: '2026-02-15' })
  expect(questionsOf(read('period=month&compare=previous&age=now'), today, pipeline).other).toMatchObject({ from: '2026-02-01', asOf: undefined })
  expect(questionsOf(read('period=all&compare=previous'), today, pipeline).other).toBeNull()
})

test('two segments share everything but the segment; with one side missing nothing is compared', () => {
  const { main, other } = questionsOf(read(`compare=team&a=${south}&b=${east}&source=${east}`), today, pipeline)
  expect(main).toMatchObject({ team: south, source: east })
  expect(other).toEqual({ ...main, team: east })
  expect(questionsOf(read(`compare=team&a=${south}`), today, pipeline)).toMatchObject({ main: { team: south }, other: null })
})

test('expected closings have a period of their own, with the same filters', () => {
  const { main, closing } = questionsOf(read(`closing=quarter&team=${south}`), today, pipeline)
  expect(closing).toEqual({ ...main, from: '2026-01-01', to: '2026-04-01' })
})
