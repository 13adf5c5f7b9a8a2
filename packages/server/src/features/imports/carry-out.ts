import { setImmediate as breathe } from 'node:timers/promises'
import { compileMapping } from '@sluice/core/imports/compile'
import type { RejectedRow } from '@sluice/core/imports/error-file'
import type { ImportSummary } from '@sluice/core/imports/contract'
import type { ImportKind } from '@sluice/core/imports/fields'
import type { Mapping } from '@sluice/core/imports/mapping'
import type { AccountRow, ContactRow, DealRow, ImportRecord, LeadRow, ProductRow } from '@sluice/core/imports/records'
import { mapRow } from '@sluice/core/imports/rows'
import { scopeOf } from '@sluice/core/identity/policy'
import type { Noun } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { sharePlaces } from '../../platform/place-lock.ts'
import { refuse } from '../../platform/refusal.ts'
import { caseSpool, type CaseLine } from './case-spool.ts'
import { loadContext } from './import-context.ts'
import { beginRun, type Item, type LoadRun } from './load-run.ts'
import { openTable } from './read/open-table.ts'
import type { ByteSource, Table, TableOptions } from './read/table.ts'
import { takeCases } from './take-cases.ts'
import { takeDeals } from './take-deals.ts'
import { takePlain } from './take-plain.ts'
import { createTally } from './tally.ts'
import { knowThings } from './things.ts'

/** A file with everything that was decided about it. */
export interface Order {
  act: Act
  importId: string
  fileName: string
  open: () => ByteSource
  mapping: Mapping
  /** About how many rows, for progress and for how a log is put together. */
  rows: number | null
  maxBytes?: number
  progress?: (done: number) => void
}

const together = 1000
const nounOf: Record<ImportKind, Noun> = { deals: 'deal', events: 'deal', leads: 'lead', accounts: 'account', contacts: 'contact', products: 'config' }

export const fileOptions = (mapping: Mapping, maxBytes?: number): TableOptions => {
  const { encoding, delimiter, sheet, headerRow } = mapping.file
  return {
    ...(encoding !== undefined && { encoding }), ...(delimiter !== undefined && { delimiter }), ...(sheet !== undefined && { sheet }),
    ...(headerRow !== undefined && { headerRow }), ...(maxBytes !== undefined && { maxBytes }),
  }
}

/** What an import would do. Reads in short transactions and writes nothing but the rejected rows. */
export async function checkFile(db: Db, order: Order, onRejected: (tx: Tx, rows: readonly RejectedRow[]) => Promise<void>): Promise<ImportSummary> {
  const { orgId } = order.act
  return pass(order, false, (work) => db.write(orgId, work), onRejected)
}

/** Does it, in the transaction given: all of it or nothing. */
export async function loadFile(tx: Tx, order: Order, onRejected: (tx: Tx, rows: readonly RejectedRow[]) => Promise<void>): Promise<ImportSummary> {
  // Stages are read once for the whole file: none may be taken away meanwhile.
  await sharePlaces(tx, order.act.orgId)
  return pass(order, true, (work) => work(tx), onRejected)
}

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

async function pass(order: Order, writes: boolean, inTx: InTx, onRejected: (tx: Tx, rows: readonly RejectedRow[]) => Promise<void>): Promise<ImportSummary> {
  const { act, importId, mapping } = order
  const table = await openTable(order.open, order.fileName, fileOptions(mapping, order.maxBytes))
  try {
    const tally = createTally(!hasKey(mapping))
    const run = await inTx(async (tx) => {
      const context = await loadContext(tx, act.orgId, act.actorId ?? refuse('permission.denied'))
      if (scopeOf(context.viewer, 'import', 'write') === 'none' || scopeOf(context.viewer, nounOf[mapping.kind], 'write') === 'none') refuse('permission.denied')
      const { timeZone, currency, pipelines, existing } = context
      const compiled = compileMapping(mapping, { header: table.header, now: act.now, timeZone, currency, pipelines, existing })
      return beginRun({ writes, act, importId, context, compiled, tally, tx, onRejected })
    })
    knowThings(run)
    const taken: InTx = (work) => inTx((tx) => {
      run.tx = tx
      return work(tx)
    })
    if (mapping.kind === 'events') await events(run, table, order, taken)
    else await records(run, table, order, taken)
    if (writes) await inTx(analyseLoaded)
    return tally.summary()
  } finally {
    await table.close()
  }
}

/** Whether a second import of the file finds its records again. */
function hasKey(mapping: Mapping): boolean {
  if (mapping.kind === 'events' || mapping.kind === 'products' || mapping.kind === 'accounts') return true
  return Object.values(mapping.columns).some((given) => (typeof given === 'string' ? given : given.field) === 'key')
}

async function records(run: LoadRun, table: Table, order: Order, inTx: InTx): Promise<void> {
  let items: Item[] = []
  const take = async () => {
    const batch = items
    items = []
    await inTx(async () => {
      await takeKind(run, batch)
      await run.flush()
    })
    order.progress?.(run.tally.counts.rows)
    await breathe()
  }
  let rejected = 0
  for await (const row of table.rows) {
    run.tally.counts.rows++
    const mapped = mapRow(run.compiled, row)
    if (mapped.ok) items.push({ record: mapped.record, cells: row.cells })
    else if (mapped.rejected) {
      run.reject(row, mapped.reasons)
      rejected++
    } else run.tally.counts.skipped++
    if (items.length + rejected >= together) {
      rejected = 0
      await take()
    }
  }
  await take()
}

function takeKind(run: LoadRun, items: readonly Item<ImportRecord>[]): Promise<void> {
  // All rows of a file are of its mapping's kind.
  switch (run.compiled.mapping.kind) {
    case 'deals': return takeDeals(run, items as readonly Item<DealRow>[])
    case 'leads':
    case 'accounts':
    case 'contacts':
    case 'products':
      return takePlain(run, run.compiled.mapping.kind, items as readonly Item<LeadRow | AccountRow | ContactRow | ProductRow>[])
    case 'events': throw new Error('a log is taken case by case')
  }
}

async function events(run: LoadRun, table: Table, order: Order, inTx: InTx): Promise<void> {
  const spool = await caseSpool(order.rows ?? 500_000)
  const caseColumn = run.compiled.columns.find((column) => column.name === 'caseKey')?.index ?? -1
  try {
    for await (const row of table.rows) {
      const { counts } = run.tally
      counts.rows++
      const mapped = mapRow(run.compiled, row)
      const { line, cells } = row
      if (mapped.ok && mapped.record.kind === 'events') await spool.add(mapped.record.caseKey, { line, cells, event: mapped.record, reasons: [] })
      else if (!mapped.ok && mapped.rejected) {
        const key = (cells[caseColumn] ?? '').trim()
        // Its case is rejected with it; a row that names none stands for itself.
        if (key === '') run.reject(row, mapped.reasons)
        else await spool.add(key, { line, cells, event: null, reasons: mapped.reasons })
      } else counts.skipped++
      if (counts.rows % together === 0) {
        order.progress?.(Math.floor(counts.rows / 2))
        await breathe()
      }
    }
    let done = 0
    for await (const cases of spool.cases()) {
      for (const batch of batches(cases)) {
        await inTx(async () => {
          await takeCases(run, batch)
          await run.flush()
        })
        done += batch.reduce((sum, [, lines]) => sum + lines.length, 0)
        order.progress?.(Math.floor((run.tally.counts.rows + done) / 2))
        await breathe()
      }
    }
    await inTx(() => run.flush())
  } finally {
    await spool.close()
  }
}

function* batches(cases: ReadonlyMap<string, CaseLine[]>): Generator<(readonly [string, CaseLine[]])[]> {
  let batch: (readonly [string, CaseLine[]])[] = []
  for (const entry of cases) {
    batch.push(entry)
    if (batch.length < together) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/**
 * The planner knows nothing of a great load, and would take an organisation of which it has no figures for an empty one:
 * the next report would take minutes. Within the transaction, so that there is no moment without.
 */
export async function analyseLoaded(tx: Tx): Promise<void> {
  await sql`select analyse_loaded()`.execute(tx)
}
