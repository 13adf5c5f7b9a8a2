import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** Who leads the person's team, else the nearest team above that somebody else leads; a manager of it where no team names one. */
export async function managerOf(tx: Reader, orgId: string, userId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select l.id from app_user u join team own on own.org_id = u.org_id and own.id = u.team_id
    join team t on t.org_id = u.org_id and t.id = any(own.path)
    join app_user l on l.org_id = t.org_id and l.status = 'active' and l.id <> u.id and (l.id = t.lead_user_id or (t.lead_user_id is null and l.team_id = t.id and l.role in ('manager', 'admin')))
    where u.org_id = ${orgId} and u.id = ${userId} order by array_position(own.path, t.id) desc, l.id = t.lead_user_id desc, l.role <> 'manager', l.id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
