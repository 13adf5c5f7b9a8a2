import type { AssignBy, LeadAssignment, ResponseClockOut } from '@sluice/core/assignment/contract'
import type { RuleTrace } from '@sluice/core/assignment/model'
import { whyMe } from '@sluice/core/assignment/explain'
import type { EventPayload } from '@sluice/core/events/catalogue'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { readWorkTime, type WorkTime } from '../answering/work-time.ts'
import { mayDecide } from './decide-hand-over.ts'
import { mayHandOver, selectHandOversOf } from './hand-over.queries.ts'
import { selectBehaviour } from './lead-card.query.ts'
import { recycleAtSql } from '../leads/recycle-at.ts'

interface Row {
  ownerId: string | null
  teamId: string | null
  status: string
  mqlAt: string | null
  sqlAt: string | null
  poolId: string | null
  poolName: string | null
  recycleAt: string | null
}

/** How a lead came to whom it belongs, as the panel on its page tells it. */
export async function selectLeadAssignment(tx: Reader, viewer: Viewer, language: 'zh' | 'en', now: Date, id: string): Promise<LeadAssignment> {
  const { orgId } = viewer
  const { rows } = await sql<Row>`
    select l.owner_id as "ownerId", l.team_id as "teamId", l.status, l.mql_at as "mqlAt", l.sql_at as "sqlAt", l.pool_id as "poolId", p.name as "poolName", ${recycleAtSql} as "recycleAt"
    from lead l left join lead_pool p on p.org_id = l.org_id and p.id = l.pool_id
    where l.org_id = ${orgId} and l.id = ${id} and ${scopeFilter(viewer, 'lead', 'read', 'l')}`.execute(tx)
  const lead = rows[0] ?? refuse('record.not_found')
  const events = await sql<{ at: string; payload: EventPayload<'lead.assigned'> }>`
    select at, payload from event where org_id = ${orgId} and subject_type = 'lead' and subject_id = ${id} and type = 'lead.assigned' order by seq desc limit 20`.execute(tx)
  const waits = await sql<{ code: string; since: string; retryAt: string; trace: EventPayload<'lead.assigned'>['trace'] }>`
    select code, since, retry_at as "retryAt", trace from assign_wait where org_id = ${orgId} and lead_id = ${id}`.execute(tx)
  const [wait] = waits.rows
  const traces = [...events.rows.map(({ payload }) => payload.trace), ...(wait === undefined ? [] : [wait.trace])]
  const names = await selectNames(tx, orgId, [...events.rows.map(({ payload }) => payload.userId), ...traces.flat().flatMap(({ passed }) => passed.map(({ userId }) => userId))])
  const ref = (userId: string) => ({ id: userId, name: names.get(userId) ?? '' })
  const shown = (trace: EventPayload<'lead.assigned'>['trace']) => trace.map(({ name, by, outcome, passed }) => ({
    // The log's words are frozen with the rule; the schema of the answer takes them as they are.
    ruleName: name, by: by as AssignBy, outcome: outcome as RuleTrace['outcome'], passed: passed.map(({ userId, reason }) => ({ user: ref(userId), reason: reason as RuleTrace['passed'][number]['reason'] })),
  }))
  const handOvers = await selectHandOversOf(tx, orgId, id)
  const open = handOvers.some(({ status }) => status === 'open')
  return {
    mqlAt: lead.mqlAt, sqlAt: lead.sqlAt, recycleAt: lead.recycleAt, pool: lead.poolId === null || lead.poolName === null ? null : { id: lead.poolId, name: lead.poolName },
    assignments: events.rows.map(({ at, payload }) => ({
      at, to: ref(payload.userId), ruleName: payload.ruleName, by: payload.by as AssignBy | null, why: whyOf(payload, language), trace: shown(payload.trace),
    })),
    waiting: wait === undefined ? null : { code: wait.code, since: wait.since, retryAt: wait.retryAt, trace: shown(wait.trace) },
    handOvers, clock: await selectLastClock(tx, orgId, await readWorkTime(tx, orgId), now, id),
    behaviour: await selectBehaviour(tx, orgId, id, 12),
    canDecide: open && mayDecide(viewer, lead), canHandOver: mayHandOver(viewer) && allows(viewer, 'lead', 'write', lead) && !open && lead.status !== 'converted' && lead.status !== 'invalid',
  }
}

function whyOf(payload: EventPayload<'lead.assigned'>, language: 'zh' | 'en'): string {
  if (payload.ruleId === null || payload.by === null) return ''
  return whyMe({
    to: payload.userId, ruleKey: payload.ruleId, by: payload.by as AssignBy, choice: payload.choice as 'round_robin' | null, isAfterHours: payload.isAfterHours, turns: null,
    trace: payload.trace as unknown as readonly RuleTrace[],
  }, language)
}

async function selectNames(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from app_user where org_id = ${orgId} and id = any(${sql.val([...new Set(ids)])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** The clock that runs, or the last that did. */
async function selectLastClock(tx: Reader, orgId: string, time: WorkTime, now: Date, leadId: string): Promise<ResponseClockOut | null> {
  const { rows } = await sql<{ startedAt: string; dueAt: string | null; metAt: string | null; endedAt: string | null; minutes: number | null; targetMinutes: number; n: number; owner: { id: string; name: string }; breachedAt: string | null }>`
    select c.started_at as "startedAt", c.due_at as "dueAt", c.met_at as "metAt", c.ended_at as "endedAt", c.minutes, c.target_minutes as "targetMinutes", c.n, jsonb_build_object('id', u.id, 'name', u.name) as owner, c.breached_at as "breachedAt"
    from response_clock c join app_user u on u.org_id = c.org_id and u.id = c.owner_id where c.org_id = ${orgId} and c.lead_id = ${leadId} order by c.started_at desc, c.id desc limit 1`.execute(tx)
  const [clock] = rows
  if (clock === undefined) return null
  const { endedAt, breachedAt, ...shown } = clock
  const at = now.toISOString()
  const left = (due: string) => (due >= at ? time.hours.between(now.getTime(), Date.parse(due)) : -time.hours.between(Date.parse(due), now.getTime()))
  const leftMinutes = endedAt !== null || clock.dueAt === null ? null : Math.floor(left(clock.dueAt) / 60_000)
  const state = clock.metAt !== null ? (breachedAt === null ? 'answered' : 'answered_late') : endedAt !== null ? 'ended' : clock.dueAt !== null && clock.dueAt <= at ? 'overdue' : 'running'
  return { ...shown, state, leftMinutes }
}
