import { expect, test } from 'vitest'
import { columnsOf } from '../../funnel/columns-of.ts'
import type { Selection } from '../../funnel/columns.ts'
import type { Journey } from '../../funnel/journey.ts'
import { DAY, deal, stagesNamed } from '../../funnel/testing/sample.ts'
import { createRng } from '../../simulator/rng.ts'
import { coachingDeals, coachingTests } from './observe.ts'
import { bestOf, coachingPoints, type CoachingPoint, type CoachingTest } from './points.ts'

const all: Selection = { mask: null, owners: null, teams: null, sources: null }
const reps = ['A', 'B', 'C', 'D', 'E', 'F']
const asOf = 365 * DAY
const asked = { pipelineId: 'p', userIds: reps, from: 0, asOf, currency: 'CNY' }

interface Kind { source: string; amountMinor: number; forward: number; days: number }
const kinds: Kind[] = [
  { source: 'referral', amountMinor: 50_000_00, forward: 0.8, days: 6 }, { source: 'sem', amountMinor: 80_000_00, forward: 0.6, days: 10 },
  { source: 'show', amountMinor: 300_000_00, forward: 0.35, days: 20 },
]
/** Weights of the kinds in a rep's hands, and how the rep changes chance and pace in the middle stage. */
interface Rep { mix: readonly [number, number, number]; forward?: number; slower?: number }

/** Six reps, 120 deals each over a year, three stages; the same world for all but what `special` says. */
function company(seed: number, special: Readonly<Record<string, Rep>> = {}) {
  const random = createRng(seed)
  const journeys: Journey[] = []
  const sources = new Map<string, string>()
  for (const rep of reps) {
    const { mix, forward = 1, slower = 1 } = special[rep] ?? { mix: [1, 1, 1] }
    for (let i = 0; i < 120; i++) {
      const id = `${rep}${i}`
      const at = random.next() * 330
      const kind = kinds[Number(random.weighted({ 0: mix[0], 1: mix[1], 2: mix[2] }))] as Kind
      sources.set(id, kind.source)
      const wait = (days: number) => Math.max(0.1, random.exponential() * days)
      const path: [string, number][] = [['1', at]]
      let now = at + wait(kind.days)
      let isLost = !random.chance(kind.forward)
      if (!isLost) {
        path.push(['2', now])
        now += wait(kind.days * slower)
        isLost = !random.chance(kind.forward * forward)
        if (!isLost) {
          path.push(['3', now])
          now += wait(kind.days)
          isLost = !random.chance(kind.forward)
        }
      }
      const cut = path.filter(([, entered]) => entered < 365)
      const ends = now < 365 && cut.length === path.length
      journeys.push(deal(id, cut, ends ? (isLost ? { lost: now } : { won: now }) : {}, { amountMinor: kind.amountMinor }))
    }
  }
  return columnsOf(journeys, stagesNamed('123'), {
    belonging: ({ dealId }) => {
      const one = { ownerId: dealId[0] ?? null, teamId: null, sourceId: sources.get(dealId) ?? null }
      return { atEntry: one, atClose: one, standing: one }
    },
  })
}

const find = (seed: number, special?: Readonly<Record<string, Rep>>): CoachingPoint[] => coachingPoints(coachingTests(company(seed, special), all, asked)).points
const said = (points: readonly CoachingPoint[]) => points.map(({ userId, stageId, measure, side }) => `${userId} ${stageId} ${measure} ${side}`)
const seeds = Array.from({ length: 20 }, (_, i) => i + 1)

test('the planted weak rep is found, in the right stage, and hardly anybody besides', () => {
  const found = seeds.map((seed) => said(find(seed, { C: { mix: [1, 1, 1], slower: 2.2, forward: 0.5 } })))
  expect(found.filter((points) => points.includes('C 2 dwell behind')).length).toBeGreaterThanOrEqual(18)
  expect(found.filter((points) => points.some((point) => point.startsWith('C 2')))).toHaveLength(20)
  expect(found.flat().filter((point) => point.endsWith('behind') && !point.startsWith('C 2')).length).toBeLessThanOrEqual(3)
})

test('whoever is quicker and no worse is named as one to learn from', () => {
  const found = seeds.map((seed) => said(find(seed, { B: { mix: [1, 1, 1], slower: 0.35 } })))
  expect(found.filter((points) => points.includes('B 2 dwell ahead')).length).toBeGreaterThanOrEqual(15)
})

test('a rep with the hard deals is not accused: in raw figures the worst by far, among alike deals like all', () => {
  const special = { D: { mix: [0.05, 0.15, 0.8] as const } }
  expect(seeds.filter((seed) => find(seed, special).some(({ userId, side }) => userId === 'D' && side === 'behind')).length).toBeLessThanOrEqual(2)
  // Without the cells nearly every seed would accuse: the same deals, of one source and one amount.
  const raw = seeds.filter((seed) => {
    const columns = company(seed, special)
    columns.deal.entrySource.fill(1)
    columns.version.amountMinor.fill(1)
    return coachingPoints(coachingTests(columns, all, asked)).points.some(({ userId, side }) => userId === 'D' && side === 'behind')
  })
  expect(raw.length).toBeGreaterThanOrEqual(18)
})

test('all alike: no point at all in most seeds', () => {
  expect(seeds.filter((seed) => find(seed).length === 0).length).toBeGreaterThanOrEqual(17)
})

test('the deals behind a point are those that were counted; somebody else’s time is not looked at', () => {
  const columns = company(3, { C: { mix: [1, 1, 1], slower: 2.2 } })
  const tests = coachingTests(columns, all, asked)
  for (const test of tests.filter(({ userId }) => userId === 'C')) expect(coachingDeals(columns, all, asked, test)).toHaveLength(test.all)
  expect(coachingTests(columns, all, { ...asked, userIds: ['A', 'B'] }).every(({ userId }) => ['A', 'B'].includes(userId))).toBe(true)
  expect(coachingTests(columns, all, { ...asked, userIds: ['nobody'] })).toEqual([])
})

const made = (over: Partial<CoachingTest>): CoachingTest => ({ pipelineId: 'p', stageId: 's', userId: 'A', measure: 'conversion', value: 0.2, reference: 0.5, low: 0.1, high: 0.3, n: 40, all: 40, others: 100, p: 0.0001, ...over })
test('what is small, thin, unlike or by chance is no point; fast losing is no skill', () => {
  const sides = (...tests: CoachingTest[]) => coachingPoints(tests).points.map(({ side }) => side)
  expect(sides(made({}))).toEqual(['behind'])
  expect(sides(made({ value: 0.46 }))).toEqual([])
  expect(sides(made({ n: 19, all: 19 }))).toEqual([])
  expect(sides(made({ all: 90 }))).toEqual([])
  expect(sides(made({ p: 0.2 }))).toEqual([])
  // Looked at with forty others that show nothing, the same p is not enough.
  expect(coachingPoints([made({ p: 0.01 }), ...Array.from({ length: 40 }, (_, i) => made({ userId: `x${i}`, p: 0.5, value: 0.5 }))])).toEqual({ points: [], looked: 41 })
  const quick = made({ measure: 'dwell', value: 5, reference: 11 })
  expect(sides(quick)).toEqual(['ahead'])
  expect(sides(quick, made({ value: 0.4, p: 0.5 }))).toEqual([])
  // More than half are still there.
  expect(sides(made({ measure: 'dwell', value: null, reference: 11 }))).toEqual(['behind'])
})

test('the best in the same stage is whoever departs most to the good', () => {
  const tests = [made({}), made({ userId: 'B', value: 0.6 }), made({ userId: 'C', value: 0.7 }), made({ userId: 'D', value: 0.9, n: 5, all: 5 }), made({ userId: 'E', value: 0.9, stageId: 't' })]
  expect(bestOf(tests, tests[0] as CoachingTest)?.userId).toBe('C')
  expect(bestOf([made({}), made({ userId: 'B', value: 0.5 })], made({}))).toBeNull()
})
