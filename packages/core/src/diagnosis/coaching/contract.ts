import { z } from 'zod'
import { figureDeal } from '../../funnel/contract.ts'
import { contract } from '../../lib/contract.ts'
import { id, page, pageQuery, ref } from '../../lib/wire.ts'
import { coachingMeasures } from './points.ts'

const number = z.number().nullable()
/** Contacts in a stay, and hours to the first response: what somebody does besides. Null: not enough to say. */
const habits = z.object({ touches: number, responseHours: number })
const point = z.object({
  user: ref, pipeline: ref, stage: ref, measure: z.enum(coachingMeasures), side: z.enum(['behind', 'ahead']),
  /** A share, or the median of days; null: more than half are still there. `reference`: the others of the team with the same mix. */
  value: number, low: number, high: number, reference: number, n: z.number().int(), others: z.number().int(), q: z.number(),
  habits,
  /** Who does best in the same, and what they do besides; null: nobody does better. */
  best: z.object({ user: ref, value: number, n: z.number().int(), habits }).nullable(),
}).meta({ id: 'CoachingPoint' })
export type CoachingPoint = z.infer<typeof point>

/** The team with those below it, or all that the viewer leads; over so many days until now. */
const asked = z.object({ team: id.optional(), days: z.enum(['90', '180', '365']).default('180').transform(Number) })
export const getCoaching = contract({
  name: 'getCoaching', method: 'GET', path: '/team-coaching', tag: 'coaching', query: asked,
  summary: "Where a rep's conversion or dwell in a stage departs from the team's among alike deals (source × amount), after correction for everything looked at. Administrators and managers.",
  response: z.object({ days: z.number().int(), people: z.number().int(), looked: z.number().int(), points: z.array(point) }),
})
export type Coaching = z.infer<(typeof getCoaching)['response']>
export const listCoachingDeals = contract({
  name: 'listCoachingDeals', method: 'GET', path: '/team-coaching/deals', tag: 'coaching', query: asked.extend({ ...pageQuery.shape, pipeline: id, user: id, stage: id, measure: z.enum(coachingMeasures) }),
  summary: 'The deals behind it, all that were counted of the rep.', response: page(figureDeal).extend({ total: z.number().int() }),
})
