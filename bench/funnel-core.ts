import { bytes, ColumnsBuilder } from '../packages/core/src/funnel/columns-builder.ts'
import { codeOf, type DealColumns, NO_DAY, NO_PROBABILITY, type Selection } from '../packages/core/src/funnel/columns.ts'
import { dwellCurve } from '../packages/core/src/funnel/dwell-curve.ts'
import type { FunnelOptions } from '../packages/core/src/funnel/model.ts'
import { funnelView } from '../packages/core/src/funnel/overview.ts'
import { settledOf } from '../packages/core/src/funnel/settled.ts'
import { selectRows } from '../packages/core/src/funnel/select.ts'
import { EVERYTHING } from '../packages/core/src/funnel/selection.ts'
import { createRng } from '../packages/core/src/simulator/rng.ts'
import { type Bench, spoken, time } from './bench.ts'

const DAY = 86_400_000
const NOW = Date.parse('2026-06-01T00:00:00Z')
const STAGES = ['lead', 'need', 'demo', 'offer', 'contract'].map((id, position) => ({ id, position, winProbability: (position + 1) / 6 }))

/** The engine alone: no database, no worker, one thread. */
export const funnelCore: Bench = {
  name: 'funnel-core',
  about: 'the whole funnel page from columns in memory: all deals, one owner, a year ago, by stage; 10k, 100k, 1M deals',
  async run(report) {
    for (const deals of [10_000, 100_000, 1_000_000]) {
      const columns = randomColumns(deals, 7)
      columns.settled = settledOf(columns)
      const options: FunnelOptions = { from: NOW - 365 * DAY, to: null, asOf: NOW, zone: 'Asia/Shanghai', currency: 'CNY' }
      const owner: Selection = { ...EVERYTHING, owners: new Set([3]) }
      const rounds = deals > 500_000 ? 12 : 20
      report(`${deals.toLocaleString('en')} deals, ${columns.stays.toLocaleString('en')} stays, ${(bytes(columns) / deals).toFixed(0)} bytes a deal`)
      const ask = async (what: string, work: () => unknown) => report(`  ${what.padEnd(34)}${spoken(await time(rounds, async () => work(), 4))}`)
      await ask('page, all deals of all time', () => funnelView(columns, EVERYTHING, { ...options, from: null }))
      await ask('page, the last year', () => funnelView(columns, EVERYTHING, options))
      await ask('page, one owner of 100', () => funnelView(columns, owner, { ...options, from: null }))
      await ask('page, as of a year ago', () => funnelView(columns, EVERYTHING, { ...options, from: null, asOf: NOW - 365 * DAY }))
      await ask('page, by stage, touched', () => funnelView(columns, EVERYTHING, { ...options, from: null, cohort: 'stage', fill: 'touched' }))
      await ask('deals lost in the offer', () => selectRows(columns, EVERYTHING, { ...options, from: null }, { metric: 'step.lost', stageId: 'offer', part: 'hits' }))
      await ask('dwell curve of the demo', () => dwellCurve(columns, EVERYTHING, { ...options, from: null }, 'demo'))
    }
  },
}

/** Random deals of two and a half years, straight in columns: about four stays and two versions each, 100 owners, 12 sources. */
export function randomColumns(deals: number, seed: number): DealColumns {
  const random = createRng(seed).next
  const { columns } = new ColumnsBuilder(STAGES, [], deals)
  const stays = Math.ceil(deals * 5.5)
  const versions = deals * 2
  for (const [group, length] of [[columns.stay, stays], [columns.version, versions]] as const) {
    const arrays: Record<string, unknown> = group
    for (const [name, array] of Object.entries(group)) arrays[name] = new (array.constructor as new (length: number) => unknown)(length)
  }
  const { deal, stay, version, dictionaries } = columns
  codeOf(dictionaries.currency, 'CNY')
  codeOf(dictionaries.currency, 'USD')
  for (let i = 1; i <= 100; i++) codeOf(dictionaries.owner, `u${i}`)
  for (let i = 1; i <= 12; i++) codeOf(dictionaries.source, `s${i}`)
  for (let i = 1; i <= 9; i++) codeOf(dictionaries.lossReason, `r${i}`)
  const some = (n: number) => Math.floor(random() * n)
  const start = NOW - 900 * DAY
  let s = 0
  let v = 0
  for (let row = 0; row < deals; row++) {
    const created = Math.floor(start + (row / deals) * 900 * DAY)
    const owner = 1 + some(100)
    deal.alive[row] = 1
    for (let i = 0; i < 16; i++) deal.id[row * 16 + i] = i === 8 ? 128 | some(64) : some(256)
    deal.createdAt[row] = created
    deal.stayFrom[row] = s
    deal.versionFrom[row] = v
    deal.entryOwner[row] = owner
    deal.entryTeam[row] = 0
    deal.entrySource[row] = 1 + some(12)
    let at = created
    let k = 0
    let end = Infinity
    while (s - (deal.stayFrom[row] ?? 0) < 10) {
      stay.stage[s] = k
      stay.enteredAt[s] = at
      // Log-normal-like spells of some days to weeks.
      const left = Math.floor(at + DAY * (k + 3) * 4 * Math.exp(1.1 * (random() + random() + random() - 1.5)))
      if (left > NOW) {
        stay.leftAt[s++] = Infinity
        break
      }
      stay.leftAt[s] = left
      const luck = random()
      const exit = luck < 0.17 ? 4 : luck < 0.22 && k > 0 ? 2 : k === 4 ? 3 : 1
      stay.exit[s] = exit
      if (exit === 4) stay.lossReason[s] = 1 + some(9)
      s++
      at = left
      if (exit >= 3) {
        end = left
        break
      }
      k = exit === 2 ? k - 1 : Math.min(4, k + (random() < 0.06 ? 2 : 1))
    }
    deal.stayCount[row] = s - (deal.stayFrom[row] ?? 0)
    deal.versionCount[row] = 2
    const amountMinor = (1 + some(500_000)) * 100
    for (let n = 0; n < 2; n++, v++) {
      version.knownFrom[v] = n === 0 ? created : Math.min(created + some(60) * DAY, end)
      version.amountMinor[v] = amountMinor
      version.currency[v] = random() < 0.95 ? 1 : 2
      version.probability[v] = random() < 0.1 ? some(10_000) : NO_PROBABILITY
      version.expectedClose[v] = random() < 0.1 ? NO_DAY : Math.floor(created / DAY) + some(300)
      version.owner[v] = n === 1 && random() < 0.1 ? 1 + some(100) : owner
      version.source[v] = deal.entrySource[row] ?? 0
      version.closedAt[v] = n === 1 ? end : Infinity
      version.flags[v] = n === 1 && end === Infinity && random() < 0.1 ? 1 : 0
    }
  }
  columns.size = deals
  columns.stays = s
  columns.versions = v
  return columns
}
