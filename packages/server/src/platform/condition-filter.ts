import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { Condition } from '@sluice/core/conditions/condition'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { ConditionError } from '@sluice/core/conditions/errors'
import { parseText } from '@sluice/core/conditions/parse-text'
import { toSqlParts } from '@sluice/core/conditions/to-sql'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from './db.ts'
import { isOwnedNoun, scopeFilter, scopeText } from './policy.ts'
import { Refusal } from './refusal.ts'

/** Who asks, and the day it is there. */
export interface Asker {
  viewer: Viewer
  timeZone: string
  now: Date
}

/**
 * A condition as sent by a client (JSON or the text form) as an SQL filter on `alias`. Names in the text form
 * (`owner is "张伟"`) are looked up. A condition that cannot be understood is refused with its code and position.
 */
export async function conditionFilter(tx: Reader, asker: Asker, object: ObjectCatalogue, alias: string, source: string | undefined): Promise<RawBuilder<boolean>> {
  if (source === undefined || source.trim() === '') return sql<boolean>`true`
  return (await understood(tx, asker, object, alias, source)).filter
}

/** A condition as a filter, and what it was understood as, for whoever can also judge records in memory. */
export interface Understood {
  filter: RawBuilder<boolean>
  condition: Condition
  context: ConditionContext
}

/** Like `conditionFilter`, of a condition that there is. */
export async function understood(tx: Reader, asker: Asker, object: ObjectCatalogue, alias: string, source: string): Promise<Understood> {
  const { viewer } = asker
  const { orgId } = viewer
  try {
    const condition = await readCondition(tx, viewer, object, source)
    const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
    const context: ConditionContext = {
      now: asker.now, timeZone: asker.timeZone, me: viewer.userId, myTeams: viewer.teamIds,
      teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
      mayRead: (table, related, bind) => (isOwnedNoun(table) ? scopeText(viewer, table, 'read', related, bind) : null),
    }
    return { filter: filterOf(condition, object, context, alias), condition, context }
  } catch (error) {
    if (error instanceof ConditionError) throw new Refusal(error.code, { ...error.detail })
    throw error
  }
}

/** A condition that fits the object as an SQL filter. @throws ConditionError when it does not. */
export function filterOf(condition: Condition, object: ObjectCatalogue, context: ConditionContext, alias: string): RawBuilder<boolean> {
  const { strings, params } = toSqlParts(condition, object, context, alias)
  return sql<boolean>(Object.assign([...strings], { raw: strings }), ...params)
}

const placeholder = '00000000-0000-7000-8000-000000000000'

/** Parses twice: first to learn which names are asked for, then with their ids; a record out of sight has no name. */
async function readCondition(tx: Reader, viewer: Viewer, object: ObjectCatalogue, source: string): Promise<Condition> {
  const { orgId } = viewer
  const asked: { kind: string; name: string }[] = []
  const kindOf = (field: { type: string; of?: string }) => field.of ?? (field.type === 'tags' ? 'tag' : field.type)
  const condition = parseText(source, object, (field, name) => {
    asked.push({ kind: kindOf(field), name })
    return [placeholder]
  })
  if (asked.length === 0) return condition
  const { rows } = await sql<{ kind: string; name: string; id: string }>`
    with named(kind, name, id) as (
      select 'user', name, id from app_user where org_id = ${orgId}
      union all select 'team', name, id from team where org_id = ${orgId} and archived_at is null
      union all select 'pipeline', name, id from pipeline where org_id = ${orgId}
      union all select 'stage', name, id from stage where org_id = ${orgId} and archived_at is null
      union all select 'channel', name, id from channel where org_id = ${orgId}
      union all select 'loss_reason', name, id from loss_reason where org_id = ${orgId}
      union all select 'product', name, id from product where org_id = ${orgId}
      union all select 'tag', name, id from tag where org_id = ${orgId}
      union all select 'account', name, id from account where org_id = ${orgId} and ${scopeFilter(viewer, 'account', 'read', 'account')}
      union all select 'contact', name, id from contact where org_id = ${orgId} and ${scopeFilter(viewer, 'contact', 'read', 'contact')})
    select distinct n.kind, a.name, n.id from named n
    join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as a(kind text, name text) on a.kind = n.kind and lower(a.name) = lower(n.name)`.execute(tx)
  return parseText(source, object, (field, name) => rows.filter((row) => row.kind === kindOf(field) && row.name === name).map((row) => row.id))
}
