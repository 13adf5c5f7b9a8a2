import { expect, test } from 'vitest'
import { EVERYTHING } from '../selection.ts'
import { readId } from '../deal-ids.ts'
import { leftForwards } from './left-forwards.ts'
import { type MadeDeal, type MadeStay, madeColumns } from './testing/made-columns.ts'

const DAY = 86_400_000
const deal = (...stays: MadeStay[]): MadeDeal => ({ created: 0, stays, versions: [{ from: 0 }] })

test('stays that ended forwards in the window, as known; those without evidence are no hits', () => {
  const columns = madeColumns('AB', [
    deal({ stage: 'A', in: 0, out: 10, exit: 'advance' }, { stage: 'B', in: 10 }),
    deal({ stage: 'A', in: 0, out: 12, exit: 'won' }),
    // Back, lost, still there, in another stage, too early, imported: none of them counts.
    deal({ stage: 'A', in: 0, out: 12, exit: 'lost' }), deal({ stage: 'A', in: 0 }), deal({ stage: 'B', in: 0, out: 12, exit: 'advance' }),
    deal({ stage: 'A', in: 0, out: 4, exit: 'advance' }), deal({ stage: 'A', in: 0, out: 12, exit: 'advance', imported: true }),
    // Recorded on day 15.
    deal({ stage: 'A', in: 0, out: 11, exit: 'advance', knownOut: 15 }, { stage: 'B', in: 11, knownIn: 15 }),
    // Twice in the stage.
    deal({ stage: 'A', in: 0, out: 6, exit: 'advance' }, { stage: 'B', in: 6, out: 7, exit: 'back' }, { stage: 'A', in: 7, out: 9, exit: 'advance' }),
  ])
  const id = (row: number) => readId(columns.deal.id, row)
  const asked = { stageId: columns.stages[0]?.id ?? '', from: 5 * DAY, to: 13 * DAY, asOf: 20 * DAY, since: -Infinity, without: [{ dealId: id(0), at: 10 * DAY }, { dealId: id(8), at: 9 * DAY }, { dealId: id(1), at: 10 * DAY }] }
  expect(leftForwards(columns, EVERYTHING, asked)).toEqual({ n: 5, hits: 3 })
  expect(leftForwards(columns, EVERYTHING, { ...asked, asOf: 14 * DAY })).toEqual({ n: 4, hits: 2 })
  expect(leftForwards(columns, EVERYTHING, { ...asked, since: 10 * DAY })).toEqual({ n: 3, hits: 2 })
  expect(leftForwards(columns, EVERYTHING, { ...asked, without: [{ dealId: id(7), at: 11 * DAY }] })).toEqual({ n: 5, hits: 5 })
  expect(leftForwards(columns, EVERYTHING, { ...asked, stageId: 'none' })).toEqual({ n: 0, hits: 0 })
})
