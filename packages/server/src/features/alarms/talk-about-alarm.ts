import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What an alarm is called, who handles it, and who sees it: the twin of `alarmsSeen` for many people at once. */
export async function talkAboutAlarm(tx: Reader, orgId: string, id: string): Promise<{ title: string; ownerId: string | null; teamId: null; mayRead: (person: Viewer) => boolean } | null> {
  const { rows } = await sql<{ title: string; ownerId: string | null; concerned: string[] }>`
    select r.name as title, a.assignee_id as "ownerId", array(
        select d.owner_id from deal d where d.org_id = a.org_id and d.pipeline_id = a.pipeline_id and d.status = 'open' and (a.stage_id is null or d.stage_id = a.stage_id) and d.owner_id is not null
        union select c.user_id from deal d join deal_collaborator c on c.org_id = d.org_id and c.deal_id = d.id
          where d.org_id = a.org_id and d.pipeline_id = a.pipeline_id and d.status = 'open' and (a.stage_id is null or d.stage_id = a.stage_id)) as concerned
    from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id where a.org_id = ${orgId} and a.id = ${id}`.execute(tx)
  const [alarm] = rows
  if (alarm === undefined) return null
  const concerned = new Set(alarm.concerned)
  return { title: alarm.title, ownerId: alarm.ownerId, teamId: null, mayRead: (person) => readsWholeFunnel(person) || person.userId === alarm.ownerId || (person.role === 'rep' && concerned.has(person.userId)) }
}
