import { answerClock } from '@sluice/core/answering/clock'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { readWorkTime, workingMinutes, type WorkTime } from '../answering/work-time.ts'
import { deadlines } from '../answering/clocks.ts'

const dayMs = 86_400_000

interface DemoLead {
  id: string
  ownerId: string
  teamId: string | null
  sourceId: string | null
  status: string
  createdAt: string
  answeredAt: string | null
  idleDays: number
}

/**
 * Assignment of the demo company: two rules that ask about sales-ready leads, a pool with leads that nobody touched, clocks of the last
 * two months as the history tells them, and hand-overs at every point. What was late long ago is not told of again.
 */
export async function writeAssignment(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const reps = (await sql<{ id: string; teamId: string }>`select id, team_id as "teamId" from app_user where org_id = ${orgId} and role = 'rep' and status = 'active' order by created_at, id`.execute(tx)).rows
  const [first, second] = reps
  if (first === undefined || second === undefined) return
  await tx.insertInto('assign_setting').values({ org_id: orgId }).execute()
  await addRule(tx, act, 1, '华东区域', 'territory', 'round_robin', [{ id: first.id, values: ['上海', '苏州', '无锡'] }, { id: second.id, values: ['杭州', '宁波', '南京'] }])
  await addRule(tx, act, 2, '其余按权重轮流', 'pool', 'weighted', reps.slice(0, 8).map(({ id }) => ({ id, values: [] })))
  await tx.insertInto('assignee').values(reps.slice(0, 8).map(({ id }, i) => ({ org_id: orgId, user_id: id, weight: i < 2 ? 2 : 1, day_limit: 8, hand_limit: 80 }))).execute()

  const recent = await selectRecent(tx, act)
  const pooled = await addPool(tx, act, recent)
  const leads = recent.filter(({ id }) => !pooled.has(id))
  await addClocks(tx, act, await readWorkTime(tx, orgId), leads)
  await addHandOvers(tx, act, leads)
  // Qualified by marketing a while before sales said so; history does not tell the moment itself.
  await sql`
    update lead set mql_at = least(status_at, created_at + interval '2 days'), sql_at = case when status in ('qualified', 'converted') then coalesce(converted_at, status_at) end
    where org_id = ${orgId} and status in ('working', 'qualified', 'converted')`.execute(tx)
  // The history asks neither for owners nor for answers: who follows the log begins behind it, and is there for the first real lead.
  await sql`
    insert into consumer_cursor (org_id, consumer, xid, seq)
    select ${orgId}::uuid, name, pg_current_xact_id(), (select max(seq) from event where org_id = ${orgId}) from unnest(array['assignments', 'answers']) as c(name)`.execute(tx)
}

async function addRule(tx: Tx, act: Act, position: number, name: string, by: string, choice: string, members: readonly { id: string; values: string[] }[]): Promise<void> {
  const id = newId()
  await tx
    .insertInto('assign_rule')
    .values({ org_id: act.orgId, id, position, name, is_enabled: true, triggers: ['ready'], by, choice, match_field: by === 'territory' ? 'company' : null, created_by: act.actorId, created_at: act.now })
    .execute()
  await tx.insertInto('assign_member').values(members.map((member, i) => ({ org_id: act.orgId, rule_id: id, user_id: member.id, position: i, match_values: member.values }))).execute()
}

/** Leads of the last two months that somebody has, with their first answer; the newest first. */
async function selectRecent(tx: Tx, act: Act): Promise<DemoLead[]> {
  const from = new Date(Date.parse(act.now) - 60 * dayMs).toISOString()
  const { rows } = await sql<DemoLead>`
    select l.id, l.owner_id as "ownerId", l.team_id as "teamId", l.source_id as "sourceId", l.status, l.created_at as "createdAt",
      floor(extract(epoch from ${act.now}::timestamptz - greatest(l.created_at, l.status_at, l.last_activity_at)) / 86400)::int as "idleDays",
      (select min(a.at) from activity a where a.org_id = l.org_id and a.subject_type = 'lead' and a.subject_id = l.id and a.kind <> 'note' and a.at >= l.created_at) as "answeredAt"
    from lead l where l.org_id = ${act.orgId} and l.owner_id is not null and l.created_at >= ${from} order by l.created_at desc, l.id`.execute(tx)
  return rows
}

async function addPool(tx: Tx, act: Act, leads: readonly DemoLead[]): Promise<ReadonlySet<string>> {
  const { orgId } = act
  const id = newId()
  await tx
    .insertInto('lead_pool')
    .values({ org_id: orgId, id, position: 0, name: '销售公海', pick_per_day: 10, hand_limit: 40, cool_down_days: 7, recycle_days: 30, warn_days: 2, created_by: act.actorId, created_at: act.now })
    .execute()
  const idle = leads.filter(({ status, idleDays }) => (status === 'new' || status === 'working') && idleDays >= 5).toSorted((a, b) => b.idleDays - a.idleDays || (a.id < b.id ? -1 : 1)).slice(0, 14)
  const rows = idle.map((lead, i) => ({ id: lead.id, pooledAt: new Date(Date.parse(act.now) - (i + 2) * 3_600_000 * 5).toISOString() }))
  await sql`
    update lead l set former_owner_id = l.owner_id, owner_id = null, pool_id = ${id}, pooled_at = r."pooledAt", is_hidden = true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "pooledAt" timestamptz) where l.org_id = ${orgId} and l.id = r.id`.execute(tx)
  await append(tx, { ...act, actorId: null }, idle.map((lead, i): NewEvent => ({
    type: 'lead.pooled', payload: { poolId: id, from: lead.ownerId, by: 'rule', idleDays: lead.idleDays, reason: '', changes: { ownerId: [lead.ownerId, null] } }, at: rows[i]?.pooledAt ?? act.now, imported: true,
    subjectType: 'lead', subjectId: lead.id, ownerId: null, teamId: lead.teamId,
  })))
  return new Set(idle.map((lead) => lead.id))
}

/** So long, a lead that nobody answered is told of as late; afterwards its clock has ended. */
const lateDays = 3

async function addClocks(tx: Tx, act: Act, time: WorkTime, leads: readonly DemoLead[]): Promise<void> {
  const now = Date.parse(act.now)
  const rows = leads.map((lead) => {
    const startedAt = Date.parse(lead.createdAt)
    const clock = answerClock({ startedAt, answeredAt: lead.answeredAt === null ? null : Date.parse(lead.answeredAt) }, time.rule, time.hours, now)
    const at = deadlines(time, lead.createdAt)
    const isAnswered = clock.state === 'answered' || clock.state === 'answered_late'
    const isClosed = !isAnswered && (lead.status !== 'new' || now - startedAt > lateDays * dayMs)
    const isLate = clock.state === 'overdue' || clock.state === 'answered_late'
    const minutes = isAnswered && lead.answeredAt !== null ? workingMinutes(time, lead.createdAt, lead.answeredAt) : null
    return {
      id: newId(), leadId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId, sourceId: lead.sourceId, startedAt: lead.createdAt, ...at,
      breachedAt: isLate ? at.dueAt : null, doneAt: isLate || isAnswered || isClosed ? act.now : null, minutes, metAt: isAnswered ? lead.answeredAt : null,
      endedAt: isAnswered ? lead.answeredAt : isClosed ? act.now : null, endReason: isAnswered ? 'answered' : isClosed ? 'closed' : null, nextAt: isLate || isAnswered || isClosed ? null : at.remindAt,
    }
  })
  await sql`
    insert into response_clock (org_id, id, lead_id, owner_id, team_id, source_id, n, first_started_at, started_at, target_minutes, due_at, remind_at, escalate_at, reassign_at, reminded_at, breached_at,
      escalated_at, reassigned_at, next_at, met_at, minutes, total_minutes, ended_at, end_reason)
    select ${act.orgId}::uuid, r.id, r."leadId", r."ownerId", r."teamId", r."sourceId", 1, r."startedAt", r."startedAt", ${time.policy.targetMinutes}::int, r."dueAt", r."remindAt", r."escalateAt", r."reassignAt",
      r."doneAt", r."breachedAt", r."doneAt", r."doneAt", r."nextAt", r."metAt", r.minutes, r.minutes, r."endedAt", r."endReason"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "leadId" uuid, "ownerId" uuid, "teamId" uuid, "sourceId" uuid, "startedAt" timestamptz, "dueAt" timestamptz, "remindAt" timestamptz,
      "escalateAt" timestamptz, "reassignAt" timestamptz, "breachedAt" timestamptz, "doneAt" timestamptz, "nextAt" timestamptz, "metAt" timestamptz, minutes int, "endedAt" timestamptz, "endReason" text)`.execute(tx)
}

async function addHandOvers(tx: Tx, act: Act, leads: readonly DemoLead[]): Promise<void> {
  const { orgId } = act
  const marketing = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('role', '=', 'marketing').where('status', '=', 'active').orderBy('created_at').executeTakeFirst()
  const byId = marketing?.id ?? act.actorId
  const open = leads.filter(({ status }) => status === 'new').slice(0, 4)
  const accepted = leads.filter(({ status }) => status === 'working').slice(0, 10)
  const back = (await sql<{ id: string; teamId: string | null }>`
    select id, team_id as "teamId" from lead where org_id = ${orgId} and status = 'nurturing' and owner_id is null order by status_at desc, id limit 5`.execute(tx)).rows
    .map((lead, i) => ({ ...lead, ownerId: accepted[i]?.ownerId ?? open[0]?.ownerId ?? '' })).filter(({ ownerId }) => ownerId !== '')
  const reasons = [['not_ready', '明年预算批下来再联系'], ['no_budget', ''], ['not_fit', '规模太小，单店客户'], ['unreachable', '打了三次都没人接'], ['no_need', '刚换了别家系统']] as const
  const ago = (hours: number) => new Date(Date.parse(act.now) - hours * 3_600_000).toISOString()
  const row = (lead: Pick<DemoLead, 'id' | 'ownerId' | 'teamId'>, i: number) => ({ org_id: orgId, id: newId(), lead_id: lead.id, at: ago(3 + i * 7), by_id: i % 2 === 0 ? byId : null, to_id: lead.ownerId, team_id: lead.teamId })
  const rows = [
    ...open.map((lead, i) => row(lead, i)),
    ...accepted.map((lead, i) => ({ ...row(lead, i + 4), status: 'accepted', decided_at: ago(2 + i * 7), decided_by: lead.ownerId })),
    ...back.map((lead, i) => ({ ...row(lead, i + 2), status: 'rejected', decided_at: ago(1 + i * 5), decided_by: lead.ownerId, reason: reasons[i]?.[0] ?? 'other', note: reasons[i]?.[1] ?? '', seen_at: i > 2 ? act.now : null })),
  ]
  if (rows.length > 0) for (const one of rows) await tx.insertInto('hand_over').values(one).execute()
}
