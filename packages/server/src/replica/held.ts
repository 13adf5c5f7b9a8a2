import { bytes, ColumnsBuilder } from '@sluice/core/funnel/columns-builder'
import type { DealColumns } from '@sluice/core/funnel/columns'
import { load } from './load.ts'
import { SPARE } from './room.ts'
import { selectProof, type Proof } from './proof.query.ts'
import type { SnapshotTx } from './snapshot-tx.ts'
import type { StageReading } from './stages.query.ts'

/** The columns of one pipeline, and how far they have followed the log. */
export interface Held {
  orgId: string
  pipelineId: string
  builder: ColumnsBuilder
  reading: Pick<StageReading, 'key'>
  /** All that this snapshot of the database saw is in the columns (`pg_current_snapshot()`). */
  sees: string
  /** What the log must still say; else the database is not the one that was followed. */
  proof: Proof
  /** Rises with every event of the organisation. */
  version: number
  /** Masks by what was asked, the least recently used first. */
  masks: Map<string, KeptMask>
  /** Deals written since the last copy on disk. */
  unsaved: number
  /** A copy is being written: rows must stay where they are. */
  isSaving: boolean
}

/** A set of deals kept from one question to the next: one byte a deal, right as of `version` of what is held. */
export interface KeptMask {
  version: number
  mask: Uint8Array
  /** Deals that something has happened to since; those written anew have a row of their own at the end besides. */
  pending: Set<string>
}

export async function loadHeld(snapshot: SnapshotTx, pipelineId: string): Promise<Held> {
  const { columns, reading } = await load(snapshot, pipelineId)
  const proof = await selectProof(snapshot, snapshot.sees)
  return heldOf(snapshot.orgId, pipelineId, columns, { reading, sees: snapshot.sees, proof, unsaved: columns.size })
}

export function heldOf(orgId: string, pipelineId: string, columns: DealColumns, state: Pick<Held, 'reading' | 'sees' | 'proof' | 'unsaved'>): Held {
  const builder = ColumnsBuilder.of(columns)
  fit(builder)
  return { orgId, pipelineId, builder, version: 0, masks: new Map(), isSaving: false, ...state }
}

/** Gives arrays room for what comes, and takes back what is far more than that. */
export function fit(builder: ColumnsBuilder): void {
  const { size, stays, versions, deal, stay, version } = builder.columns
  const isFitting = ([[deal.alive.length, size], [stay.stage.length, stays], [version.knownFrom.length, versions]] as const).every(([room, used]) => room > used && room <= used * 1.25 + 1024)
  if (!isFitting) builder.trim(SPARE)
}

/** Of fewer deals the settled ones need not be told apart. */
const manyDeals = 20_000
/** Rows that came or went since, as a share of all, before the settled ones are worked out anew. */
const changed = 0.08

/** In large pipelines, the deals of which nothing more is expected (core/funnel/settled). */
export function settle({ builder }: Held): void {
  if (builder.columns.size >= manyDeals) builder.settle(changed)
}

/** Memory in bytes: columns, the index of ids, masks. */
export function heldBytes({ builder: { columns }, masks }: Held): number {
  let sum = bytes(columns) + columns.size * 12
  for (const { mask } of masks.values()) sum += mask.byteLength
  return sum
}
