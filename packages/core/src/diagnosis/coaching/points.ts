import { adjusted } from '../../lib/false-discovery.ts'
import { MIN_N } from '../../funnel/measured.ts'
import { departure, type Stratified } from './stratified.ts'

/** What of a rep's work in a stage is held against the team's: how many go on, and how long they stay. */
export const coachingMeasures = ['conversion', 'dwell'] as const
export type CoachingMeasure = (typeof coachingMeasures)[number]

/** One rep in one stage by one measure, against the others of the team in the same cells. */
export type CoachingTest = Stratified & { pipelineId: string; stageId: string; userId: string; measure: CoachingMeasure }
/** A departure that is neither small nor likely to be chance. `q`: p after everything that was looked at. */
export type CoachingPoint = CoachingTest & { side: 'behind' | 'ahead'; q: number }

const qAtMost = 0.05
/** Five points of a share; a quarter longer, or shorter by as much. Less is not worth a talk, however sure it is. */
const shareAtLeast = 0.05
const timesAtLeast = 1.25
/** At least half of a rep's deals are alike to some of the others'. */
const coveredAtLeast = 0.5

/** Whether enough deals are alike to be compared at all. */
const isEnough = ({ n, all, others }: CoachingTest) => n >= MIN_N && others >= MIN_N && n >= all * coveredAtLeast

/**
 * What to talk about with whom: departures that hold after Benjamini–Hochberg over all reps × stages × measures that could be compared
 * (`looked`), and that are large enough to matter. Whoever is quicker is praised only where not clearly fewer of their deals go on: losing fast is
 * not a skill. Behind before ahead, surer before less sure.
 */
export function coachingPoints(tests: readonly CoachingTest[]): { points: CoachingPoint[]; looked: number } {
  const family = tests.filter((test) => isEnough(test) && test.p !== null)
  const qs = adjusted(family.map(({ p }) => p))
  const conversions = new Map(family.flatMap((test) => (test.measure === 'conversion' ? [[placeOf(test), departure(test) ?? 0] as const] : [])))
  const points = family.flatMap((test, i): CoachingPoint[] => {
    const q = qs[i] ?? 1
    const side = sideOf(test)
    if (side === null || q > qAtMost) return []
    if (test.measure === 'dwell' && side === 'ahead' && (conversions.get(placeOf(test)) ?? 0) <= -shareAtLeast) return []
    return [{ ...test, side, q }]
  })
  return { looked: family.length, points: points.sort((a, b) => Number(a.side === 'ahead') - Number(b.side === 'ahead') || a.q - b.q || b.n - a.n || (keyOf(a) < keyOf(b) ? -1 : 1)) }
}

const placeOf = ({ pipelineId, stageId, userId }: CoachingTest) => `${pipelineId}/${stageId}/${userId}`
const keyOf = (test: CoachingTest) => `${placeOf(test)}/${test.measure}`

function sideOf({ measure, value, reference }: CoachingTest): CoachingPoint['side'] | null {
  if (reference === null) return null
  if (measure === 'conversion') {
    if (value === null || Math.abs(value - reference) < shareAtLeast) return null
    return value < reference ? 'behind' : 'ahead'
  }
  // More than half are still there: longer than any median.
  if (value === null || value >= reference * timesAtLeast) return 'behind'
  return value * timesAtLeast <= reference ? 'ahead' : null
}

/** Who of those compared does best in the same stage by the same measure; null when it is nobody else. */
export function bestOf(tests: readonly CoachingTest[], point: CoachingTest): CoachingTest | null {
  const peers = tests.filter((test) => test.pipelineId === point.pipelineId && test.stageId === point.stageId && test.measure === point.measure && test.userId !== point.userId && isEnough(test) && departure(test) !== null)
  const lead = (test: CoachingTest) => (departure(test) ?? 0) * (test.measure === 'conversion' ? 1 : -1)
  const [best] = peers.sort((a, b) => lead(b) - lead(a) || b.n - a.n)
  return best !== undefined && lead(best) > 0 ? best : null
}
