import { sql } from 'kysely'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { notify } from '../../platform/notify.ts'

/** Reminds whoever took a deal over when its day has passed, once. The mark and the notice are one transaction. */
export const takeOverReminders: PeriodicTask = {
  name: 'take_over_reminders', everyMinutes: 15,
  async run(db, orgId, now) {
    const due = sql`t.org_id = ${orgId} and t.ended_at is null and t.reminded_at is null and t.until_on < (${now.toISOString()}::timestamptz at time zone (select o.time_zone from org o where o.org_id = ${orgId}))::date`
    const { rows } = await db.read(orgId, (tx) => sql<{ some: boolean }>`select exists (select from take_over t where ${due}) as some`.execute(tx))
    if (rows[0]?.some !== true) return
    await db.write(orgId, async (tx) => {
      const { rows: passed } = await sql<{ takenBy: string; dealId: string; title: string; owner: string; until: string; isRunning: boolean }>`
        with passed as (update take_over t set reminded_at = ${now.toISOString()} where ${due} returning t.*)
        select p.taken_by as "takenBy", p.deal_id as "dealId", d.title, u.name as owner, p.until_on as until, coalesce(d.owner_id = p.taken_by, false) as "isRunning"
        from passed p join deal d on d.org_id = p.org_id and d.id = p.deal_id join app_user u on u.org_id = p.org_id and u.id = p.owner_id order by p.until_on, p.id`.execute(tx)
      await notify(tx, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, passed.filter((one) => one.isRunning).map(({ takenBy, dealId, title, owner, until }) => ({
        userId: takenBy, kind: 'deal_take_over_due', data: { title, owner, until }, subjectType: 'deal', subjectId: dealId,
      })))
    })
  },
}
