import { median, sorted } from '@sluice/core/lib/quantile'
import { Temporal } from 'temporal-polyfill'
import { startOfDay } from '@sluice/core/lib/dates'
import { weekStartOf } from '@sluice/core/suggestions/week'
import { dealTroubles, type MemberDeal, type MemberReason, type Team, type TeamMember } from '@sluice/core/team/contract'
import type { Suggestion } from '@sluice/core/suggestions/next-action'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { zoneDay } from '../../platform/zone-day.ts'
import { responseReport } from '../answering/response-report.query.ts'
import { countAdvanced, selectQuotas } from '../suggestions/quota.queries.ts'
import { suggestDeals } from '../suggestions/suggest-deals.ts'
import { countAlarms, countTakenOver, type Rep, type RepSums, type RiskyDeal, selectOpenIds, selectRiskyDeals, selectSums } from './team.queries.ts'

/** So many open deals are asked for their contacts, those with the most at stake first; so many of one rep are listed. */
const guardedAtMost = 400
const dealsAtMost = 100

type Figures = Team['total']

/** The rows of reps, whoever needs the manager most first: Σ weighted money × troubles, then deals at risk, then name. */
export async function teamRows(tx: Reader, asker: Asker, reps: readonly Rep[], currency: string, days: number): Promise<TeamMember[]> {
  const { viewer, now, timeZone } = asker
  const ids = reps.map(({ user }) => user.id)
  const today = zoneDay(now, timeZone)
  const sums = new Map((await selectSums(tx, asker, ids, currency)).map((row) => [row.userId, row]))
  const contact = await contactsOf(tx, asker, ids, currency)
  const to = Temporal.PlainDate.from(today).add({ days: 1 })
  const responses = new Map((await responseReport(tx, viewer, timeZone, now, { by: 'owner', from: to.subtract({ days }).toString(), to: to.toString() })).rows.map((row) => [row.of?.id, row]))
  const alarms = await countAlarms(tx, viewer.orgId)
  const taken = await countTakenOver(tx, viewer, ids)
  const quotas = await selectQuotas(tx, viewer.orgId, ids)
  const week = weekStartOf(today)
  const advanced = await countAdvanced(tx, viewer.orgId, ids, startOfDay(week, timeZone), startOfDay(week, timeZone, 7))
  const rows = reps.map(({ user, team }): TeamMember => {
    const response = responses.get(user.id)
    const perWeek = quotas.get(user.id)?.perWeek
    return {
      user, team, ...moneyOf(sums.get(user.id)), contact: contact.get(user.id) ?? { silent: 0, tooMuch: 0 },
      response: { met: response?.met ?? 0, decided: (response?.met ?? 0) + (response?.breached ?? 0), share: response?.share ?? null, medianMinutes: response?.medianMinutes ?? null },
      alarms: alarms.of.get(user.id) ?? 0, takenOver: taken.get(user.id) ?? 0, quota: perWeek === undefined ? null : { perWeek, done: advanced.get(user.id) ?? 0 },
    }
  })
  return rows.toSorted((a, b) => b.risk.need - a.risk.need || b.risk.deals - a.risk.deals || a.user.name.localeCompare(b.user.name))
}

function moneyOf(row: RepSums | undefined): Pick<Figures, 'open' | 'risk'> {
  return {
    open: { deals: row?.deals ?? 0, amountMinor: row?.amountMinor ?? 0, weightedMinor: row?.weightedMinor ?? 0 },
    risk: {
      deals: row?.riskDeals ?? 0, amountMinor: row?.riskMinor ?? 0, weightedMinor: row?.riskWeightedMinor ?? 0, need: row?.need ?? 0,
      by: { stalled: row?.stalled ?? 0, no_next_step: row?.no_next_step ?? 0, overdue_step: row?.overdue_step ?? 0, overdue_close: row?.overdue_close ?? 0 },
    },
  }
}

/** Too little and too much contact, as the suggestions of a deal say it. */
async function contactsOf(tx: Reader, asker: Asker, userIds: readonly string[], currency: string): Promise<Map<string, Figures['contact']>> {
  const deals = await selectOpenIds(tx, asker, userIds, currency, guardedAtMost)
  const suggestions = await suggestDeals(tx, asker, deals.map(({ id }) => id))
  const counts = new Map<string, Figures['contact']>()
  for (const { id, userId } of deals) {
    const kinds = new Set((suggestions.get(id) ?? []).map(({ kind }) => kind))
    const own = counts.get(userId) ?? { silent: 0, tooMuch: 0 }
    counts.set(userId, { silent: own.silent + Number(kinds.has('silence')), tooMuch: own.tooMuch + Number(kinds.has('too_much')) })
  }
  return counts
}

/** The team as a whole; `alarms`: all that are open. */
export function totalOf(rows: readonly TeamMember[], alarms: number): Figures {
  const sum = (of: (row: TeamMember) => number) => Math.min(Number.MAX_SAFE_INTEGER, rows.reduce((total, row) => total + of(row), 0))
  const [met, decided] = [sum((row) => row.response.met), sum((row) => row.response.decided)]
  return {
    open: { deals: sum((row) => row.open.deals), amountMinor: sum((row) => row.open.amountMinor), weightedMinor: sum((row) => row.open.weightedMinor) },
    risk: {
      deals: sum((row) => row.risk.deals), amountMinor: sum((row) => row.risk.amountMinor), weightedMinor: sum((row) => row.risk.weightedMinor), need: sum((row) => row.risk.need),
      by: { stalled: sum((row) => row.risk.by.stalled), no_next_step: sum((row) => row.risk.by.no_next_step), overdue_step: sum((row) => row.risk.by.overdue_step), overdue_close: sum((row) => row.risk.by.overdue_close) },
    },
    contact: { silent: sum((row) => row.contact.silent), tooMuch: sum((row) => row.contact.tooMuch) },
    // The median of people's medians: what a rep of the team usually takes.
    response: { met, decided, share: decided === 0 ? null : met / decided, medianMinutes: median(sorted(rows.flatMap(({ response }) => (response.medianMinutes === null ? [] : [response.medianMinutes])))) },
    alarms,
  }
}

/** A rep's open deals by risk and value, each with why and with what to do next. */
export async function memberDeals(tx: Reader, asker: Asker, userId: string, currency: string): Promise<MemberDeal[]> {
  const deals = await selectRiskyDeals(tx, asker, userId, currency, zoneDay(asker.now, asker.timeZone), dealsAtMost)
  const suggestions = await suggestDeals(tx, asker, deals.map(({ id }) => id))
  return deals.map((deal) => {
    const { stalled: _stalled, no_next_step: _none, overdue_step: _step, overdue_close: _close, limitDays: _limit, stepLate: _stepLate, closeLate: _closeLate, ...shown } = deal
    const own = suggestions.get(deal.id) ?? []
    return { ...shown, reasons: [...reasonsOf(deal), ...guarded(own)], suggestion: own[0] ?? null }
  })
}

function reasonsOf(deal: RiskyDeal): MemberReason[] {
  const days = { stalled: deal.daysInStage, no_next_step: null, overdue_step: deal.stepLate, overdue_close: deal.closeLate }
  return dealTroubles.filter((code) => deal[code]).map((code) => ({ code, days: days[code], limitDays: code === 'stalled' ? deal.limitDays : null }))
}

const whole = (value: string | number | null | undefined) => (typeof value === 'number' ? Math.round(value) : null)
function guarded(suggestions: readonly Suggestion[]): MemberReason[] {
  const of = (kind: 'silence' | 'too_much', days: string, limit: string) => suggestions.filter((one) => one.kind === kind).map(({ data }): MemberReason => ({ code: kind, days: whole(data[days]), limitDays: whole(data[limit]) }))
  return [...of('silence', 'days', 'limit'), ...of('too_much', 'n', 'days')]
}
