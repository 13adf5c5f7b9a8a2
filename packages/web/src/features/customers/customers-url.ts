import { z } from 'zod'

const shared = {
  quick: z.enum(['', 'mine', 'team']).default(''),
  owner: z.array(z.string()).default([]),
  team: z.array(z.string()).default([]),
  q: z.string().default(''),
  direction: z.enum(['asc', 'desc']).default('desc'),
  view: z.string().default(''),
}

/** What links to the lists of accounts and contacts carry. */
export const accountSorts = ['created', 'name', 'activity', 'won'] as const
export const accountsUrl = z.object({ ...shared, sort: z.enum(accountSorts).default('activity') })
export const contactSorts = ['created', 'name', 'activity'] as const
export const contactsUrl = z.object({ ...shared, sort: z.enum(contactSorts).default('activity') })

export const noFilters: Omit<CustomerUrl, 'direction'> = { quick: '', owner: [], team: [], q: '' }

export interface CustomerUrl {
  quick: '' | 'mine' | 'team'
  owner: string[]
  team: string[]
  q: string
  direction: 'asc' | 'desc'
}

/** The request of an address, without its order. */
export function customersQuery({ quick, owner, team, q, direction }: CustomerUrl) {
  return {
    limit: 60,
    direction,
    ...(quick === '' ? {} : { quick }),
    ...(owner.length === 0 ? {} : { owner: owner.join(',') }),
    ...(team.length === 0 ? {} : { team: team.join(',') }),
    ...(q === '' ? {} : { q }),
  }
}

/** How many filters are set besides the search and the quick one. */
export function activeFilters({ owner, team }: Pick<CustomerUrl, 'owner' | 'team'>): number {
  return [owner, team].filter((values) => values.length > 0).length
}
