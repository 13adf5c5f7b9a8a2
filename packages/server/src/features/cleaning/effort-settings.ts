import type { changeEffortPolicy, EffortPolicyRecord, getLeadEffort } from '@sluice/core/cleaning/contract'
import { nextWorkdays } from '@sluice/core/cleaning/next-workdays'
import { roles, type Role } from '@sluice/core/identity/role'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { effortOn, readEffortPolicy } from '../leads/effort.ts'

export async function showEffortPolicy(tx: Reader, orgId: string): Promise<EffortPolicyRecord> {
  const { exemptRoles, planDays, ...policy } = await readEffortPolicy(tx, orgId)
  return { ...policy, planDays: [...planDays], exemptRoles: exemptRoles.filter((one): one is Role => (roles as readonly string[]).includes(one)) }
}

/** Writes what is asked at the version that was seen; 0 when nobody has changed it yet. */
export async function saveEffortPolicy(tx: Tx, act: Act, body: BodyOf<typeof changeEffortPolicy>): Promise<void> {
  const planDays = [...new Set(body.planDays)].sort((a, b) => a - b)
  const values = sql`${body.attempts}::int, ${body.overDays}::int, ${sql.val([...new Set(body.exemptRoles)])}::text[], ${sql.val(planDays)}::int[]`
  const { rows } = await sql`
    insert into effort_policy (org_id, attempts, over_days, exempt_roles, plan_days) select ${act.orgId}::uuid, ${values} where ${body.version} = 0
    on conflict (org_id) do nothing returning 1`.execute(tx)
  if (rows.length === 0) {
    const changed = await sql`update effort_policy set (attempts, over_days, exempt_roles, plan_days) = (select ${values}), version = version + 1 where org_id = ${act.orgId} and version = ${body.version} returning 1`.execute(tx)
    if (changed.rows.length === 0) refuse('conflict.stale_version')
  }
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'effort_policy', name: '' }, subjectType: 'config', subjectId: act.orgId, ownerId: null, teamId: null }])
}

/** What was tried on a lead that the viewer has been asked about. */
export async function showEffort(tx: Reader, viewer: Viewer, timeZone: string, now: Date, leadId: string): Promise<AnswerOf<typeof getLeadEffort>> {
  const { policy, effort } = await effortOn(tx, viewer.orgId, leadId)
  return {
    ...effort, neededAttempts: policy.attempts, neededDays: policy.overDays, isExempt: policy.exemptRoles.includes(viewer.role),
    planDays: nextWorkdays(dayOf(now, timeZone), policy.planDays, timeZone),
  }
}
