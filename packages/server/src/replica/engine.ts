import type { DealColumns, Selection } from '@sluice/core/funnel/columns'
import type pg from 'pg'
import { restore, save } from './cache.ts'
import { needDimensions } from './dimensions.ts'
import { fairQueue } from './fair-queue.ts'
import { follow } from './follow.ts'
import { heldBytes, loadHeld, settle, type Held } from './held.ts'
import { type AnswerTo, type ArgumentsOf, QUESTIONS, type QuestionName } from './questions.ts'
import { type Asked, selectionOf } from './selection.ts'
import { inSnapshot, requireId, type SnapshotTx } from './snapshot-tx.ts'

export interface Request<N extends QuestionName = QuestionName> {
  orgId: string
  pipelineId: string
  question: N
  asked: Asked
  args: ArgumentsOf<N>
  /** Further selections, for a question that compares. */
  others?: readonly Asked[] | undefined
  /** Dimensions that the question groups by; those of slices are seen to. */
  dimensions?: readonly string[] | undefined
}

export interface EngineOptions {
  /** Memory for columns; beyond it the least recently used pipelines go. One that is larger alone is held alone. */
  limitBytes: number
  /** Where copies are kept; null = nowhere. */
  folder: string | null
  onError: (error: Error) => void
}

export interface EngineStats {
  pipelines: { orgId: string; pipelineId: string; deals: number; rows: number; bytes: number }[]
  /** Since the start: loaded from the database, taken from disk, thrown out for want of memory. */
  loads: number
  restored: number
  evicted: number
}

/** A copy on disk is worth it from so many deals on. */
const worthSaving = 10_000

/**
 * Answers questions about pipelines from columns in this thread's memory: loaded on the first question, brought up to the
 * log before each answer, so that an answer is of the instant it was asked or later.
 */
export function openEngine(pool: pg.Pool, { limitBytes, folder, onError }: EngineOptions) {
  /** The least recently asked first. */
  const all = new Map<string, Held>()
  const queue = fairQueue({ together: 3, each: 2 })
  const counts = { loads: 0, restored: 0, evicted: 0 }
  const saving = new Set<Promise<void>>()
  const keyOf = (orgId: string, pipelineId: string) => `${orgId}/${pipelineId}`

  async function current(snapshot: SnapshotTx, pipelineId: string): Promise<Held> {
    const key = keyOf(snapshot.orgId, pipelineId)
    let held = all.get(key)
    if (held === undefined && folder !== null) {
      held = (await restore(snapshot, folder, pipelineId)) ?? undefined
      if (held !== undefined) counts.restored++
    }
    if (held !== undefined) {
      // What fails on the way is followed again by the next question, from where this one began.
      hold(key, held)
      if (await follow(snapshot, held)) return held
      // Not two of them in memory at once.
      all.delete(key)
    }
    // A load takes as long as it takes.
    await snapshot.client.query('set local statement_timeout = 0')
    const loaded = await loadHeld(snapshot, pipelineId)
    counts.loads++
    hold(key, loaded)
    return loaded
  }

  /** As the one asked last. */
  function hold(key: string, held: Held): void {
    all.delete(key)
    all.set(key, held)
  }

  function evict(key: string): void {
    let sum = 0
    for (const held of all.values()) sum += heldBytes(held)
    for (const [other, held] of all) {
      if (sum <= limitBytes) return
      if (other === key || queue.isBusy(other)) continue
      sum -= heldBytes(held)
      all.delete(other)
      counts.evicted++
    }
  }

  /** In the background; whoever asks meanwhile is answered. */
  function saveLater(held: Held): void {
    if (folder === null || held.isSaving || held.unsaved < Math.max(worthSaving, held.builder.columns.size / 20)) return
    const work = saveNow(held, folder).catch(onError).finally(() => saving.delete(work))
    saving.add(work)
  }

  async function saveNow(held: Held, into: string): Promise<void> {
    held.isSaving = true
    try {
      // Columns and the snapshot they are of are taken in one go, before anything else can follow.
      const { unsaved } = held
      const frozen = frozenOf(held)
      const write = await inSnapshot(pool, held.orgId, (snapshot) => save(snapshot, into, frozen))
      await write()
      held.unsaved -= unsaved
    } finally {
      held.isSaving = false
    }
  }

  return {
    ask<N extends QuestionName>(request: Request<N>): Promise<AnswerTo<N>> {
      const { orgId, pipelineId, question, asked, args, others = [], dimensions = [] } = request
      const key = keyOf(orgId, pipelineId)
      return queue.add(orgId, key, async () => {
        // It names a file and stands in statements.
        requireId(pipelineId)
        const { held, selections } = await inSnapshot(pool, orgId, async (snapshot) => {
          const own = await current(snapshot, pipelineId)
          await snapshot.client.query('set local statement_timeout = 60000')
          await needDimensions(snapshot, own, dimensions)
          const made: Selection[] = []
          for (const one of [asked, ...others]) made.push(await selectionOf(snapshot, own, one))
          return { held: own, selections: made }
        })
        settle(held)
        evict(key)
        saveLater(held)
        const [selection, ...rest] = selections
        if (selection === undefined) throw new Error('no selection')
        // Name, arguments and answer belong together by `Request<N>`; the compiler does not follow that through the table.
        const compute = QUESTIONS[question] as unknown as (columns: DealColumns, selection: Selection, args: ArgumentsOf<N>, others: readonly Selection[]) => AnswerTo<N>
        return compute(held.builder.columns, selection, args, rest)
      })
    },
    stats: (): EngineStats => ({
      ...counts,
      pipelines: [...all.values()].map((held) => ({
        orgId: held.orgId, pipelineId: held.pipelineId, rows: held.builder.columns.size, bytes: heldBytes(held),
        deals: Math.round(held.builder.columns.size * (1 - held.builder.wasted)),
      })),
    }),
    /** Writes what changed to disk. */
    async close(): Promise<void> {
      await Promise.all(saving)
      if (folder === null) return
      for (const held of all.values()) {
        if (held.unsaved > 0 && held.builder.columns.size >= worthSaving) await saveNow(held, folder).catch(onError)
      }
    },
  }
}

/** The columns as they are now: rows added later, and rows that die later, are not in them. */
function frozenOf(held: Held): Held {
  const { columns } = held.builder
  const { deal } = columns
  const frozen: DealColumns = {
    ...columns, deal: { ...deal, alive: deal.alive.slice(0, columns.size) }, stay: { ...columns.stay }, version: { ...columns.version },
    known: new Map(columns.known), riskFrom: new Map(columns.riskFrom),
    dictionaries: Object.fromEntries(Object.entries(columns.dictionaries).map(([name, { values, codes }]) => [name, { values: values.slice(), codes }])) as DealColumns['dictionaries'],
  }
  return { ...held, builder: { columns: frozen } as Held['builder'] }
}
