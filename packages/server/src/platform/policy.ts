import { allows, scopeOf, type Owned, type Viewer } from '@sluice/core/identity/policy'
import type { Action, Noun } from '@sluice/core/identity/role'
import { quoteIdentifier } from '@sluice/core/conditions/catalogue'
import { sql, type RawBuilder } from 'kysely'
import { refuse } from './refusal.ts'

/** The nouns that have an owner, and their tables. */
export type OwnedNoun = 'deal' | 'lead' | 'account' | 'contact'
export const isOwnedNoun = (table: string): table is OwnedNoun => ['deal', 'lead', 'account', 'contact'].includes(table)

/** Takes a value and its SQL type, and gives the text that stands for it. */
type Bind = (value: unknown, sqlType: string) => string

/**
 * The SQL twin of `allows`: which rows of `alias` the viewer may touch. Columns owner_id and team_id; for a deal also
 * its collaborators. `false` matches nothing. `countsHidden`: for numbers that name no lead, hidden ones of pools are counted.
 */
export function scopeFilter(viewer: Viewer, noun: OwnedNoun, action: Action, alias: string, { countsHidden = false } = {}): RawBuilder<boolean> {
  const values: unknown[] = []
  const text = scopeText(viewer, noun, action, quoteIdentifier(alias), (value, sqlType) => {
    values.push(value)
    return `$::${sqlType}`
  }, countsHidden)
  const strings = text.split('$')
  return sql<boolean>(Object.assign(strings, { raw: strings }), ...values)
}

/** The same as text, for the conditions of `core`; `alias` comes quoted. */
export function scopeText(viewer: Viewer, noun: OwnedNoun, action: Action, alias: string, bind: Bind, countsHidden = false): string {
  const scope = scopeOf(viewer, noun, action)
  if (scope === 'none') return 'false'
  // A lead in a pool that hides how to reach it is shown by the pool alone, until somebody owns it.
  const isShown = noun === 'lead' && !countsHidden && scopeOf(viewer, noun, 'write') !== 'all' ? `(${alias}.owner_id is not null or not ${alias}.is_hidden)` : 'true'
  if (scope === 'all') return isShown
  const mine = `${alias}.owner_id = ${bind(viewer.userId, 'uuid')}`
  const own =
    noun === 'deal'
      ? `(${mine} or exists (select from deal_collaborator dcl where dcl.org_id = ${alias}.org_id
          and dcl.deal_id = ${alias}.id and dcl.user_id = ${bind(viewer.userId, 'uuid')}))`
      : mine
  if (scope === 'own') return own
  return `(${own} or ${isShown} and (${alias}.owner_id is null or ${alias}.team_id = any(${bind([...viewer.teamIds], 'uuid[]')})))`
}

/** Refuses an action on a whole noun (configuration, people, imports). */
export function requireScope(viewer: Viewer, noun: Noun, action: Action): void {
  if (scopeOf(viewer, noun, action) === 'none') refuse('permission.denied')
}

/** Refuses a write to a record that the viewer can see. One that cannot be seen is `record.not_found` already. */
export function requireWrite(viewer: Viewer, noun: OwnedNoun, record: Owned): void {
  if (!allows(viewer, noun, 'write', record)) refuse('permission.denied')
}
