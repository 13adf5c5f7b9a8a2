import { judgeDay, type Finding } from '@sluice/core/alarms/judge-day'
import type { SeriesOptions } from '@sluice/core/alarms/pipeline-series'
import { evaluateAll } from '@sluice/core/diagnosis/alarms/evaluate'
import { type AlarmKind, type AlarmRule, daysNeeded } from '@sluice/core/diagnosis/alarms/rule'
import { dayNumber, plusDays } from '@sluice/core/diagnosis/days'
import type { PipelineSeries } from '@sluice/core/diagnosis/series'
import { dayOf, startOfDay, type DayText } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { Refusal } from '../../platform/refusal.ts'
import { selectKeptAlarms } from './kept-alarms.ts'
import { type LiveRule, selectLiveRules } from './keep-rules.ts'
import { saveJudged } from './save-judged.ts'
import type { SeriesOf } from './series.ts'

/** The longest horizon of a stage with a holiday week in it, and what dwell looks back over; core/alarms/pipeline-series. */
const [longestHorizon, dwellDays] = [68, 28]
/** A server that was off for longer begins anew; the demo company has a past to show. */
const [catchUpDays, demoDays] = [366, 120]
/**
 * What can be judged while the day runs. Entries of half a day would look like a drop, and dwell moves slowly and costs most: those
 * are judged of whole days.
 */
const duringTheDay: ReadonlySet<AlarmKind> = new Set<AlarmKind>(['stock_growth', 'conversion_below_mean', 'below_line', 'win_rate_swing', 'stage_days'])

export interface Judging {
  db: Db
  seriesOf: SeriesOf
  /** Asks for the root cause of an alarm that has opened, in the transaction in which it does. */
  explain: (tx: Parameters<Parameters<Db['write']>[1]>[0], orgId: string, alarmId: string) => Promise<void>
}

/**
 * Judges a pipeline by its rules: every whole day of the organisation since the last one judged, each as known at its end, so that a
 * server that was off comes to the same alarms as one that ran; then, if asked, the day that is running. A rule that was never judged
 * begins with yesterday.
 */
export async function judgePipeline(judging: Judging, orgId: string, pipelineId: string, now: Date, withToday: boolean): Promise<void> {
  const { db } = judging
  const { org, rules } = await db.read(orgId, async (tx) => ({
    org: await tx.selectFrom('org').select(['time_zone', 'is_demo']).where('org_id', '=', orgId).executeTakeFirstOrThrow(),
    rules: await selectLiveRules(tx, orgId, pipelineId),
  }))
  if (rules.length === 0) return
  const zone = org.time_zone
  const today = dayOf(now, zone)
  const earliest = plusDays(today, -catchUpDays)
  const isNew = plusDays(today, org.is_demo ? -demoDays - 1 : -2)
  const from = rules.map((rule) => rule.judgedTo ?? isNew).reduce((a, b) => (a < b ? a : b))
  for (let day = from < earliest ? earliest : plusDays(from, 1); day < today; day = plusDays(day, 1)) await judge(judging, orgId, pipelineId, zone, day, rules, now, true)
  if (withToday) await judge(judging, orgId, pipelineId, zone, today, rules, now, false)
}

async function judge(judging: Judging, orgId: string, pipelineId: string, zone: string, day: DayText, rules: readonly LiveRule[], now: Date, isWhole: boolean): Promise<void> {
  const applied = isWhole ? rules : rules.filter((rule) => duringTheDay.has(rule.definition.kind))
  const endOfDay = startOfDay(day, zone, 1)
  const asOf = isWhole ? endOfDay - 1 : now.getTime()
  const findings: Finding[] = []
  let stages: string[] | null = null
  for (const group of bySlice(applied)) {
    const series = await judging.seriesOf(orgId, pipelineId, { ...seriesFor(group.map(({ definition }) => definition), day), asOf, zone }).catch(passOverSlice)
    if (series === null) continue
    stages = series.stages.map(({ stageId }) => stageId)
    for (const rule of group) findings.push(...evaluateAll(rule.definition, series, day).map((verdict) => ({ ruleId: rule.id, verdict })))
  }
  if (stages === null) return
  const order = stages
  // When it was known: at the end of the day, also when it is judged later.
  const at = new Date(isWhole ? endOfDay : now.getTime()).toISOString()
  const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
  await judging.db.write(orgId, async (tx) => {
    // One process at a time judges a pipeline; the other finds what the first one wrote.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`alarms ${pipelineId}`}, 7583247))`.execute(tx)
    const live = new Map((await selectLiveRules(tx, orgId, pipelineId)).map((rule) => [rule.id, rule]))
    // Changed, switched off or removed since its figures were asked for: the next round has it.
    const valid = findings.filter(({ ruleId }) => live.get(ruleId)?.version === rules.find((rule) => rule.id === ruleId)?.version)
    const toJudge = applied.filter(({ id }) => live.has(id))
    if (isWhole && toJudge.every(({ id }) => (live.get(id)?.judgedTo ?? '') >= day)) return
    const kept = await selectKeptAlarms(tx, orgId, pipelineId)
    const timesOf = (ruleId: string) => live.get(ruleId)?.definition ?? { cooldownDays: 7, quietDays: 3 }
    const judged = judgeDay(valid, kept, order, day, isWhole, timesOf)
    await saveJudged(tx, { ...act, at, day, pipelineId, isRecent: dayNumber(dayOf(now, zone)) - dayNumber(day) <= 2, isWhole }, judged, judging.explain)
    await sql`
      update alarm_rule set judged_at = ${act.now},
        judged_to = case when ${isWhole}::boolean then greatest(judged_to, ${day}::date) else judged_to end
      where org_id = ${orgId} and id = any(${sql.val(applied.map(({ id }) => id))}::uuid[])`.execute(tx)
  })
}


/** Rules that look at the same deals share a question. */
function bySlice(rules: readonly LiveRule[]): LiveRule[][] {
  return [...Map.groupBy(rules, ({ definition }) => JSON.stringify(definition.scope.slice)).values()]
}

/** The series that these rules need for one day; all have the same slice. */
export function seriesFor(rules: readonly AlarmRule[], day: DayText): Omit<SeriesOptions, 'asOf' | 'zone'> {
  const needed = Math.max(...rules.map((rule) => daysNeeded(rule, longestHorizon, dwellDays)))
  const has = (kind: AlarmKind) => rules.some((rule) => rule.kind === kind)
  return {
    from: plusDays(day, -Math.min(1400, needed + 2)), to: plusDays(day, 1), slice: rules[0]?.scope.slice ?? null,
    dwell: has('dwell_over') ? 'weekly' : 'none', ages: has('stage_days') ? 'last' : 'none', dwellDays,
  }
}

/** A slice by a field that is gone finds nothing; the other rules go on. */
function passOverSlice(error: unknown): PipelineSeries | null {
  if (error instanceof RangeError || (error instanceof Refusal && error.code === 'request.invalid')) return null
  throw error
}
