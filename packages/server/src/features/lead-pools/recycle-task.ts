import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { notify } from '../../platform/notify.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { readWorkTime } from '../answering/work-time.ts'
import { lockHeld } from '../assignment/own-lead.ts'
import { untouchedSinceSql } from '../leads/recycle-at.ts'
import { putIn } from './pool-leads.ts'
import { recyclableSql, type Pool } from './pools.queries.ts'

const batch = 200
const dayMs = 86_400_000

/** Warns the owners of leads that nobody has touched, and puts those into their pool whose owners were warned and did nothing. */
export const recycleTask: PeriodicTask = {
  name: 'lead_recycling',
  everyMinutes: 60,
  async run(db, orgId, now) {
    const pools = await db.read(orgId, async (tx) => (await sql<Pool>`
      select p.id, p.name, p.team_id as "teamId", p.recycle_days as "recycleDays", p.warn_days as "warnDays", p.hides_details as "hidesDetails" from lead_pool p
      where p.org_id = ${orgId} and p.recycle_days is not null and p.archived_at is null order by p.position, p.id`.execute(tx)).rows)
    for (const pool of pools) while ((await sweep(db, { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }, pool)) === batch);
  },
}

/** One batch; each lead in it changes, so that the next finds others. */
async function sweep(db: Db, act: Act, pool: Pool): Promise<number> {
  const { orgId, now } = act
  const days = pool.recycleDays ?? 0
  return db.write(orgId, async (tx) => {
    const { rows } = await sql<{ id: string; ownerId: string; name: string; company: string | null; since: string; isDue: boolean }>`
      with mine as (
        select l.id, l.owner_id, l.name, l.company, ${untouchedSinceSql} as since, l.recycle_warned_at > ${untouchedSinceSql} as is_warned, l.recycle_warned_at as warned_at
        from lead_pool p join lead l on l.org_id = p.org_id and ${recyclableSql}
        where p.org_id = ${orgId} and p.id = ${pool.id} and ${untouchedSinceSql} <= ${now}::timestamptz - ${days - pool.warnDays} * interval '1 day')
      select id, owner_id as "ownerId", name, company, since, coalesce(is_warned, false) as "isDue" from mine
      where not coalesce(is_warned, false) or (since <= ${now}::timestamptz - ${days} * interval '1 day' and warned_at <= ${now}::timestamptz - ${pool.warnDays} * interval '1 day')
      order by id limit ${batch}`.execute(tx)
    if (rows.length === 0) return 0
    const time = await readWorkTime(tx, orgId)
    const held = new Map((await lockHeld(tx, orgId, rows.map((row) => row.id))).map((lead) => [lead.id, lead]))
    for (const row of rows) {
      const lead = held.get(row.id)
      // Somebody was quicker: touched, given away or closed between question and lock.
      if (lead === undefined || lead.ownerId !== row.ownerId) continue
      const data = { name: row.name, company: row.company, pool: pool.name }
      const idleDays = Math.floor((Date.parse(now) - Date.parse(row.since)) / dayMs)
      // Without days of warning the two come at once.
      if (!row.isDue) {
        await sql`update lead set recycle_warned_at = ${now} where org_id = ${orgId} and id = ${row.id}`.execute(tx)
        const goesAt = new Date(Math.max(Date.parse(row.since) + days * dayMs, Date.parse(now) + pool.warnDays * dayMs)).toISOString()
        if (pool.warnDays > 0) await notify(tx, act, [{ userId: row.ownerId, kind: 'lead_recycle_soon', data: { ...data, goesAt }, subjectType: 'lead', subjectId: row.id }])
        continue
      }
      await putIn(tx, act, time, pool, lead, { by: 'rule', idleDays, reason: '' })
      await notify(tx, act, [{ userId: row.ownerId, kind: 'lead_recycled', data: { ...data, days: idleDays }, subjectType: 'lead', subjectId: row.id }])
    }
    return rows.length
  })
}
