import { queryTerms } from '@sluice/core/lib/search-terms'
import { sql, type RawBuilder } from 'kysely'
import type { OwnedNoun } from './policy.ts'

/** Answers ids by search terms with the index; see db/migrations/0001 for why these are functions. */
const finders = { deal: 'deal_found', lead: 'lead_found', account: 'account_found', contact: 'contact_found' } as const

/** The records of `alias` that are found by what was typed (their `search` column, answered by its GIN index). */
export function textFilter(noun: OwnedNoun, alias: string, typed: string | undefined): RawBuilder<boolean> {
  if (typed === undefined || typed === '') return sql<boolean>`true`
  const terms = queryTerms(typed)
  // Punctuation alone finds nothing; an empty array would be held by every row.
  if (terms.length === 0) return sql<boolean>`false`
  return sql<boolean>`${sql.ref(`${alias}.id`)} in (select ${sql.raw(finders[noun])}(${sql.val(terms)}::text[]))`
}
