import type { CustomFunnel } from '@sluice/core/custom-funnels/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What the viewer may see: one's own, those of everybody, and those of a team at or below the viewer's. */
export async function selectCustomFunnels(tx: Reader, viewer: Viewer, id: string | null = null): Promise<CustomFunnel[]> {
  const { rows } = await sql<CustomFunnel>`
    select f.id, f.definition, f.owner_id = ${viewer.userId} as "isMine", jsonb_build_object('id', u.id, 'name', u.name) as owner,
      f.owner_id = ${viewer.userId} or (${viewer.role === 'admin'} and f.is_shared) as "canWrite", f.version
    from custom_funnel f join app_user u on u.org_id = f.org_id and u.id = f.owner_id
    where f.org_id = ${viewer.orgId} and (${id}::uuid is null or f.id = ${id})
      and (f.owner_id = ${viewer.userId} or (f.is_shared and (f.definition ->> 'visibility' = 'org' or u.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]))))
    order by f.name, f.id limit 500`.execute(tx)
  return rows
}
