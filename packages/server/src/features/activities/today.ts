import type { Today } from '@sluice/core/activities/contract'
import { startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { monthBounds, zoneDay } from '../../platform/zone-day.ts'
import { dealWhere } from '../pipeline/deal-filter.ts'

const stepsAtMost = 100
const staleAtMost = 30
const dayMs = 86_400_000

/** The viewer's own working day; `today` is the organisation's calendar day. */
export async function today(tx: Reader, asker: Asker, currency: string): Promise<Today> {
  const date = zoneDay(asker.now, asker.timeZone)
  return { date, steps: await selectSteps(tx, asker, date), stale: await selectStale(tx, asker), ...(await selectCounts(tx, asker, date, currency)) }
}

/** Steps due today or before, of open deals and living leads; the longest overdue first. */
async function selectSteps(tx: Reader, { viewer }: Asker, date: string): Promise<Today['steps']> {
  const { rows } = await sql<Today['steps'][number]>`
    select * from (
      select 'deal' as "subjectType", d.id, d.title, a.name as "accountName", d.next_step as "nextStep", d.next_step_due as due,
             d.next_step_due < ${date}::date as "isOverdue", s.name as "stageName", d.amount_minor as "amountMinor", d.currency,
             coalesce((select c.phone from deal_contact dc join contact c on c.org_id = dc.org_id and c.id = dc.contact_id
               where dc.org_id = d.org_id and dc.deal_id = d.id and c.phone is not null order by c.last_activity_at desc nulls last, c.id limit 1), a.phone) as phone,
             d.version
      from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id
      where d.org_id = ${viewer.orgId} and d.owner_id = ${viewer.userId} and d.status = 'open' and d.next_step_due <= ${date}::date
      union all
      select 'lead', l.id, l.name, l.company, l.next_step, l.next_step_due, l.next_step_due < ${date}::date, null, null, null, l.phone, l.version
      from lead l
      where l.org_id = ${viewer.orgId} and l.owner_id = ${viewer.userId} and l.status not in ('converted', 'invalid') and l.next_step_due <= ${date}::date
    ) step order by due, "amountMinor" desc nulls last, id limit ${stepsAtMost}`.execute(tx)
  return rows
}

/** Deals that stand too long or were left alone too long, by the board's own filter; the largest first. */
async function selectStale(tx: Reader, asker: Asker): Promise<Today['stale']> {
  const where = await dealWhere(tx, asker, { quick: 'stale', owner: [asker.viewer.userId] })
  const { rows } = await sql<Omit<Today['stale'][number], 'daysInStage' | 'daysSinceActivity'> & { enteredAt: string; activityAt: string | null }>`
    select d.id, d.title, a.name as "accountName", s.name as "stageName", d.amount_minor as "amountMinor", d.currency,
           d.stage_entered_at as "enteredAt", d.last_activity_at as "activityAt"
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id
    where ${where} order by d.amount_minor desc nulls last, d.id limit ${staleAtMost}`.execute(tx)
  const daysSince = (at: string) => Math.max(0, Math.floor((asker.now.getTime() - Date.parse(at)) / dayMs))
  return rows.map(({ enteredAt, activityAt, ...deal }) => ({ ...deal, daysInStage: daysSince(enteredAt), daysSinceActivity: activityAt === null ? null : daysSince(activityAt) }))
}

/** Amounts are added up in the organisation's currency alone. */
async function selectCounts(tx: Reader, { viewer, timeZone }: Asker, date: string, currency: string) {
  const month = monthBounds(date)
  const [start, end] = [0, 1].map((days) => new Date(startOfDay(date, timeZone, days)).toISOString())
  const { rows } = await sql<Pick<Today, 'withoutNextStep' | 'newLeads' | 'activitiesToday'> & { closing: number; closingMinor: number }>`
    select d.*, (select count(*) from lead l where l.org_id = ${viewer.orgId} and l.owner_id = ${viewer.userId} and l.status = 'new') as "newLeads",
           (select count(*) from activity x where x.org_id = ${viewer.orgId} and x.author_id = ${viewer.userId} and x.deleted_at is null
              and x.at >= ${start} and x.at < ${end}) as "activitiesToday"
    from (
      select count(*) filter (where next_step is null) as "withoutNextStep",
             count(*) filter (where expected_close_on >= ${month.start}::date and expected_close_on < ${month.end}::date) as closing,
             coalesce(sum(amount_minor) filter (where currency = ${currency}
               and expected_close_on >= ${month.start}::date and expected_close_on < ${month.end}::date), 0)::bigint as "closingMinor"
      from deal where org_id = ${viewer.orgId} and owner_id = ${viewer.userId} and status = 'open'
    ) d`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('counting gave no row')
  const { closing, closingMinor, ...counts } = row
  return { ...counts, closingThisMonth: { count: closing, amountMinor: closingMinor } }
}
