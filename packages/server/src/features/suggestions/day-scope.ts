import type { Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import type { getToday } from '@sluice/core/suggestions/contract'
import { sql, type RawBuilder } from 'kysely'
import { scopeFilter } from '../../platform/policy.ts'

export type DayScope = QueryOf<typeof getToday>['scope']

/** Whose records of `alias` make up the day: one's own, or all in sight. */
export function reach(viewer: Viewer, noun: 'deal' | 'lead', alias: string, scope: DayScope): RawBuilder<boolean> {
  return scope === 'mine' ? sql<boolean>`${sql.ref(alias)}.owner_id = ${viewer.userId}` : scopeFilter(viewer, noun, 'read', alias)
}
