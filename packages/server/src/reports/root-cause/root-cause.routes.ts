import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import type { AlarmVerdict } from '@sluice/core/diagnosis/alarms/verdict'
import { getAlarmRootCause, getRootCause, listGroupDeals, listWordQuotes, type RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { changeOfAlarm, pausesOf, questionOfAlarm } from '@sluice/core/diagnosis/root-cause/question'
import type { Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { type DayText, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import { alarmsSeen } from '../../features/alarms/alarms.policy.ts'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask } from '../ask.ts'
import { type Asking, askingOf } from '../asking.ts'
import { selectFigureDeals } from '../funnel/funnel.query.ts'
import { pageOf } from '../paging.ts'
import { findCause } from './find-cause.ts'
import { noteSpan } from './note-span.ts'
import { selectQuotes } from './quotes.query.ts'

/** Why a figure changed, asked of two periods or of an alarm, and the deals behind a finding. */
export function rootCauseRoutes(api: Api, replica: Replica): void {
  route(api, getRootCause, async ({ tx, viewer, session, query }) =>
    findCause({ tx, replica, asking: askingOf(api, viewer, session) }, {
      pipelineId: query.pipeline, stageId: query.stage, what: query.what, before: { from: query.beforeFrom, to: query.beforeTo }, after: { from: query.afterFrom, to: query.afterTo },
    }, query.slice))

  route(api, getAlarmRootCause, async ({ tx, viewer, session, params }) => {
    const asking = askingOf(api, viewer, session)
    const seen = await sql`select from alarm a where a.org_id = ${viewer.orgId} and a.id = ${params.id} and ${alarmsSeen(viewer)}`.execute(tx)
    if (seen.rows.length === 0) refuse('record.not_found')
    return (await causeOfAlarm({ tx, replica, asking: forAll(asking) }, params.id)) ?? refuse('record.not_found')
  })

  route(api, listGroupDeals, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const { from, limit, nextAfter } = pageOf(query)
    const words = wordsOf(query.words)
    // Which deals' notes hold a word the database says: then all of the group are asked for first.
    const whole = words.length > 0
    const found = await groupOf({ tx, replica, asking }, query, whole ? { from: 0, limit: mostSearched } : { from, limit })
    const ids = whole ? await speakingOf(tx, viewer.orgId, found.ids, words) : found.ids
    const total = whole ? ids.length : found.total
    return { items: await selectFigureDeals(tx, viewer.orgId, whole ? ids.slice(from, from + limit) : ids), total, nextCursor: nextAfter(total) }
  })

  route(api, listWordQuotes, async ({ tx, viewer, session, query }) => {
    const asking = askingOf(api, viewer, session)
    const words = wordsOf(query.words)
    const { ids } = await groupOf({ tx, replica, asking }, query, { from: 0, limit: mostSearched })
    const day = (text: string) => startOfDay(text, asking.timeZone)
    const span = noteSpan({ from: day(query.beforeFrom), to: day(query.afterTo) }, asking.now.getTime())
    return { items: await selectQuotes(tx, viewer.orgId, ids, words, span, query.limit) }
  })
}

/** Notes are looked through of so many deals of a group, and for so many words. */
const [mostSearched, mostWords] = [5000, 20]
const wordsOf = (text: string | undefined) => (text ?? '').split(',').filter((word) => word !== '').slice(0, mostWords)

type GroupQuery = Pick<QueryOf<typeof listGroupDeals>, 'pipeline' | 'stage' | 'what' | 'beforeFrom' | 'beforeTo' | 'afterFrom' | 'afterTo' | 'slice' | 'of' | 'period'>

/** Deals of a finding's group, as far as the asker may see them. */
async function groupOf({ tx, replica, asking }: { tx: Reader; replica: Replica; asking: Asking }, query: GroupQuery, part: { from: number; limit: number }): Promise<{ total: number; ids: string[] }> {
  const day = (text: string) => startOfDay(text, asking.timeZone)
  const periods = { before: { from: day(query.beforeFrom), to: day(query.beforeTo) }, after: { from: day(query.afterFrom), to: day(query.afterTo) }, period: query.period }
  const args = { stageId: query.stage, of: query.of, ...periods, asOf: asking.now.getTime(), atOnce: query.what === 'inflow', pauses: pausesOf(query.beforeFrom, query.afterTo, asking.timeZone), ...part }
  const found = await ask({ tx, replica, asking, query }, 'groupDeals', args, { others: [{ pipeline: query.pipeline }] })
  return found ?? refuse('request.invalid', {}, [{ path: 'stage', code: 'unknown' }])
}

/** For alarms that have just opened: their cause, as of everything the organisation knows. Null when the alarm is gone. */
export const rootCauseOf = (api: Api, replica: Replica) => (orgId: string, alarmId: string): Promise<RootCauseAnswer | null> =>
  api.db.read(orgId, async (tx) => {
    const org = await tx.selectFrom('org').select(['time_zone', 'currency']).where('org_id', '=', orgId).executeTakeFirstOrThrow()
    const asking: Asking = { viewer: nobody(orgId), timeZone: org.time_zone, currency: org.currency, now: api.clock.now() }
    return causeOfAlarm({ tx, replica, asking: forAll(asking) }, alarmId)
  })

const unknown = '00000000-0000-7000-8000-000000000000'
const nobody = (orgId: string): Viewer => ({ orgId, userId: unknown, role: 'admin', teamId: unknown, teamIds: [] })
/** An alarm is about the organisation, not about what somebody sees of it; whoever sees the alarm sees its cause. */
const forAll = (asking: Asking): Asking => ({ ...asking, viewer: { ...asking.viewer, role: 'admin' } })

async function causeOfAlarm(given: { tx: Reader; replica: Replica; asking: Asking }, alarmId: string): Promise<RootCauseAnswer | null> {
  const { tx, asking } = given
  const { orgId } = asking.viewer
  const { rows } = await sql<{ pipelineId: string; verdict: AlarmVerdict; definition: AlarmRule; firstDay: DayText; lastStage: string | null }>`
    select a.pipeline_id as "pipelineId", a.verdict, r.definition, a.first_day::text as "firstDay",
      (select s.id from stage s where s.org_id = a.org_id and s.pipeline_id = a.pipeline_id and s.archived_at is null order by s.position desc limit 1) as "lastStage"
    from alarm a join alarm_rule r on r.org_id = a.org_id and r.id = a.rule_id where a.org_id = ${orgId} and a.id = ${alarmId}`.execute(tx)
  const [alarm] = rows
  if (alarm === undefined || alarm.lastStage === null) return null
  const { verdict } = alarm
  const slice = verdict.slice === null ? undefined : [{ dimension: verdict.slice.dimension, values: [verdict.slice.value] }]
  const sliced = slice === undefined ? {} : { slice }
  const onset = await ask({ ...given, query: { pipeline: alarm.pipelineId, ...sliced } }, 'alarmOnset',
    { ...changeOfAlarm(verdict, alarm.definition, alarm.firstDay), zone: asking.timeZone, asOf: asking.now.getTime() }, { others: [{ pipeline: alarm.pipelineId }] })
  return findCause(given, questionOfAlarm(verdict, alarm.definition, alarm.lastStage, onset), slice, alarmId)
}

/** Those of the deals whose notes hold one of the words, in their order. */
async function speakingOf(tx: Reader, orgId: string, ids: readonly string[], words: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${sql.val([...ids])}::uuid[]) with ordinality as wanted(id, place)
    where exists (select from activity a where a.org_id = ${orgId} and a.subject_type = 'deal' and a.subject_id = wanted.id and a.deleted_at is null
      and exists (select from unnest(${sql.val([...words])}::text[]) as word where strpos(lower(a.body), lower(word)) > 0))
    order by wanted.place`.execute(tx)
  return rows.map((row) => row.id)
}
