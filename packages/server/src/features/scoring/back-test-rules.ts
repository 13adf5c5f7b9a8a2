import { dayOf } from '@sluice/core/lib/dates'
import { countEvents } from '@sluice/core/scoring/behaviour'
import { eventsOfDays, type BehaviourDay } from '@sluice/core/scoring/behaviour-days'
import { backTest } from '@sluice/core/scoring/back-test'
import type { ScoreBackTest } from '@sluice/core/scoring/contract'
import { landmarkRows } from '@sluice/core/scoring/landmark'
import { type LoggedChange, rewound } from '@sluice/core/scoring/rewind'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { scoreAt } from '@sluice/core/scoring/score'
import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { readInForce, readyFor, type Ready } from './in-force.ts'
import { selectBehaviour, selectLoggedChanges, selectNewestLeads, type ScoredLead } from './scored-leads.queries.ts'

const most = 20_000
const batch = 1000
/** Points of the curve that are drawn. */
const curvePoints = 100

interface Wanted {
  landmarkDays: number
  windowDays: number
  maxShare: number | null
}
type Past = { lead: ScoredLead; changes: LoggedChange[]; days: BehaviourDay[] }

/** Rules against what became of past leads, each scored as it was at the same age: attributes from the log, behaviour up to that day. Refused with too few. */
export async function backTestRules(tx: Reader, orgId: string, rules: ScoreRules, { landmarkDays, windowDays, maxShare }: Wanted, now: Date): Promise<ScoreBackTest> {
  const ready = await readyFor(tx, orgId, rules, now)
  const cutoff = new Date(now.getTime() - (landmarkDays + windowDays) * 86_400_000).toISOString()
  const leads = await selectNewestLeads(tx, orgId, sql<boolean>`l.created_at <= ${cutoff}::timestamptz`, most + 1)
  const young = await sql<{ n: number }>`select count(*) as n from lead where org_id = ${orgId} and created_at > ${cutoff}::timestamptz`.execute(tx)
  const pasts = new Map<string, Past>()
  for (let from = 0; from < Math.min(most, leads.length); from += batch) {
    const some = leads.slice(from, Math.min(most, from + batch))
    const ids = some.map(({ id }) => id)
    const [behaviour, changes] = [await selectBehaviour(tx, orgId, ids, ready.today), await selectLoggedChanges(tx, orgId, ids)]
    for (const lead of some) pasts.set(lead.id, { lead, changes: changes.get(lead.id) ?? [], days: behaviour.get(lead.id) ?? [] })
    await breathe()
  }
  const known = [...pasts.values()].map(({ lead }) => ({
    id: lead.id, createdAt: Date.parse(lead.createdAt), convertedAt: lead.convertedAt === null ? null : Date.parse(lead.convertedAt),
    endedAt: lead.status === 'invalid' ? Date.parse(lead.statusAt) : null,
  }))
  const rowsBy = (by: Ready) => landmarkRows(known, { landmarkDays, windowDays, now: now.getTime() }, ({ id }, at) => scoreThen(by, pasts.get(id) as Past, at))
  const { rows, leftOut } = rowsBy(ready)
  const tested = backTest(rows, { wish: { maxShare, minSide: 20 } })
  if (!tested.ok) refuse(tested.code, tested.detail)
  const inForce = await readInForce(tx, orgId, now)
  const other = inForce === null ? null : backTest(rowsBy(inForce).rows)
  const { n, converted, rate, interval, bands, lift, auc, advice, verdict } = tested
  return {
    n, converted, rate, interval, leftOut: { settled: leftOut.settled, young: leftOut.young + Number(young.rows[0]?.n ?? 0) }, isSample: leads.length > most,
    bands, lift: thinned(lift), auc, verdict, advice, inForce: other?.ok === true ? other.auc : null,
  }
}

/** Today's rules with what was known then. Scores go by whole days: what was done until the end of the day before. */
function scoreThen({ scoring, startOf, timeZone }: Ready, { lead, changes, days }: Past, at: number): number {
  const day = dayOf(at, timeZone)
  const then = startOf(day)
  // What happened later on the landmark's own day was not known yet.
  const behaviour = countEvents(eventsOfDays(days.filter((one) => one.day < day), startOf), scoring)
  return scoreAt(scoring, rewound(lead, changes, at), behaviour, then).score
}

function thinned<P>(points: readonly P[]): P[] {
  const every = Math.ceil(points.length / curvePoints)
  return points.filter((_, i) => i % every === 0 || i === points.length - 1)
}
