import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { startOfDay } from '@sluice/core/lib/dates'
import type { Today } from '@sluice/core/suggestions/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { monthBounds } from '../../platform/zone-day.ts'
import { reach, type DayScope } from './day-scope.ts'

/** Whose activities are counted: those of the people whose deals the viewer sees. */
function authors(viewer: Viewer, scope: DayScope): RawBuilder<boolean> {
  const mine = sql<boolean>`x.author_id = ${viewer.userId}`
  const sight = scopeOf(viewer, 'deal', 'read')
  if (scope === 'mine' || sight === 'own' || sight === 'none') return mine
  return sight === 'all' ? sql<boolean>`true` : sql<boolean>`(${mine} or x.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]))`
}

/** The day in figures. Amounts are added up in the organisation's currency alone. */
export async function selectCounts(tx: Reader, { viewer, timeZone }: Asker, date: string, currency: string, scope: DayScope): Promise<Pick<Today, 'withoutNextStep' | 'newLeads' | 'activitiesToday' | 'closingThisMonth'>> {
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
