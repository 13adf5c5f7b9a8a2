import type { changeResponsePolicy, listCalendarDays, ResponsePolicy, setCalendarDay } from '@sluice/core/answering/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { chineseHolidays } from '@sluice/core/lib/chinese-holidays'
import type { AnswerOf, BodyOf } from '@sluice/core/lib/contract'
import { decreedYears } from '@sluice/core/lib/decreed-days'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { reckonAnew } from './clocks.ts'
import { readWorkTime, selectPolicy } from './work-time.ts'

/** Changes hours and targets, and reckons the clocks that run anew. */
export async function changePolicy(tx: Tx, act: Act, viewer: Viewer, version: number, body: BodyOf<typeof changeResponsePolicy>): Promise<ResponsePolicy> {
  requireAdmin(viewer)
  const { orgId } = act
  const usual = await selectPolicy(tx, orgId)
  await tx
    .insertInto('response_policy')
    .values({ org_id: orgId, version: usual.version, remind_before_minutes: usual.remindBeforeMinutes, escalate_after_minutes: usual.escalateAfterMinutes, reassign_after_minutes: usual.reassignAfterMinutes })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx.selectFrom('response_policy').select('version').where('org_id', '=', orgId).forUpdate().execute()
  const before = await selectPolicy(tx, orgId)
  if (before.version !== version) refuse('conflict.stale_version')
  const after = { ...before, ...body }
  if (after.remindBeforeMinutes !== null && after.remindBeforeMinutes >= after.targetMinutes) refuse('answering.remind_before_start', {}, [{ path: 'remindBeforeMinutes', code: 'answering.remind_before_start' }])
  if (after.escalateAfterMinutes !== null && after.reassignAfterMinutes !== null && after.reassignAfterMinutes < after.escalateAfterMinutes) {
    refuse('answering.reassign_before_escalate', {}, [{ path: 'reassignAfterMinutes', code: 'answering.reassign_before_escalate' }])
  }
  await tx
    .updateTable('response_policy')
    .set({
      is_on: after.isOn, spans: JSON.stringify(after.spans), target_minutes: after.targetMinutes, remind_before_minutes: after.remindBeforeMinutes,
      escalate_after_minutes: after.escalateAfterMinutes, reassign_after_minutes: after.reassignAfterMinutes, kinds: after.kinds, version: version + 1,
    })
    .where('org_id', '=', orgId)
    .execute()
  await reckonAnew(tx, orgId, await readWorkTime(tx, orgId))
  await tellChange(tx, act, 'response_policy')
  return selectPolicy(tx, orgId)
}

/** Days of a year that are not as the week says. */
export async function readCalendarDays(tx: Reader, orgId: string, year: number): Promise<AnswerOf<typeof listCalendarDays>> {
  const { zone, calendar } = await readWorkTime(tx, orgId)
  const own = await tx.selectFrom('calendar_day').select(['day', 'kind', 'note']).where('org_id', '=', orgId).where('day', '>=', `${year}-01-01`).where('day', '<=', `${year}-12-31`).execute()
  const decreed = decreedYears.get(year)
  const holds = chineseHolidays(year, zone)
  const known: AnswerOf<typeof listCalendarDays>['items'] = holds.size === 0 ? [] : [
    ...(decreed?.off ?? [...holds].filter((day) => !isWeekend(day))).map((day) => ({ day, kind: 'off' as const, origin: 'holiday' as const, note: '' })),
    ...(decreed?.worked ?? []).map((day) => ({ day, kind: 'worked' as const, origin: 'make_up' as const, note: '' })),
  ]
  const items = [
    ...known.filter(({ day }) => !own.some((one) => one.day === day)),
    ...own.map(({ day, kind, note }) => ({ day, kind: kind === 'off' ? ('off' as const) : ('worked' as const), origin: 'own' as const, note })),
  ].toSorted((a, b) => (a.day < b.day ? -1 : 1))
  return { year, isDecreed: decreed !== undefined || holds.size === 0, workdays: daysOf(year).filter((day) => calendar.isWorkday(day)).length, items }
}

/** The organisation's own word on a day; null takes it back. */
export async function setDay(tx: Tx, act: Act, viewer: Viewer, day: string, body: BodyOf<typeof setCalendarDay>): Promise<{ isWorkday: boolean }> {
  requireAdmin(viewer)
  const { orgId } = act
  if (body.kind === null) await tx.deleteFrom('calendar_day').where('org_id', '=', orgId).where('day', '=', day).execute()
  else {
    const values = { kind: body.kind, note: body.note ?? '' }
    await tx.insertInto('calendar_day').values({ org_id: orgId, day, ...values }).onConflict((conflict) => conflict.columns(['org_id', 'day']).doUpdateSet(values)).execute()
  }
  const time = await readWorkTime(tx, orgId)
  await reckonAnew(tx, orgId, time)
  await tellChange(tx, act, 'work_calendar')
  return { isWorkday: time.calendar.isWorkday(day) }
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1)
  const count = Math.round((Date.UTC(year + 1, 0, 1) - first) / 86_400_000)
  return Array.from({ length: count }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10))
}

function requireAdmin(viewer: Viewer): void {
  if (viewer.role !== 'admin') refuse('permission.denied')
}

const tellChange = (tx: Tx, act: Act, what: string) =>
  append(tx, act, [{ type: 'config.changed', payload: { what, name: '' }, subjectType: 'config', subjectId: act.orgId, ownerId: null, teamId: null }])
