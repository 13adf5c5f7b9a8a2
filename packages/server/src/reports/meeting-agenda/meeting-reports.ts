import type { Viewer } from '@sluice/core/identity/policy'
import type { Agenda, AgendaFacts } from '@sluice/core/meetings/agenda'
import type { Reader } from '../../platform/db.ts'
import type { Session } from '../../platform/session.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { cohortOf } from '../asking.ts'
import { makeAgenda, type MeetingPlace } from './make-agenda.ts'
import { showAgenda } from './show-agenda.ts'

const DAY_MS = 86_400_000

/** What the review meeting needs of the reports; `app.ts` hands it over. */
export function meetingReports(replica: Replica) {
  return {
    /** Median days from creation to the win of deals won in the last year. */
    async salesCycle(tx: Reader, { viewer, org }: Session, now: Date, pipelineId: string, teamId: string | null) {
      const asking = { viewer: { ...viewer, role: 'admin' as const }, timeZone: org.timeZone, currency: org.currency, now }
      const view = await ask({ tx, replica, asking, query: { pipeline: pipelineId, ...(teamId !== null && { team: [teamId] }) } }, 'funnel', { ...cohortOf(asking, {}), from: now.getTime() - 365 * DAY_MS })
      const { value, n, low, high, enough } = view.cycle.wonMedian
      return { value, n, low, high, enough }
    },
    makeAgenda: (tx: Reader, place: MeetingPlace): Promise<AgendaFacts> => makeAgenda(tx, replica, place),
    showAgenda: (tx: Reader, viewer: Viewer, facts: AgendaFacts): Promise<Agenda> => showAgenda(tx, viewer, facts),
  }
}
