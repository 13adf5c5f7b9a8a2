import { activityMeasures } from '@sluice/core/funnel/measures/activity-measures'
import { WATERFALL_BARS } from '@sluice/core/funnel/measures/waterfall'
import type { Viewer } from '@sluice/core/identity/policy'
import { sectionMinutes, type AgendaFacts } from '@sluice/core/meetings/agenda'
import { sql } from 'kysely'
import { selectAlarm, selectAlarms } from '../../features/alarms/alarms.queries.ts'
import type { Reader } from '../../platform/db.ts'
import type { Replica } from '../../replica/replica.ts'
import { selectResponses, selectTouches } from '../activities/activities.query.ts'
import { ask, type Questioning } from '../ask.ts'
import { cohortOf, ownershipOf } from '../asking.ts'
import { askedFields } from '../completeness/asked-fields.ts'
import { selectReport } from '../completeness/completeness.query.ts'
import { selectNames } from '../names.query.ts'
import { type AgendaPlace, selectCommitments, selectLost, selectStuck, selectSubtree, selectTopics } from './facts.query.ts'

const DAY_MS = 86_400_000
/** So many deals are named in a part, so many alarms are told with their cause, and so many weak owners with what their records lack. */
const [mostDeals, mostAlarms, mostWeak] = [20, 8, 3]
const nobody = '00000000-0000-7000-8000-000000000000'

/** What a meeting is about: a pipeline, a team with those below it or everybody, and when. */
export interface MeetingPlace {
  orgId: string
  seriesId: string
  pipelineId: string
  teamId: string | null
  timeZone: string
  currency: string
  /** The last meeting, and this one. */
  from: Date
  to: Date
  sectionMinutes: number
}

/** The agenda of a meeting, as of its beginning. It is about the whole team; who reads it sees of the records what they may. */
export async function makeAgenda(tx: Reader, replica: Pick<Replica, 'ask'>, place: MeetingPlace): Promise<AgendaFacts> {
  const { orgId, pipelineId, teamId, timeZone, currency } = place
  const teamIds = teamId === null ? null : await selectSubtree(tx, orgId, teamId)
  const reader: Viewer = { orgId, userId: nobody, role: 'admin', teamId: teamId ?? nobody, teamIds: teamIds ?? [] }
  const about: AgendaPlace = { orgId, seriesId: place.seriesId, pipelineId, teamIds, timeZone, currency, from: place.from.toISOString(), to: place.to.toISOString() }
  const question: Questioning = {
    tx, replica, asking: { viewer: reader, timeZone, currency, now: place.to }, query: { pipeline: pipelineId, ...(teamId !== null && { team: [teamId] }) },
  }
  const commitments = await selectCommitments(tx, about)
  // All at once: while alarms are judged, each question waits for its turn.
  const [changes, people, losses] = await Promise.all([changesOf(question, place), peopleOf(question), lossesOf(question, place)])
  const stuck = await selectStuck(tx, about, mostDeals)
  const anomalies = await anomaliesOf(tx, reader, timeZone, pipelineId)
  const topics = await selectTopics(tx, about)
  const completeness = await completenessOf(tx, teamIds === null ? reader : { ...reader, role: 'manager' }, place)
  const minutes = sectionMinutes({
    commitments: commitments.length, changes: changes.start.deals + changes.end.deals + changes.deals.length, stuck: stuck.total, anomalies: anomalies.length, people: people.rows.length,
    losses: losses.total, topics: topics.length, completeness: completeness.owners.length,
  }, place.sectionMinutes)
  return { from: about.from, to: about.to, currency, minutes, commitments, changes, stuck, anomalies, people, losses, topics, completeness }
}

async function changesOf(question: Questioning, { from, to, currency }: MeetingPlace): Promise<AgendaFacts['changes']> {
  const options = { from: from.getTime(), to: to.getTime(), closing: { from: null, to: null }, currency, mode: 'path' as const }
  const [{ start, end, parts }, ...lists] = await Promise.all([
    ask(question, 'waterfall', options), ...WATERFALL_BARS.map((bar) => ask(question, 'waterfallDeals', { options, bar, from: 0, limit: mostDeals })),
  ])
  const deals = WATERFALL_BARS.flatMap((bar, i) => (lists[i]?.items ?? []).toSorted((a, b) => b.amountMinor - a.amountMinor).slice(0, 5).map(({ id, amountMinor }) => ({ dealId: id, bar, amountMinor })))
  return { start, end, parts: parts.map(({ bar, sign, amountMinor, deals: n }) => ({ bar, sign, amountMinor, deals: n })), deals }
}

async function anomaliesOf(tx: Reader, reader: Viewer, timeZone: string, pipelineId: string): Promise<AgendaFacts['anomalies']> {
  const weight = { critical: 0, warn: 1, info: 2 }
  const open = (await selectAlarms(tx, reader, timeZone, { pipeline: pipelineId, status: ['open', 'acknowledged'], limit: 50 })).toSorted((a, b) => weight[a.severity] - weight[b.severity])
  const { rows } = await sql<{ id: string; name: string }>`select id, name from stage where org_id = ${reader.orgId} and pipeline_id = ${pipelineId}`.execute(tx)
  const stages = new Map(rows.map(({ id, name }) => [id, name]))
  const found: AgendaFacts['anomalies'] = []
  for (const { id, rule, stageId, severity, firstDay, verdict } of open.slice(0, mostAlarms)) {
    const rootCause = (await selectAlarm(tx, reader, id))?.rootCause
    const cause = rootCause?.verdict === 'causes' ? (rootCause.findings[0]?.text ?? rootCause.text) : null
    found.push({ alarmId: id, rule: rule.name, stage: stageId === null ? null : (stages.get(stageId) ?? null), severity, firstDay, text: verdict.text, cause })
  }
  return found
}

/** Win rates of the last year with everybody's mix of deals, and what people do besides. */
async function peopleOf(question: Questioning): Promise<AgendaFacts['people']> {
  const { tx, asking, query } = question
  const now = asking.now.getTime()
  const within = ['source', 'size']
  const [compared, stages] = await Promise.all([
    ask(question, 'fair', { ...cohortOf(asking, {}), from: now - 365 * DAY_MS, of: 'owner', within }, { by: within }), ask(question, 'stages', null),
  ])
  const iso = (at: number) => new Date(at).toISOString()
  const window = { from: iso(now - 365 * DAY_MS), to: iso(now + 1), asOf: iso(now) }
  const owned = await ownershipOf(tx, asking, query)
  const all = sql<boolean>`true`
  const responses = await selectResponses(tx, asking.viewer, query.pipeline, window, owned, all, true)
  const touches = await selectTouches(tx, asking.viewer, query.pipeline, window, owned, all)
  const work = activityMeasures({ responses, touches }, stages, { asOf: now })
  const whole = activityMeasures({ responses: [], touches: touches.map((row) => ({ ...row, ownerId: null })) }, stages, { asOf: now })
  const byOwner = new Map(work.byOwner.map((row) => [row.ownerId, row]))
  const enough = (figure: { value: number | null; enough: boolean } | undefined) => (figure?.enough === true ? figure.value : null)
  const rows = compared.rows.flatMap((row) => (row.value === null || !row.enough ? [] : [{ ...row, value: row.value }]))
  const names = await selectNames(tx, asking.viewer.orgId, query.pipeline, rows.map(({ value }) => ({ dimension: 'owner', value })))
  return {
    whole: compared.whole.value, n: compared.whole.n, responseHours: enough(work.response.median), touches: enough(whole.byOwner[0]?.touchesPerStay),
    rows: rows.toSorted((a, b) => (b.difference ?? 0) - (a.difference ?? 0)).map(({ value, raw, adjusted, reference, difference, low, high, q }) => ({
      userId: value, name: names[`owner:${value}`] ?? '', n: raw.n, raw: raw.value, adjusted: adjusted.value, reference, difference, low, high, q,
      responseHours: enough(byOwner.get(value)?.response.median), touches: enough(byOwner.get(value)?.touchesPerStay),
    })),
  }
}

async function lossesOf(question: Questioning, { orgId, pipelineId, from, to }: MeetingPlace & { orgId: string }): Promise<AgendaFacts['losses']> {
  const options = { ...cohortOf(question.asking, {}), from: from.getTime(), to: to.getTime() }
  const withRivals = { unlisted: ['competitor'] }
  const [{ total, byReason, byCompetitor }, { ids }] = await Promise.all([ask(question, 'losses', options, withRivals), ask(question, 'lossDeals', { options, key: {}, from: 0, limit: 500 }, withRivals)])
  const deals = (await selectLost(question.tx, orgId, ids)).toSorted((a, b) => (b.amountMinor ?? 0) - (a.amountMinor ?? 0)).slice(0, mostDeals)
  const names = await selectNames(question.tx, orgId, pipelineId, [])
  return {
    total: total.deals, amountMinor: total.amountMinor, deals,
    reasons: byReason.slice(0, 8).map(({ reasonId, deals: n, amountMinor }) => ({ name: reasonId === null ? null : (names[reasonId] ?? null), deals: n, amountMinor })),
    competitors: byCompetitor.flatMap(({ competitor, deals: n }) => (competitor === null ? [] : [{ name: competitor, deals: n }])).slice(0, 5),
  }
}

async function completenessOf(tx: Reader, viewer: Viewer, { timeZone, to, pipelineId }: MeetingPlace): Promise<AgendaFacts['completeness']> {
  const asker = { viewer, timeZone, now: to }
  const fields = await askedFields(tx, asker, 'deal', 'zh')
  const english = new Map((await askedFields(tx, asker, 'deal', 'en')).map(({ key, label }) => [key, label]))
  const label = (i: number) => ({ zh: fields[i]?.label ?? '', en: english.get(fields[i]?.key ?? '') ?? fields[i]?.label ?? '' })
  const least = (counts: readonly { n: number; filled: number; asked: number }[]) =>
    counts.filter(({ filled, asked }) => asked > 0 && filled < asked).toSorted((a, b) => a.filled / a.asked - b.filled / b.asked)
  const report = await selectReport(tx, viewer, 'deal', pipelineId, fields)
  const owners = report.owners.flatMap(({ owner, records, score }) => (owner === null || score === null ? [] : [{ userId: owner.id, name: owner.name, records, score, missing: [] as { zh: string; en: string }[] }]))
  // Where somebody is behind the others, what their records lack most is what to practise.
  for (const owner of owners.slice(0, mostWeak)) {
    if (report.score !== null && owner.score >= report.score) break
    const own = await selectReport(tx, { ...viewer, role: 'rep', userId: owner.userId }, 'deal', pipelineId, fields)
    owner.missing = least(own.fields).slice(0, 3).map(({ n }) => label(n - 1))
  }
  return { records: report.records, score: report.score, owners: owners.slice(0, 50), fields: least(report.fields).slice(0, 5).map(({ n, filled, asked }) => ({ label: label(n - 1), filled, asked })) }
}
