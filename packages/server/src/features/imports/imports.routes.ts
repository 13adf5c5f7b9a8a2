import {
  changeImport, changeMapping, checkImport, discardImport, getImport, getRejectedRows, listImports, listMappings, removeMapping, runImport, saveMapping, undoImport,
  uploadImport, type ImportStatus,
} from '@sluice/core/imports/contract'
import { errorFile } from '@sluice/core/imports/error-file'
import { mappingSchema, type Mapping } from '@sluice/core/imports/mapping'
import type { RowReason } from '@sluice/core/imports/reasons'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { Readable } from 'node:stream'
import type { Api } from '../../platform/api.ts'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route, streamRoute } from '../../platform/route.ts'
import { downloadHeader, safeFileName } from '../activities/file-name.ts'
import { received, storeFile } from './import-file.ts'
import { importJobs, importQueue, tellChange } from './import-jobs.ts'
import { selectImport, selectImports, selectMappings, selectRejections, type ImportRecord } from './imports.queries.ts'
import { requireDecided, showImport } from './show-import.ts'
import { changedSince } from './undo-import.ts'

const busy: ReadonlySet<ImportStatus> = new Set(['uploaded', 'reading', 'checking', 'running', 'undoing'])
const emptyMapping = (kind: Mapping['kind'], file: Mapping['file']): Mapping => mappingSchema.parse({ version: 1, kind, file, columns: {} })

/** Files of rows on their way in: uploaded, read, mapped, checked, imported, undone. The work itself is done by jobs (import-jobs.ts). */
export function importRoutes(api: Api): void {
  importJobs(api)
  const megabytes = api.env.SLUICE_IMPORT_MB

  route(api, listImports, async ({ tx, viewer, query }) => selectImports(tx, viewer, query.cursor, query.limit))
  route(api, getImport, async ({ tx, viewer, params, act }) => showImport(tx, viewer.orgId, await seen(tx, viewer, params.id), act.now))

  streamRoute(api, uploadImport, async ({ act, viewer, query, request }) => {
    requireScope(viewer, 'import', 'write')
    const file = await request.file({ limits: { files: 1, fileSize: megabytes * 1024 * 1024 }, throwFileSizeLimit: false })
    if (file === undefined) refuse('import.file_missing')
    return received(file.file, megabytes, (path) =>
      api.db.write(viewer.orgId, async (tx) => {
        const id = newId()
        const item = { id, fileName: safeFileName(file.filename ?? '') }
        const bytes = await storeFile(tx, viewer.orgId, id, path)
        if (bytes === 0) refuse('import.empty')
        await tx
          .insertInto('import')
          .values({ org_id: viewer.orgId, id, file_name: item.fileName, file_bytes: bytes, kind: query.kind ?? null, status: 'reading', created_by: viewer.userId, created_at: act.now })
          .execute()
        await tellChange(tx, act, item, 'reading')
        await api.jobs.send(tx, importQueue, { orgId: viewer.orgId, id })
        return showImport(tx, viewer.orgId, await seen(tx, viewer, id), act.now)
      }))
  })

  route(api, changeImport, async ({ tx, act, viewer, params, version, body }) => {
    const record = await held(tx, viewer, params.id, version)
    if (record.status === 'done' || record.status === 'undone') refuse('import.already_done')
    const file = body.file ?? body.mapping?.file ?? record.mapping?.file ?? {}
    const elsewhere = JSON.stringify(file) !== JSON.stringify(record.mapping?.file ?? {})
    const otherKind = body.kind !== undefined && body.kind !== record.kind
    const anew = elsewhere || otherKind || record.reading === null
    // A mapping given whole is kept when the file is read anew; else it is drafted again.
    const kind = body.mapping?.kind ?? body.kind ?? record.kind
    const mapping = body.mapping === undefined ? (anew ? (kind === null ? null : emptyMapping(kind, file)) : record.mapping) : { ...body.mapping, file }
    await tx
      .updateTable('import')
      .set({ mapping: mapping === null ? null : JSON.stringify(mapping), kind: otherKind || body.mapping !== undefined || record.kind !== null ? kind : null, summary: null, error: null, progress: null })
      .where('org_id', '=', viewer.orgId).where('id', '=', params.id)
      .execute()
    await moveOn(api, tx, act, record, anew ? 'reading' : 'read')
    return showImport(tx, viewer.orgId, await seen(tx, viewer, params.id), act.now)
  })

  const begin = async (tx: Tx, act: Act, viewer: Viewer, id: string, version: number, to: 'checking' | 'running') => {
    const record = await held(tx, viewer, id, version)
    if (record.status === 'done' || record.status === 'undone') refuse('import.already_done')
    if (record.reading === null || record.mapping === null) refuse('import.not_read')
    requireDecided(await showImport(tx, viewer.orgId, record, act.now))
    await moveOn(api, tx, act, record, to)
    return showImport(tx, viewer.orgId, await seen(tx, viewer, id), act.now)
  }
  route(api, checkImport, ({ tx, act, viewer, params, version }) => begin(tx, act, viewer, params.id, version, 'checking'))
  route(api, runImport, ({ tx, act, viewer, params, version }) => begin(tx, act, viewer, params.id, version, 'running'))

  route(api, undoImport, async ({ tx, act, viewer, params, version, body }) => {
    const record = await held(tx, viewer, params.id, version)
    if (record.status !== 'done') refuse('import.not_done')
    if (body.changed === 'refuse') {
      const { count, records } = await changedSince(tx, viewer.orgId, params.id, 100)
      if (count > 0) refuse('import.changed_since', { count, records })
    }
    await tx
      .updateTable('import')
      .set({ progress: JSON.stringify({ done: 0, total: null, changed: body.changed }), error: null })
      .where('org_id', '=', viewer.orgId).where('id', '=', params.id)
      .execute()
    await moveOn(api, tx, act, record, 'undoing')
    return showImport(tx, viewer.orgId, await seen(tx, viewer, params.id), act.now)
  })

  route(api, discardImport, async ({ tx, act, viewer, params, version }) => {
    const record = await held(tx, viewer, params.id, version)
    if (record.status === 'done' || record.status === 'undone') refuse('import.already_done')
    for (const table of ['import_rejection', 'import_change'] as const) await tx.deleteFrom(table).where('org_id', '=', viewer.orgId).where('import_id', '=', params.id).execute()
    await tx.deleteFrom('file_piece').where('org_id', '=', viewer.orgId).where('file_id', '=', params.id).execute()
    await tx.deleteFrom('import').where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    await tellChange(tx, act, record.item, 'undone')
    return undefined
  })

  streamRoute(api, getRejectedRows, async ({ viewer, params, query, request, reply }) => {
    const record = await api.db.read(viewer.orgId, (tx) => seen(tx, viewer, params.id))
    const locale = query.locale ?? (readerLanguage(request) === 'en' ? 'en' : 'zh-CN')
    const name = record.item.fileName.replace(/(?:\.(?:csv|txt|tsv|xlsx?))?(?:\.gz)?$/i, '')
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', downloadHeader(`${name}-${locale === 'en' ? 'rejected' : '未导入'}.csv`))
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .send(Readable.from(rejectedRows(api.db, viewer.orgId, record, locale)))
  })

  route(api, listMappings, async ({ tx, viewer }) => ({ items: await selectMappings(tx, viewer) }))
  route(api, saveMapping, async ({ tx, act, viewer, body }) => {
    requireScope(viewer, 'import', 'write')
    const id = newId()
    await tx
      .insertInto('import_mapping')
      .values({ org_id: viewer.orgId, id, name: body.name, mapping: JSON.stringify(body.mapping), created_by: viewer.userId, created_at: act.now })
      .execute()
    return (await selectMappings(tx, viewer, id))[0] ?? refuse('record.not_found')
  })
  route(api, changeMapping, async ({ tx, viewer, params, version, body }) => {
    const saved = (await selectMappings(tx, viewer, params.id))[0] ?? refuse('record.not_found')
    requireScope(viewer, 'import', 'write')
    const result = await tx
      .updateTable('import_mapping')
      .set({ ...(body.name !== undefined && { name: body.name }), ...(body.mapping !== undefined && { mapping: JSON.stringify(body.mapping) }), version: version + 1 })
      .where('org_id', '=', viewer.orgId).where('id', '=', saved.id).where('version', '=', version)
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) refuse('conflict.stale_version')
    return (await selectMappings(tx, viewer, params.id))[0] ?? refuse('record.not_found')
  })
  route(api, removeMapping, async ({ tx, viewer, params }) => {
    if ((await selectMappings(tx, viewer, params.id)).length === 0) refuse('record.not_found')
    requireScope(viewer, 'import', 'write')
    await tx.deleteFrom('import_mapping').where('org_id', '=', viewer.orgId).where('id', '=', params.id).execute()
    return undefined
  })
}

async function seen(tx: Reader, viewer: Viewer, id: string): Promise<ImportRecord> {
  return (await selectImport(tx, viewer, id)) ?? refuse('record.not_found')
}

/** The import, locked, for somebody who may change it at the version they saw, while no job works on it. */
async function held(tx: Tx, viewer: Viewer, id: string, version: number): Promise<ImportRecord> {
  const record = (await selectImport(tx, viewer, id, true)) ?? refuse('record.not_found')
  if (scopeOf(viewer, 'import', 'write') === 'none') refuse('permission.denied')
  if (record.item.version !== version) refuse('conflict.stale_version')
  if (busy.has(record.status)) refuse('import.busy')
  return record
}

/** Sets the next status, and sends the job that it needs in the same transaction. */
async function moveOn(api: Api, tx: Tx, act: Act, { item }: ImportRecord, to: ImportStatus): Promise<void> {
  await tx
    .updateTable('import')
    .set((eb) => ({ status: to, error: null, version: eb('version', '+', 1) }))
    .where('org_id', '=', act.orgId).where('id', '=', item.id)
    .execute()
  await tellChange(tx, act, item, to)
  if (busy.has(to)) await api.jobs.send(tx, importQueue, { orgId: act.orgId, id: item.id })
}

const page = 1000

/** The file of rejected rows, a page at a time. */
export async function* rejectedRows(db: Db, orgId: string, { item, reading }: ImportRecord, locale: 'zh-CN' | 'en'): AsyncGenerator<string> {
  const file = errorFile(reading?.header ?? [], locale)
  yield file.head()
  for (let after = 0; ; ) {
    const rows = await db.read(orgId, (tx) => selectRejections(tx, orgId, item.id, after, page))
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ line, cells, reasons }) => file.row({ line, cells: JSON.parse(cells) as string[], reasons: JSON.parse(reasons) as RowReason[] })).join('')
    after = last.n
  }
}
