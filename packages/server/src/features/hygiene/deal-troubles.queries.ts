import type { DealTrouble } from '@sluice/core/team/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import { dealIssue } from './hygiene.queries.ts'

/** Longer in its stage than the stage allows; `d` is the deal, `s` its stage. A stage without a limit stalls nobody. */
export const overStageLimit = (now: Date): RawBuilder<boolean> => sql<boolean>`coalesce(d.stage_entered_at < ${now.toISOString()}::timestamptz - make_interval(days => s.dwell_days), false)`

/** Which troubles an open deal has that does not sleep, as the cleaning list and the day know them. */
export function dealTroublesOf(asker: Asker): Readonly<Record<DealTrouble, RawBuilder<boolean>>> {
  const of = (issue: 'no_next_step' | 'overdue_step' | 'overdue_close') => sql<boolean>`coalesce(${dealIssue(issue, asker).where}, false)`
  return { stalled: overStageLimit(asker.now), no_next_step: of('no_next_step'), overdue_step: of('overdue_step'), overdue_close: of('overdue_close') }
}
