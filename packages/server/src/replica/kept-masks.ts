import { readId } from '@sluice/core/funnel/deal-ids'
import type { RawBuilder } from 'kysely'
import { UNKNOWN, YES } from './column-judges.ts'
import { askedParts, type FromDatabase, type Split, verdictsOf } from './condition-in-columns.ts'
import type { Held, KeptMask } from './held.ts'
import { packedIds, type SnapshotTx } from './snapshot-tx.ts'

/** A question about deals that has a yes or no for each. */
export interface DealQuestion {
  /** The same for the same question, values and viewer included; null when an answer may change without an event. */
  key: string | null
  /** The deals that fulfil it, among those named or all: a query with one column `id`. */
  query: (among: readonly string[] | null) => RawBuilder<unknown>
  /** What columns say of it, and the questions that its other parts are; null = columns say nothing. */
  inColumns: { split: Split; questionOf: (part: FromDatabase) => DealQuestion } | null
}

/** Masks kept per pipeline. */
const masksKept = 8

/** How many deals are rather asked for one by one than all: an index look-up each. */
export interface Reach {
  most: number
  /** So many at any rate, however few deals there are. */
  few: number
}
const usual: Reach = { most: 10_000, few: 500 }

/**
 * The deals that fulfil a question: judged in memory as far as columns say; the database is asked for the rest alone, for
 * single deals when these are few, else for whole parts of the condition. What was found is kept, and followed: of what has
 * happened since only the deals concerned are judged again.
 */
export async function maskOf(snapshot: SnapshotTx, held: Held, question: DealQuestion, reach: Reach = usual): Promise<Uint8Array> {
  const { key } = question
  const kept = key === null ? undefined : held.masks.get(key)
  const mask = kept?.version === held.version ? kept.mask : ((kept === undefined ? null : await followed(snapshot, held, question, kept, reach)) ?? (await made(snapshot, held, question, reach)))
  if (key !== null) keep(held, key, mask)
  return mask
}

function keep(held: Held, key: string, mask: Uint8Array): void {
  held.masks.delete(key)
  held.masks.set(key, { version: held.version, mask, pending: new Set() })
  for (const oldest of held.masks.keys()) {
    if (held.masks.size <= masksKept) break
    held.masks.delete(oldest)
  }
}

/** The mask with what has happened since; null when that is too much. The one that is kept may be in use and stays as it is. */
async function followed(snapshot: SnapshotTx, held: Held, question: DealQuestion, { mask: before, pending }: KeptMask, reach: Reach): Promise<Uint8Array | null> {
  const { columns } = held.builder
  const { alive } = columns.deal
  if (before.length > columns.size || columns.size - before.length + pending.size > Math.max(reach.most, reach.few)) return null
  const rows: number[] = []
  for (let row = before.length; row < columns.size; row++) if (alive[row] === 1) rows.push(row)
  for (const id of pending) {
    const row = held.builder.rowOf(id)
    if (row >= 0 && row < before.length) rows.push(row)
  }
  const mask = new Uint8Array(columns.size)
  for (let row = 0; row < before.length; row++) mask[row] = (before[row] as number) & (alive[row] as number)
  const undecided = settle(mask, held, question, Uint32Array.from(rows))
  await ask(snapshot, held, mask, undecided, question)
  return mask
}

async function made(snapshot: SnapshotTx, held: Held, question: DealQuestion, reach: Reach): Promise<Uint8Array> {
  const { columns } = held.builder
  const mask = new Uint8Array(columns.size)
  const rows = livingRows(held)
  const isFew = (count: number) => count <= reach.few || (count <= reach.most && count * 4 <= rows.length)
  let undecided = settle(mask, held, question, rows)
  const { inColumns } = question
  if (inColumns !== null && !isFew(undecided.length)) {
    const answers = new Map<FromDatabase, Uint8Array>()
    for (const part of askedParts(inColumns.split)) answers.set(part, await maskOf(snapshot, held, inColumns.questionOf(part), reach))
    undecided = settle(mask, held, question, rows, answers)
  }
  if (isFew(undecided.length)) await ask(snapshot, held, mask, undecided, question)
  else setRows(held, mask, await packedIds(snapshot.tx, question.query(null)))
  return mask
}

function livingRows({ builder: { columns } }: Held): Uint32Array {
  const rows = new Uint32Array(columns.size)
  let count = 0
  for (let row = 0; row < columns.size; row++) if (columns.deal.alive[row] === 1) rows[count++] = row
  return rows.subarray(0, count)
}

/** Writes what columns and answers decide of these rows; gives the rows that they do not. */
function settle(mask: Uint8Array, { builder: { columns } }: Held, { inColumns }: DealQuestion, rows: Uint32Array, answers?: ReadonlyMap<FromDatabase, Uint8Array>): Uint32Array {
  if (inColumns === null) {
    for (const row of rows) mask[row] = 0
    return rows
  }
  const verdicts = verdictsOf(inColumns.split, columns, rows, answers)
  let count = 0
  for (const verdict of verdicts) if (verdict === UNKNOWN) count++
  const undecided = new Uint32Array(count)
  count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    mask[row] = verdicts[i] === YES ? 1 : 0
    if (verdicts[i] === UNKNOWN) undecided[count++] = row
  }
  return undecided
}

async function ask({ tx }: SnapshotTx, held: Held, mask: Uint8Array, rows: Uint32Array, { query }: DealQuestion): Promise<void> {
  if (rows.length === 0) return
  const { id } = held.builder.columns.deal
  setRows(held, mask, await packedIds(tx, query(Array.from(rows, (row) => readId(id, row)))))
}

/** Sets the rows of these ids, of deals that are in the pipeline at all. */
export function setRows({ builder }: Held, mask: Uint8Array, packed: Buffer): void {
  for (let at = 0; at < packed.length; at += 16) {
    const hex = packed.toString('hex', at, at + 16)
    const row = builder.rowOf(`${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`)
    if (row >= 0) mask[row] = 1
  }
}
