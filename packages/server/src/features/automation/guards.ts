import type { AutomationObject } from '@sluice/core/automation/definition'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'

/** So many automations may lie on the way back from an event; a run beyond is cut. */
export const depthAtMost = 8
/** One automation takes one record so often within an hour, and any records so often; beyond, it is paused. */
const perRecordAnHour = 20
const perHour = 5000
/** Its owner is told of runs that were cut or failed once in so long. */
const toldEveryMs = 6 * 3_600_000

interface Made {
  id: string
  automationId: string
  recordId: string | null
  depth: number
}

/** After runs were written: cuts those that come from too deep, and pauses automations that are set off too often. */
export async function guardRates(tx: Tx, act: Act, made: readonly Made[]): Promise<void> {
  for (const run of made.filter((one) => one.depth > depthAtMost)) await cutRun(tx, act, run)
  const hourAgo = new Date(Date.parse(act.now) - 3_600_000).toISOString()
  const ids = [...new Set(made.map((run) => run.automationId))]
  const { rows } = await sql<{ automationId: string; recordType: AutomationObject | null; recordId: string | null; n: number }>`
    select automation_id as "automationId", record_type as "recordType", record_id as "recordId", count(*)::integer as n from automation_run
    where org_id = ${act.orgId} and record_id = any(${sql.val([...new Set(made.flatMap((run) => run.recordId ?? []))])}::uuid[]) and automation_id = any(${sql.val(ids)}::uuid[]) and at > ${hourAgo}::timestamptz
    group by 1, 2, 3 having count(*) > ${perRecordAnHour}
    union all
    select a.id, null, null, n.n from unnest(${sql.val(ids)}::uuid[]) as a(id), lateral (select count(*)::integer as n from (select from automation_run where org_id = ${act.orgId} and automation_id = a.id and at > ${hourAgo}::timestamptz limit ${perHour + 1}) last) n
    where n.n > ${perHour}`.execute(tx)
  for (const row of rows) {
    const run = made.find((one) => one.automationId === row.automationId && (row.recordId === null || one.recordId === row.recordId))
    await pauseByGuard(tx, act, row.automationId, { code: row.recordId === null ? 'rate' : 'record_rate', n: row.n, recordType: row.recordType, recordId: row.recordId }, run?.id ?? null)
  }
}

/** The automations that led to a run, the latest first, each once. */
export async function chainOf(tx: Reader, orgId: string, runId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    with recursive back as (
      select r.id, r.automation_id, r.cause_seq, 0 as n from automation_run r where r.org_id = ${orgId} and r.id = ${runId}
      union all
      select p.id, p.automation_id, p.cause_seq, b.n + 1 from back b
        join event e on e.org_id = ${orgId} and e.seq = b.cause_seq
        join lateral (select s.run_id from automation_step s where s.org_id = e.org_id and s.xid = e.xid limit 1) s on true
        join automation_run p on p.org_id = ${orgId} and p.id = s.run_id
      where b.n < ${depthAtMost + 2})
    select a.id, a.name from (select automation_id, min(n) as n from back group by automation_id) b join automation a on a.org_id = ${orgId} and a.id = b.automation_id order by b.n`.execute(tx)
  return rows
}

async function cutRun(tx: Tx, act: Act, run: Made): Promise<void> {
  await sql`update automation_run set state = 'cut', reason = 'depth', ended_at = ${act.now}::timestamptz, due_at = null where org_id = ${act.orgId} and id = ${run.id} and state = 'queued'`.execute(tx)
  await tellOwner(tx, act, run.automationId, 'automation_cut', { runId: run.id, chain: (await chainOf(tx, act.orgId, run.id)).map((one) => one.name) })
}

async function pauseByGuard(tx: Tx, act: Act, automationId: string, why: { code: 'rate' | 'record_rate'; n: number; recordType: string | null; recordId: string | null }, runId: string | null): Promise<void> {
  const chain = runId === null ? [] : await chainOf(tx, act.orgId, runId)
  const { rows } = await sql<{ name: string; ownerId: string }>`
    update automation set paused_at = ${act.now}::timestamptz, paused = ${JSON.stringify({ ...why, at: act.now, chain })}::jsonb, next_at = null, version = version + 1, updated_at = ${act.now}::timestamptz
    where org_id = ${act.orgId} and id = ${automationId} and paused_at is null returning name, owner_id as "ownerId"`.execute(tx)
  const automation = rows[0]
  if (automation === undefined) return
  await hold(tx, act.orgId, automationId)
  // What stormed is not gone on with when it is resumed.
  await sql`update automation_run set state = 'cut', reason = 'rate', ended_at = ${act.now}::timestamptz, due_at = null
    where org_id = ${act.orgId} and automation_id = ${automationId} and state = 'queued' and (${why.recordId}::uuid is null or record_id = ${why.recordId}::uuid)`.execute(tx)
  await notify(tx, act, [{ userId: automation.ownerId, kind: 'automation_paused', data: { automation: automation.name, code: why.code, n: why.n, chain: chain.map((one) => one.name) }, subjectType: 'config', subjectId: automationId }])
}

/** Nothing of it goes on: its runs wait, its clocks are forgotten. */
export async function hold(tx: Tx, orgId: string, automationId: string): Promise<void> {
  await sql`update automation_run set is_held = true where org_id = ${orgId} and automation_id = ${automationId} and state in ('queued', 'waiting')`.execute(tx)
  await tx.deleteFrom('automation_due').where('org_id', '=', orgId).where('automation_id', '=', automationId).execute()
}

/** Tells the owner of an automation of what went wrong, unless they were told lately. */
export async function tellOwner(tx: Tx, act: Act, automationId: string, kind: 'automation_cut' | 'automation_failed', data: Record<string, unknown>): Promise<void> {
  const before = new Date(Date.parse(act.now) - toldEveryMs).toISOString()
  const { rows } = await sql<{ name: string; ownerId: string }>`
    update automation set told_at = ${act.now}::timestamptz where org_id = ${act.orgId} and id = ${automationId} and (told_at is null or told_at < ${before}::timestamptz) returning name, owner_id as "ownerId"`.execute(tx)
  const automation = rows[0]
  if (automation !== undefined) await notify(tx, act, [{ userId: automation.ownerId, kind, data: { automation: automation.name, ...data }, subjectType: 'config', subjectId: automationId }])
}
