import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { FunnelStage, Journey, Stay } from '../journey.ts'

/** Test support: real data with known answers, read where it is present. Its rows stay out of the project. */

/** Address of a file below `../shared/data` beside the repository, or null when it is not there. */
export function knownFile(path: string): URL | null {
  const url = new URL(`../../../../../../shared/data/${path}`, import.meta.url)
  return existsSync(url) ? url : null
}

/** Rows of a plain CSV without quoting, by column name. */
export function rowsOf(file: URL): Record<string, string>[] {
  const raw = readFileSync(file)
  const text = (file.pathname.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8')
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
}

export const SHANGHAI_MIDNIGHT = 'T00:00:00+08:00'

/** The record list: one stay per deal, dates as midnights in Shanghai; deals without a date count as created at the import. */
export function mavenJourneys(file: URL, importedAt: number): { journeys: Journey[]; stages: FunnelStage[] } {
  const stages = [
    { id: 'Prospecting', position: 0, winProbability: 0.1 },
    { id: 'Engaging', position: 1, winProbability: 0.4 },
  ]
  const at = (date: string | undefined) => (date ? Date.parse(date + SHANGHAI_MIDNIGHT) : null)
  const journeys = rowsOf(file).map((row): Journey => {
    const outcome = row['deal_stage'] === 'Won' ? 'won' : row['deal_stage'] === 'Lost' ? 'lost' : 'open'
    const createdAt = at(row['engage_date']) ?? importedAt
    const closedAt = outcome === 'open' ? null : at(row['close_date'])
    const stay: Stay = {
      stageId: row['deal_stage'] === 'Prospecting' ? 'Prospecting' : 'Engaging',
      enteredAt: createdAt, leftAt: closedAt, exit: outcome === 'open' ? null : outcome, riskFrom: null, imported: true,
    }
    return {
      dealId: row['opportunity_id'] ?? '', createdAt, closedAt, outcome,
      amountMinor: Math.round(Number(row['close_value'] || '0') * 100), currency: 'CNY', lossReasonId: null, stays: [stay],
    }
  })
  return { journeys, stages }
}

const MILESTONES = ['A_SUBMITTED', 'A_PREACCEPTED', 'A_ACCEPTED', 'A_FINALIZED', 'O_SENT', 'O_SENT_BACK']

/** The event log: each case's milestones become stays in the order they happened; approval wins, decline or cancellation loses. */
export function bpiJourneys(file: URL): { journeys: Journey[]; stages: FunnelStage[] } {
  const cases = new Map<string, { activity: string; at: number }[]>()
  for (const row of rowsOf(file)) {
    const events = cases.get(row['case_id'] ?? '') ?? []
    events.push({ activity: row['activity'] ?? '', at: Date.parse(row['timestamp'] ?? '') })
    cases.set(row['case_id'] ?? '', events)
  }
  const journeys = [...cases].map(([dealId, events]): Journey => {
    const inTime = events.map((event, i) => ({ ...event, i })).sort((a, b) => a.at - b.at || a.i - b.i)
    const end = inTime.find(({ activity }) => activity === 'A_APPROVED' || activity === 'A_DECLINED' || activity === 'A_CANCELLED')
    const outcome = end === undefined ? 'open' : end.activity === 'A_APPROVED' ? 'won' : 'lost'
    const entries = inTime.filter(({ activity, at }) => MILESTONES.includes(activity) && (end === undefined || at <= end.at))
    const stays = entries.map(({ activity, at }, i): Stay => {
      const next = entries[i + 1]
      const exit = next === undefined ? (outcome === 'open' ? null : outcome) : MILESTONES.indexOf(next.activity) > MILESTONES.indexOf(activity) ? 'advance' : 'back'
      return { stageId: activity, enteredAt: at, leftAt: next?.at ?? end?.at ?? null, exit, riskFrom: null, imported: true }
    })
    return {
      dealId, createdAt: inTime[0]?.at ?? 0, closedAt: end?.at ?? null, outcome, amountMinor: 0, currency: 'EUR',
      lossReasonId: outcome === 'lost' ? (end?.activity ?? null) : null, stays,
    }
  })
  return { journeys, stages: MILESTONES.map((id, position) => ({ id, position, winProbability: 0.5 })) }
}
