import { readSlices, sliceText } from '../funnel/slice.ts'
import { scopeOf, type Viewer } from '../identity/policy.ts'

/**
 * A chart as a place to talk: a page about the funnel with the filters of its address.
 *
 * Two people do not see the same numbers under the same address: what a report counts follows from the reader's scope. A comment is
 * about the numbers its author saw, so a place always says them in its filters: whoever reads only their own deals talks about
 * `owner=<themselves>`, whoever reads a team about `team=<their team>` (`pinnedPlace`), unless their filters say so already. Seen, and
 * told of, by those whose scope covers the slice (`coversSlice`): they may ask for the same numbers themselves. Others neither find the
 * place nor can be named in it. Filters on anything but owners and teams narrow the slice and need no permission of their own.
 */
export const chartReports = ['overview', 'diagnosis', 'breakdown', 'heat', 'changes', 'losses', 'people', 'cube', 'steps'] as const
export type ChartReport = (typeof chartReports)[number]

export const chartNames: Readonly<Record<ChartReport, { zh: string; en: string }>> = {
  overview: { zh: '漏斗 · 总览', en: 'Funnel · overview' }, diagnosis: { zh: '漏斗 · 诊断', en: 'Funnel · diagnosis' }, breakdown: { zh: '漏斗 · 拆解', en: 'Funnel · breakdown' },
  heat: { zh: '漏斗 · 热力图', en: 'Funnel · heat map' }, changes: { zh: '漏斗 · 变化', en: 'Funnel · changes' }, losses: { zh: '漏斗 · 丢单', en: 'Funnel · losses' },
  people: { zh: '漏斗 · 人员', en: 'Funnel · people' }, cube: { zh: '漏斗 · 质量×衰减', en: 'Funnel · quality × decay' }, steps: { zh: '漏斗 · 自定义', en: 'Funnel · custom' },
}

/** What opens something on the page, or is one's own taste: not a filter. */
const besides = new Set(['figure', 'machine', 'columns', 'talk'])
const lists = new Set(['team', 'owner', 'source', 'product', 'a', 'b'])

/** A list of the address: `x,y`, or as JSON. */
function listOf(text: string | null): string[] {
  if (text === null || text === '') return []
  if (text.startsWith('[')) {
    try {
      const read: unknown = JSON.parse(text)
      return Array.isArray(read) ? read.map(String) : []
    } catch {
      return []
    }
  }
  return text.split(',').filter((part) => part !== '')
}

/** The filters of an address in one order, without what is none: the same for everybody who looks at the same. */
export function chartPlace(search: string): string {
  const kept = [...new URLSearchParams(search)].filter(([name, value]) => /^[a-z][a-zA-Z0-9]{0,39}$/.test(name) && value !== '' && !besides.has(name))
  const ordered = new Map(kept.map(([name, value]) => [name, lists.has(name) ? listOf(value).toSorted().join(',') : value]))
  return new URLSearchParams([...ordered].toSorted(([a], [b]) => (a < b ? -1 : 1))).toString()
}

/** Path of the client that shows the chart with its filters. */
export function chartPath(report: ChartReport, place: string): string {
  return `/funnel${report === 'overview' ? '' : `/${report}`}${place === '' ? '' : `?${place}`}`
}

/** Whose deals are counted; null: everybody's. */
interface Slice {
  owners: readonly string[] | null
  teams: readonly string[] | null
}

export function chartSlice(place: string): Slice {
  const search = new URLSearchParams(place)
  const slices = readSlices(search.get('slice') ?? '') ?? []
  const of = (dimension: 'owner' | 'team'): string[] | null => {
    // A comparison of two segments asks for them in place of the filter.
    const compared = search.get('compare') === dimension ? listOf(search.get('a')) : []
    const filter = compared.length > 0 ? [...compared, ...listOf(search.get('b'))] : listOf(search.get(dimension))
    const all = [...(filter.length > 0 ? [filter] : []), ...slices.filter((one) => one.dimension === dimension).map(({ values }) => values)]
    const [first, ...others] = all
    return first === undefined ? null : [...new Set(first)].filter((id) => others.every((list) => list.includes(id)))
  }
  return { owners: of('owner'), teams: of('team') }
}

export type TeamOf = (userId: string) => string | undefined

/** Whether everything that is counted is in the person's reach. */
export function coversSlice(person: Viewer, { owners, teams }: Slice, teamOf: TeamOf): boolean {
  const scope = scopeOf(person, 'deal', 'read')
  if (scope === 'all') return true
  const each = (ids: readonly string[] | null, is: (id: string) => boolean) => ids !== null && ids.length > 0 && ids.every(is)
  const isOwn = (id: string) => id === person.userId
  if (scope === 'own') return each(owners, isOwn)
  return scope === 'team' && (each(teams, (id) => person.teamIds.includes(id)) || each(owners, (id) => isOwn(id) || person.teamIds.includes(teamOf(id) ?? '')))
}

/** The place with the numbers that this viewer sees said in its filters. */
export function pinnedPlace(viewer: Viewer, place: string, teamOf: TeamOf): string {
  const slice = chartSlice(place)
  if (coversSlice(viewer, slice, teamOf)) return place
  const search = new URLSearchParams(place)
  const isOwn = scopeOf(viewer, 'deal', 'read') === 'own'
  const pinned = isOwn ? 'owner' : 'team'
  if (search.get('compare') === pinned) for (const name of ['compare', 'a', 'b']) search.delete(name)
  const others = (readSlices(search.get('slice') ?? '') ?? []).filter(({ dimension }) => dimension !== pinned)
  if (others.length > 0) search.set('slice', others.map(sliceText).join(';'))
  else search.delete('slice')
  const within = isOwn ? [viewer.userId] : (slice.teams ?? []).filter((id) => viewer.teamIds.includes(id))
  search.set(pinned, (within.length > 0 ? within : [viewer.teamId]).join(','))
  return chartPlace(search.toString())
}
