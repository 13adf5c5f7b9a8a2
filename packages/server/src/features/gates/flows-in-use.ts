import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** An approval flow that is in use, not parsed yet: whoever needs its kind does that. */
export interface FlowInUse {
  id: string
  name: string
  /** What sets it off. */
  trigger: string
  definition: unknown
}

/** All of an organisation, in the order in which they were made. */
export async function selectFlowsInUse(tx: Reader, orgId: string): Promise<FlowInUse[]> {
  const { rows } = await sql<FlowInUse>`
    select id, name, definition->'trigger'->>'type' as trigger, definition from approval_flow
    where org_id = ${orgId} and is_active and archived_at is null order by created_at, id`.execute(tx)
  return rows
}
