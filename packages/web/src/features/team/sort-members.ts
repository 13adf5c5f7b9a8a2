import type { TeamMember } from '@sluice/core/team/contract'
import type { TeamUrl } from './team-url.ts'

const keys: Record<Exclude<TeamUrl['sort'], '' | 'name'>, (one: TeamMember) => number | null> = {
  open: (one) => one.open.amountMinor, weighted: (one) => one.open.weightedMinor, risk: (one) => one.risk.amountMinor, deals: (one) => one.risk.deals,
  quota: (one) => (one.quota === null ? null : one.quota.done / one.quota.perWeek), response: (one) => one.response.share, contact: (one) => one.contact.silent + one.contact.tooMuch, alarms: (one) => one.alarms,
}

/** Members in the chosen order; without one as the server says: by need. What is unknown comes last either way. */
export function sortMembers(members: readonly TeamMember[], { sort, up }: Pick<TeamUrl, 'sort' | 'up'>): TeamMember[] {
  if (sort === '') return [...members]
  if (sort === 'name') return members.toSorted((a, b) => a.user.name.localeCompare(b.user.name, 'zh') * (up ? 1 : -1))
  const key = keys[sort]
  return members.toSorted((a, b) => {
    const [one, other] = [key(a), key(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return up ? one - other : other - one
  })
}
