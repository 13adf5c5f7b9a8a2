import { managesFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { AgendaFacts, MeetingSection } from '@sluice/core/meetings/agenda'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

interface Item {
  kind: 'deal' | 'alarm' | 'person' | 'plain'
  title: string | null
}

/** What comments on a meeting need to know of it: its name, who leads it, who sees it (the twin of `seriesSeen` for many people at once), and what stands on its agenda. */
export async function talkAboutMeeting(
  tx: Reader, orgId: string, id: string,
): Promise<{ name: string; facilitatorId: string; teamId: string | null; mayRead: (person: Viewer) => boolean; itemOf: (section: MeetingSection, itemId: string) => Item | null } | null> {
  const { rows } = await sql<{ name: string; facilitatorId: string; teamId: string | null; memberIds: string[]; agenda: AgendaFacts | null }>`
    select s.name, s.facilitator_id as "facilitatorId", s.team_id as "teamId", m.agenda,
      array(select mm.user_id from meeting_member mm where mm.org_id = s.org_id and mm.series_id = s.id) as "memberIds"
    from meeting m join meeting_series s on s.org_id = m.org_id and s.id = m.series_id where m.org_id = ${orgId} and m.id = ${id}`.execute(tx)
  const [row] = rows
  if (row === undefined) return null
  const { name, facilitatorId, teamId, memberIds, agenda } = row
  const arranges = (person: Viewer) => managesFunnel(person) && (scopeOf(person, 'deal', 'read') === 'all' || person.userId === facilitatorId || (teamId !== null && person.teamIds.includes(teamId)))
  return {
    name, facilitatorId, teamId, mayRead: (person) => memberIds.includes(person.userId) || arranges(person),
    itemOf: (section, itemId) => (agenda === null ? null : itemIn(agenda, section, itemId)),
  }
}

function itemIn(agenda: AgendaFacts, section: MeetingSection, id: string): Item | null {
  const of = (is: boolean, kind: Item['kind'], title: string | null = null): Item | null => (is ? { kind, title } : null)
  switch (section) {
    case 'changes': case 'stuck': case 'losses': return of(agenda[section].deals.some(({ dealId }) => dealId === id), 'deal')
    case 'anomalies': return of(agenda.anomalies.some(({ alarmId }) => alarmId === id), 'alarm')
    case 'people': return of(agenda.people.rows.some(({ userId }) => userId === id), 'person')
    case 'completeness': return of(agenda.completeness.owners.some(({ userId }) => userId === id), 'person')
    case 'commitments': case 'topics': {
      const found = agenda[section].find((one) => one.id === id)
      return of(found !== undefined, 'plain', found?.title)
    }
    case 'decisions': return null
  }
}
