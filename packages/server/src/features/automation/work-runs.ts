import { nextActive } from '@sluice/core/automation/clock'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { Refusal } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import type { AutomationWorld } from './actions.ts'
import { doSteps, type StepLog, type Working } from './do-steps.ts'
import { tellOwner } from './guards.ts'
import { judge, type Judged } from './judge.ts'
import { passOverUnmet, waitsForNone } from './pass-over.ts'
import { selectTiming } from './timing.queries.ts'
import { selectVersion } from './versions.ts'

/** Tried so often in all; then it waits for people. */
const attemptsAtMost = 6
const backOffMs = (attempts: number) => Math.min(3_600_000, 30_000 * 4 ** (attempts - 1))
/** So many at once in one process: most of a run is waiting for the database. */
const lanes = 3
/** So many each, then those whose condition does not hold are passed over again. */
const laneAtMost = 20

interface Taken {
  id: string
  automationId: string
  automation: string
  versionNumber: number
  recordType: Working['run']['recordType']
  recordId: string | null
  causeSeq: number | null
  actorId: string | null
  occasion: string
  position: number
  isFirst: boolean
  stepId: string | null
  dueAt: string
  at: string
  attempts: number
  inputs: Record<string, unknown>
}

/** Where a test stops the process or fails a run. */
export interface WorkHooks {
  beforeCommit?(run: { id: string }): Promise<void>
}

/**
 * Works every run that is due, one transaction each: the steps, their log and the new place exist together or not at all, so a process that
 * dies does nothing twice and leaves nothing out. Two processes take different ones. Answers how many were worked.
 */
export async function workRuns(db: Db, orgId: string, now: () => Date, world: AutomationWorld, isStopped: () => boolean, hooks: WorkHooks = {}): Promise<number> {
  let worked = 0
  const lane = async () => {
    for (let n = 0; n < laneAtMost && !isStopped() && (await workNext(db, orgId, now(), world, hooks)); n++) worked++
  }
  for (let before = -1; before < worked && !isStopped();) {
    before = worked
    // What goes wrong there goes wrong again where the run is worked by itself, and is told there.
    worked += await passOverUnmet(db, orgId, now()).catch(() => 0)
    await Promise.all(Array.from({ length: lanes }, lane))
  }
  return worked
}

async function workNext(db: Db, orgId: string, now: Date, world: AutomationWorld, hooks: WorkHooks): Promise<boolean> {
  let current: Taken | null = null
  try {
    return await db.write(orgId, async (tx) => {
      current = await takeRun(tx, orgId, now)
      if (current === null) return false
      await workOne(tx, orgId, current, now, world)
      await hooks.beforeCommit?.(current)
      return true
    })
  } catch (error) {
    // Narrowed to null by the assignment above: it is set inside the transaction.
    const run = current as Taken | null
    if (run === null) throw error
    await db.write(orgId, (tx) => postpone(tx, orgId, run, now, error as Error))
    return true
  }
}

/** The run that is due first. Automations set off by the same event wait for those before them that may pass it by (`is_first`). */
async function takeRun(tx: Tx, orgId: string, now: Date): Promise<Taken | null> {
  const { rows } = await sql<Taken>`
    select r.id, r.automation_id as "automationId", (select a.name from automation a where a.org_id = r.org_id and a.id = r.automation_id) as automation, r.version_number as "versionNumber", r.record_type as "recordType", r.record_id as "recordId",
      r.cause_seq as "causeSeq", r.actor_id as "actorId", r.occasion, r.position, r.is_first as "isFirst", r.step_id as "stepId", r.due_at as "dueAt", r.at, r.attempts, r.inputs
    from automation_run r
    where r.org_id = ${orgId} and r.due_at <= ${now.toISOString()}::timestamptz and not r.is_held
      and (r.step_id is not null or ${waitsForNone})
    order by r.due_at, r.cause_seq, r.position, r.id limit 1 for update of r skip locked`.execute(tx)
  return rows[0] ?? null
}

async function workOne(tx: Tx, orgId: string, run: Taken, now: Date, world: AutomationWorld): Promise<void> {
  const began = performance.now()
  // Of one record one run at a time: the next sees what the one before has done.
  if (run.recordId !== null) await sql`select pg_advisory_xact_lock(hashtextextended(${`automation:${orgId}:${run.recordId}`}, 0))`.execute(tx)
  const version = await selectVersion(tx, orgId, run.automationId, run.versionNumber)
  const { definition } = version
  // Nobody is the actor: the record's timeline says which automation it was.
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true, ...(run.causeSeq !== null && { causeId: run.causeSeq }) }
  const end = (state: 'done' | 'unmet' | 'passed' | 'cancelled', reason: string | null, more: { log?: readonly StepLog[]; judged?: Judged | null } = {}) => save(tx, act, run, began, { state, reason, stepId: null, dueAt: null, ...more })

  const viewer = await viewerOf(tx, orgId, definition.runAsUserId ?? '00000000-0000-0000-0000-000000000000')
  const timing = await selectTiming(tx, orgId)
  let judged: Judged | null = null
  if (run.stepId === null) {
    if (definition.againAfterDays !== null && run.recordId !== null && (await tookLately(tx, orgId, run, definition.againAfterDays, now))) return end('unmet', 'taken_lately')
    if (run.recordType !== null && run.recordId !== null) {
      judged = await judge(tx, viewer, run.recordType, run.recordId, definition.where, now, timing.timeZone)
      if (judged === null) return end('unmet', (await isThere(tx, orgId, run.recordType, run.recordId)) ? 'out_of_reach' : 'record_gone')
      if (!judged.holds) return end('unmet', null, { judged })
    }
    const from = nextActive(definition.hours, now.getTime(), timing)
    // Its condition is asked again when the hours begin; until then those it may pass by wait.
    if (from > now.getTime()) return save(tx, act, run, began, { state: 'waiting', reason: 'hours', stepId: null, dueAt: new Date(from).toISOString(), judged })
    if (definition.stopOnFirst) await passOthersBy(tx, act, run)
  }
  const working: Working = { tx, act, viewer, now, timing, world, version, automation: { id: run.automationId, name: run.automation }, run }
  const dueAt = run.stepId === null ? now.getTime() : Date.parse(run.dueAt)
  const { place, log } = await doSteps(working, run.stepId ?? definition.steps[0]?.id ?? null, dueAt)
  if (place.stepId === null) return end('done', place.reason, { log, judged })
  await save(tx, act, run, began, { state: 'waiting', reason: place.reason ?? 'step', stepId: place.stepId, dueAt: new Date(place.dueAt).toISOString(), log, judged })
}

interface Saved {
  state: string
  reason: string | null
  stepId: string | null
  dueAt: string | null
  log?: readonly StepLog[]
  judged?: Judged | null
}

/** Where the run is now and what its steps came to, in one statement each. */
async function save(tx: Tx, act: Act, run: Taken, began: number, { state, reason, stepId, dueAt, log = [], judged = null }: Saved): Promise<void> {
  const count = (outcome: string) => log.filter((one) => one.outcome === outcome).length
  if (log.length > 0) {
    const rows = log.map((one, i) => ({ n: i + 1, step_id: one.stepId, type: one.type, at: one.at, outcome: one.outcome, code: one.code, detail: one.detail, duration_ms: one.durationMs }))
    await sql`
      insert into automation_step (org_id, run_id, n, step_id, type, at, outcome, code, detail, duration_ms)
      select ${act.orgId}::uuid, ${run.id}::uuid, n + (select coalesce(max(s.n), 0) from automation_step s where s.org_id = ${act.orgId} and s.run_id = ${run.id}), step_id, type, at, outcome, code, detail, duration_ms
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(n integer, step_id text, type text, at timestamptz, outcome text, code text, detail jsonb, duration_ms integer)`.execute(tx)
  }
  const ended = dueAt === null
  await sql`
    update automation_run set state = ${state}, reason = ${reason}, step_id = ${stepId}, due_at = ${dueAt}::timestamptz, ended_at = ${ended ? act.now : null}::timestamptz, attempts = 0, problem = null,
      clauses = coalesce(${judged === null ? null : JSON.stringify(judged.clauses)}::jsonb, clauses), did = did + ${count('done')}, refused = refused + ${count('refused')}, duration_ms = duration_ms + ${Math.round(performance.now() - began)}
    where org_id = ${act.orgId} and id = ${run.id}`.execute(tx)
}

async function tookLately(tx: Tx, orgId: string, run: Taken, days: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - days * 86_400_000).toISOString()
  const { rows } = await sql`
    select from automation_run where org_id = ${orgId} and record_id = ${run.recordId} and automation_id = ${run.automationId} and id <> ${run.id} and at > ${since}::timestamptz
      and (state = 'done' or state = 'failed' and did > 0 or state = 'waiting' and (step_id is not null or (at, id) < (${run.at}::timestamptz, ${run.id}::uuid))) limit 1`.execute(tx)
  return rows.length > 0
}

async function isThere(tx: Tx, orgId: string, type: string, id: string): Promise<boolean> {
  return (await sql`select from ${sql.table(type)} where org_id = ${orgId} and id = ${id}`.execute(tx)).rows.length > 0
}

async function passOthersBy(tx: Tx, act: Act, run: Taken): Promise<void> {
  await sql`update automation_run set state = 'passed', reason = 'stopped_by_earlier', ended_at = ${act.now}::timestamptz, due_at = null
    where org_id = ${act.orgId} and occasion = ${run.occasion} and due_at is not null and position > ${run.position} and state = 'queued'`.execute(tx)
}

/** What failed is tried later, unless another has worked it meanwhile; what fails again and again is left to people. A person whose permission is gone is no passing fault. */
async function postpone(tx: Tx, orgId: string, run: Taken, now: Date, error: Error): Promise<void> {
  const attempts = run.attempts + 1
  const isOver = attempts >= attemptsAtMost || error instanceof Refusal
  const problem = (error instanceof Refusal ? error.code : error.message).slice(0, 500)
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
  const { rows } = await sql`
    update automation_run set attempts = ${attempts}, problem = ${problem}, state = ${isOver ? 'failed' : run.stepId === null ? 'queued' : 'waiting'}, reason = ${isOver ? null : 'retry'}, ended_at = ${isOver ? act.now : null}::timestamptz,
      due_at = ${isOver ? null : new Date(now.getTime() + backOffMs(attempts)).toISOString()}::timestamptz
    where org_id = ${orgId} and id = ${run.id} and state in ('queued', 'waiting') and attempts = ${run.attempts} and step_id is not distinct from ${run.stepId} returning id`.execute(tx)
  if (isOver && rows.length > 0) await tellOwner(tx, act, run.automationId, 'automation_failed', { runId: run.id, problem })
}
