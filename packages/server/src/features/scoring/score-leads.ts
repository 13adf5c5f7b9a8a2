import { type BehaviourState, countEvents } from '@sluice/core/scoring/behaviour'
import { eventsOfDays } from '@sluice/core/scoring/behaviour-days'
import type { EventPayload } from '@sluice/core/events/catalogue'
import { plusDays } from '@sluice/core/diagnosis/days'
import { readyNext } from '@sluice/core/scoring/readiness'
import { scoreAt } from '@sluice/core/scoring/score'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import type { Ready } from './in-force.ts'
import { selectBehaviour, selectScoredLeads, type ScoredLead } from './scored-leads.queries.ts'

type Because = EventPayload<'lead.scored'>['because']
/** What a change of the score was about, by lead. */
export type What = ReadonlyMap<string, readonly object[]>

export interface Scored {
  scored: number
  becameReady: number
  ceased: number
}

interface Kept {
  leadId: string
  versionN: number
  score: number
  grade: string
  isReady: boolean
  sums: Record<string, [number, number]>
  scoredOn: string
}

/**
 * Scores leads and writes what is another: `lead_score`, the lead's own score and grade, a step of its history, and the log where grade or
 * readiness changes. Each lead is counted from its days of behaviour, so that whatever happened before, it has the score of a count from
 * scratch; fading alone goes by the sums that are kept. `isFirst`: a load of history, nobody is told. Leads are locked in the order of ids.
 */
export async function scoreLeads(tx: Tx, orgId: string, ready: Ready, ids: readonly string[], told: { now: string; because: Because; what?: What; isFirst?: boolean }): Promise<Scored> {
  const leads = await selectScoredLeads(tx, orgId, ids, true)
  if (leads.length === 0) return { scored: 0, becameReady: 0, ceased: 0 }
  const kept = await selectKept(tx, orgId, leads.map(({ id }) => id))
  const fades = (lead: ScoredLead) => told.because === 'fading' && kept.get(lead.id)?.versionN === ready.versionN
  const counted = leads.filter((lead) => !fades(lead)).map(({ id }) => id)
  const behaviour = counted.length === 0 ? new Map<string, never>() : await selectBehaviour(tx, orgId, counted, ready.today)
  const results = leads.map((lead) => {
    const before = kept.get(lead.id) ?? null
    const state = before !== null && fades(lead) ? stateOf(before) : countEvents(eventsOfDays(behaviour.get(lead.id) ?? [], ready.startOf), ready.scoring)
    return resultOf(ready, lead, state, before)
  })
  await writeScores(tx, orgId, ready, results)
  const moved = results.filter(({ before, score, isReady }) => before === null || before.score !== score.score || before.grade !== score.grade || before.isReady !== isReady)
  await writeSteps(tx, orgId, ready, moved, told)
  const becameReady = moved.filter(({ before, isReady, lead }) => isReady && before?.isReady !== true && isOpen(lead))
  if (told.isFirst !== true) await tell(tx, { orgId, actorId: null, now: told.now, isAutomatic: true }, ready, moved, becameReady, told.because)
  return { scored: results.length, becameReady: becameReady.length, ceased: moved.filter(({ before, isReady }) => !isReady && before?.isReady === true).length }
}

type Result = ReturnType<typeof resultOf>

const isOpen = ({ status }: ScoredLead) => status !== 'converted' && status !== 'invalid'

function resultOf(ready: Ready, lead: ScoredLead, state: BehaviourState, before: Kept | null) {
  const { scoring, at } = ready
  const score = scoreAt(scoring, lead, state, at, lead.given)
  return { lead, state, before, score, isReady: readyNext(before?.isReady ?? false, score.score, scoring.rules), nextOn: nextOn(ready, lead, state, score.score) }
}

/** Looked ahead so far; a lead that does not change until then is looked at again. */
const aheadDays = 30

/** The next day on which the score is another by itself; null: none, ever. */
function nextOn(ready: Ready, lead: ScoredLead, state: BehaviourState, now: number): string | null {
  if (ready.isTimed) return plusDays(ready.today, 1)
  const fading = ready.scoring.rules.behaviour.some(({ key, halfLifeDays }) => halfLifeDays !== null && Math.abs(state.sums[key]?.left ?? 0) > 0.01)
  if (!fading) return null
  // Fit does not move without the calendar: it is asked once, behaviour day by day.
  const probe = { ...ready.scoring, fit: [], icp: [], learnt: null, rules: { ...ready.scoring.rules, fitLimits: { min: -1000, max: 1000 } } }
  const { fit } = scoreAt(ready.scoring, lead, state, ready.at)
  for (let days = 1; days <= aheadDays; days++) {
    const { behaviour } = scoreAt(probe, {}, state, ready.startOf(plusDays(ready.today, days)))
    if (Math.round(Math.min(100, Math.max(0, fit + behaviour + lead.given))) !== now) return plusDays(ready.today, days)
  }
  return plusDays(ready.today, aheadDays)
}

/** Sums as they were kept; events before them are in them. */
function stateOf({ sums }: Kept): BehaviourState {
  return { last: null, used: {}, sums: Object.fromEntries(Object.entries(sums).map(([key, [left, at]]) => [key, { left, at }])) }
}

async function selectKept(tx: Tx, orgId: string, ids: readonly string[]): Promise<Map<string, Kept>> {
  const { rows } = await sql<Kept>`
    select lead_id as "leadId", version_n as "versionN", score, grade, is_ready as "isReady", sums, scored_on as "scoredOn" from lead_score
    where org_id = ${orgId} and lead_id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.leadId, row]))
}

async function writeScores(tx: Tx, orgId: string, ready: Ready, results: readonly Result[]): Promise<void> {
  const rows = results.map(({ lead, state, score, isReady, nextOn: next }) => ({
    lead_id: lead.id, score: score.score, grade: score.grade, is_ready: isReady, fit: score.fit, behaviour: score.behaviour, icp: score.icp, chance: score.chance,
    sums: Object.fromEntries(Object.entries(state.sums).map(([key, { left, at }]) => [key, [left, at]])), next_on: next,
  }))
  await sql`
    insert into lead_score (org_id, lead_id, version_n, score, grade, is_ready, fit, behaviour, icp, chance, sums, scored_on, next_on)
    select ${orgId}::uuid, lead_id, ${ready.versionN}, score, grade, is_ready, fit, behaviour, icp, chance, sums, ${ready.today}::date, next_on
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(lead_id uuid, score smallint, grade text, is_ready boolean, fit real, behaviour real, icp real, chance real, sums jsonb, next_on date)
    on conflict (org_id, lead_id) do update set version_n = excluded.version_n, score = excluded.score, grade = excluded.grade, is_ready = excluded.is_ready, fit = excluded.fit,
      behaviour = excluded.behaviour, icp = excluded.icp, chance = excluded.chance, sums = excluded.sums, scored_on = excluded.scored_on, next_on = excluded.next_on`.execute(tx)
  // The version of the lead stays: nobody who edits it is in the way of its score.
  await sql`
    update lead l set score = r.score, grade = r.grade from jsonb_to_recordset(${JSON.stringify(rows.map(({ lead_id, score, grade }) => ({ lead_id, score, grade })))}::jsonb) as r(lead_id uuid, score int, grade text)
    where l.org_id = ${orgId} and l.id = r.lead_id and (l.score, l.grade) is distinct from (r.score, r.grade)`.execute(tx)
}

async function writeSteps(tx: Tx, orgId: string, ready: Ready, moved: readonly Result[], told: { now: string; because: Because; what?: What }): Promise<void> {
  // Fading is a curve, not a thing that happened; it is told where it costs grade or readiness.
  const rows = moved.filter(({ before, score, isReady }) => told.because !== 'fading' || before?.grade !== score.grade || before.isReady !== isReady).map(({ lead, before, score, isReady }) => ({
    lead_id: lead.id, id: newId(), what: (told.what?.get(lead.id) ?? []).slice(0, 20), from_score: before?.score ?? null, score: score.score, from_grade: before?.grade ?? null, grade: score.grade, is_ready: isReady,
  }))
  if (rows.length === 0) return
  await sql`
    insert into score_step (org_id, lead_id, id, at, because, what, from_score, score, from_grade, grade, is_ready, version_n)
    select ${orgId}::uuid, lead_id, id, ${told.now}::timestamptz, ${told.because}, what, from_score, score, from_grade, grade, is_ready, ${ready.versionN}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(lead_id uuid, id uuid, what jsonb, from_score smallint, score smallint, from_grade text, grade text, is_ready boolean)`.execute(tx)
}

/** The log: a first score only when it is more than the lowest grade, or every new lead would stand in it twice. */
async function tell(tx: Tx, act: Act, { versionN: version, scoring }: Ready, moved: readonly Result[], becameReady: readonly Result[], because: Because): Promise<void> {
  const lowest = scoring.rules.grades.at(-1)?.key
  const about = ({ lead }: Result) => ({ subjectType: 'lead', subjectId: lead.id, ownerId: lead.ownerId, teamId: lead.teamId }) as const
  const events: NewEvent[] = moved.flatMap((result): NewEvent[] => {
    const { before, score: { score, grade }, isReady, lead } = result
    // What became of a closed lead's score is no news.
    if (!isOpen(lead)) return []
    if (before === null ? grade === lowest && !isReady : before.grade === grade && before.isReady === isReady) return []
    const from = before === null ? null : { score: before.score, grade: before.grade, isReady: before.isReady }
    return [{ ...about(result), type: 'lead.scored', payload: { score, grade, isReady, from, version, because } }]
  })
  const ready = becameReady.map((result): NewEvent => ({
    ...about(result), type: 'lead.ready', payload: { score: result.score.score, grade: result.score.grade, threshold: scoring.rules.threshold, version, because },
  }))
  await append(tx, act, [...events, ...ready])
}
