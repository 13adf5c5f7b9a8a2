import type { ImportItem, ImportStatus, ImportSummary, SavedMapping } from '@sluice/core/imports/contract'
import type { ImportKind } from '@sluice/core/imports/fields'
import type { Mapping } from '@sluice/core/imports/mapping'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import type { StoredReading } from './stored-reading.ts'

/** All SQL that reads imports and saved mappings. They are seen by who made them, and by who may see all. */

const mine = (viewer: Viewer, alias: string): RawBuilder<boolean> => {
  const scope = scopeOf(viewer, 'import', 'read')
  if (scope === 'all') return sql<boolean>`true`
  return scope === 'none' ? sql<boolean>`false` : sql<boolean>`${sql.ref(alias)}.created_by = ${viewer.userId}`
}

const keyset: Keyset = { name: 'created', direction: 'desc', key: sql`i.created_at`, alias: 'i', type: 'instant', nullable: false }

const itemColumns = sql`i.id, i.file_name as "fileName", i.file_bytes as "fileBytes", i.kind, i.status, i.progress, i.error,
  jsonb_build_object('id', u.id, 'name', u.name) as "createdBy", i.created_at as "createdAt", i.done_at as "doneAt", i.undone_at as "undoneAt", i.version`

type Row = Omit<ImportItem, 'counts'> & { summary: string | null }

/** What a row has besides (the cursor's key) is cut off by the contract. */
const toItem = ({ summary, ...row }: Row): ImportItem => {
  if (summary === null) return { ...row, counts: null }
  const { rows, created, updated, unchanged, skipped, rejected } = JSON.parse(summary) as ImportSummary
  return { ...row, counts: { rows, created, updated, unchanged, skipped, rejected } }
}

export async function selectImports(tx: Reader, viewer: Viewer, cursor: string | undefined, limit: number) {
  const { rows } = await sql<Row & { cursorKey: string }>`
    select ${itemColumns}, i.summary, ${keyText(keyset)} as "cursorKey" from import i join app_user u on u.org_id = i.org_id and u.id = i.created_by
    where i.org_id = ${viewer.orgId} and ${mine(viewer, 'i')} and ${keysetAfter(keyset, cursor)} order by ${keysetOrder(keyset)} limit ${limit + 1}`.execute(tx)
  const page = cutPage(keyset, rows, limit)
  return { items: page.rows.map(toItem), nextCursor: page.nextCursor }
}

/** An import as it is worked on. */
export interface ImportRecord {
  item: ImportItem
  status: ImportStatus
  kind: ImportKind | null
  createdBy: string
  mapping: Mapping | null
  reading: StoredReading | null
  summary: ImportSummary | null
}

/** One import that the viewer may see; locked until the transaction ends with `lock`. */
export async function selectImport(tx: Reader, viewer: Viewer, id: string, lock = false): Promise<ImportRecord | undefined> {
  return select(tx, viewer.orgId, id, mine(viewer, 'i'), lock)
}

/** One import for the job that works on it. */
export async function selectImportForJob(tx: Reader, orgId: string, id: string, lock = false): Promise<ImportRecord | undefined> {
  return select(tx, orgId, id, sql<boolean>`true`, lock)
}

async function select(tx: Reader, orgId: string, id: string, where: RawBuilder<boolean>, lock: boolean): Promise<ImportRecord | undefined> {
  const { rows } = await sql<Row & { mapping: string | null; reading: string | null }>`
    select ${itemColumns}, i.summary, i.mapping, i.reading from import i join app_user u on u.org_id = i.org_id and u.id = i.created_by
    where i.org_id = ${orgId} and i.id = ${id} and ${where} ${lock ? sql`for update of i` : sql``}`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const { mapping, reading, ...rest } = row
  return {
    item: toItem(rest), status: row.status, kind: row.kind, createdBy: row.createdBy.id,
    // Written by us, checked then.
    mapping: mapping === null ? null : (JSON.parse(mapping) as Mapping),
    reading: reading === null ? null : (JSON.parse(reading) as StoredReading),
    summary: row.summary === null ? null : (JSON.parse(row.summary) as ImportSummary),
  }
}

/** Rejected rows in the order of the file, a page at a time. */
export async function selectRejections(tx: Reader, orgId: string, importId: string, after: number, limit: number) {
  const rows = await tx
    .selectFrom('import_rejection')
    .select(['n', 'line', 'cells', 'reasons'])
    .where('org_id', '=', orgId)
    .where('import_id', '=', importId)
    .where('n', '>', after)
    .orderBy('n')
    .limit(limit)
    .execute()
  return rows
}

export async function selectMappings(tx: Reader, viewer: Viewer, id: string | null = null): Promise<SavedMapping[]> {
  const { rows } = await sql<Omit<SavedMapping, 'mapping'> & { mapping: string }>`
    select m.id, m.name, m.mapping, jsonb_build_object('id', u.id, 'name', u.name) as "createdBy", m.created_at as "createdAt", m.version
    from import_mapping m join app_user u on u.org_id = m.org_id and u.id = m.created_by
    where m.org_id = ${viewer.orgId} and ${mine(viewer, 'm')} and (${id}::uuid is null or m.id = ${id}) order by m.name, m.id limit 500`.execute(tx)
  return rows.map((row) => ({ ...row, mapping: JSON.parse(row.mapping) as Mapping }))
}
