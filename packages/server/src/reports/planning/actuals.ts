import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { monthAfter } from '@sluice/core/planning/earlier'
import type { Plan, PlanActuals } from '@sluice/core/planning/plan'
import type { Reader } from '../../platform/db.ts'
import type { Replica } from '../../replica/replica.ts'
import { everything } from '../alarm-series/everything.ts'
import { leadKey, monthsBetween, noChannel } from './baseline.ts'
import { selectLeadsByMonth } from './leads.query.ts'

/**
 * What has happened in the months of a plan: deals from the replica, leads from the database. A plan that begins with leads has its start
 * and its channels in leads.
 */
export async function readActuals(tx: Reader, replica: Replica, orgId: string, plan: Plan, now: Date, timeZone: string, currency: string): Promise<PlanActuals> {
  const asOf = now.getTime()
  const months = monthsBetween(plan.months[0]?.month ?? '', plan.months.at(-1)?.month ?? '')
  const monthStarts = [...months, monthAfter(months.at(-1) ?? '')].map((month) => startOfDay(`${month}-01`, timeZone))
  const counted = await replica.ask({
    orgId, pipelineId: plan.pipelineId, question: 'planActuals', asked: everything(orgId, timeZone, asOf),
    args: { monthStarts, asOf, currency: plan.target.kind === 'money' ? plan.target.currency : currency },
  })
  const withLeads = plan.stages[0]?.stageKey === leadKey
  const leads = withLeads ? await selectLeadsByMonth(tx, orgId, timeZone, new Date(monthStarts[0] ?? 0).toISOString(), new Date(monthStarts.at(-1) ?? 0).toISOString()) : []
  return {
    asOf: dayOf(asOf, timeZone),
    months: months.map((month, i) => {
      const deals = counted[i] ?? { wins: 0, wonMinor: 0, start: 0, stages: {}, channels: {} }
      const own = leads.filter((one) => one.month === month)
      const start = withLeads ? own.reduce((sum, { count }) => sum + count, 0) : deals.start
      const channels = withLeads ? Object.fromEntries(own.map(({ source, count }) => [source, count])) : deals.channels
      return {
        month, wins: deals.wins, wonMinor: deals.wonMinor, start, stages: { ...deals.stages, ...(withLeads && { [leadKey]: start }) },
        channels: Object.fromEntries(Object.entries(channels).map(([source, count]) => [source === '' ? noChannel : source, count])),
      }
    }),
  }
}
