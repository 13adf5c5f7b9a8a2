import { queryTerms } from '@sluice/core/lib/search-terms'
import { sql, type RawBuilder } from 'kysely'

/** The records of `alias` that are found by what was typed (their `search` column, answered by its GIN index). */
export function textFilter(alias: string, typed: string | undefined): RawBuilder<boolean> {
  if (typed === undefined || typed === '') return sql<boolean>`true`
  const terms = queryTerms(typed)
  // Punctuation alone finds nothing; an empty array would be held by every row.
  return terms.length === 0 ? sql<boolean>`false` : sql<boolean>`${sql.ref(`${alias}.search`)} @> ${sql.val(terms)}::text[]`
}
