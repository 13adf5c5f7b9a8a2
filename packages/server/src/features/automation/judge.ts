import type { AutomationObject } from '@sluice/core/automation/definition'
import { automationCatalogues } from '@sluice/core/automation/objects'
import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import type { Condition } from '@sluice/core/conditions/condition'
import type { ConditionContext } from '@sluice/core/conditions/context'
import { ConditionError } from '@sluice/core/conditions/errors'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { filterOf } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { isOwnedNoun, scopeFilter, scopeText } from '../../platform/policy.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** The catalogue of an object with the organisation's own fields; a role knows those that it may see. */
export const catalogueOf = (tx: Reader, viewer: Pick<Viewer, 'orgId'> & { role: Viewer['role'] | null }, object: AutomationObject): Promise<ObjectCatalogue> =>
  withCustomFields(tx, viewer.orgId, viewer.role, automationCatalogues[object])

/** Rows of `r` that the viewer may see. */
export const inReach = (viewer: Viewer, object: AutomationObject): RawBuilder<boolean> =>
  object === 'alarm' ? (readsWholeFunnel(viewer) ? sql<boolean>`true` : sql<boolean>`false`) : scopeFilter(viewer, object, 'read', 'r')

/** A condition as a filter on `r`, asked with the viewer's eyes. One that no longer fits (a field went) holds for nothing. */
async function conditionOn(tx: Reader, viewer: Viewer, object: AutomationObject, conditions: readonly Condition[], now: Date, timeZone: string): Promise<RawBuilder<boolean>[]> {
  // Most conditions ask neither of the organisation's own fields nor of teams: a storm of runs is spared the reading.
  const text = JSON.stringify(conditions)
  const teams = text.includes('team') || text.includes('"c_') ? await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', viewer.orgId).execute() : []
  const catalogue = text.includes('"c_') ? await catalogueOf(tx, viewer, object) : automationCatalogues[object]
  const context: ConditionContext = {
    now, timeZone, me: viewer.userId, myTeams: viewer.teamIds, teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
    mayRead: (table, alias, bind) => (isOwnedNoun(table) ? scopeText(viewer, table, 'read', alias, bind) : null),
  }
  return conditions.map((condition) => {
    try {
      return filterOf(condition, catalogue, context, 'r')
    } catch (error) {
      if (error instanceof ConditionError) return sql<boolean>`false`
      throw error
    }
  })
}

/** What a condition says of one record: its verdict, and that of each clause that it is made of. */
export interface Judged {
  holds: boolean
  clauses: { path: string; holds: boolean }[]
}

/** The clauses by which people read a condition: those of its outermost `and` or `or`. */
function clausesOf(condition: Condition): { path: string; condition: Condition }[] {
  if ('and' in condition) return condition.and.map((one, i) => ({ path: `and.${i}`, condition: one }))
  if ('or' in condition) return condition.or.map((one, i) => ({ path: `or.${i}`, condition: one }))
  return [{ path: '', condition }]
}

/** Asks a condition of records, each clause by itself; a record that is gone or out of reach is not in the answer. */
export async function judgeAll(tx: Reader, viewer: Viewer, object: AutomationObject, ids: readonly string[], condition: Condition | null, now: Date, timeZone: string): Promise<Map<string, Judged>> {
  const clauses = condition === null ? [] : clausesOf(condition)
  const [whole, ...parts] = condition === null ? [sql<boolean>`true`] : await conditionOn(tx, viewer, object, [condition, ...clauses.map((one) => one.condition)], now, timeZone)
  const { rows } = await sql<{ id: string; holds: boolean; parts: boolean[] }>`
    select r.id, coalesce(${whole}, false) as holds, array[${parts.length === 0 ? sql`null` : sql.join(parts.map((part) => sql`coalesce(${part}, false)`))}]::boolean[] as parts
    from ${sql.table(object)} r where r.org_id = ${viewer.orgId} and r.id = any(${sql.val([...ids])}::uuid[]) and ${inReach(viewer, object)}`.execute(tx)
  return new Map(rows.map((row) => [row.id, { holds: row.holds, clauses: clauses.map(({ path }, i) => ({ path, holds: row.parts[i] === true })) }]))
}

/** Asks a condition of one record; null: it is gone or out of reach. */
export const judge = async (tx: Reader, viewer: Viewer, object: AutomationObject, id: string, condition: Condition | null, now: Date, timeZone: string): Promise<Judged | null> =>
  (await judgeAll(tx, viewer, object, [id], condition, now, timeZone)).get(id) ?? null

/** The filter of a definition's condition, with the reach of the viewer, for lists of records `r`. */
export async function recordsThatMeet(tx: Reader, viewer: Viewer, object: AutomationObject, condition: Condition | null, now: Date, timeZone: string): Promise<RawBuilder<boolean>> {
  const [filter] = condition === null ? [] : await conditionOn(tx, viewer, object, [condition], now, timeZone)
  return sql<boolean>`${inReach(viewer, object)} and ${filter ?? sql<boolean>`true`}`
}
