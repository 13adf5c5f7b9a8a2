import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf } from './columns-of.ts'
import { EXIT_CODES } from './columns.ts'
import { lookAt, lookFor, stayExit, stayLeftAt } from './look.ts'
import { laid } from './testing/ask.ts'
import { DAY, deal, journeys, stagesNamed } from './testing/sample.ts'

const stages = stagesNamed('AB')

test('what happened later is not known yet', () => {
  const won = deal('x', [['A', 0], ['B', 5]], { won: 9 })
  expect(laid([won], stages, -1)).toEqual([])
  expect(laid([won], stages, 9)).toMatchObject([{ standing: 'won', closedAt: 9 * DAY, furthest: 2, current: -1 }])
  expect(laid([won], stages, 7)).toMatchObject([{ standing: 'open', closedAt: Infinity, stays: 2, current: 1, reachedAt: [0, 5 * DAY, Infinity] }])
  expect(laid([won], stages, 4)).toMatchObject([{ stays: 1, current: 0, furthest: 0 }])
})

test('a deal lost, reopened and won is lost in between', () => {
  const again = deal('x', [['A', 0]], { lost: 5, reason: 'price' })
  const stays = [...again.stays.map((s) => ({ ...s, lossReasonId: 'price' })), ...deal('x', [['A', 8]], { won: 12 }).stays]
  const reopened = { ...again, stays, outcome: 'won' as const, closedAt: 12 * DAY, lossReasonId: null }
  expect(laid([reopened], stages, 6)).toMatchObject([{ standing: 'lost', closedAt: 5 * DAY, lossReason: 'price' }])
  expect(laid([reopened], stages, 9)).toMatchObject([{ standing: 'open', closedAt: Infinity, lossReason: null }])
  expect(laid([reopened], stages, 12)).toMatchObject([{ standing: 'won', closedAt: 12 * DAY }])
})

test('a deal without stays is open until it closes', () => {
  const bare = { ...deal('x', [], { won: 9 }), stays: [] }
  expect(laid([bare], stages, 8)).toMatchObject([{ standing: 'open', entryAt: 0, current: -1, furthest: 0 }])
  expect(laid([bare], stages, 9)).toMatchObject([{ standing: 'won', reachedAt: [0, 9 * DAY, 9 * DAY] }])
})

test('an import that knows the creation and only opens the first stay later entered when it was created', () => {
  const later = deal('x', [['A', 30]], {}, { createdAt: 0 })
  expect(laid([later], stages, 40)).toMatchObject([{ entryAt: 30 * DAY }])
  const imported = { ...later, stays: later.stays.map((stay) => ({ ...stay, imported: true })) }
  expect(laid([imported], stages, 40)).toMatchObject([{ entryAt: 0, reachedAt: [0, Infinity, Infinity], touchedAt: [30 * DAY, Infinity] }])
  // Before its first stay it was not known in this pipeline.
  expect(laid([imported], stages, 20)).toEqual([])
})

test('a stay recorded late is known only then, and so is its end', () => {
  const x = deal('x', [['A', 0], ['B', 5]], { won: 9 })
  const late = [{ entered: 0, left: 20 * DAY }, { entered: 20 * DAY, left: 30 * DAY }]
  const columns = columnsOf([x], stages, { knownAt: (_, i) => late[i] ?? null })
  const look = lookFor(2)
  const at = (day: number) => {
    lookAt(columns, 0, day * DAY, look)
    return [look.stayEnd - look.stayFrom, look.standing, look.current]
  }
  expect([at(19), at(20), at(29), at(30)]).toEqual([[1, 0, 0], [2, 0, 1], [2, 0, 1], [2, 1, -1]])
})

test('a stay that the source left open ends with the next one, or with the deal', () => {
  const x = deal('x', [['A', 0], ['B', 5], ['A', 7]], { lost: 9 })
  const columns = columnsOf([{ ...x, stays: x.stays.map((stay) => ({ ...stay, leftAt: null, exit: null })) }], stages)
  const look = lookFor(2)
  lookAt(columns, 0, 100 * DAY, look)
  const told = [0, 1, 2].map((s) => [stayLeftAt(columns, look, s, 100 * DAY) / DAY, EXIT_CODES[stayExit(columns, look, s, 100 * DAY)]])
  expect(told).toEqual([[5, 'advance'], [7, 'back'], [9, 'lost']])
})

test('a move to another pipeline is neither won nor lost here, and only there is not here', () => {
  const moved = deal('x', [['A', 0]], { transfer: 5 })
  expect(laid([moved, deal('elsewhere', [['Z', 0]]), { ...moved, outcome: 'won', closedAt: 9 * DAY }], stages).map((t) => t.standing)).toEqual(['left', 'left'])
})

test('what is known at an instant is what a history that ended there would say', () => {
  const day = fc.integer({ min: -5, max: 300 })
  fc.assert(
    fc.property(journeys, day, (all, asOf) => {
      const until = all.flatMap((journey) => {
        const stays = journey.stays.filter((s) => s.enteredAt <= asOf * DAY).map((s) => (s.leftAt !== null && s.leftAt > asOf * DAY ? { ...s, leftAt: null, exit: null } : s))
        const last = stays.at(-1)
        if (last === undefined) return []
        const exit = last.exit
        const isClosed = exit === 'won' || exit === 'lost'
        return [{ ...journey, stays, outcome: isClosed ? exit : ('open' as const), closedAt: isClosed ? last.leftAt : null, lossReasonId: isClosed && journey.closedAt === last.leftAt ? journey.lossReasonId : null }]
      })
      expect(laid(all, stagesNamed('ABCD'), asOf)).toEqual(laid(until, stagesNamed('ABCD'), 1000))
    }),
    { numRuns: 80 },
  )
})
