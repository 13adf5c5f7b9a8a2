import type { GroupCut, RootCauseInput, SegmentRow } from '../root-cause/input.ts'
import { countTerms } from '../root-cause/count-terms.ts'
import { cutsOf } from '../root-cause/cuts.ts'

/** mulberry32: numbers in [0, 1) from a seed, for tests. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One deal of a made-up company that entered the stage in a period, as the counts are made from. */
export type Deal = { values: Record<string, string>; period: 'before' | 'after'; reached: boolean; stock: boolean; stuck: boolean; note: string }

export const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`)

export const pick = <T>(random: () => number, ...weighted: [T, number][]): T => {
  let left = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [value, weight] of weighted) if ((left -= weight) < 0) return value
  throw new RangeError('nothing to pick from')
}

const empty = () => ({ n: 0, hits: 0, stock: 0 })

export function rowsOf(dimensions: readonly string[], deals: readonly Deal[]): SegmentRow[] {
  const rows = new Map<string, SegmentRow>()
  for (const deal of deals) {
    const values = dimensions.map((dimension) => deal.values[dimension] ?? '')
    const key = JSON.stringify(values)
    const row = rows.get(key) ?? { values, before: empty(), after: empty() }
    rows.set(key, row)
    const tally = row[deal.period]
    tally.n++
    if (deal.reached) tally.hits++
    if (deal.stock) tally.stock++
  }
  return [...rows.values()]
}

/** Input of a root cause from deals; stuck deals of the later period against its others. */
export function inputOf(dimensions: readonly string[], deals: readonly Deal[], more: Partial<RootCauseInput> = {}): RootCauseInput {
  const after = deals.filter(({ period }) => period === 'after')
  const stuck = after.filter((deal) => deal.stuck)
  const rest = after.filter((deal) => !deal.stuck)
  const groupCuts = dimensions.map((dimension): GroupCut => {
    const cells = new Map<string, { value: string; group: number; rest: number }>()
    const at = (deal: Deal) => {
      const value = deal.values[dimension] ?? ''
      const cell = cells.get(value) ?? { value, group: 0, rest: 0 }
      cells.set(value, cell)
      return cell
    }
    for (const deal of stuck) at(deal).group++
    for (const deal of rest) at(deal).rest++
    return { dimension, cells: [...cells.values()] }
  })
  return {
    pipelineId: 'p', stageId: 'tech', what: 'stock', before: { from: '2026-01-01', to: '2026-04-01' }, after: { from: '2026-04-01', to: '2026-06-30' }, onset: day('2026-04-20'),
    flow: null, cuts: cutsOf(dimensions, rowsOf(dimensions, deals)), group: 'stuck', groupRest: 'others', groupCuts,
    words: { group: countTerms(stuck.map(({ note }) => [note])), rest: countTerms(rest.map(({ note }) => [note])) },
    events: [], changeCount: Math.abs(deals.reduce((sum, deal) => sum + (deal.stock ? (deal.period === 'after' ? 1 : -1) : 0), 0)), capacity: null, ...more,
  }
}

/** Values that have nothing to do with anything. */
export const noise = (random: () => number): Record<string, string> => ({
  region: pick(random, ['east', 4], ['south', 3], ['north', 2], ['west', 1]), industry: pick(random, ['auto', 3], ['electronics', 3], ['food', 2]),
  owner: pick(random, ...Array.from({ length: 8 }, (_, i): [string, number] => [`rep${i}`, 1])), product: pick(random, ['mes', 3], ['wms', 2]),
  month: pick(random, ['a', 1], ['b', 1], ['c', 1]), customer_type: pick(random, ['new', 3], ['existing', 1]),
})

export const dimensions = ['channel', 'size', 'region', 'industry', 'owner', 'product', 'month', 'customer_type']
const dullNotes = ['方案已发送，等待技术反馈', '与技术部交流选型，讨论接口', '约下周现场勘察', '工艺参数待补充，样件在途', '讨论排产与追溯功能', '演示后对方内部评审']
const budgetNotes = ['今年预算有限，问能不能分期付款', '老板说预算有限，要明年再看', '希望分期付款，首付压低', '预算有限，先做一条线，最好分期付款']

/**
 * The manufacturing case: the share of trade-show deals goes from 12 % to 39 %, they are mostly small companies, small ones
 * hardly get on at 技术交流 and their notes speak of budget and instalments. Stock rises by some 80 %.
 */
export function manufacturing(seed: number): Deal[] {
  const random = randomFrom(seed)
  const deals: Deal[] = []
  for (const [period, n, show] of [['before', 600, 0.12], ['after', 770, 0.39]] as const)
    for (let i = 0; i < n; i++) {
      const channel = random() < show ? 'trade_show' : pick(random, ['referral', 4], ['website', 4], ['ads', 2])
      const size = random() < (channel === 'trade_show' ? 0.86 : 0.22) ? '1-49' : pick(random, ['50-499', 3], ['500+', 2])
      const rate = size === '1-49' ? (channel === 'trade_show' ? 0.14 : 0.36) : channel === 'trade_show' ? 0.36 : 0.6
      const reached = random() < rate
      const stuck = !reached && random() < (size === '1-49' ? 0.7 : 0.24)
      const talksMoney = random() < (stuck && size === '1-49' ? 0.6 : 0.06)
      const notes = talksMoney ? budgetNotes : dullNotes
      deals.push({ values: { ...noise(random), channel, size }, period, reached, stock: stuck || (!reached && random() < 0.05), stuck, note: notes[Math.floor(random() * notes.length)] ?? '' })
    }
  return deals
}
