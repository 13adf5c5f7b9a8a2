import type { Asked } from '../../replica/selection.ts'

const nobody = '00000000-0000-0000-0000-000000000000'

/** Asks for all deals of an organisation: no person asks, and no person's reach bounds it. `now`: UTC ms. */
export function everything(orgId: string, timeZone: string, now: number): Asked {
  return { viewer: { orgId, userId: nobody, role: 'admin', teamId: nobody, teamIds: [] }, timeZone, now }
}
