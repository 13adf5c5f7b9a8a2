import { managesFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { TeamQuotas } from '@sluice/core/suggestions/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'

/** Teams whose quota the viewer may set, with what each asks and what it has from above. */
export async function selectTeamQuotas(tx: Reader, viewer: Viewer): Promise<TeamQuotas> {
  if (!managesFunnel(viewer)) return { items: [] }
  const mine = viewer.role === 'admin' ? sql`true` : sql`t.id = any(${sql.val([...viewer.teamIds])}::uuid[])`
  const { rows } = await sql<TeamQuotas['items'][number]>`
    select jsonb_build_object('id', t.id, 'name', t.name) as team, q.per_week as "perWeek",
      (select u.per_week from advance_quota u where u.org_id = t.org_id and u.team_id = any(t.path) and u.team_id <> t.id order by array_position(t.path, u.team_id) desc limit 1) as "fromAbove"
    from team t left join advance_quota q on q.org_id = t.org_id and q.team_id = t.id
    where t.org_id = ${viewer.orgId} and t.archived_at is null and ${mine} order by cardinality(t.path), t.name, t.id`.execute(tx)
  return { items: rows }
}

export async function setQuota(tx: Tx, act: Act, viewer: Viewer, teamId: string, perWeek: number | null): Promise<void> {
  const team = (await selectTeamQuotas(tx, viewer)).items.find((one) => one.team.id === teamId)?.team ?? refuse(managesFunnel(viewer) ? 'record.not_found' : 'permission.denied')
  if (perWeek === null) await tx.deleteFrom('advance_quota').where('org_id', '=', viewer.orgId).where('team_id', '=', teamId).execute()
  else {
    await tx.insertInto('advance_quota').values({ org_id: viewer.orgId, team_id: teamId, per_week: perWeek })
      .onConflict((conflict) => conflict.columns(['org_id', 'team_id']).doUpdateSet((eb) => ({ per_week: perWeek, version: eb('advance_quota.version', '+', 1) }))).execute()
  }
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'advance_quota', name: team.name }, subjectType: 'config', subjectId: teamId, ownerId: null, teamId: null }])
}
