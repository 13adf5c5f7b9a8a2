import { leadStatuses } from '@sluice/core/leads/contract'
import type { listLeads } from '@sluice/core/leads/contract'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { z } from 'zod'

const ids = z.array(z.string()).default([])

/** What a link to the list of leads carries. */
export const leadsUrl = z.object({
  status: z.enum(['all', ...leadStatuses]).default('all'),
  quick: z.enum(['', 'mine', 'team', 'unassigned', 'new_today', 'overdue', 'ready', 'unanswered', 'pool']).default(''),
  owner: ids,
  team: ids,
  source: ids,
  tag: ids,
  grade: ids,
  campaign: ids,
  q: z.string().default(''),
  sort: z.enum(['created', 'activity', 'score', 'name', 'next_step']).default('created'),
  direction: z.enum(['asc', 'desc']).default('desc'),
  /** The saved view opened last. */
  view: z.string().default(''),
})
export type LeadsUrl = z.infer<typeof leadsUrl>

/** The request of an address; fields that are not set are left out, so that the cache key of an untouched list is one. */
export function leadsQuery(url: LeadsUrl): QueryInputOf<typeof listLeads> {
  const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','))
  return {
    limit: 60,
    sort: url.sort,
    direction: url.direction,
    ...defined({
      status: url.status === 'all' ? undefined : url.status,
      quick: url.quick === '' ? undefined : url.quick,
      owner: list(url.owner),
      team: list(url.team),
      source: list(url.source),
      tag: list(url.tag),
      grade: list(url.grade),
      campaign: list(url.campaign),
      q: url.q === '' ? undefined : url.q,
    }),
  }
}

/** How many filters are set besides the status tab and the search. */
export function activeFilters(url: LeadsUrl): number {
  return [url.owner, url.team, url.source, url.tag, url.grade, url.campaign].filter((values) => values.length > 0).length
}

function defined<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>
}
