import type { Compiled } from '@sluice/core/imports/compile'
import type { RejectedRow } from '@sluice/core/imports/error-file'
import { reason, type ReasonCode, type RowReason } from '@sluice/core/imports/reasons'
import type { ImportRecord } from '@sluice/core/imports/records'
import { scopeOf } from '@sluice/core/identity/policy'
import type { Noun } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import type { ImportContext } from './import-context.ts'
import { keySet, type KeySet } from './key-set.ts'
import { storable } from './storable.ts'
import type { Tally } from './tally.ts'

/** What can be undone: a record, or a thing that was missing and was made. */
export type ChangedObject = 'deal' | 'lead' | 'account' | 'contact' | 'product' | 'channel' | 'lossReason' | 'tag' | 'user' | 'pipeline'

/** A row on its way in, with its cells for the file of rejected rows. */
export interface Item<R extends ImportRecord = ImportRecord> {
  record: R
  cells: readonly string[]
}

/**
 * One pass over a file, to see what would happen (`writes: false`) or to do it. Both take the same way, so that a check
 * tells the truth; without `writes` nothing is inserted, and what would be made has an id that nobody keeps.
 */
export interface LoadRun {
  /** Of the whole run; of the batch in a check. */
  tx: Tx
  writes: boolean
  act: Act
  importId: string
  context: ImportContext
  compiled: Compiled
  tally: Tally
  /** Fields that a column of the file is mapped to: only these change a record that exists. */
  fields: ReadonlySet<string>
  keys: KeySet
  names: KeySet
  /** Ids of pipelines, people, products and the like by kind and name, so that they are made once. */
  things: Map<string, string>
  /** Ids of accounts and contacts, which may be many: emptied now and then, and looked up again. */
  cache: Map<string, string>
  reject(item: { line: number; cells: readonly string[] }, reasons: readonly RowReason[]): void
  change(object: ChangedObject, id: string, before?: { record: unknown; versionAfter: number }): void
  /** Writes what `reject` and `change` have collected. */
  flush(): Promise<void>
}

const cacheAtMost = 50_000

export interface RunInput {
  writes: boolean
  act: Act
  importId: string
  context: ImportContext
  compiled: Compiled
  tally: Tally
  tx: Tx
  /** Rejected rows, a batch at a time. */
  onRejected: (tx: Tx, rows: readonly RejectedRow[]) => Promise<void>
}

export function beginRun(input: RunInput): LoadRun {
  let rejected: RejectedRow[] = []
  let changes: { object: ChangedObject; id: string; action: string; before: unknown; versionAfter: number; n: number }[] = []
  let n = 0
  const run: LoadRun = {
    ...input,
    fields: new Set(input.compiled.columns.map((column) => column.name)),
    keys: keySet(), names: keySet(), things: new Map(), cache: new Map(),
    reject({ line, cells }, reasons) {
      const row = { line, cells, reasons }
      input.tally.rejected(row)
      rejected.push(row)
    },
    change(object, id, before) {
      if (!input.writes) return
      changes.push({
        object, id, n: ++n, action: before === undefined ? 'created' : 'updated', before: before?.record ?? null, versionAfter: before?.versionAfter ?? 1,
      })
    },
    async flush() {
      if (run.cache.size > cacheAtMost) run.cache.clear()
      const [rows, made] = [rejected, changes]
      rejected = []
      changes = []
      if (rows.length > 0) await input.onRejected(run.tx, rows)
      if (made.length === 0) return
      await sql`
        insert into import_change (org_id, import_id, n, object, object_id, action, before, version_after)
        select ${input.act.orgId}::uuid, ${input.importId}::uuid, n, object, id, action, before, "versionAfter"
        from jsonb_to_recordset(${storable(made)}::jsonb) as r(n int, object text, id uuid, action text, before jsonb, "versionAfter" int)`.execute(run.tx)
    },
  }
  return run
}

/** Whether the row's key was not in the file before; if it was, the row is rejected. */
export function isFirst(run: LoadRun, item: Item, key: string | null, field: string): boolean {
  if (key === null || run.keys.add(key)) return true
  rejectFor(run, item, 'row.duplicate_key', field)
  return false
}

/** Rejects a taken row after all, naming the column of a field. */
export function rejectFor(run: LoadRun, item: Item, code: ReasonCode, field: string | null = null): void {
  const column = field === null ? undefined : run.compiled.columns.find((one) => one.name === field)
  run.reject({ line: item.record.line, cells: item.cells }, [reason(code, column?.column ?? null, column === undefined ? null : (item.cells[column.index] ?? null))])
}

/** Owner and team of a row; undefined when the owner is beyond whom the importer may give records to. */
export function ownership(run: LoadRun, noun: Noun, ownerId: string | null): { ownerId: string | null; teamId: string | null } | undefined {
  const { viewer, teams } = run.context
  const scope = scopeOf(viewer, noun, 'write')
  if (ownerId === null) return scope === 'own' ? { ownerId: viewer.userId, teamId: viewer.teamId } : { ownerId: null, teamId: null }
  const teamId = teams.get(ownerId) ?? viewer.teamId
  if (scope === 'all' || ownerId === viewer.userId || (scope === 'team' && viewer.teamIds.includes(teamId))) return { ownerId, teamId }
  return undefined
}

/** Ids of existing records by their key of another system. */
export async function idsByKey(run: LoadRun, table: 'deal' | 'lead' | 'account' | 'contact', keys: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = keys.filter((key) => key !== null)
  if (wanted.length === 0) return new Map()
  // Key by key, by the unique index: for `= any` the planner, who knows nothing of the rows of this transaction, reads the whole organisation.
  const { rows } = await sql<{ id: string; key: string }>`
    select k.key, r.id from unnest(${sql.val(wanted)}::text[]) as k(key)
    cross join lateral (select id from ${sql.table(table)} where org_id = ${run.act.orgId} and external_key = k.key limit 1) as r`.execute(run.tx)
  return new Map(rows.map((row) => [row.key, row.id]))
}
