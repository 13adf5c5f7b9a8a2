import { MappingError, mappingSchema } from '@sluice/core/imports/mapping'
import { withoutProposals } from '@sluice/core/imports/asked'
import type { RejectedRow } from '@sluice/core/imports/error-file'
import type { ImportStatus } from '@sluice/core/imports/contract'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import type { JobData } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { analyseLoaded, checkFile, fileOptions, loadFile, type Order } from './carry-out.ts'
import { storedFile } from './import-file.ts'
import { loadContext } from './import-context.ts'
import { selectImportForJob, type ImportRecord } from './imports.queries.ts'
import { analyseFile } from './read/analyse-file.ts'
import { TableError } from './read/table.ts'
import { storable } from './storable.ts'
import { toStored } from './stored-reading.ts'
import { undoLoad } from './undo-import.ts'

export const importQueue = 'import'

/** Unpacked, a file may be larger than the upload was; beyond this it is a bomb. */
export const maxUnpacked = 4 * 1024 ** 3

/**
 * Does what an import's status says is under way. The work ends in a transaction that also sets the status on, so it is
 * done once: whoever comes second (a retry, a second process) finds another status and leaves. A refusal is kept with
 * the import as its `error`; a fault of the machine is thrown, and the job is tried once more.
 */
export function importJobs(api: Api): void {
  api.jobs.handle(importQueue, {
    async run(data) {
      const record = await api.db.read(data.orgId, (tx) => selectImportForJob(tx, data.orgId, data.id))
      if (record === undefined) return
      const act: Act = { orgId: data.orgId, actorId: record.createdBy, now: api.clock.now().toISOString(), isAutomatic: true }
      try {
        await work(api, act, record)
      } catch (error) {
        const told = asError(error)
        if (told === null) {
          api.fastify.log.error({ err: error }, 'import failed')
          // Most faults would happen again; what the second try may mend is a lost connection.
          if (isTransient(error)) throw error
        }
        await fail(api.db, act, record, told ?? { code: 'server.failed', detail: '' })
      }
    },
    async abandoned(data: JobData) {
      const record = await api.db.read(data.orgId, (tx) => selectImportForJob(tx, data.orgId, data.id))
      if (record === undefined) return
      await fail(api.db, { orgId: data.orgId, actorId: record.createdBy, now: api.clock.now().toISOString() }, record, { code: 'import.interrupted', detail: '' })
    },
  })
}

/** The process is about to end; whoever comes next does it anew. */
class Interrupted extends Error {}

async function work(api: Api, act: Act, record: ImportRecord): Promise<void> {
  const { db } = api
  const goOn = () => {
    if (api.jobs.isStopping()) throw new Interrupted()
  }
  switch (record.status) {
    case 'reading': return read(db, act, record, goOn)
    case 'checking': return check(db, act, record, goOn)
    case 'running': return run(db, act, record, goOn)
    case 'undoing': return undo(db, act, record, goOn)
    default: return
  }
}

async function read(db: Db, act: Act, { item, kind, mapping }: ImportRecord, goOn: () => void): Promise<void> {
  const context = await db.read(act.orgId, (tx) => loadContext(tx, act.orgId, act.actorId ?? ''))
  const { pipelines, existing, currency, timeZone } = context
  const tell = progressOf(db, act.orgId, item.id, null, goOn)
  // What was chosen of the file before stands in the mapping; one that was given whole is kept.
  const given = mapping !== null && Object.keys(mapping.columns).length > 0 ? mapping : null
  const file = mapping?.file ?? {}
  const reading = await analyseFile(storedFile(db, act.orgId, item.id), item.fileName, {
    pipelines, existing, currency, timeZone, progress: tell.at,
    options: { ...(mapping === null ? {} : fileOptions(mapping)), maxBytes: maxUnpacked },
    ...((given?.kind ?? kind) !== null && { kind: given?.kind ?? kind ?? 'deals' }),
  })
  await tell.end()
  const stored = toStored(reading)
  const drafted = given ?? { ...withoutProposals(mappingSchema.parse(reading.draft.mapping), reading.draft.questions), file }
  await db.write(act.orgId, async (tx) => {
    const next = { kind: drafted.kind, reading: storable(stored), mapping: JSON.stringify(drafted), summary: null, progress: null, error: null }
    await settle(tx, act, item, 'reading', 'read', next)
  })
}

function orderOf(db: Db, act: Act, { item, mapping, reading }: ImportRecord, progress: (done: number) => void): Order {
  if (mapping === null) throw new Refusal('import.not_read')
  return { act, importId: item.id, fileName: item.fileName, open: storedFile(db, act.orgId, item.id), mapping, rows: reading?.rows ?? null, maxBytes: maxUnpacked, progress }
}

async function check(db: Db, act: Act, record: ImportRecord, goOn: () => void): Promise<void> {
  const { item } = record
  await db.write(act.orgId, (tx) => clearRejections(tx, act.orgId, item.id))
  const tell = progressOf(db, act.orgId, item.id, record.reading?.rows ?? null, goOn)
  const summary = await checkFile(db, orderOf(db, act, record, tell.at), rejections(act.orgId, item.id))
  await tell.end()
  await db.write(act.orgId, (tx) => settle(tx, act, item, 'checking', 'checked', { summary: JSON.stringify(summary), progress: null, error: null }))
}

async function run(db: Db, act: Act, record: ImportRecord, goOn: () => void): Promise<void> {
  const { item } = record
  const tell = progressOf(db, act.orgId, item.id, record.reading?.rows ?? null, goOn)
  await db.write(act.orgId, async (tx) => {
    await clearRejections(tx, act.orgId, item.id)
    const summary = await loadFile(tx, orderOf(db, act, record, tell.at), rejections(act.orgId, item.id))
    // The row of the import is not locked before: its progress is written beside this transaction.
    await tell.end()
    await settle(tx, act, item, 'running', 'done', { summary: JSON.stringify(summary), progress: null, error: null, done_at: act.now })
    await appendDone(tx, act, item, summary)
  })
}

export function appendDone(tx: Tx, act: Act, item: { id: string; fileName: string }, { created, updated, rejected }: { created: number; updated: number; rejected: number }) {
  return append(tx, act, [{
    type: 'import.done', payload: { fileName: item.fileName, created, updated, rejected }, subjectType: 'import', subjectId: item.id, ownerId: act.actorId, teamId: null,
  }])
}

async function undo(db: Db, act: Act, record: ImportRecord, goOn: () => void): Promise<void> {
  const { item } = record
  const changed = (item.progress as { changed?: 'refuse' | 'keep' | 'undo' } | null)?.changed ?? 'refuse'
  await db.write(act.orgId, async (tx) => {
    const viewer = await viewerOf(tx, act.orgId, act.actorId ?? '')
    await undoLoad(tx, act, viewer, item.id, changed, goOn)
    await analyseLoaded(tx)
    await settle(tx, act, item, 'undoing', 'undone', { progress: null, error: null, undone_at: act.now })
    await appendUndone(tx, act, item)
  })
}

export function appendUndone(tx: Tx, act: Act, item: { id: string; fileName: string }) {
  return append(tx, act, [{ type: 'import.undone', payload: { fileName: item.fileName }, subjectType: 'import', subjectId: item.id, ownerId: act.actorId, teamId: null }])
}

/** Sets the status on, if it is still what this work began with; else the work was done by another, and is rolled back. */
async function settle(tx: Tx, act: Act, item: { id: string; fileName: string }, from: ImportStatus, to: ImportStatus, values: Record<string, unknown>): Promise<void> {
  const result = await tx
    .updateTable('import')
    .set((eb) => ({ ...values, status: to, version: eb('version', '+', 1) }))
    .where('org_id', '=', act.orgId).where('id', '=', item.id).where('status', '=', from)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new Error(`the import is not ${from} any more`)
  await tellChange(tx, act, item, to)
}

/** Whoever looks at the import reads it again. */
export function tellChange(tx: Tx, act: Act, item: { id: string; fileName: string; createdBy?: { id: string } }, status: ImportStatus) {
  // It is its maker's, also when an administrator works on it.
  const ownerId = item.createdBy?.id ?? act.actorId
  return append(tx, act, [{ type: 'import.changed', payload: { fileName: item.fileName, status }, subjectType: 'import', subjectId: item.id, ownerId, teamId: null }])
}

async function fail(db: Db, act: Act, { item, status }: ImportRecord, error: { code: string; detail: string }): Promise<void> {
  await db.write(act.orgId, async (tx) => {
    const row = await tx.selectFrom('import').select('status').where('org_id', '=', act.orgId).where('id', '=', item.id).forUpdate().executeTakeFirst()
    if (row?.status !== status) return
    // An undo that was refused or broke off leaves a finished import.
    const to: ImportStatus = status === 'undoing' ? 'done' : 'failed'
    await settle(tx, act, item, status, to, { error: storable(error), progress: null })
  })
}

function asError(error: unknown): { code: string; detail: string } | null {
  if (error instanceof Refusal) return { code: error.code, detail: Object.values(error.data).map(String).join(' ') }
  if (error instanceof TableError) return { code: error.code, detail: error.message }
  if (error instanceof MappingError) return { code: 'import.mapping_invalid', detail: error.message }
  return null
}

const transient = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', '57P01', '57P02', '57P03', '40001', '40P01', '08006', '08003', '53300'])
const isTransient = (error: unknown): boolean =>
  error instanceof Interrupted ||
  (error instanceof Error && (('code' in error && transient.has(String(error.code))) || /Connection terminated/.test(error.message)))

async function clearRejections(tx: Tx, orgId: string, importId: string): Promise<void> {
  await tx.deleteFrom('import_rejection').where('org_id', '=', orgId).where('import_id', '=', importId).execute()
}

/** Writes rejected rows as they come. */
export function rejections(orgId: string, importId: string): (tx: Tx, rows: readonly RejectedRow[]) => Promise<void> {
  let n = 0
  return async (tx, rows) => {
    const values = rows.map(({ line, cells, reasons }) => ({ n: ++n, line, cells: JSON.stringify(cells), reasons: JSON.stringify(reasons) }))
    await sql`
      insert into import_rejection (org_id, import_id, n, line, cells, reasons)
      select ${orgId}::uuid, ${importId}::uuid, n, line, cells, reasons from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r(n int, line int, cells text, reasons text)`.execute(tx)
  }
}

/** Keeps the progress in the import's row, at most twice a second, beside the transaction of the work. */
function progressOf(db: Db, orgId: string, id: string, total: number | null, goOn: () => void) {
  let last = 0
  let writing: Promise<unknown> = Promise.resolve()
  return {
    at(done: number): void {
      goOn()
      if (Date.now() - last < 500) return
      last = Date.now()
      writing = writing.then(() => db.write(orgId, (tx) =>
        tx.updateTable('import').set({ progress: JSON.stringify({ done, total }) }).where('org_id', '=', orgId).where('id', '=', id).execute())).catch(() => undefined)
    },
    /** Waits for what is being written, so that nothing stands in the way of the row any more. */
    async end(): Promise<void> {
      last = Number.POSITIVE_INFINITY
      await writing
    },
  }
}
