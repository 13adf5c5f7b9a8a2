import { afterMail, afterStep, type StepOutcome } from '@sluice/core/nurture/run'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { doStep, type Run } from './do-step.ts'
import { endEnrolments, type ExitReason } from './leave.ts'
import { leadMeets } from './lead-condition.queries.ts'
import { selectTiming } from './timing.queries.ts'
import { selectVersion, type Version } from './versions.queries.ts'
import type { MailMaking } from './write-mail.ts'

const failuresAtMost = 5
/** Steps without a wait between them are done in one transaction; a sequence has no more than this. */
const stepsAtOnce = 100

interface Due {
  id: string
  sequenceId: string
  sequence: string
  versionNumber: number
  leadId: string
  stepId: string | null
  dueAt: string
  enteredAt: string
  failures: number
}

/**
 * Takes every enrolment on that is due, one transaction each: the steps, their log and the new place exist together or not at all, so a
 * process that dies does nothing twice and leaves nothing out. Two processes take different ones. Answers how many were taken on.
 */
export async function advanceDue(db: Db, orgId: string, now: Date, making: MailMaking, limit = 500): Promise<number> {
  let taken = 0
  while (taken < limit) {
    let current: Due | null = null
    try {
      const went = await db.write(orgId, async (tx) => {
        current = await takeDue(tx, orgId, now)
        if (current !== null) await advanceOne(tx, orgId, current, now, making)
        return current !== null
      })
      if (!went) return taken
      taken++
    } catch (error) {
      // Narrowed to null by the assignment above: it is set inside the transaction.
      const due = current as Due | null
      if (due === null) throw error
      await postpone(db, orgId, due, now, error as Error)
      taken++
    }
  }
  return taken
}

async function takeDue(tx: Tx, orgId: string, now: Date): Promise<Due | null> {
  const { rows } = await sql<Due>`
    select e.id, e.sequence_id as "sequenceId", s.name as sequence, e.version_number as "versionNumber", e.lead_id as "leadId", e.step_id as "stepId", e.due_at as "dueAt", e.entered_at as "enteredAt", e.failures
    from enrolment e join sequence s on s.org_id = e.org_id and s.id = e.sequence_id
    where e.org_id = ${orgId} and e.state = 'active' and e.waits_for = 'time' and e.due_at <= ${now.toISOString()}::timestamptz and s.paused_at is null and s.archived_at is null
    order by e.due_at, e.id limit 1 for update of e skip locked`.execute(tx)
  return rows[0] ?? null
}

async function advanceOne(tx: Tx, orgId: string, due: Due, now: Date, making: MailMaking): Promise<void> {
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
  const version = await selectVersion(tx, orgId, due.sequenceId, due.versionNumber)
  const timing = await selectTiming(tx, orgId)
  const run: Run = { tx, act, now, making, timing, version, enrolment: due }
  // Time is counted from when a step was due, not from when somebody came to do it: a process that was down shifts nothing.
  let state = { stepId: due.stepId, dueAt: Date.parse(due.dueAt), waitsFor: 'time' as 'time' | 'mail' }
  for (let n = 0; n < stepsAtOnce && state.stepId !== null && state.waitsFor === 'time' && state.dueAt <= now.getTime(); n++) {
    const reason = await whyLeave(run, version)
    if (reason !== null) return void (await endEnrolments(tx, act, [due.id], 'left', reason))
    const placed = version.placed.get(state.stepId)
    if (placed === undefined) throw new Error(`step ${state.stepId} is not in version ${due.versionNumber}`)
    const { outcome, detail } = await doStep(run, placed.step)
    await logStep(run, state.stepId, outcome, detail)
    state = afterStep(placed, { outcome }, state.dueAt, timing)
  }
  if (state.stepId === null) return void (await endEnrolments(tx, act, [due.id], 'done', null))
  await tx
    .updateTable('enrolment')
    .set({ step_id: state.stepId, due_at: state.waitsFor === 'mail' ? null : new Date(state.dueAt).toISOString(), waits_for: state.waitsFor, failures: 0, problem: null })
    .where('org_id', '=', orgId).where('id', '=', due.id).execute()
}

async function logStep({ tx, act, enrolment }: Run, stepId: string, outcome: StepOutcome, detail: object): Promise<void> {
  await sql`
    insert into enrolment_step (org_id, enrolment_id, step_id, sequence_id, version_number, n, at, outcome, detail)
    select ${act.orgId}::uuid, ${enrolment.id}::uuid, ${stepId}, ${enrolment.sequenceId}::uuid, ${enrolment.versionNumber}::integer, count(*)::integer + 1, ${act.now}::timestamptz, ${outcome}, ${JSON.stringify(detail)}::jsonb
    from enrolment_step where org_id = ${act.orgId} and enrolment_id = ${enrolment.id}`.execute(tx)
}

/** Why the lead goes no further; asked before each step, of what is true now. */
async function whyLeave({ tx, act, enrolment, now }: Run, { definition }: Version): Promise<ExitReason | null> {
  const { rows } = await sql<{ status: string; left: boolean }>`
    select l.status, exists (select from suppression x where x.org_id = l.org_id and x.address_key = lower(trim(l.email)) and x.reason in ('unsubscribed', 'complained')) as left
    from lead l where l.org_id = ${act.orgId} and l.id = ${enrolment.leadId}`.execute(tx)
  const lead = rows[0]
  if (lead === undefined) return 'removed'
  if (lead.status === 'converted' || lead.status === 'invalid') return lead.status
  if (lead.left) return 'unsubscribed'
  if (definition.exits.ready && lead.status === 'qualified') return 'ready'
  return definition.exits.where !== null && (await leadMeets(tx, act.orgId, enrolment.leadId, definition.exits.where, now)) ? 'condition' : null
}

/** What failed is tried again later, then given up and shown; it stops nobody else. */
async function postpone(db: Db, orgId: string, due: Due, now: Date, error: Error): Promise<void> {
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
  await db.write(orgId, async (tx) => {
    const failures = due.failures + 1
    await tx
      .updateTable('enrolment')
      .set({ failures, problem: error.message.slice(0, 300), due_at: new Date(now.getTime() + failures * 10 * 60_000).toISOString() })
      .where('org_id', '=', orgId).where('id', '=', due.id).where('state', '=', 'active').execute()
    if (failures >= failuresAtMost) await endEnrolments(tx, act, [due.id], 'failed', null)
  })
}

/** Lets an enrolment go on after its mail left at `at`, or turned out not to; in the transaction that settles the mail. */
export async function goOn(tx: Tx, orgId: string, enrolmentId: string, stepId: string, at: Date, outcome: 'mailed' | 'not_mailed'): Promise<void> {
  const row = await tx.selectFrom('enrolment').select(['sequence_id', 'version_number', 'step_id', 'waits_for', 'state']).where('org_id', '=', orgId).where('id', '=', enrolmentId).forUpdate().executeTakeFirst()
  if (row === undefined || row.step_id !== stepId || row.waits_for !== 'mail') return
  const version = await selectVersion(tx, orgId, row.sequence_id, row.version_number)
  const placed = version.placed.get(stepId)
  if (placed === undefined) return
  if (outcome === 'not_mailed') await tx.updateTable('enrolment_step').set({ outcome }).where('org_id', '=', orgId).where('enrolment_id', '=', enrolmentId).where('step_id', '=', stepId).execute()
  const state = afterMail(placed, at.getTime())
  if (row.state !== 'active' && row.state !== 'paused') return
  if (state.stepId === null) return void (await endEnrolments(tx, { orgId, actorId: null, now: at.toISOString(), isAutomatic: true }, [enrolmentId], 'done', null))
  await tx.updateTable('enrolment').set({ step_id: state.stepId, due_at: new Date(state.dueAt).toISOString(), waits_for: 'time' }).where('org_id', '=', orgId).where('id', '=', enrolmentId).execute()
}
