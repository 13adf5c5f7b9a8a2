import { allows, scopeOf, type Owned, type Viewer } from '@sluice/core/identity/policy'
import type { Action, Noun } from '@sluice/core/identity/role'
import { sql, type RawBuilder } from 'kysely'
import { refuse } from './refusal.ts'

/** The nouns that have an owner, and their tables. */
export type OwnedNoun = 'deal' | 'lead' | 'account' | 'contact'

/**
 * The SQL twin of `allows`: which rows of `alias` the viewer may touch. Columns owner_id and team_id; for a deal also
 * its collaborators. `false` matches nothing.
 */
export function scopeFilter(viewer: Viewer, noun: OwnedNoun, action: Action, alias: string): RawBuilder<boolean> {
  const scope = scopeOf(viewer, noun, action)
  const t = sql.ref(alias)
  if (scope === 'all') return sql<boolean>`true`
  if (scope === 'none') return sql<boolean>`false`
  const mine = sql<boolean>`${t}.owner_id = ${viewer.userId}`
  const own =
    noun === 'deal'
      ? sql<boolean>`(${mine} or exists (select from deal_collaborator dcl where dcl.org_id = ${t}.org_id
          and dcl.deal_id = ${t}.id and dcl.user_id = ${viewer.userId}))`
      : mine
  if (scope === 'own') return own
  return sql<boolean>`(${own} or ${t}.owner_id is null or ${t}.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]))`
}

/** Refuses an action on a whole noun (configuration, people, imports). */
export function requireScope(viewer: Viewer, noun: Noun, action: Action): void {
  if (scopeOf(viewer, noun, action) === 'none') refuse('permission.denied')
}

/** Refuses a write to a record that the viewer can see. One that cannot be seen is `record.not_found` already. */
export function requireWrite(viewer: Viewer, noun: OwnedNoun, record: Owned): void {
  if (!allows(viewer, noun, 'write', record)) refuse('permission.denied')
}
