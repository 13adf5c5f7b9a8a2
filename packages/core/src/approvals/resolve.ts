import type { Role } from '../identity/role.ts'
import type { Approver } from './flow.ts'
import type { Asked } from './state.ts'

/** Who may be asked: everybody of the organisation, its teams, and who is away now. */
export interface Directory {
  /** In a fixed order: of several who could be meant, the first is. */
  people: readonly { id: string; role: Role; teamId: string; isActive: boolean }[]
  teams: readonly { id: string; parentId: string | null; leadUserId: string | null }[]
  /** Absences that are going on at this moment. */
  absences: readonly { userId: string; substituteId: string }[]
}

/** For whom it is resolved. */
export interface Case {
  requesterId: string
  deal: { teamId: string | null; ownerId: string | null; custom: Readonly<Record<string, unknown>> }
}

/**
 * Who is asked, by what a step names: nobody twice, nobody who is disabled, and never the requester. Where the requester
 * alone would be asked, the next in line is: their manager. Whoever is away is stood in for. Nobody found: the
 * administrators (`whenNobody: 'admin'`), or an empty list.
 */
export function resolveApprovers(approvers: readonly Approver[], about: Case, directory: Directory, whenNobody: 'skip' | 'admin'): Asked[] {
  const named = approvers.flatMap((approver) => namedBy(approver, about, directory))
  const others = present(named, about, directory)
  if (others.length > 0) return others
  if (named.includes(about.requesterId)) {
    const next = present(managerOf(about.requesterId, directory), about, directory)
    if (next.length > 0) return next
  }
  return whenNobody === 'admin' ? resolveAdmins(about, directory) : []
}

/** All administrators but the requester, or who stands in for them. */
export function resolveAdmins(about: Case, directory: Directory): Asked[] {
  return present(directory.people.filter((one) => one.role === 'admin').map((one) => one.id), about, directory)
}

function namedBy(approver: Approver, about: Case, directory: Directory): string[] {
  switch (approver.type) {
    case 'user':
      return [approver.userId]
    case 'role':
      return withRole(approver.role, about, directory)
    case 'manager':
      return managerOf(about.requesterId, directory)
    case 'team_lead':
      return leadAbove(about.deal.teamId, approver.levels, about.requesterId, directory)
    case 'field':
      return usersIn(approver.field === 'owner' ? about.deal.ownerId : ownValue(about.deal.custom, approver.field.replace(/^c_/, '')))
  }
}

/** Managers are asked along the deal's own branch of the team tree, if there are any; other roles have no branch. */
function withRole(role: Role, about: Case, directory: Directory): string[] {
  const all = directory.people.filter((one) => one.role === role)
  if (role !== 'manager') return all.map((one) => one.id)
  const branch = chainOf(about.deal.teamId, directory)
  const near = all.filter((one) => one.isActive && one.id !== about.requesterId && branch.includes(one.teamId))
  return (near.length > 0 ? near : all).map((one) => one.id)
}

/** The head of somebody's team, or of the first team above that has another head. */
function managerOf(userId: string, directory: Directory): string[] {
  const person = directory.people.find((one) => one.id === userId)
  return person === undefined ? [] : leadAbove(person.teamId, 0, userId, directory)
}

/** The head `levels` above a team; a team without one, or whose head is the requester, passes it on to the team above. */
function leadAbove(teamId: string | null, levels: number, requesterId: string, directory: Directory): string[] {
  const chain = chainOf(teamId, directory)
  // Above the root there is nobody: the root's head is the highest.
  for (const id of chain.slice(Math.min(levels, Math.max(chain.length - 1, 0)))) {
    const head = headOf(id, directory)
    if (head !== undefined && head !== requesterId) return [head]
  }
  return []
}

/** A team's head: the one set for it, else the first of its managers. */
function headOf(teamId: string, directory: Directory): string | undefined {
  const lead = directory.teams.find((team) => team.id === teamId)?.leadUserId ?? null
  const isActive = (id: string) => directory.people.some((one) => one.id === id && one.isActive)
  if (lead !== null && isActive(lead)) return lead
  return directory.people.find((one) => one.teamId === teamId && one.role === 'manager' && one.isActive)?.id
}

/** A team and those above it, up to the root; a circle in the data ends it. */
function chainOf(teamId: string | null, directory: Directory): string[] {
  const chain: string[] = []
  for (let next = teamId; next !== null && !chain.includes(next); ) {
    const team = directory.teams.find((one) => one.id === next)
    if (team === undefined) break
    chain.push(team.id)
    next = team.parentId
  }
  return chain
}

/** A user field holds an id, or several. */
function usersIn(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((one) => typeof one === 'string')
}

const ownValue = (record: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined)

/** Active people in their order, each once, who is away replaced; without the requester. */
function present(userIds: readonly string[], about: Case, directory: Directory): Asked[] {
  const asked = new Map<string, Asked>()
  for (const userId of userIds) {
    // Away is away from one's own requests as well: the requester's substitute does not decide in their place.
    if (userId === about.requesterId) continue
    const stand = standIn(userId, about, directory)
    if (stand !== undefined && !asked.has(stand)) asked.set(stand, { userId: stand, forUserId: stand === userId ? null : userId })
  }
  // Who is asked for themself is asked for themself, also when they stand in for somebody besides.
  for (const userId of userIds) if (asked.has(userId)) asked.set(userId, { userId, forUserId: null })
  return [...asked.values()]
}

/**
 * Who acts for somebody now: themself, or while they are away whom they named, or whom that one named … A chain that ends
 * in the requester, in a disabled person or in a circle leads nowhere: then it stays with the one who is away, if active.
 */
function standIn(userId: string, about: Case, directory: Directory): string | undefined {
  const isActive = (id: string) => directory.people.some((one) => one.id === id && one.isActive)
  const seen = new Set<string>()
  let current = userId
  while (!seen.has(current)) {
    seen.add(current)
    const absence = directory.absences.find((one) => one.userId === current)
    if (absence === undefined) {
      if (isActive(current) && current !== about.requesterId) return current
      break
    }
    current = absence.substituteId
  }
  return isActive(userId) ? userId : undefined
}
