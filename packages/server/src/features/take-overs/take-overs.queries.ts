import type { Viewer } from '@sluice/core/identity/policy'
import type { TakeOver } from '@sluice/core/take-overs/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { teamFilter } from '../../platform/team-filter.ts'

/** Still running: nobody handed it back, and nobody else became the owner. `t` is the take-over, `d` its deal. */
const isRunning = sql<boolean>`t.ended_at is null and d.owner_id = t.taken_by`

type Row = Omit<TakeOver, 'canHandBack'> & { teamId: string | null }

/** Running take-overs of deals that the viewer sees, the most overdue first; `today` is the organisation's day. */
async function select(tx: Reader, viewer: Viewer, today: string, where: RawBuilder<boolean>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select t.id, jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title, 'amountMinor', d.amount_minor, 'currency', d.currency, 'status', d.status, 'stageName', s.name, 'version', d.version) as deal,
      jsonb_build_object('id', m.id, 'name', m.name) as "takenBy", jsonb_build_object('id', o.id, 'name', o.name) as owner, t.reason, t.taken_at as "takenAt", t.until_on as "untilOn",
      ${today}::date - t.until_on as "daysLate", d.team_id as "teamId"
    from take_over t join deal d on d.org_id = t.org_id and d.id = t.deal_id join stage s on s.org_id = d.org_id and s.id = d.stage_id
    join app_user m on m.org_id = t.org_id and m.id = t.taken_by join app_user o on o.org_id = t.org_id and o.id = t.owner_id
    where t.org_id = ${viewer.orgId} and ${isRunning} and ${scopeFilter(viewer, 'deal', 'read', 'd')} and ${where} order by t.until_on, t.taken_at, t.id limit 200`.execute(tx)
  return rows
}

/** Of a team and those below it: the deals that its people own or had taken from them. */
export function selectTakeOvers(tx: Reader, viewer: Viewer, today: string, team: string | undefined): Promise<Row[]> {
  const [ofTeam = sql<boolean>`true`] = teamFilter(viewer, 'o', team === undefined ? undefined : [team])
  return select(tx, viewer, today, ofTeam)
}

export async function selectTakeOverOf(tx: Reader, viewer: Viewer, today: string, dealId: string): Promise<Row | undefined> {
  return (await select(tx, viewer, today, sql<boolean>`d.id = ${dealId}`))[0]
}

export async function selectTakeOver(tx: Reader, viewer: Viewer, today: string, id: string): Promise<Row | undefined> {
  return (await select(tx, viewer, today, sql<boolean>`t.id = ${id}`))[0]
}
