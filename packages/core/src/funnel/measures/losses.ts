import { type DealColumns, NO_STAGE, type Selection } from '../columns.ts'
import { type Look, lookAt, lookFor, LOST } from '../look.ts'
import { type Measured, share } from '../measured.ts'
import { inOrder } from '../select.ts'
import type { Asked } from './asked.ts'
import { closed } from './cohort-steps.ts'
import { endedBefore } from './ended-before.ts'
import { selected } from './selected.ts'

/** `competitor`: the dimension that names the rival, default `competitor`; where there is none all cells have null. */
export type LossesOptions = Asked & { competitor?: string }

export type LossKey = { stageId: string | null; reasonId: string | null; competitor: string | null }

/** The deals lost in the period: how many, and their amount in minor units (of those in the asked currency). */
export type LossCount = { deals: number; amountMinor: number }

/** `stageId`: where the deal stood when it was lost. Cells and margins by `deals`, the most first. */
export type Losses = {
  asOf: number
  currency: string
  total: LossCount
  cells: (LossKey & LossCount)[]
  byStage: (LossCount & { stageId: string | null; share: Measured })[]
  byReason: (LossCount & { reasonId: string | null; share: Measured })[]
  byCompetitor: (LossCount & { competitor: string | null; share: Measured })[]
}

/** Stage × reason × rival of the deals lost in the period and not reopened by `asOf`; owner, team and source at the loss. */
export function losses(columns: DealColumns, selection: Selection, options: LossesOptions): Losses {
  const { asOf } = options
  const rivals = columns.dimensions.get(options.competitor ?? 'competitor')
  const reasons = columns.dictionaries.lossReason.values
  const currency = columns.dictionaries.currency.codes.get(options.currency) ?? -1
  const width = rivals?.dictionary.values.length ?? 1
  const found = new Map<number, LossCount>()
  eachLoss(columns, selection, options, (look, stage) => {
    const key = (stage * reasons.length + look.lossReason) * width + (rivals?.codes[look.row] ?? 0)
    const amountMinor = look.currency === currency ? look.amountMinor : 0
    const count = found.get(key)
    if (count === undefined) found.set(key, { deals: 1, amountMinor })
    else {
      count.deals++
      count.amountMinor += amountMinor
    }
  })
  const cells = [...found].map(([key, count]) => {
    const stage = Math.floor(key / width / reasons.length)
    return {
      stageId: stage === NO_STAGE ? null : (columns.stages[stage]?.id ?? null),
      reasonId: reasons[Math.floor(key / width) % reasons.length] ?? null,
      competitor: rivals?.dictionary.values[key % width] ?? null,
      ...count,
    }
  })
  const total = { deals: 0, amountMinor: 0 }
  for (const { deals, amountMinor } of cells) {
    total.deals += deals
    total.amountMinor += amountMinor
  }
  cells.sort(bySize)
  const margin = (of: (cell: LossKey) => string | null) => {
    const sums = new Map<string | null, LossCount>()
    for (const cell of cells) {
      const sum = sums.get(of(cell)) ?? { deals: 0, amountMinor: 0 }
      sums.set(of(cell), { deals: sum.deals + cell.deals, amountMinor: sum.amountMinor + cell.amountMinor })
    }
    return [...sums].map(([value, count]) => ({ value, ...count, share: share(count.deals, total.deals, 0, 'losses') })).sort(bySize)
  }
  return {
    asOf, currency: options.currency, total, cells,
    byStage: margin(({ stageId }) => stageId).map(({ value, ...rest }) => ({ stageId: value, ...rest })),
    byReason: margin(({ reasonId }) => reasonId).map(({ value, ...rest }) => ({ reasonId: value, ...rest })),
    byCompetitor: margin(({ competitor }) => competitor).map(({ value, ...rest }) => ({ competitor: value, ...rest })),
  }
}

const bySize = (a: LossCount, b: LossCount) => b.deals - a.deals || b.amountMinor - a.amountMinor

/** Rows of the deals behind a cell or margin, the earliest created first; a part of the key that is left out takes all. */
export function lossDeals(columns: DealColumns, selection: Selection, options: LossesOptions, key: Partial<LossKey>): Int32Array {
  const rivals = columns.dimensions.get(options.competitor ?? 'competitor')
  const reasons = columns.dictionaries.lossReason.values
  const rows: number[] = []
  eachLoss(columns, selection, options, (look, stage) => {
    if (key.stageId !== undefined && (columns.stages[stage]?.id ?? null) !== key.stageId) return
    if (key.reasonId !== undefined && (reasons[look.lossReason] ?? null) !== key.reasonId) return
    if (key.competitor !== undefined && (rivals?.dictionary.values[rivals.codes[look.row] as number] ?? null) !== key.competitor) return
    rows.push(look.row)
  })
  return inOrder(columns, Int32Array.from(rows))
}

/** `stage`: index of the one the deal stood in when it was lost; NO_STAGE when that is not known. */
function eachLoss(columns: DealColumns, selection: Selection, options: LossesOptions, visit: (look: Look, stage: number) => void): void {
  const { asOf } = options
  const ask = selected(columns, selection)
  const look = lookFor(columns.stages.length)
  const quiet = Math.min(options.from ?? -Infinity, asOf)
  for (let row = 0; row < columns.size; row++) {
    if (!ask.row(row) || endedBefore(columns, row, quiet) || !lookAt(columns, row, asOf, look)) continue
    if (look.standing === LOST && closed(look, options) && ask.atClose(look)) visit(look, columns.stay.stage[look.stayEnd - 1] as number)
  }
}
