import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Journey } from './journey.ts'
import { readStays, type RecordedStay } from './lineage.ts'
import { laid } from './testing/ask.ts'
import { DAY, deal, journeys, stagesNamed } from './testing/sample.ts'

const none = (id: string) => id
const standing = (pairs: Record<string, string>) => (id: string) => pairs[id] ?? id
/** Stays one after another: stage, day entered, how it was left. */
function stays(...rows: [string, number, RecordedStay['exit']][]): RecordedStay[] {
  return rows.map(([stageId, entered, exit], i) => ({
    stageId, enteredAt: entered * DAY, leftAt: exit === null ? null : (rows[i + 1]?.[1] ?? 100) * DAY, exit,
    toStageId: exit === 'advance' || exit === 'back' || exit === 'remap' ? (rows[i + 1]?.[0] ?? null) : null, riskFrom: null, imported: false,
  }))
}
const told = (read: ReturnType<typeof readStays>) => read.map((stay) => [stay.stageId, stay.enteredAt / DAY, stay.leftAt === null ? null : stay.leftAt / DAY, stay.exit])

test('merge: A and B became C; passing from one to the other is no move any more', () => {
  const read = readStays(stays(['A', 0, 'advance'], ['B', 5, 'advance'], ['D', 9, 'won']), standing({ A: 'C', B: 'C' }), stagesNamed('CD'))
  expect(told(read)).toEqual([['C', 0, 9, 'advance'], ['D', 9, 100, 'won']])
  expect(read[0]?.toStageId).toBe('D')
  const thereAndBack = readStays(stays(['A', 0, 'advance'], ['B', 5, 'back'], ['A', 7, 'lost']), standing({ A: 'C', B: 'C' }), stagesNamed('CD'))
  expect(told(thereAndBack)).toEqual([['C', 0, 100, 'lost']])
})

test('the remap of a publication goes on where the stay was: no move, no new clock', () => {
  expect(told(readStays(stays(['A', 0, 'remap'], ['C', 20, 'advance'], ['D', 30, null]), standing({ A: 'C' }), stagesNamed('CD'))))
    .toEqual([['C', 0, 30, 'advance'], ['D', 30, null, null]])
})

test('split: past stays lie in the part that the stage was mapped to', () => {
  expect(told(readStays(stays(['A', 0, 'advance'], ['Z', 4, 'won']), standing({ A: 'A1' }), [{ id: 'A1', position: 1, winProbability: 0 }, { id: 'A2', position: 2, winProbability: 0 }, { id: 'Z', position: 3, winProbability: 0 }])))
    .toEqual([['A1', 0, 4, 'advance'], ['Z', 4, 100, 'won']])
})

test('an undone publication: there and back is one stay again', () => {
  expect(told(readStays(stays(['A', 0, 'remap'], ['X', 20, 'remap'], ['A', 25, null]), standing({ X: 'A' }), stagesNamed('AB')))).toEqual([['A', 0, null, null]])
})

test('a remap between two stages that both exist again is a move, by their order', () => {
  expect(told(readStays(stays(['A', 0, 'remap'], ['C', 20, 'remap'], ['B', 30, null]), none, stagesNamed('ABC'))))
    .toEqual([['A', 0, 20, 'advance'], ['C', 20, 30, 'back'], ['B', 30, null, null]])
})

test('a move of which one end is gone goes by what stands for it; others as recorded', () => {
  // A was before B; what stands for it comes after.
  expect(told(readStays(stays(['A', 0, 'advance'], ['B', 5, 'back'], ['C', 9, 'won']), standing({ A: 'D' }), stagesNamed('BCD'))))
    .toEqual([['D', 0, 5, 'back'], ['B', 5, 9, 'back'], ['C', 9, 100, 'won']])
})

test('a deal lost and reopened in the same stage has two stays; a deal that came back from another pipeline too', () => {
  expect(told(readStays(stays(['A', 0, 'lost'], ['B', 20, null]), standing({ A: 'B' }), stagesNamed('B')))).toEqual([['B', 0, 20, 'lost'], ['B', 20, null, null]])
  expect(told(readStays(stays(['A', 0, 'transfer'], ['A', 20, null]), standing({ A: 'B' }), stagesNamed('B')))).toHaveLength(2)
})

test('what is watched from and whence it came are those of the beginning, the reason is that of the end', () => {
  const [first, second] = stays(['A', 0, 'remap'], ['C', 20, 'lost'])
  if (first === undefined || second === undefined) throw new Error('two stays')
  const read = readStays([{ ...first, riskFrom: 3, imported: true }, { ...second, lossReasonId: 'price' }], standing({ A: 'C' }), stagesNamed('C'))
  expect(read).toMatchObject([{ riskFrom: 3, imported: true, lossReasonId: 'price', exit: 'lost' }])
})

test('without a lineage every history reads as it was recorded', () => {
  fc.assert(fc.property(journeys, (made) => {
    for (const { stays: recorded } of made) expect(readStays(recorded, none, stagesNamed('ABCD'))).toEqual(recorded)
  }))
})

test('merging keeps deals, time and outcome: who reached C reached A or B, and the days there add up', () => {
  const standsFor = standing({ B: 'C' })
  const stages = stagesNamed('ACD')
  fc.assert(fc.property(journeys, (made) => {
    const merged = made.map((journey): Journey => ({ ...journey, stays: readStays(journey.stays, standsFor, stages) }))
    const before = laid(made, stagesNamed('ABCD'))
    const after = laid(merged, stages)
    expect(after.map((trace) => trace.standing)).toEqual(before.map((trace) => trace.standing))
    expect(after.map((trace) => trace.entryAt)).toEqual(before.map((trace) => trace.entryAt))
    // Reached C now: reached B or any later stage before.
    expect(after.map((trace) => trace.reachedAt[1])).toEqual(before.map((trace) => trace.reachedAt[1]))
    const days = (journey: Journey, ids: string) => journey.stays.filter((stay) => ids.includes(stay.stageId) && stay.leftAt !== null).reduce((sum, stay) => sum + (stay.leftAt ?? 0) - stay.enteredAt, 0)
    for (const [i, journey] of made.entries()) {
      const open = journey.stays.at(-1)?.leftAt === null
      if (!open) expect(days(merged[i] ?? journey, 'C')).toBe(days(journey, 'BC'))
    }
  }))
})

test('a deal of the fixture reads the same merged as if it had been made so', () => {
  const asIf = deal('x', [['A', 0], ['C', 5]], { won: 30 })
  const merged = readStays(deal('x', [['A', 0], ['B', 5], ['C', 10]], { won: 30 }).stays, standing({ B: 'C' }), stagesNamed('AC'))
  expect(merged.map(({ stageId, enteredAt, leftAt, exit }) => ({ stageId, enteredAt, leftAt, exit })))
    .toEqual(asIf.stays.map(({ stageId, enteredAt, leftAt, exit }) => ({ stageId, enteredAt, leftAt, exit })))
})
