import type { getToday, Today } from '@sluice/core/activities/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { startOfDay } from '@sluice/core/lib/dates'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { monthBounds, zoneDay } from '../../platform/zone-day.ts'
import { dealWhere } from '../pipeline/deal-filter.ts'

const stepsAtMost = 100
const staleAtMost = 30
const dayMs = 86_400_000

type Scope = QueryOf<typeof getToday>['scope']

/** The viewer's own working day, or that of all whose records the viewer sees; `today` is the organisation's calendar day. */
export async function today(tx: Reader, asker: Asker, currency: string, scope: Scope): Promise<Today> {
  const date = zoneDay(asker.now, asker.timeZone)
  return { date, steps: await selectSteps(tx, asker, date, scope), stale: await selectStale(tx, asker, scope), ...(await selectCounts(tx, asker, date, currency, scope)) }
}

/** Whose records of `alias` make up the day. */
function reach(viewer: Viewer, noun: 'deal' | 'lead', alias: string, scope: Scope): RawBuilder<boolean> {
  return scope === 'mine' ? sql<boolean>`${sql.ref(alias)}.owner_id = ${viewer.userId}` : scopeFilter(viewer, noun, 'read', alias)
}

/** Whose activities are counted: those of the people whose deals the viewer sees. */
function authors(viewer: Viewer, scope: Scope): RawBuilder<boolean> {
  const mine = sql<boolean>`x.author_id = ${viewer.userId}`
  const sight = scopeOf(viewer, 'deal', 'read')
  if (scope === 'mine' || sight === 'own' || sight === 'none') return mine
  return sight === 'all' ? sql<boolean>`true` : sql<boolean>`(${mine} or x.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]))`
}

const ownerJson = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner`

/** Steps due today or before, of open deals and living leads; the longest overdue first. */
async function selectSteps(tx: Reader, { viewer }: Asker, date: string, scope: Scope): Promise<Today['steps']> {
  const { rows } = await sql<Today['steps'][number]>`
    select * from (
      select 'deal' as "subjectType", d.id, d.title, a.name as "accountName", d.next_step as "nextStep", d.next_step_due as due,
             d.next_step_due < ${date}::date as "isOverdue", s.name as "stageName", d.amount_minor as "amountMinor", d.currency,
             coalesce((select c.phone from deal_contact dc join contact c on c.org_id = dc.org_id and c.id = dc.contact_id
               where dc.org_id = d.org_id and dc.deal_id = d.id and c.phone is not null order by c.last_activity_at desc nulls last, c.id limit 1), a.phone) as phone,
             ${ownerJson}, d.version
      from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id
      left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
      where d.org_id = ${viewer.orgId} and ${reach(viewer, 'deal', 'd', scope)} and d.status = 'open' and d.next_step_due <= ${date}::date
      union all
      select 'lead', l.id, l.name, l.company, l.next_step, l.next_step_due, l.next_step_due < ${date}::date, null, null, null, l.phone, ${ownerJson}, l.version
      from lead l left join app_user u on u.org_id = l.org_id and u.id = l.owner_id
      where l.org_id = ${viewer.orgId} and ${reach(viewer, 'lead', 'l', scope)} and l.status not in ('converted', 'invalid') and l.next_step_due <= ${date}::date
    ) step order by due, "amountMinor" desc nulls last, id limit ${stepsAtMost}`.execute(tx)
  return rows
}

/** Deals that stand too long or were left alone too long, by the board's own filter; the largest first. */
async function selectStale(tx: Reader, asker: Asker, scope: Scope): Promise<Today['stale']> {
  const where = await dealWhere(tx, asker, { quick: 'stale', ...(scope === 'mine' && { owner: [asker.viewer.userId] }) })
  const { rows } = await sql<Omit<Today['stale'][number], 'daysInStage' | 'daysSinceActivity'> & { enteredAt: string; activityAt: string | null }>`
    select d.id, d.title, a.name as "accountName", s.name as "stageName", d.amount_minor as "amountMinor", d.currency,
           d.stage_entered_at as "enteredAt", d.last_activity_at as "activityAt", ${ownerJson}
    from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id left join account a on a.org_id = d.org_id and a.id = d.account_id
    left join app_user u on u.org_id = d.org_id and u.id = d.owner_id
    where ${where} order by d.amount_minor desc nulls last, d.id limit ${staleAtMost}`.execute(tx)
  const daysSince = (at: string) => Math.max(0, Math.floor((asker.now.getTime() - Date.parse(at)) / dayMs))
  return rows.map(({ enteredAt, activityAt, ...deal }) => ({ ...deal, daysInStage: daysSince(enteredAt), daysSinceActivity: activityAt === null ? null : daysSince(activityAt) }))
}

/** Amounts are added up in the organisation's currency alone. */
async function selectCounts(tx: Reader, { viewer, timeZone }: Asker, date: string, currency: string, scope: Scope) {
  const month = monthBounds(date)
  const [start, end] = [0, 1].map((days) => new Date(startOfDay(date, timeZone, days)).toISOString())
  const { rows } = await sql<Pick<Today, 'withoutNextStep' | 'newLeads' | 'activitiesToday'> & { closing: number; closingMinor: number }>`
    select d.*, (select count(*) from lead l where l.org_id = ${viewer.orgId} and ${reach(viewer, 'lead', 'l', scope)} and l.status = 'new') as "newLeads",
           (select count(*) from activity x where x.org_id = ${viewer.orgId} and ${authors(viewer, scope)} and x.deleted_at is null
              and x.at >= ${start} and x.at < ${end}) as "activitiesToday"
    from (
      select count(*) filter (where next_step is null) as "withoutNextStep",
             count(*) filter (where expected_close_on >= ${month.start}::date and expected_close_on < ${month.end}::date) as closing,
             least(coalesce(sum(amount_minor) filter (where currency = ${currency}
               and expected_close_on >= ${month.start}::date and expected_close_on < ${month.end}::date), 0), ${Number.MAX_SAFE_INTEGER}::bigint)::bigint as "closingMinor"
      from deal where org_id = ${viewer.orgId} and ${reach(viewer, 'deal', 'deal', scope)} and status = 'open'
    ) d`.execute(tx)
  const row = rows[0]
  if (row === undefined) throw new Error('counting gave no row')
  const { closing, closingMinor, ...counts } = row
  return { ...counts, closingThisMonth: { count: closing, amountMinor: closingMinor } }
}
