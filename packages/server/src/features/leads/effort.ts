import { activityKinds } from '@sluice/core/config/activity-kinds'
import type { Viewer } from '@sluice/core/identity/policy'
import { defaultEffortPolicy, effortOf, type Effort, type EffortPolicy } from '@sluice/core/leads/effort'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'

const facing = activityKinds.filter((kind) => kind.customerFacing).map((kind) => kind.key)

/** What the organisation asks; version 0 as long as nobody has changed the default. */
export async function readEffortPolicy(tx: Reader, orgId: string): Promise<EffortPolicy & { version: number }> {
  const row = await tx.selectFrom('effort_policy').selectAll().where('org_id', '=', orgId).executeTakeFirst()
  if (row === undefined) return { ...defaultEffortPolicy, version: 0 }
  return { attempts: row.attempts, overDays: row.over_days, exemptRoles: row.exempt_roles, planDays: row.plan_days, version: row.version }
}

/** What has been tried on a lead, against what the organisation asks: activities that reach the customer, by the organisation's days. */
export async function effortOn(tx: Reader, orgId: string, leadId: string): Promise<{ policy: EffortPolicy; effort: Effort }> {
  const policy = await readEffortPolicy(tx, orgId)
  const { rows } = await sql<{ day: string; outcome: string | null }>`
    select (a.at at time zone o.time_zone)::date::text as day, a.outcome from activity a join org o on o.org_id = a.org_id
    where a.org_id = ${orgId} and a.subject_type = 'lead' and a.subject_id = ${leadId} and a.deleted_at is null and a.kind = any(${sql.val(facing)}::text[])
    order by a.at limit 1000`.execute(tx)
  return { policy, effort: effortOf(rows, policy) }
}

/** Refuses to give a lead up that nobody has tried hard enough to reach; what is missing is said. */
export async function requireEffort(tx: Reader, viewer: Viewer, leadId: string): Promise<void> {
  const { policy, effort } = await effortOn(tx, viewer.orgId, leadId)
  if (effort.isEnough || policy.exemptRoles.includes(viewer.role)) return
  const { attempts, overDays, missingAttempts, missingDays } = effort
  refuse('lead.effort_missing', { attempts, overDays, missingAttempts, missingDays, neededAttempts: policy.attempts, neededDays: policy.overDays }, [{ path: 'status', code: 'lead.effort_missing' }])
}

/** Keeps who was refused, for the managers to see; in a transaction that outlives the refusal. Other refusals are passed over. */
export async function noteRefusal(tx: Tx, act: Act, leadId: string, reason: string, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || error.code !== 'lead.effort_missing' || act.actorId === null) return
  await sql`insert into effort_refusal (org_id, id, lead_id, user_id, at, reason, attempts, over_days)
    values (${act.orgId}, ${newId()}, ${leadId}, ${act.actorId}, ${act.now}, ${reason}, ${Number(error.data.attempts)}, ${Number(error.data.overDays)})`.execute(tx)
}
