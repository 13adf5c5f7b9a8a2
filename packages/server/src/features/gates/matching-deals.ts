import type { Condition } from '@sluice/core/conditions/condition'
import { ConditionError } from '@sluice/core/conditions/errors'
import { dealObject } from '@sluice/core/conditions/objects'
import { toSqlParts } from '@sluice/core/conditions/to-sql'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'

/** For whom and when (ISO UTC) conditions are judged. */
interface Judging {
  orgId: string
  now: string
}

/**
 * Which of the deals a condition is true of: one query a condition, however many deals. Conditions are judged on the facts, whoever asks:
 * what a flow needs does not depend on what somebody may see. A condition that no longer fits the fields (one was taken away) is true of
 * all: what is to be watched is rather watched too often.
 */
export async function matchingDeals(tx: Reader, judging: Judging, dealIds: readonly string[], condition: Condition | null): Promise<Set<string>> {
  if (condition === null || dealIds.length === 0) return new Set(dealIds)
  const { orgId } = judging
  const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute()
  const below = (id: string) => teams.filter((team) => team.path.includes(id)).map((team) => team.id)
  try {
    const parts = toSqlParts(condition, await withCustomFields(tx, orgId, null, dealObject), {
      now: new Date(judging.now), timeZone: org.time_zone, me: null, myTeams: [], teamSubtree: below,
    }, 'd')
    const filter = sql<boolean>(Object.assign([...parts.strings], { raw: parts.strings }), ...parts.params)
    const { rows } = await sql<{ id: string }>`
      select d.id from deal d where d.org_id = ${orgId} and d.id = any(${sql.val([...dealIds])}::uuid[]) and ${filter}`.execute(tx)
    return new Set(rows.map((row) => row.id))
  } catch (error) {
    if (error instanceof ConditionError) return new Set(dealIds)
    throw error
  }
}
