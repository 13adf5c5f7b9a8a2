import { getCoaching, listCoachingDeals } from '@sluice/core/diagnosis/coaching/contract'
import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import { selectReps } from '../../features/team/team.queries.ts'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Session } from '../../platform/session.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { askingOf } from '../asking.ts'
import { selectFigureDeals } from '../funnel/funnel.query.ts'
import { pageOf } from '../paging.ts'
import { askedOf, coachingOf, type CoachingQuestion } from './coaching.ts'

/** Coaching points of the viewer's teams, and the deals behind each. */
export function coachingRoutes(api: Api, replica: Replica): void {
  const questionOf = async (tx: Reader, viewer: Viewer, session: Session, { team, days }: { team?: string | undefined; days: number }): Promise<CoachingQuestion> => {
    if (!managesFunnel(viewer)) refuse('permission.denied')
    return { tx, replica, asking: askingOf(api, viewer, session), reps: await selectReps(tx, viewer, team), days }
  }

  route(api, getCoaching, async ({ tx, viewer, session, query }) => coachingOf(await questionOf(tx, viewer, session, query)))
  route(api, listCoachingDeals, async ({ tx, viewer, session, query }) => {
    const question = await questionOf(tx, viewer, session, query)
    const { from, limit, nextAfter } = pageOf(query)
    const key = { userId: query.user, stageId: query.stage, measure: query.measure }
    const { ids, total } = await ask({ tx, replica, asking: question.asking, query: { pipeline: query.pipeline } }, 'coachingDeals', { options: askedOf(question, query.pipeline), key, from, limit })
    return { items: await selectFigureDeals(tx, viewer.orgId, ids), total, nextCursor: nextAfter(total) }
  })
}
