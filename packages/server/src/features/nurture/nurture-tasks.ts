import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { openWorkQueue, type WorkQueue } from '../../platform/work-queue.ts'
import { advanceDue } from './advance.ts'
import { sendDue } from './send-outbox.ts'
import { runTriggers } from './triggers.ts'
import type { MailMaking } from './write-mail.ts'

/** Words of settled mails are kept so long; that they were sent, opened and clicked stays. */
const bodyDays = 400

/** The slow beat; what a change makes due is taken up by `openNurture` within seconds. */
export const nurtureTask = (nurture: WorkQueue): PeriodicTask => ({
  name: 'nurture',
  everyMinutes: 1,
  async run(db, orgId, now) {
    await sweepForms(db, orgId, now)
    await sweepScores(db, orgId, now)
    await nurture.work(orgId)
  },
})

/** A form that a known lead sends changes nothing of the lead, so nothing in the log tells of it. */
async function sweepForms(db: Db, orgId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - 60 * 60_000).toISOString()
  const { rows } = await db.read(orgId, (tx) => sql<{ id: string }>`
    select distinct f.lead_id as id from form_submission f where f.org_id = ${orgId} and f.at >= ${since}::timestamptz and f.lead_id is not null
      and exists (select from sequence s join sequence_version v on v.org_id = s.org_id and v.sequence_id = s.id and v.number = s.published_number
        where s.org_id = ${orgId} and s.paused_at is null and s.archived_at is null and v.definition->'trigger'->>'kind' = 'form') limit 1000`.execute(tx))
  if (rows.length > 0) await db.write(orgId, (tx) => runTriggers(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, rows.map((row) => row.id)))
}

const perSweep = 1000

/**
 * The log tells of a score only where grade or readiness changes, not of a new lead's lowest one nor of points within a grade: leads whose
 * score moved are asked for here. What an import brought is not taken in by its first score: it is history.
 */
async function sweepScores(db: Db, orgId: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - 60 * 60_000).toISOString()
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await db.read(orgId, (tx) => sql<{ id: string }>`
      select distinct p.lead_id as id from score_step p join lead l on l.org_id = p.org_id and l.id = p.lead_id
      where p.org_id = ${orgId} and p.at >= ${since}::timestamptz and p.because in ('behaviour', 'attributes') and (p.from_score is not null or l.import_id is null) and p.lead_id > ${after}::uuid
        and exists (select from sequence s join sequence_version v on v.org_id = s.org_id and v.sequence_id = s.id and v.number = s.published_number
          where s.org_id = ${orgId} and s.paused_at is null and s.archived_at is null and v.definition->'trigger'->>'kind' = 'score'
            and l.score >= (v.definition->'trigger'->>'from')::integer and l.score < coalesce((v.definition->'trigger'->>'to')::integer, 2147483647)
            and not exists (select from enrolment e where e.org_id = s.org_id and e.sequence_id = s.id and e.lead_id = l.id))
      order by p.lead_id limit ${perSweep}`.execute(tx))
    const last = rows.at(-1)
    if (last === undefined) return
    await db.write(orgId, (tx) => runTriggers(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, rows.map((row) => row.id)))
    if (rows.length < perSweep) return
    after = last.id
  }
}

export const mailRetention: PeriodicTask = {
  name: 'mail_retention',
  everyMinutes: 24 * 60,
  async run(db, orgId, now) {
    const before = new Date(now.getTime() - bodyDays * 86_400_000).toISOString()
    await db.write(orgId, (tx) => sql`update outbox set html = '', body_text = '' where org_id = ${orgId} and settled_at < ${before}::timestamptz and html <> ''`.execute(tx))
  },
}

/**
 * Takes enrolments on and sends what may leave: on the beat, and soon after a commit. A mail server that hangs holds it up for its time-out,
 * then nothing leaves for five minutes.
 */
export function openNurture(db: Db, now: () => Date, making: MailMaking, onError: (error: Error) => void): WorkQueue {
  return openWorkQueue(async (orgId) => {
    await advanceDue(db, orgId, now(), making)
    // What follows a mail without a wait between.
    if ((await sendDue(db, orgId, now, making)) > 0) await advanceDue(db, orgId, now(), making)
  }, { soonMs: 700, onError })
}
