import type { Enrolment, listEnrolments, listMails, SequenceMail } from '@sluice/core/nurture/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { selectMailSetting } from './mail-settings.queries.ts'
import { selectVersion } from './versions.queries.ts'

/** Enrolments and mails of leads that the viewer may see. */

type EnrolmentRow = Omit<Enrolment, 'stepType' | 'stepNumber' | 'steps'>
const enrolmentColumns = sql`e.id, jsonb_build_object('id', s.id, 'name', s.name) as sequence, jsonb_build_object('id', l.id, 'name', l.name) as lead, e.version_number as "versionNumber", e.state, e.step_id as "stepId",
  e.waits_for as "waitsFor", e.due_at as "dueAt", e.entered_at as "enteredAt", e.ended_at as "endedAt", e.exit_reason as "exitReason", e.source, e.problem`
const enrolmentFrom = sql`enrolment e join sequence s on s.org_id = e.org_id and s.id = e.sequence_id join lead l on l.org_id = e.org_id and l.id = e.lead_id`
const latestEntered: Keyset = { name: 'entered', alias: 'e', key: sql`e.entered_at`, type: 'instant', nullable: false, direction: 'desc' }
const is = (column: string, value: string | undefined): RawBuilder<boolean>[] => (value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`])

export async function selectEnrolments(tx: Reader, viewer: Viewer, query: QueryOf<typeof listEnrolments>) {
  const where = [
    sql<boolean>`e.org_id = ${viewer.orgId}`, scopeFilter(viewer, 'lead', 'read', 'l'), ...is('e.sequence_id', query.sequence), ...is('e.lead_id', query.lead), ...is('e.state', query.state), ...is('e.step_id', query.step),
  ]
  const page = await listRows<EnrolmentRow>(tx, { columns: enrolmentColumns, from: enrolmentFrom, countFrom: enrolmentFrom, where, keyset: latestEntered, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await Promise.all(page.items.map((row) => placed(tx, viewer.orgId, row))) }
}

/** One enrolment of a lead that the viewer may see, or change. */
export async function selectEnrolment(tx: Reader, viewer: Viewer, id: string, action: 'read' | 'write' = 'read'): Promise<Enrolment | undefined> {
  const { rows } = await sql<EnrolmentRow>`select ${enrolmentColumns} from ${enrolmentFrom} where e.org_id = ${viewer.orgId} and e.id = ${id} and ${scopeFilter(viewer, 'lead', action, 'l')}`.execute(tx)
  return rows[0] && placed(tx, viewer.orgId, rows[0])
}

async function placed(tx: Reader, orgId: string, row: EnrolmentRow): Promise<Enrolment> {
  const version = await selectVersion(tx, orgId, row.sequence.id, row.versionNumber)
  const order = [...version.placed.keys()]
  const at = row.stepId === null ? -1 : order.indexOf(row.stepId)
  return { ...row, stepType: row.stepId === null ? null : (version.placed.get(row.stepId)?.step.type ?? null), stepNumber: at < 0 ? null : at + 1, steps: order.length }
}

type MailRow = Omit<SequenceMail, 'waitsFor' | 'canSendAgain'> & { waits: SequenceMail['waitsFor'] | 'again' }
const mailColumns = sql`o.id, case when l.id is null then null else jsonb_build_object('id', l.id, 'name', l.name) end as lead, case when s.id is null then null else jsonb_build_object('id', s.id, 'name', s.name) end as sequence,
  o.to_address as "to", o.subject, o.state, o.queued_at as "queuedAt", case when o.state = 'queued' then o.not_before end as "notBefore", o.sent_at as "sentAt", o.opened_at as "openedAt", o.clicked_at as "clickedAt",
  o.replied_at as "repliedAt", o.unsubscribed_at as "unsubscribedAt", o.said, o.waits_for as waits`
const mailFrom = sql`outbox o join lead l on l.org_id = o.org_id and l.id = o.lead_id left join sequence s on s.org_id = o.org_id and s.id = o.sequence_id`
const latestQueued: Keyset = { name: 'queued', alias: 'o', key: sql`o.queued_at`, type: 'instant', nullable: false, direction: 'desc' }

export async function selectMails(tx: Reader, viewer: Viewer, query: QueryOf<typeof listMails>) {
  const where = [sql<boolean>`o.org_id = ${viewer.orgId}`, sql<boolean>`o.enrolment_id is not null`, scopeFilter(viewer, 'lead', 'read', 'l'), ...is('o.sequence_id', query.sequence), ...is('o.lead_id', query.lead), ...is('o.state', query.state)]
  const page = await listRows<MailRow>(tx, { columns: mailColumns, from: mailFrom, countFrom: mailFrom, where, keyset: latestQueued, cursor: query.cursor, limit: query.limit })
  const { isReady, problem } = await selectMailSetting(tx, viewer.orgId)
  return { ...page, items: page.items.map((row) => shownMail(row, isReady && problem === null)) }
}

export async function selectMail(tx: Reader, viewer: Viewer, id: string, action: 'read' | 'write' = 'read'): Promise<(SequenceMail & { html: string; text: string }) | undefined> {
  const { rows } = await sql<MailRow & { html: string; text: string }>`select ${mailColumns}, o.html, o.body_text as text from ${mailFrom} where o.org_id = ${viewer.orgId} and o.id = ${id} and ${scopeFilter(viewer, 'lead', action, 'l')}`.execute(tx)
  const row = rows[0]
  const { isReady, problem } = await selectMailSetting(tx, viewer.orgId)
  return row && { ...shownMail(row, isReady && problem === null), html: row.html, text: row.text }
}

const shownMail = ({ waits, ...row }: MailRow, leaves: boolean): SequenceMail => ({
  ...row, waitsFor: row.state !== 'queued' ? null : !leaves ? 'settings' : waits === 'again' ? null : waits, canSendAgain: row.state === 'unsure' || row.state === 'failed',
})
