import type { Today } from '@sluice/core/suggestions/contract'
import { orderDay } from '@sluice/core/suggestions/order-day'
import { sql } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { zoneDay } from '../../platform/zone-day.ts'
import { selectCounts } from './day-counts.ts'
import { selectDayItems } from './day-items.queries.ts'
import type { DayScope } from './day-scope.ts'
import { quotaOf } from './quota.queries.ts'
import { suggestDeals } from './suggest-deals.ts'

const itemsAtMost = 200
/** Deals at the top of the day say what to do next; further down nobody looks today. */
const suggestedAtMost = 20

/** The viewer's own working day, or that of all whose records the viewer sees; `date` is the organisation's calendar day. */
export async function today(tx: Reader, asker: Asker, currency: string, scope: DayScope): Promise<Today> {
  const { viewer, now, timeZone } = asker
  const date = zoneDay(now, timeZone)
  const found = await selectDayItems({ tx, asker, date, currency, scope })
  const ordered = orderDay(found, now.getTime())
  const shown = ordered.slice(0, itemsAtMost)
  const snoozed = await selectSnoozed(tx, viewer, now)
  const deals = shown.flatMap(({ item: { shown: { subjectType, subjectId, approvalId, key } } }) => (subjectType === 'deal' && approvalId === null && !snoozed.has(key) ? [subjectId] : []))
  const suggestions = await suggestDeals(tx, asker, deals.slice(0, suggestedAtMost))
  return {
    date, isCut: ordered.length > itemsAtMost,
    items: shown.map(({ item, also }) => ({
      ...item.shown,
      // What an item of the same record adds: the agreed step, and that it may be accepted.
      what: item.shown.what ?? also.find((one) => one.kind === 'step')?.shown.what ?? null,
      dueOn: item.shown.dueOn ?? also.find((one) => one.kind === 'step')?.shown.dueOn ?? null,
      mayAccept: [item, ...also].some((one) => one.shown.mayAccept),
      reasons: [item, ...also].map((one) => one.reason), snoozedUntil: snoozed.get(item.shown.key) ?? null,
      suggestion: item.shown.subjectType === 'deal' && item.kind !== 'approval' ? (suggestions.get(item.shown.subjectId)?.[0] ?? null) : null,
    })),
    ...(await selectCounts(tx, asker, date, currency, scope)),
    quota: await quotaOf(tx, asker, date),
  }
}

async function selectSnoozed(tx: Reader, { orgId, userId }: Asker['viewer'], now: Date): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; until: string }>`
    select item_key as key, until from day_snooze where org_id = ${orgId} and user_id = ${userId} and until > ${now.toISOString()}`.execute(tx)
  return new Map(rows.map(({ key, until }) => [key, until]))
}
