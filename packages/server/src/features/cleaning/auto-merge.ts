import { leadObject } from '@sluice/core/conditions/objects'
import { sql } from 'kysely'
import { attempt } from '../../platform/attempt.ts'
import { understood } from '../../platform/condition-filter.ts'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import type { FoundPair } from './found-pair.ts'
import { mergeLeads } from './merge-leads.ts'
import { systemViewer } from './system-viewer.ts'

interface Rule {
  id: string; name: string; condition: string; minScore: number; keep: 'older' | 'newer'; createdBy: string
}

/** Merges the pairs that an enabled rule says to, the likeliest first; the rule is noted with each. Without a rule nothing is merged. */
export async function autoMerge(tx: Tx, act: Act, pairs: readonly FoundPair[]): Promise<void> {
  if (pairs.length === 0) return
  const rules = await selectEnabled(tx, act.orgId)
  const lowest = Math.min(...rules.map((rule) => rule.minScore))
  for (const pair of [...pairs].sort((a, b) => b.score - a.score)) {
    if (pair.score < lowest) return
    for (const rule of rules) {
      if (pair.score < rule.minScore) continue
      const leads = await fitting(tx, act, rule, pair)
      const [older, newer] = leads
      if (older === undefined || newer === undefined) continue
      const converted = leads.find((lead) => lead.status === 'converted')
      const kept = converted ?? (rule.keep === 'older' ? older : newer)
      const merged = kept === older ? newer : older
      if (merged.status === 'converted') break
      // A unique value in the way leaves the two as they are, for people to see.
      await attempt(tx, async () => void (await mergeLeads(tx, act, kept.id, merged.id, {}, { score: pair.score, reasons: pair.reasons, rule: { id: rule.id, name: rule.name } })))
      break
    }
  }
}

async function selectEnabled(tx: Reader, orgId: string): Promise<Rule[]> {
  const { rows } = await sql<Rule>`select id, name, condition, min_score as "minScore", keep, created_by as "createdBy" from merge_rule where org_id = ${orgId} and is_enabled order by position, id`.execute(tx)
  return rows
}

/** Both leads of the pair, the earlier first, if both are there and fulfil the rule; a rule that asks for what is no more fits nobody. */
async function fitting(tx: Tx, act: Act, rule: Rule, pair: FoundPair): Promise<{ id: string; status: string }[]> {
  let found: { id: string; status: string }[] = []
  await attempt(tx, async () => {
    const { timeZone } = await tx.selectFrom('org').select('time_zone as timeZone').where('org_id', '=', act.orgId).executeTakeFirstOrThrow()
    const asker = { viewer: systemViewer(act.orgId, rule.createdBy), timeZone, now: new Date(act.now) }
    const filter = rule.condition.trim() === '' ? sql<boolean>`true` : (await understood(tx, asker, await withCustomFields(tx, act.orgId, null, leadObject), 'l', rule.condition)).filter
    const { rows } = await sql<{ id: string; status: string }>`
      select l.id, l.status from lead l where l.org_id = ${act.orgId} and l.id in (${pair.lowId}, ${pair.highId}) and ${filter} order by l.created_at, l.id`.execute(tx)
    found = rows
  })
  return found.length === 2 ? found : []
}
