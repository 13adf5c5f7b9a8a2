import { countEvents } from '@sluice/core/scoring/behaviour'
import { eventsOfDays } from '@sluice/core/scoring/behaviour-days'
import type { LeadScore, LeadScoreLine } from '@sluice/core/scoring/contract'
import { dayOf } from '@sluice/core/lib/dates'
import { fitReasons } from '@sluice/core/scoring/learnt'
import type { Viewer } from '@sluice/core/identity/policy'
import { scoreAt } from '@sluice/core/scoring/score'
import { scoreLines, type ScoreLine } from '@sluice/core/scoring/score-lines'
import { wantsOf } from '@sluice/core/scoring/wants'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { readInForce, type Ready } from './in-force.ts'
import { selectBehaviour, selectScoredLeads } from './scored-leads.queries.ts'

const mostLines = 60
const mostSteps = 30

/** The score of a lead that the viewer sees, counted anew from what it rests on; null where nothing is scored, or this lead not yet. */
export async function explainScore(tx: Reader, viewer: Viewer, leadId: string, now: Date): Promise<LeadScore | null> {
  const { orgId } = viewer
  const ready = await readInForce(tx, orgId, now)
  const lead = (await selectScoredLeads(tx, orgId, [leadId], false))[0]
  const kept = await tx.selectFrom('lead_score').select(['is_ready', 'version_n', 'scored_on']).where('org_id', '=', orgId).where('lead_id', '=', leadId).executeTakeFirst()
  if (ready === null || lead === undefined || kept === undefined) return null
  const { scoring } = ready
  const days = (await selectBehaviour(tx, orgId, [leadId], ready.today)).get(leadId) ?? []
  const events = eventsOfDays(days, ready.startOf)
  const score = scoreAt(scoring, lead, countEvents(events, scoring), ready.at, lead.given)
  const lines = joined(scoreLines(scoring, lead, events, ready.at, lead.given), ready, lead)
  return {
    score: score.score, grade: score.grade, isReady: kept.is_ready, threshold: scoring.rules.threshold, versionN: ready.versionN, scoredOn: kept.scored_on,
    fit: score.fit, behaviour: score.behaviour, fitMax: scoring.rules.fitLimits.max, behaviourMax: scoring.rules.behaviourLimits.max, icp: score.icp, chance: score.chance,
    lines: lines.slice(0, mostLines), hiddenLines: Math.max(0, lines.length - mostLines),
    wants: kept.is_ready ? [] : wantsOf(scoring, lead, events, score, ready.at),
    steps: await selectSteps(tx, orgId, leadId),
  }
}

/** Grants of one rule for one thing on one day are one line: it was done so many times. */
function joined(lines: readonly ScoreLine[], ready: Ready, lead: Parameters<typeof fitReasons>[1]): LeadScoreLine[] {
  const shown: LeadScoreLine[] = []
  const places = new Map<string, Extract<LeadScoreLine, { part: 'behaviour' }>>()
  for (const line of lines) {
    if (line.part === 'model') shown.push({ ...line, reasons: fitReasons(ready.scoring.learnt, lead) })
    if (line.part !== 'behaviour') {
      if (line.part !== 'model') shown.push(line)
      continue
    }
    const { ruleKey, name, eventId, at, points, granted, left, cappedBy } = line
    const [kind, subject] = thingOf(eventId)
    const key = `${ruleKey} ${at} ${kind} ${subject}`
    const place = places.get(key)
    if (place !== undefined) {
      Object.assign(place, { times: place.times + 1, points: place.points + points, granted: place.granted + granted, left: place.left + left, cappedBy: place.cappedBy ?? cappedBy })
      continue
    }
    const made = { part: 'behaviour' as const, ruleKey, name, kind, subject, day: dayOf(at + 12 * 3_600_000, ready.timeZone), times: 1, points, granted, left, cappedBy }
    places.set(key, made)
    shown.push(made)
  }
  return shown
}

/** An event's id is its kind, its subject, and which time of the day it was (core/scoring/behaviour-days). */
function thingOf(eventId: string): [string, string] {
  const first = eventId.indexOf(' ')
  return [eventId.slice(0, first), eventId.slice(first + 1, eventId.lastIndexOf(' '))]
}

async function selectSteps(tx: Reader, orgId: string, leadId: string): Promise<LeadScore['steps']> {
  const { rows } = await sql<LeadScore['steps'][number]>`
    select id, at, because, what, from_score as "fromScore", score, from_grade as "fromGrade", grade, is_ready as "isReady", version_n as "versionN"
    from score_step where org_id = ${orgId} and lead_id = ${leadId} order by id desc limit ${mostSteps}`.execute(tx)
  return rows
}
