import type { MessagePreferences } from '@sluice/core/messages/preferences'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { readsWholeFunnel } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { selectMailSetting } from '../nurture/mail-settings.queries.ts'
import { mailMember } from '../nurture/member-mail.ts'
import { selectTiming } from '../nurture/timing.queries.ts'
import { composeBrief, composeWeekly } from './compose-brief.ts'
import { preferenceColumns, readPreferences } from './preferences.queries.ts'
import { footerOf } from './route-notices.ts'

/** The first brief tells of so many days. */
const firstDays = 7

interface Person { userId: string; email: string; locale: string; lastBrief: string | null; kinds: null }

/**
 * Writes the morning briefs and the weekly reports that are due today, each once: that one was written and its mail are one transaction. Who missed
 * the hour, because nothing ran, gets it later the same day.
 */
export const briefTask = (origin: string | null): PeriodicTask => ({
  name: 'briefs',
  everyMinutes: 1,
  async run(db, orgId, now) {
    const plan = await planOf(db, orgId, now)
    if (plan === null) return
    for (const person of plan.people) {
      const preferences = readPreferences(person)
      const isDue = plan.isWorkday && preferences.briefAt !== null && preferences.briefAt <= plan.clock
      if (isDue) await db.write(orgId, (tx) => writeOne(tx, orgId, now, person, preferences, 'brief', plan.day, origin ?? plan.origin))
      const isWeekly = preferences.wantsWeekly && plan.isFirstWorkday && plan.clock >= (preferences.briefAt ?? '08:30')
      if (isWeekly) await db.write(orgId, (tx) => writeOne(tx, orgId, now, person, preferences, 'weekly', plan.day, origin ?? plan.origin))
    }
  },
})

/** Who wants any of it and has not had today's; null when nobody, or no mail can leave. */
async function planOf(db: Db, orgId: string, now: Date) {
  return db.read(orgId, async (tx) => {
    const { rows: people } = await sql<Person>`
      select p.user_id as "userId", u.email, u.locale, (select max(g.at) from digest g where g.org_id = p.org_id and g.user_id = p.user_id and g.kind = 'brief') as "lastBrief", ${preferenceColumns}
      from message_preference p join app_user u on u.org_id = p.org_id and u.id = p.user_id and u.status = 'active' where p.org_id = ${orgId} and (p.brief_at is not null or p.wants_weekly) order by p.user_id`.execute(tx)
    if (people.length === 0) return null
    const setting = await selectMailSetting(tx, orgId)
    if (!setting.isReady) return null
    const { timeZone, calendar } = await selectTiming(tx, orgId)
    const day = dayOf(now, timeZone)
    const monday = Temporal.PlainDate.from(day)
    const week = Array.from({ length: monday.dayOfWeek }, (_, n) => monday.subtract({ days: n }).toString())
    return {
      people, day, origin: setting.origin, isWorkday: calendar.isWorkday(day), isFirstWorkday: calendar.isWorkday(day) && week.filter((one) => calendar.isWorkday(one)).length === 1,
      clock: Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainTime().toString({ smallestUnit: 'minute' }),
    }
  })
}

async function writeOne(tx: Tx, orgId: string, now: Date, person: Person, preferences: MessagePreferences, kind: 'brief' | 'weekly', day: string, origin: string | null): Promise<void> {
  const made = await tx.insertInto('digest').values({ org_id: orgId, user_id: person.userId, kind, day, at: now.toISOString() }).onConflict((conflict) => conflict.doNothing()).returning('day').executeTakeFirst()
  if (made === undefined) return
  const org = await tx.selectFrom('org').select(['time_zone', 'currency']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const viewer = await viewerOf(tx, orgId, person.userId)
  if (kind === 'weekly' && !readsWholeFunnel(viewer)) return
  const reader = { language: person.locale === 'en' ? 'en' as const : 'zh' as const, timeZone: org.time_zone, origin }
  const today = new Date(startOfDay(day, org.time_zone)).toISOString()
  const { subject, html } = kind === 'brief'
    ? await composeBrief(tx, viewer, preferences, { now: now.toISOString(), day, since: person.lastBrief ?? new Date(now.getTime() - firstDays * 86_400_000).toISOString(), reader })
    : await composeWeekly(tx, viewer, { from: new Date(startOfDay(day, org.time_zone, -7)).toISOString(), to: today, day, currency: org.currency, reader })
  await mailMember(tx, orgId, now, { userId: person.userId, to: person.email, subject, html, notBefore: now.toISOString(), footer: footerOf(reader) })
}
