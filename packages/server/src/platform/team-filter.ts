import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'

/** The records of `alias` that belong to one of the teams or to a team below it; nothing to filter without teams. */
export function teamFilter(viewer: Viewer, alias: string, teams: readonly string[] | undefined): RawBuilder<boolean>[] {
  if (teams === undefined) return []
  return [sql<boolean>`${sql.ref(`${alias}.team_id`)} in (select t.id from team t where t.org_id = ${viewer.orgId} and t.path && ${sql.val([...teams])}::uuid[])`]
}
