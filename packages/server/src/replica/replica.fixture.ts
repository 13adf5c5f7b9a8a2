import type { DealColumns } from '@sluice/core/funnel/columns'
import { readId } from '@sluice/core/funnel/deal-ids'
import type { TestApp } from '../testing/app.ts'
import { dealInput } from './deal-input.ts'
import { needDimensions } from './dimensions.ts'
import { follow } from './follow.ts'
import { type Held, loadHeld } from './held.ts'
import { inSnapshot } from './snapshot-tx.ts'

/** For tests: what columns say of each living deal, by id, whatever the codes and the order of rows. */
export function rowsOf(columns: DealColumns) {
  const rows: Record<string, unknown> = {}
  for (let row = 0; row < columns.size; row++) {
    if (columns.deal.alive[row] === 0) continue
    const dimensions = [...columns.dimensions].map(([name, { codes, dictionary }]) => [name, dictionary.values[codes[row] as number] ?? null] as const)
    rows[readId(columns.deal.id, row)] = { ...dealInput(columns, row), dimensions: Object.fromEntries(dimensions.toSorted(([a], [b]) => (a < b ? -1 : 1))) }
  }
  return { stages: columns.stages, deals: Object.fromEntries(Object.entries(rows).toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}

/** Loads a pipeline with these dimensions. */
export function freshly(t: TestApp, orgId: string, pipelineId: string, dimensions: readonly string[] = []): Promise<Held> {
  return inSnapshot(t.db.pool, orgId, async (snapshot) => {
    const held = await loadHeld(snapshot, pipelineId)
    await needDimensions(snapshot, held, dimensions)
    return held
  })
}

/** Follows as an answer would: what cannot be followed is loaded anew. Answers what is held now, and whether it was followed. */
export function caughtUp(t: TestApp, held: Held, dimensions: readonly string[] = []): Promise<{ held: Held; followed: boolean }> {
  return inSnapshot(t.db.pool, held.orgId, async (snapshot) => {
    const followed = await follow(snapshot, held)
    const now = followed ? held : await loadHeld(snapshot, held.pipelineId)
    await needDimensions(snapshot, now, dimensions)
    return { held: now, followed }
  })
}
