import { sql, type RawBuilder } from 'kysely'

/** Owners, teams (with those below) and sources that are asked for; null: all. */
export interface OwnershipFilter {
  owners: readonly string[] | null
  teams: readonly string[] | null
  sources: readonly string[] | null
}

/** The filter on the columns owner_id, team_id and source_id of `alias`. */
export function among({ owners, teams, sources }: OwnershipFilter, alias: string): RawBuilder<boolean> {
  const one = (column: string, ids: readonly string[] | null) =>
    ids === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(`${alias}.${column}`)} = any(${sql.val([...ids])}::uuid[])`
  return sql<boolean>`(${one('owner_id', owners)} and ${one('team_id', teams)} and ${one('source_id', sources)})`
}
