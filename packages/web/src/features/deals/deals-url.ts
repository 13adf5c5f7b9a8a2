import type { DealFilter } from '@sluice/core/pipeline/contract'
import { z } from 'zod'

export const quickFilters = ['mine', 'team', 'closing_this_month', 'no_next_step', 'overdue', 'stale'] as const
export const boardSorts = ['rank', 'amount', 'close', 'stage_age', 'activity'] as const
export const listSorts = ['created', 'amount', 'close', 'stage_age', 'title', 'activity', 'next_step'] as const

const ids = z.array(z.string()).max(200).default([])

/** What a link to the deals carries. Every field has a default, so that an untouched page has a clean address. */
export const dealsUrl = z.object({
  layout: z.enum(['board', 'list']).default('board'),
  /** Empty: the first pipeline. */
  pipeline: z.string().default(''),
  quick: z.enum(['', ...quickFilters]).default(''),
  owner: ids,
  team: ids,
  source: ids,
  tag: ids,
  q: z.string().max(100).default(''),
  /** A condition as JSON; empty: none. */
  where: z.string().max(20_000).default(''),
  /** The list's only: the board shows stages and closings as columns. */
  stage: ids,
  status: z.enum(['', 'open', 'dormant', 'won', 'lost']).default('open'),
  /** One of the sorts, or `c_<key>` of a custom field. */
  sort: z.string().regex(/^([a-z_]{0,40}|c_[a-z0-9_]{1,40})$/).default(''),
  down: z.boolean().default(true),
  closedDays: z.number().int().min(1).max(3660).default(90),
  /** Chosen columns of the list; empty: the list's own. */
  columns: z.array(z.string()).max(80).default([]),
  /** The saved view that was opened last. */
  view: z.string().default(''),
})
export type DealsUrl = z.infer<typeof dealsUrl>

const orNone = <T extends string>(text: T | ''): T | undefined => (text === '' ? undefined : text)
const orNoList = (list: readonly string[]): string | undefined => (list.length === 0 ? undefined : list.join(','))

/** The filters that board and list share, as the contracts take them. */
export function filterOf(url: DealsUrl): Pick<FilterInput, 'owner' | 'team' | 'source' | 'tag' | 'q' | 'quick' | 'where'> {
  return {
    owner: orNoList(url.owner), team: orNoList(url.team), source: orNoList(url.source), tag: orNoList(url.tag),
    q: orNone(url.q.trim()), quick: orNone(url.quick), where: orNone(url.where),
  }
}
type FilterInput = { [K in keyof DealFilter]: K extends 'owner' | 'team' | 'source' | 'tag' | 'stage' ? string | undefined : DealFilter[K] }

const isCustomSort = (sort: string): sort is `c_${string}` => sort.startsWith('c_')

/** The list's query without its page. */
export function listQueryOf(url: DealsUrl, pipelineId: string | undefined) {
  const sort = listSorts.find((one) => one === url.sort) ?? (isCustomSort(url.sort) ? url.sort : 'created')
  return {
    ...filterOf(url), pipeline: pipelineId, stage: orNoList(url.stage), status: orNone(url.status),
    sort, direction: url.down ? ('desc' as const) : ('asc' as const),
  }
}

/** The board's query. */
export function boardQueryOf(url: DealsUrl) {
  return { ...filterOf(url), sort: boardSorts.find((one) => one === url.sort) ?? ('rank' as const), closedDays: url.closedDays }
}

/** How many filters are set: for the badge, and for whether there is something to clear. */
export function activeFilters(url: DealsUrl): number {
  const lists = [url.owner, url.team, url.source, url.tag, url.layout === 'list' ? url.stage : []]
  const texts = [url.q.trim(), url.quick, url.where]
  return lists.filter((list) => list.length > 0).length + texts.filter((text) => text !== '').length
}

export const clearedFilters = { owner: [], team: [], source: [], tag: [], q: '', quick: '', where: '', stage: [] } satisfies Partial<DealsUrl>
