import { dealObject } from '@sluice/core/conditions/objects'
import type { ExperimentDefinition, ExperimentOutcome } from '@sluice/core/experiments/definition'
import { sql, type RawBuilder } from 'kysely'
import { conditionFilter, type Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { Refusal } from '../../platform/refusal.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** Which deals `d` take part, with the eyes of the experiment's owner, who gives tasks only where they may. Refused when the condition fits no more. */
export async function takesPart(tx: Reader, asker: Asker, { where }: Pick<ExperimentDefinition, 'where'>): Promise<RawBuilder<boolean>> {
  const mine = scopeFilter(asker.viewer, 'deal', 'write', 'd')
  if (where === null) return mine
  const catalogue = await withCustomFields(tx, asker.viewer.orgId, asker.viewer.role, dealObject)
  return sql<boolean>`(${mine} and coalesce(${await conditionFilter(tx, asker, catalogue, 'd', JSON.stringify(where))}, false))`
}

/** Whether the condition can be understood. */
export async function isUnderstood(tx: Reader, asker: Asker, definition: Pick<ExperimentDefinition, 'where'>): Promise<boolean> {
  try {
    await takesPart(tx, asker, definition)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

/** When the deal first had the outcome at or after an instant, of its stays; null: not yet. Both are SQL. */
export function hitAt(orgId: string, outcome: ExperimentOutcome, dealId: RawBuilder<unknown>, since: RawBuilder<unknown>): RawBuilder<string | null> {
  const won = sql`select min(w.left_at) as at from stay w where w.org_id = ${orgId} and w.deal_id = ${dealId} and w.exit = 'won' and w.left_at >= ${since}`
  if (outcome.kind === 'won') return sql<string | null>`(${won})`
  return sql<string | null>`(select min(h.at) from (${won} union all
    select min(w.entered_at) from stay w join stage g on g.org_id = w.org_id and g.id = w.stage_id join stage x on x.org_id = g.org_id and x.id = ${outcome.stageId} and x.pipeline_id = g.pipeline_id
    where w.org_id = ${orgId} and w.deal_id = ${dealId} and w.entered_at >= ${since} and g.position >= x.position) h)`
}
