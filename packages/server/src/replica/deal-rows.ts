import type { DealColumns } from '@sluice/core/funnel/columns'
import { dictionary } from '@sluice/core/funnel/columns'
import { findRow, indexRow, rowIndex } from '@sluice/core/funnel/deal-ids'
import { orderOf } from '@sluice/core/funnel/number-lists'
import { IdCodes } from './id-codes.ts'
import { reordered, resized } from './raw-rows.ts'

/** Rows of deals while they are read: first as they are seen, then, with all their stays known, by their entry. */
export class Deals {
  deal: DealColumns['deal'] = dealArrays(1024)
  size = 0
  readonly owner = new IdCodes(dictionary())
  readonly team = new IdCodes(dictionary())
  readonly source = new IdCodes(dictionary())
  private readonly index = rowIndex(1024)
  private last = -1
  /** By deal: the smallest n of its stays so far, and when that began. */
  private first = new Uint16Array(1024)
  private enteredAt = new Float64Array(1024)

  /** The row of the id in a buffer; −1 when it is new and `add` is false. */
  row(buffer: Buffer, at: number, add: boolean): number {
    // Rows of one deal mostly come together.
    if (this.last >= 0 && isId(this.deal.id, this.last * 16, buffer, at)) return this.last
    const row = this.find(buffer, at, add)
    if (row >= 0) this.last = row
    return row
  }

  /** Whether the deal's stay `n` is the earliest so far: what it says of the entry holds. */
  isFirst(row: number, n: number, enteredAt: number): boolean {
    const first = this.first[row] as number
    if (first !== 0 && n >= first) return false
    this.first[row] = n
    this.enteredAt[row] = enteredAt
    this.deal.cameByTransfer[row] = n > 1 ? 1 : 0
    return true
  }

  /**
   * Puts the deals in the order of their entry and renumbers `rowOfStay`: what a question has to look at closely, deals that
   * were open at one time, then lies together in memory, however the table lies on disk (docs/decisions/0012).
   */
  sort(rowOfStay: Uint32Array): void {
    const entered = this.enteredAt.subarray(0, this.size)
    const isSorted = entered.every((at, i) => i === 0 || (entered[i - 1] as number) <= at)
    this.first = new Uint16Array(0)
    this.enteredAt = new Float64Array(0)
    if (isSorted) return
    const least = entered.reduce((least, at) => Math.min(least, at), Infinity)
    const order = orderOf(entered.map((at) => at - least))
    const place = new Uint32Array(this.size)
    for (let i = 0; i < order.length; i++) place[order[i] as number] = i
    for (let i = 0; i < rowOfStay.length; i++) rowOfStay[i] = place[rowOfStay[i] as number] as number
    const { slots } = this.index
    for (let i = 0; i < slots.length; i++) if ((slots[i] as number) >= 0) slots[i] = place[slots[i] as number] as number
    const room = this.deal.alive.length
    const { id, ...others } = this.deal
    const ids = new Uint8Array(id.length)
    for (let i = 0; i < order.length; i++) ids.set(id.subarray((order[i] as number) * 16, (order[i] as number) * 16 + 16), i * 16)
    this.deal = { ...Object.fromEntries(Object.entries(others).map(([name, column]) => [name, reordered(column, order, room)])), id: ids } as DealColumns['deal']
    this.last = -1
  }

  private find(buffer: Buffer, at: number, add: boolean): number {
    if (this.size >= this.deal.alive.length) this.grow()
    const { id } = this.deal
    const here = this.size * 16
    for (let i = 0; i < 16; i++) id[here + i] = buffer[at + i] as number
    const found = findRow(this.index, id, this.size)
    if (found >= 0 || !add) return found
    indexRow(this.index, id, this.size)
    return this.size++
  }

  private grow(): void {
    const length = Math.ceil(this.size * 1.25)
    this.deal = roomy(this.deal, length)
    if (this.first.length === 0) return
    this.first = resized(this.first, length)
    this.enteredAt = resized(this.enteredAt, length)
  }
}

/** The same columns with another length; those given are gone. */
export function roomy(deal: DealColumns['deal'], length: number): DealColumns['deal'] {
  return Object.fromEntries(Object.entries(deal).map(([name, column]) => [name, resized(column, name === 'id' ? length * 16 : length)])) as DealColumns['deal']
}

function isId(ids: Uint8Array, at: number, buffer: Buffer, other: number): boolean {
  for (let i = 15; i >= 0; i--) if (ids[at + i] !== buffer[other + i]) return false
  return true
}

function dealArrays(length: number): DealColumns['deal'] {
  return {
    alive: new Uint8Array(length), id: new Uint8Array(length * 16), createdAt: new Float64Array(length), stayFrom: new Uint32Array(length), stayCount: new Uint16Array(length),
    versionFrom: new Uint32Array(length), versionCount: new Uint16Array(length), entryOwner: new Uint16Array(length), entryTeam: new Uint16Array(length),
    entrySource: new Uint16Array(length), cameByTransfer: new Uint8Array(length),
  }
}
