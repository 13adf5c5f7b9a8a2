import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/** Takes all gates and demands for a next step out of an organisation's pipelines, for tests in which deals move freely. */
export async function openGates(db: Db, orgId: string): Promise<void> {
  await db.write(orgId, async (tx) => {
    await sql`update stage set entry_gate = null, exit_gate = null, next_step_required = false where org_id = ${orgId}`.execute(tx)
    await sql`update pipeline_version set definition = jsonb_set(jsonb_set(definition, '{wonGate}', 'null'), '{stages}',
        (select jsonb_agg(s || '{"entryGate": null, "exitGate": null, "nextStepRequired": false}' order by n) from jsonb_array_elements(definition->'stages') with ordinality as x(s, n)))
      where org_id = ${orgId}`.execute(tx)
    await sql`update pipeline set won_gate = null where org_id = ${orgId}`.execute(tx)
  })
}
