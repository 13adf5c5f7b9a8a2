import type { changeMailSettings as changeContract, MailSettings } from '@sluice/core/nurture/contract'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { passwordContext, selectMailSetting } from './mail-settings.queries.ts'

/** As it is shown: whether there is a password, never which. */
export async function showMailSettings(tx: Reader, viewer: Viewer): Promise<MailSettings> {
  const { passwordSealed, hours, origin: _, pausedUntil: __, ...setting } = await selectMailSetting(tx, viewer.orgId)
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from outbox where org_id = ${viewer.orgId} and state = 'queued'`.execute(tx)
  return {
    ...setting, sendFrom: hours.from, sendTo: hours.to, workDaysOnly: hours.workDaysOnly, hasPassword: passwordSealed !== null, queued: rows[0]?.n ?? 0,
    canWrite: allows(viewer, 'config', 'write', { ownerId: null, teamId: null }),
  }
}

/** Changes how mails leave; whatever stood in the way before is tried anew at once. `origin`: where the administrator reached us, so that links lead there. */
export async function changeMailSettings(tx: Tx, act: Act, viewer: Viewer, version: number, body: BodyOf<typeof changeContract>, secrets: Secrets, origin: string): Promise<void> {
  requireScope(viewer, 'config', 'write')
  await sql`insert into mail_setting (org_id, version) values (${act.orgId}, 0) on conflict do nothing`.execute(tx)
  const before = await selectMailSetting(tx, act.orgId, { lock: true })
  if (before.version !== version) refuse('conflict.stale_version')
  const { password, sendFrom, sendTo, workDaysOnly, perMinute, perDay, capMails, capDays, bounceAddress, senders, ...plain } = body
  await tx
    .updateTable('mail_setting')
    .set({
      ...plain, ...(body.host === '' && { host: null }), ...(senders !== undefined && { senders: JSON.stringify(senders) }), ...(sendFrom !== undefined && { send_from: sendFrom }), ...(sendTo !== undefined && { send_to: sendTo }),
      ...(workDaysOnly !== undefined && { work_days_only: workDaysOnly }), ...(perMinute !== undefined && { per_minute: perMinute }), ...(perDay !== undefined && { per_day: perDay }),
      ...(capMails !== undefined && { cap_mails: capMails }), ...(capDays !== undefined && { cap_days: capDays }), ...(bounceAddress !== undefined && { bounce_address: bounceAddress }),
      ...(password !== undefined && { password_sealed: password === null || password === '' ? null : secrets.seal(password, passwordContext(act.orgId)) }),
      // A password entered for one server must not be handed to another by somebody who does not know it.
      ...(password === undefined && ((body.host !== undefined && body.host !== before.host) || (body.username !== undefined && body.username !== before.username)) && { password_sealed: null }),
      origin, problem: null, paused_until: null, version: version + 1,
    })
    .where('org_id', '=', act.orgId).execute()
  // What waited for other hours or another cap asks anew.
  await sql`update outbox set not_before = ${act.now}::timestamptz, waits_for = null where org_id = ${act.orgId} and state = 'queued' and waits_for in ('hours', 'throttle', 'cap')`.execute(tx)
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'mail', name: body.host ?? before.host ?? '' }, subjectType: 'config', subjectId: act.orgId, ownerId: null, teamId: null }])
}
