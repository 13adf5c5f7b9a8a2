import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { Noun } from '@sluice/core/identity/role'
import type { Reader } from './db.ts'
import { refuse } from './refusal.ts'

/** A record's owner and the team that goes with them. */
export interface Ownership {
  ownerId: string | null
  teamId: string | null
}

const sellers = new Set(['admin', 'manager', 'rep'])

/**
 * Who a record is to belong to: an active user, of the viewer's own teams unless the viewer reaches all. The team is
 * the owner's. Left out, a new record belongs to its maker if they sell; null means nobody.
 */
export async function assignOwner(tx: Reader, viewer: Viewer, noun: Noun, ownerId: string | null | undefined): Promise<Ownership> {
  const wanted = ownerId === undefined ? (sellers.has(viewer.role) ? viewer.userId : null) : ownerId
  if (wanted === null) return { ownerId: null, teamId: null }
  const owner = await tx
    .selectFrom('app_user')
    .select(['id', 'team_id as teamId'])
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', wanted)
    .where('status', '=', 'active')
    .executeTakeFirst()
  const inReach = owner !== undefined && (owner.id === viewer.userId || scopeOf(viewer, noun, 'write') === 'all' || viewer.teamIds.includes(owner.teamId))
  if (!inReach) refuse('record.unknown_owner')
  return { ownerId: owner.id, teamId: owner.teamId }
}
