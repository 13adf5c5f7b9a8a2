import type { ScorePreview } from '@sluice/core/scoring/contract'
import { countEvents } from '@sluice/core/scoring/behaviour'
import { eventsOfDays } from '@sluice/core/scoring/behaviour-days'
import type { Viewer } from '@sluice/core/identity/policy'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { readyNext } from '@sluice/core/scoring/readiness'
import { scoreAt } from '@sluice/core/scoring/score'
import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { readyFor } from './in-force.ts'
import { selectBehaviour, selectNewestLeads } from './scored-leads.queries.ts'

/** More are not looked at: a preview is read while somebody waits. */
export const previewLimit = 20_000
const batch = 1000
const moversEachWay = 50

interface Before { leadId: string; score: number; grade: string; isReady: boolean }

/** What rules would make of the open leads that the viewer sees, beside the scores they have. Writes nothing. */
export async function previewRules(tx: Reader, viewer: Viewer, rules: ScoreRules, now: Date): Promise<ScorePreview> {
  const { orgId } = viewer
  const ready = await readyFor(tx, orgId, rules, now)
  const leads = await selectNewestLeads(tx, orgId, sql<boolean>`l.status not in ('converted', 'invalid') and ${scopeFilter(viewer, 'lead', 'read', 'l')}`, previewLimit + 1)
  const looked = leads.slice(0, previewLimit)
  const bands = Array.from({ length: 10 }, (_, i) => ({ from: i * 10, to: (i + 1) * 10, before: 0, after: 0 }))
  const grades = new Map(rules.grades.map(({ key }) => [key, { grade: key, before: 0, after: 0 }]))
  const crowd = { before: 0, after: 0 }
  const movers: ScorePreview['movers'] = []
  for (let from = 0; from < looked.length; from += batch) {
    const some = looked.slice(from, from + batch)
    const ids = some.map(({ id }) => id)
    const behaviour = await selectBehaviour(tx, orgId, ids, ready.today)
    const known = await selectBefore(tx, orgId, ids)
    for (const lead of some) {
      const before = known.get(lead.id) ?? null
      const { score, grade } = scoreAt(ready.scoring, lead, countEvents(eventsOfDays(behaviour.get(lead.id) ?? [], ready.startOf), ready.scoring), ready.at, lead.given)
      const isReady = readyNext(before?.isReady ?? false, score, rules)
      bandOf(bands, score).after++
      if (before !== null) bandOf(bands, before.score).before++
      gradeRow(grades, grade).after++
      if (before !== null) gradeRow(grades, before.grade).before++
      if (isReady) crowd.after++
      if (before?.isReady === true) crowd.before++
      if (isReady !== (before?.isReady ?? false)) {
        movers.push({ id: lead.id, name: lead.name, company: lead.company, before: before?.score ?? null, after: score, gradeBefore: before?.grade ?? null, gradeAfter: grade, move: isReady ? 'up' : 'down' })
      }
    }
    // Others' requests come in between.
    await breathe()
  }
  const way = (move: 'up' | 'down') => movers.filter((one) => one.move === move).toSorted((a, b) => Math.abs(b.after - (b.before ?? 0)) - Math.abs(a.after - (a.before ?? 0)))
  return {
    leads: looked.length, isSample: leads.length > previewLimit, ready: crowd, up: way('up').length, down: way('down').length, bands, grades: [...grades.values()],
    movers: [...way('up').slice(0, moversEachWay), ...way('down').slice(0, moversEachWay)],
  }
}

const bandOf = <B>(bands: readonly B[], score: number): B => bands[Math.min(9, Math.floor(score / 10))] as B

/** A grade that the new rules no longer have is still shown: leads have it. */
function gradeRow(grades: Map<string, { grade: string; before: number; after: number }>, grade: string) {
  const row = grades.get(grade) ?? { grade, before: 0, after: 0 }
  grades.set(grade, row)
  return row
}

async function selectBefore(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, Before>> {
  const { rows } = await sql<Before>`
    select lead_id as "leadId", score, grade, is_ready as "isReady" from lead_score where org_id = ${orgId} and lead_id = any(${sql.val([...ids])}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.leadId, row]))
}
