import { waysOf } from '@sluice/core/messages/preferences'
import { escalatedNotice } from '@sluice/core/notifications/escalated'
import { nextSendingTime } from '@sluice/core/nurture/sending-time'
import { noticePath } from '@sluice/core/notifications/notice-text'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { selectMailSetting } from '../nurture/mail-settings.queries.ts'
import { mailMember } from '../nurture/member-mail.ts'
import { selectTiming } from '../nurture/timing.queries.ts'
import { appsOf } from './chat-apps.queries.ts'
import { postToRobot, tellPerson, wakeSenders, type PersonalMessage } from './deliver.ts'
import { startEscalations } from './escalate.ts'
import { htmlOf, markdownOf, wordsOf, type Said } from './notice-words.ts'
import { completenessMail } from './completeness-mail.ts'
import { preferenceColumns, readPreferences, robotOf } from './preferences.queries.ts'

const atOnce = 100

interface Row extends Said {
  id: string; userId: string; createdAt: string; email: string; locale: string; isActive: boolean
  /** Columns of the preference; null when nothing was chosen. */
  kinds: null
}

/**
 * Decides of notices that are new by which other ways they go, and writes those in the same transaction: once each, whoever dies. Quiet hours only put
 * off. Answers how many it dealt with.
 */
export async function routeNotices(db: Db, orgId: string, now: Date, origin: string | null): Promise<number> {
  let n = 0
  for (;;) {
    const { rows: found } = await db.read(orgId, (tx) => sql<{ some: boolean }>`select exists (select from notification where org_id = ${orgId} and routed_at is null) as some`.execute(tx))
    if (found[0]?.some !== true) return n
    const done = await db.write(orgId, (tx) => routeSome(tx, orgId, now, origin))
    n += done
    if (done < atOnce) return n
  }
}

async function routeSome(tx: Tx, orgId: string, now: Date, origin: string | null): Promise<number> {
  const { rows } = await sql<Row>`
    select n.id, n.user_id as "userId", n.kind, n.data, n.subject_type as "subjectType", n.subject_id as "subjectId", n.created_at as "createdAt", u.email, u.locale, u.status = 'active' as "isActive", ${preferenceColumns}
    from notification n join app_user u on u.org_id = n.org_id and u.id = n.user_id left join message_preference p on p.org_id = n.org_id and p.user_id = n.user_id
    where n.org_id = ${orgId} and n.routed_at is null order by n.created_at, n.id limit ${atOnce} for update of n skip locked`.execute(tx)
  if (rows.length === 0) return 0
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
  const timing = await selectTiming(tx, orgId)
  const known = origin ?? (await selectMailSetting(tx, orgId)).origin
  const active = rows.filter((row) => row.isActive)
  await startEscalations(tx, orgId, act.now, active)
  const places = await placesOf(tx, orgId, active)
  for (const notice of active) {
    const preferences = readPreferences(notice)
    const told = notice.kind === 'escalated' ? escalatedNotice(notice.data) : null
    // By which way somebody is told of what is escalated, the chain says.
    const { mail, robot, push, app } = told === null ? waysOf(preferences, notice.kind) : { ...told.ways, mail: told.ways.mail ? 'now' as const : 'off' as const }
    const personal = places.filter((place) => place.userId === notice.userId && ('deviceId' in place.to ? push : app))
    if (mail !== 'now' && !robot && personal.length === 0) continue
    const { quietFrom, quietTo, isQuietOnDaysOff } = preferences
    const notBefore = told?.ignoresQuiet === true ? act.now : new Date(nextSendingTime(now.getTime(), { from: quietTo, to: quietFrom, workDaysOnly: isQuietOnDaysOff }, timing)).toISOString()
    const reader = { language: notice.locale === 'en' ? 'en' as const : 'zh' as const, timeZone: timing.timeZone, origin: known }
    if (mail === 'now') {
      const { text } = wordsOf(notice, reader)
      await mailMember(tx, orgId, now, { userId: notice.userId, to: notice.email, subject: text, html: (notice.kind === 'completeness_week' ? completenessMail(notice.data, reader) : null) ?? `<p>${htmlOf(notice, reader)}</p>`, notBefore, footer: footerOf(reader) })
    }
    const { text: title, quote } = wordsOf(notice, reader)
    for (const { to } of personal) await tellPerson(tx, act, { to, key: `notice:${notice.id}`, body: { title, text: quote, path: noticePath(notice) ?? '/inbox', language: reader.language }, notBefore })
    const poster = robot ? await robotOf(tx, orgId, notice.userId) : null
    // Several of a team who are told the same at the same time: their group hears it once.
    if (poster !== null) await postToRobot(tx, act, { robotId: poster.id, key: `notice:${notice.kind}:${notice.subjectId ?? notice.id}:${notice.createdAt}`, text: markdownOf(notice, reader), ...urlOf(notice, reader), notBefore })
  }
  await sql`update notification set routed_at = ${act.now}::timestamptz where org_id = ${orgId} and id = any(${sql.val(rows.map((row) => row.id))}::uuid[])`.execute(tx)
  await wakeSenders(tx, orgId)
  return rows.length
}

interface Place { userId: string; to: PersonalMessage['to'] }

/** Browsers and apps by which these people can be told. */
async function placesOf(tx: Tx, orgId: string, notices: readonly { userId: string }[]): Promise<Place[]> {
  const userIds = [...new Set(notices.map((notice) => notice.userId))]
  const { rows: devices } = await sql<{ id: string; userId: string }>`select id, user_id as "userId" from push_device where org_id = ${orgId} and user_id = any(${sql.val(userIds)}::uuid[]) order by created_at, id`.execute(tx)
  const apps = await appsOf(tx, orgId, userIds)
  return [...devices.map(({ id, userId }) => ({ userId, to: { deviceId: id } })), ...apps.map(({ appId, userId }) => ({ userId, to: { appId, userId } }))]
}

const urlOf = (notice: Said, reader: Parameters<typeof wordsOf>[1]) => {
  const { url } = wordsOf(notice, reader)
  return url === null ? {} : { url }
}

/** Why somebody gets this, and where they change it. */
export function footerOf({ language, origin }: { language: 'zh' | 'en'; origin: string | null }): string {
  const where = origin === null ? '' : ` ${new URL('/settings/me', origin).href}`
  return language === 'en' ? `Sent by Sluice because of your notification settings.${where}` : `漏斗引擎按您的通知设置发出此邮件。${where}`
}
