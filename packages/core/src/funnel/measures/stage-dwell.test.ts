import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Observation, quantileTime, survival } from '../survival.ts'
import { crossingsOf, packed, single, sweep } from '../sweep.ts'
import { type LateDwell, medianDwell, MINUTES } from './stage-dwell.ts'

const durations = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(0, 1, 1, 1)), { maxLength: 400 })

test('METRICS 2, first fixture in days: 3e 5c 7e 7c 10e has its median at 10', () => {
  const days = [[3, 1], [5, 0], [7, 1], [7, 0], [10, 1]] as const
  expect(medianDwell(Uint32Array.from(days, ([day, cause]) => packed(day * MINUTES, cause)), [])).toMatchObject({ value: 10, n: 5, censored: 2 })
})

test('the crossings alone are those of the whole sweep', () => {
  fc.assert(
    fc.property(durations, fc.constantFrom([0.5], [0.75, 0.5], [0.1, 0.5, 0.9]), (list, shares) => {
      const values = Uint32Array.from(list, ([time, cause]) => packed(time, cause)).sort()
      const { n, censored, crossings } = sweep(single(values), [], 1, shares)
      expect(crossingsOf(values, [], shares)).toEqual({ n, censored, crossings })
    }),
    { numRuns: 300 },
  )
})

test('with stays that came under watch late it is the curve’s median', () => {
  fc.assert(
    fc.property(durations, fc.array(fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 3000 }), fc.constantFrom(0, 1)), { maxLength: 60 }), (list, late) => {
      const values = Uint32Array.from(list, ([time, cause]) => packed(time, cause)).sort()
      const found = medianDwell(values, late.map(([minutes, entry, cause]): LateDwell => ({ cell: 0, minutes, entry, cause })))
      const observations: Observation<'left'>[] = [
        ...list.map(([time, cause]): Observation<'left'> => ({ time, entry: null, cause: cause === 1 ? 'left' : null })),
        ...late.map(([time, entry, cause]): Observation<'left'> => ({ time, entry, cause: cause === 1 ? 'left' : null })),
      ]
      const curve = survival(observations, ['left'])
      const expected = quantileTime(curve, 0.5)
      expect([found.n, found.censored]).toEqual([curve.n, curve.censored])
      expect(found.value).toBe(expected.value === null ? null : expected.value / MINUTES)
      expect(found.low).toBe(expected.low === null ? null : expected.low / MINUTES)
    }),
    { numRuns: 300 },
  )
})
