import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DealColumns, Selection } from '../columns.ts'
import { DAY_MS, dayOfDate } from '../zone-days.ts'
import { madeColumns, type MadeDeal } from './testing/made-columns.ts'
import { type Waterfall, type WaterfallBar, waterfall, waterfallDeals, type WaterfallOptions, WATERFALL_BARS } from './waterfall.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const day = (date: string) => dayOfDate(date)
const march = { from: day('1970-03-01'), to: day('1970-04-01') }
const asked = (extra: Partial<WaterfallOptions> = {}): WaterfallOptions => ({ from: 10 * DAY_MS, to: 40 * DAY_MS, closing: march, currency: 'CNY', mode: 'path', ...extra })
const bars = (answer: Waterfall) => Object.fromEntries(answer.parts.filter((part) => part.amountMinor !== 0 || part.deals !== 0).map(({ bar, amountMinor }) => [bar, amountMinor]))
const balance = (answer: Waterfall) => answer.parts.reduce((sum, { sign, amountMinor }) => sum + sign * amountMinor, answer.start.amountMinor)
const CLOSE = '1970-03-15'
const OTHER = '1970-05-15'

/** A deal in stage A from day 0 (or `created`) on. */
function deal(versions: MadeDeal['versions'], extra: Partial<MadeDeal> = {}): MadeDeal {
  const created = extra.created ?? versions[0]?.from ?? 0
  return { created, stays: [{ stage: 'A', in: created }], versions, ...extra }
}

test('the fixture of METRICS 7: 1,257,559 + 1,501,878 + 180,171 + 149,382 − 0 − 271,125 − 556,292 − 287,487 = 1,974,086', () => {
  const columns = madeColumns('A', [
    deal([{ from: 0, amount: 500_000, close: CLOSE }, { from: 20, amount: 649_382, close: CLOSE }]),
    deal([{ from: 0, amount: 142_655, close: CLOSE }]),
    deal([{ from: 0, amount: 271_125, close: CLOSE }, { from: 21, amount: 271_125, close: OTHER }]),
    deal([{ from: 0, amount: 56_292, close: CLOSE }, { from: 22, amount: 56_292, close: CLOSE, closedAt: 22 }], { stays: [{ stage: 'A', in: 0, out: 22, exit: 'lost' }] }),
    deal([{ from: 0, amount: 287_487, close: CLOSE }, { from: 23, amount: 287_487, close: CLOSE, closedAt: 23 }], { stays: [{ stage: 'A', in: 0, out: 23, exit: 'won' }] }),
    deal([{ from: 15, amount: 1_001_878, close: CLOSE }]),
    deal([{ from: 15, amount: 500_000, close: CLOSE }, { from: 30, amount: 500_000, close: CLOSE, closedAt: 30 }], { stays: [{ stage: 'A', in: 15, out: 30, exit: 'lost' }] }),
    deal([{ from: 0, amount: 180_171, close: OTHER }, { from: 16, amount: 180_171, close: CLOSE }]),
  ])
  const answer = waterfall(columns, all, asked())
  expect(answer.start).toEqual({ amountMinor: 1_257_559, deals: 5 })
  expect(bars(answer)).toEqual({ new: 1_501_878, pulled_in: 180_171, increased: 149_382, pushed_out: 271_125, lost: 556_292, won: 287_487 })
  expect(answer.end).toEqual({ amountMinor: 1_974_086, deals: 4 })
})

test('each way in and out has its bar', () => {
  const owner = (code: string, from: number) => ({ from, amount: 100, close: CLOSE, owner: code })
  const columns = madeColumns('A', [
    // Transferred in and out by the owner that is asked for.
    deal([owner('wang', 0), owner('li', 20)]),
    deal([owner('li', 0), owner('wang', 20)]),
    // Reopened; moved to another pipeline; came from one; changed its currency.
    deal([{ ...owner('li', 0), closedAt: 5 }, owner('li', 20)], { stays: [{ stage: 'A', in: 0, out: 5, exit: 'lost' }, { stage: 'A', in: 20 }] }),
    deal([owner('li', 0), owner('li', 25)], { stays: [{ stage: 'A', in: 0, out: 25, exit: 'transfer' }] }),
    deal([owner('li', 0), owner('li', 25)], { stays: [{ stage: 'A', in: 25 }], cameByTransfer: true }),
    deal([owner('li', 0), { ...owner('li', 25), currency: 'USD' }]),
  ])
  const li: Selection = { ...all, owners: new Set([columns.dictionaries.owner.codes.get('li') as number]) }
  const answer = waterfall(columns, li, asked())
  expect(bars(answer)).toEqual({ reopened: 100, transferred_in: 200, transferred_out: 300 })
  expect(answer.others).toEqual([{ currency: 'USD', deals: 1 }])
  expect(waterfallDeals(columns, li, asked(), 'transferred_out').map(({ row, at }) => [row, at / DAY_MS])).toEqual([[1, 20], [3, 25], [5, 25]])
})

test('an amount that changes with the closing is booked before it, so that won is what was won', () => {
  const stays: MadeDeal['stays'] = [{ stage: 'A', in: 0, out: 20, exit: 'won' }]
  const columns = madeColumns('A', [deal([{ from: 0, amount: 100, close: CLOSE }, { from: 20, amount: 90, close: CLOSE, closedAt: 20 }], { stays })])
  for (const mode of ['path', 'net'] as const) expect(bars(waterfall(columns, all, asked({ mode })))).toEqual({ decreased: 10, won: 90 })
})

test('net forgets what came and went; path keeps it', () => {
  const columns = madeColumns('A', [
    deal([{ from: 0, amount: 100, close: CLOSE }, { from: 15, amount: 100, close: OTHER }, { from: 20, amount: 140, close: CLOSE }]),
    deal([{ from: 12, amount: 50, close: CLOSE }, { from: 30, amount: 50, close: CLOSE, closedAt: 30 }], { stays: [{ stage: 'A', in: 12, out: 30, exit: 'lost' }] }),
  ])
  expect(bars(waterfall(columns, all, asked()))).toEqual({ pushed_out: 100, pulled_in: 140, new: 50, lost: 50 })
  expect(bars(waterfall(columns, all, asked({ mode: 'net' })))).toEqual({ increased: 40 })
})

test('undated deals are in no bounded window, and in the unbounded one', () => {
  const columns = madeColumns('A', [deal([{ from: 0, amount: 100 }])])
  expect(waterfall(columns, all, asked()).start.deals).toBe(0)
  expect(waterfall(columns, all, asked({ closing: { from: null, to: march.to } })).start.deals).toBe(0)
  expect(waterfall(columns, all, asked({ closing: { from: null, to: null } })).start.deals).toBe(1)
})

/** Random histories: versions at rising days with everything moving, stays that agree with the closings. */
const histories: fc.Arbitrary<MadeDeal[]> = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 45 }),
    steps: fc.array(
      fc.record({
        gap: fc.integer({ min: 0, max: 12 }), amount: fc.constantFrom(0, 10, 100, 250, null), close: fc.constantFrom(CLOSE, CLOSE, OTHER, null),
        owner: fc.constantFrom('li', 'li', 'wang'), currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD'),
        act: fc.constantFrom('stay', 'stay', 'stay', 'won', 'lost', 'reopen', 'transfer', 'return'),
      }),
      { minLength: 1, maxLength: 7 },
    ),
  }).map(({ start, steps }): MadeDeal => {
    let at = start
    let state: 'open' | 'closed' | 'elsewhere' = 'open'
    let closedAt: number | undefined
    const stays: MadeDeal['stays'] = [{ stage: 'A', in: start }]
    const versions = steps.map(({ gap, amount, close, owner, currency, act }, i) => {
      if (i > 0) at += gap
      const last = stays.at(-1) as MadeDeal['stays'][number]
      if (i > 0 && state === 'open' && (act === 'won' || act === 'lost')) {
        Object.assign(last, { out: at, exit: act })
        state = 'closed'
        closedAt = at
      } else if (i > 0 && state === 'open' && act === 'transfer') {
        Object.assign(last, { out: at, exit: act })
        state = 'elsewhere'
      } else if ((state === 'closed' && act === 'reopen') || (state === 'elsewhere' && act === 'return')) {
        stays.push({ stage: 'A', in: at })
        state = 'open'
        closedAt = undefined
      }
      return { from: at, amount, close, owner, currency, ...(closedAt !== undefined && { closedAt }) }
    })
    return { created: start, stays, versions }
  }),
  { maxLength: 30 },
)

/** The same, by looking at each instant anew. */
function naive(deals: readonly MadeDeal[], options: WaterfallOptions, owner: string | null): Record<string, number> {
  const sums: Record<string, number> = { start: 0, end: 0 }
  const add = (bar: string, amount: number) => (sums[bar] = (sums[bar] ?? 0) + amount)
  for (const one of deals) {
    const at = (instant: number) => {
      const version = one.versions.findLast((v) => v.from * DAY_MS <= instant)
      const stay = one.stays.findLast((s) => s.in * DAY_MS <= instant)
      if (version === undefined || stay === undefined) return null
      const here = !(stay.exit === 'transfer' && (stay.out as number) * DAY_MS <= instant)
      const open = !(stay.out !== undefined && stay.out * DAY_MS <= instant && stay.exit !== 'transfer')
      const closing = version.close != null && day(version.close) >= (options.closing.from as number) && day(version.close) < (options.closing.to as number)
      const mine = owner === null || version.owner === owner
      const money = version.currency === options.currency
      return { amount: version.amount ?? 0, here, open, closing, mine, money, exit: stay.exit, inScope: here && open && closing && mine && money }
    }
    const instants = options.mode === 'path' ? [...new Set(one.versions.map((v) => v.from * DAY_MS))].filter((t) => t > options.from && t <= options.to) : [options.to]
    let before = at(options.from)
    if (before?.inScope) add('start', before.amount)
    for (const instant of instants) {
      const after = at(instant)
      if (!before?.inScope && after?.inScope) {
        add(before === null ? 'new' : !before.here ? 'transferred_in' : !before.open ? 'reopened' : !before.mine || !before.money ? 'transferred_in' : 'pulled_in', after.amount)
      } else if (before?.inScope && after !== null) {
        const last = after.money ? after.amount : before.amount
        if (last > before.amount) add('increased', last - before.amount)
        if (last < before.amount) add('decreased', before.amount - last)
        if (!after.inScope) add(!after.here ? 'transferred_out' : !after.open ? (after.exit as string) : !after.mine || !after.money ? 'transferred_out' : 'pushed_out', last)
      }
      before = after
    }
    if (at(options.to)?.inScope) add('end', at(options.to)?.amount ?? 0)
  }
  return sums
}

const ends = (columns: DealColumns, selection: Selection, options: WaterfallOptions) => {
  const answer = waterfall(columns, selection, options)
  const sums: Record<string, number> = { start: answer.start.amountMinor, end: answer.end.amountMinor }
  for (const { bar, amountMinor } of answer.parts) if (amountMinor > 0) sums[bar] = amountMinor
  return { answer, sums }
}

test('start + bars = end, exactly, and every bar is what looking at each instant says', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom('path', 'net'), fc.constantFrom(null, 'li'), (deals, mode, owner) => {
      const columns = madeColumns('A', deals)
      const selection = owner === null ? all : { ...all, owners: new Set([columns.dictionaries.owner.codes.get(owner) ?? 9]) }
      const options = asked({ mode })
      const { answer, sums } = ends(columns, selection, options)
      expect(balance(answer)).toBe(answer.end.amountMinor)
      const expected = naive(deals, options, owner)
      for (const key of Object.keys(expected)) if (expected[key] === 0 && key !== 'start' && key !== 'end') delete expected[key]
      expect(sums).toEqual(expected)
      for (const { bar, amountMinor, deals: n } of answer.parts) {
        const rows = waterfallDeals(columns, selection, options, bar)
        expect(rows).toHaveLength(n)
        expect(rows.reduce((sum, r) => sum + r.amountMinor, 0)).toBe(amountMinor)
      }
    }),
    { numRuns: 300 },
  )
})

test('a removed deal was never in scope, whatever the instants: the rest adds up without it', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 0, max: 30 }), fc.constantFrom('path', 'net'), (deals, n, mode) => {
      const without = waterfall(madeColumns('A', deals.slice(n)), all, asked({ mode }))
      const { answer } = ends(madeColumns('A', deals.map((one, i) => ({ ...one, gone: i < n }))), all, asked({ mode }))
      expect(answer).toEqual(without)
      expect(answer.parts.map(({ bar }): WaterfallBar => bar)).toEqual([...WATERFALL_BARS])
    }),
    { numRuns: 200 },
  )
})
