import type { Condition } from '@sluice/core/conditions/condition'
import { ConditionError } from '@sluice/core/conditions/errors'
import { leadObject } from '@sluice/core/conditions/objects'
import { sql, type RawBuilder } from 'kysely'
import { filterOf } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** A condition on leads as a filter on `l`, asked by the system: it sees all. One that no longer fits (a field went) holds for nobody. */
export async function leadFilter(tx: Reader, orgId: string, condition: Condition | null, now: Date): Promise<RawBuilder<boolean>> {
  if (condition === null) return sql<boolean>`true`
  const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
  try {
    return filterOf(condition, await withCustomFields(tx, orgId, null, leadObject), {
      now, timeZone: org.time_zone, me: null, myTeams: [], teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
    }, 'l')
  } catch (error) {
    if (error instanceof ConditionError) return sql<boolean>`false`
    throw error
  }
}

export async function leadMeets(tx: Reader, orgId: string, leadId: string, condition: Condition, now: Date): Promise<boolean> {
  const { rows } = await sql`select from lead l where l.org_id = ${orgId} and l.id = ${leadId} and ${await leadFilter(tx, orgId, condition, now)}`.execute(tx)
  return rows.length > 0
}
