import { permissions, type Action, type Noun, type Role, type Scope } from './role.ts'

/** Who asks. `teamIds` is the viewer's team and all teams below it. */
export interface Viewer {
  orgId: string
  userId: string
  role: Role
  teamId: string
  teamIds: readonly string[]
  /** What they read on the device they ask from; without it, their account says. */
  language?: 'zh' | 'en'
}

/** What a record says about who may see it. */
export interface Owned {
  ownerId: string | null
  teamId: string | null
  collaboratorIds?: readonly string[]
  /** A lead in a pool that hides how to reach it: in sight only of those who write all leads, until somebody owns it. */
  isHidden?: boolean
}

export function scopeOf(viewer: Pick<Viewer, 'role'>, noun: Noun, action: Action): Scope {
  return permissions[viewer.role][noun][action]
}

/**
 * The verdict for one record in hand. Its SQL twin is `scopeFilter` (server/platform/policy.ts); a test holds the two
 * together. An unowned record belongs to nobody's own, and to every team scope.
 */
export function allows(viewer: Viewer, noun: Noun, action: Action, record: Owned): boolean {
  const scope = scopeOf(viewer, noun, action)
  if (record.isHidden === true && record.ownerId === null && scopeOf(viewer, noun, 'write') !== 'all') return false
  if (scope === 'all') return true
  if (scope === 'none') return false
  if (record.ownerId === viewer.userId || record.collaboratorIds?.includes(viewer.userId)) return true
  if (scope === 'own') return false
  return record.ownerId === null || (record.teamId !== null && viewer.teamIds.includes(record.teamId))
}

/**
 * Numbers of the whole funnel (alarms, plans) are for those who read more than their own deals. Rules, remedies, benchmarks and plans
 * are written by administrators and managers.
 */
export function readsWholeFunnel(viewer: Pick<Viewer, 'role'>): boolean {
  return !['own', 'none'].includes(scopeOf(viewer, 'deal', 'read'))
}
export function managesFunnel(viewer: Pick<Viewer, 'role'>): boolean {
  return viewer.role === 'admin' || viewer.role === 'manager'
}
