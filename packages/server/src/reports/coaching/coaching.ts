import { activityMeasures } from '@sluice/core/funnel/measures/activity-measures'
import type { Coaching } from '@sluice/core/diagnosis/coaching/contract'
import type { CoachingAsked } from '@sluice/core/diagnosis/coaching/observe'
import { bestOf, coachingPoints, type CoachingTest } from '@sluice/core/diagnosis/coaching/points'
import { sql } from 'kysely'
import type { Rep } from '../../features/team/team.queries.ts'
import type { Reader } from '../../platform/db.ts'
import type { Replica } from '../../replica/replica.ts'
import { selectResponses, selectTouches } from '../activities/activities.query.ts'
import { ask } from '../ask.ts'
import type { Asking } from '../asking.ts'

const dayMs = 86_400_000

export interface CoachingQuestion {
  tx: Reader
  replica: Pick<Replica, 'ask'>
  asking: Asking
  /** Who is compared with whom. */
  reps: readonly Rep[]
  days: number
}
type Habits = Coaching['points'][number]['habits']

export function askedOf({ asking, reps, days }: CoachingQuestion, pipelineId: string): CoachingAsked {
  const asOf = asking.now.getTime()
  return { pipelineId, userIds: reps.map(({ user }) => user.id), from: asOf - days * dayMs, asOf, currency: asking.currency }
}

/** Where reps depart from their team, over all pipelines that are in use, corrected as one family. */
export async function coachingOf(question: CoachingQuestion): Promise<Coaching> {
  const { tx, replica, asking, reps, days } = question
  const { orgId } = asking.viewer
  const { rows: stages } = await sql<{ id: string; name: string; pipelineId: string; pipeline: string }>`
    select s.id, s.name, p.id as "pipelineId", p.name as pipeline from pipeline p join stage s on s.org_id = p.org_id and s.pipeline_id = p.id where p.org_id = ${orgId} and p.archived_at is null order by p.position, s.position`.execute(tx)
  const pipelines = [...new Set(stages.map(({ pipelineId }) => pipelineId))]
  // Nobody to be compared with.
  const tests: CoachingTest[] = []
  if (reps.length > 1) for (const pipeline of pipelines) tests.push(...(await ask({ tx, replica, asking, query: { pipeline } }, 'coaching', askedOf(question, pipeline))))
  const { points, looked } = coachingPoints(tests)
  const habits = new Map<string, Map<string, Habits>>()
  for (const pipeline of new Set(points.map(({ pipelineId }) => pipelineId))) habits.set(pipeline, await habitsOf(question, pipeline))
  const people = new Map(reps.map(({ user }) => [user.id, user]))
  const does = (pipelineId: string, userId: string): Habits => habits.get(pipelineId)?.get(userId) ?? { touches: null, responseHours: null }
  return {
    days, people: reps.length, looked,
    points: points.flatMap((point) => {
      const [user, stage] = [people.get(point.userId), stages.find(({ id }) => id === point.stageId)]
      if (user === undefined || stage === undefined) return []
      const { pipelineId, measure, side, value, low, high, reference, n, others, q } = point
      const best = side === 'behind' ? bestOf(tests, point) : null
      const peer = best === null ? undefined : people.get(best.userId)
      return [{
        user, pipeline: { id: pipelineId, name: stage.pipeline }, stage: { id: stage.id, name: stage.name }, measure, side, value, low, high, reference, n, others, q, habits: does(pipelineId, user.id),
        best: best === null || peer === undefined ? null : { user: peer, value: best.value, n: best.n, habits: does(pipelineId, peer.id) },
      }]
    }),
  }
}

/** What each does besides, from the report of activities: contacts in a stay, hours to the first response. */
async function habitsOf({ tx, asking, reps, days }: CoachingQuestion, pipelineId: string): Promise<Map<string, Habits>> {
  const now = asking.now.getTime()
  const iso = (at: number) => new Date(at).toISOString()
  const window = { from: iso(now - days * dayMs), to: iso(now + 1), asOf: iso(now) }
  const owned = { owners: reps.map(({ user }) => user.id), teams: null, sources: null }
  const all = sql<boolean>`true`
  const responses = await selectResponses(tx, asking.viewer, pipelineId, window, owned, all, true)
  const touches = await selectTouches(tx, asking.viewer, pipelineId, window, owned, all)
  const stages = [...new Set(touches.map(({ stageId }) => stageId))]
  const enough = (figure: { value: number | null; enough: boolean }) => (figure.enough ? figure.value : null)
  return new Map(activityMeasures({ responses, touches }, stages, { asOf: now }).byOwner.flatMap(({ ownerId, touchesPerStay, response }) =>
    ownerId === null ? [] : [[ownerId, { touches: enough(touchesPerStay), responseHours: enough(response.median) }] as const]))
}
