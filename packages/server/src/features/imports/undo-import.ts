import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import { prepareBulk } from '../../platform/bulk.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act, type NewEvent } from '../../platform/event-log.ts'
import { changesOf } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { removeValues } from '../fields/store-values.ts'
import { readDecider } from '../pipeline/decide.ts'
import { lockDeals, type DealRecord } from '../pipeline/pipeline.queries.ts'
import { removeDeals } from '../pipeline/remove-deals.ts'
import { saveDeals } from '../pipeline/save-deals.ts'
import { changedDeal, type Change } from './deal-update.ts'
import type { ChangedObject } from './load-run.ts'
import { selectPlain, updatePlain, type PlainObject } from './plain-record.ts'
import { changedEvent } from './take-plain.ts'

type Owned = 'deal' | 'lead' | 'account' | 'contact'
const records = ['deal', 'lead', 'account', 'contact'] as const
const batch = 2000

/** A record that somebody changed after the import. */
export interface ChangedSince {
  object: string
  id: string
  name: string
}

/** Names of the columns that people know a record by. */
const nameOf = (object: Owned) => sql.ref(object === 'deal' ? 'r.title' : 'r.name')

/**
 * Records of an import that were changed after it: edited, logged upon, commented, given a file; or that other records
 * have come to need. `limit` of them, with their number.
 */
export async function changedSince(tx: Tx, orgId: string, importId: string, limit: number): Promise<{ count: number; records: ChangedSince[] }> {
  const parts = [...records.map((object) => ({ object, sql: touched(orgId, importId, object) })), { object: 'product' as const, sql: touchedProducts(orgId, importId) }]
  let count = 0
  const found: ChangedSince[] = []
  for (const { object, sql: query } of parts) {
    const { rows } = await sql<{ id: string; name: string; total: number }>`select id, name, count(*) over () as total from (${query}) as t limit ${limit}`.execute(tx)
    count += rows[0]?.total ?? 0
    found.push(...rows.map(({ id, name }) => ({ object, id, name })))
  }
  return { count, records: found.slice(0, limit) }
}

/** By the record's version, which every edit raises, and by what hangs on it since. */
function touched(orgId: string, importId: string, object: Owned) {
  const about = sql`org_id = ${orgId} and subject_type = ${object} and subject_id = r.id`
  // An account stays needed by records that this import neither made nor changed.
  const others = (kind: Owned, alias: string) => sql`${sql.ref(`${alias}.import_id`)} is distinct from ${importId} and not exists (select from import_change u
    where u.org_id = ${orgId} and u.import_id = ${importId} and u.object = ${kind} and u.object_id = ${sql.ref(`${alias}.id`)})`
  const needed =
    object === 'account'
      ? sql`or (c.action = 'created' and (exists (select from deal d where d.org_id = ${orgId} and d.account_id = r.id and ${others('deal', 'd')})
          or exists (select from contact k where k.org_id = ${orgId} and k.account_id = r.id and ${others('contact', 'k')})
          or exists (select from lead l where l.org_id = ${orgId} and l.converted_account_id = r.id) or exists (select from project p where p.org_id = ${orgId} and p.account_id = r.id)))`
      : object === 'contact'
        ? sql`or (c.action = 'created' and exists (select from deal_contact dc join deal d on d.org_id = dc.org_id and d.id = dc.deal_id
            where dc.org_id = ${orgId} and dc.contact_id = r.id and ${others('deal', 'd')}))`
        : sql``
  return sql`
    select r.id, ${nameOf(object)} as name from import_change c join ${sql.table(object)} r on r.org_id = c.org_id and r.id = c.object_id
    where c.org_id = ${orgId} and c.import_id = ${importId} and c.object = ${object}
      and (r.version > c.version_after ${needed} or exists (select from activity where ${about} and deleted_at is null)
        or exists (select from comment where ${about} and deleted_at is null) or exists (select from attachment where ${about} and deleted_at is null))`
}

const touchedProducts = (orgId: string, importId: string) => sql`
  select r.id, r.name from import_change c join product r on r.org_id = c.org_id and r.id = c.object_id
  where c.org_id = ${orgId} and c.import_id = ${importId} and c.object = 'product' and r.version > c.version_after`

/**
 * Undoes an import in one transaction. What it created is removed (the log keeps that it was there, and that it was
 * removed); what it changed is put back, as a new change: the log and the stays of such a deal show both. Things that were
 * made besides (products, people, pipelines …) go where nothing else has come to need them, and stay otherwise.
 *
 * `keep`: records changed since stay as they are, with what they need. `undo`: they too are removed or put back, and with
 * them what was logged, said and attached since. `refuse`: nothing is done while there are any.
 */
export async function undoLoad(tx: Tx, act: Act, viewer: Viewer, importId: string, changed: 'refuse' | 'keep' | 'undo', progress?: (done: number) => void): Promise<void> {
  const { orgId } = act
  await prepareBulk(tx)
  const since = await changedSince(tx, orgId, importId, changed === 'refuse' ? 1 : 1_000_000)
  if (changed === 'refuse' && since.count > 0) refuse('import.changed_since', { count: since.count })
  const kept = new Set(changed === 'keep' ? since.records.map((record) => record.id) : [])
  if (changed === 'keep') for (const id of await neededBy(tx, orgId, [...kept])) kept.add(id)

  let done = 0
  // Backwards: what was made last goes first, so that nothing is removed that another still names.
  const order: ChangedObject[] = ['deal', 'lead', 'contact', 'account', 'product', 'channel', 'lossReason', 'tag', 'pipeline', 'user']
  for (const object of order) {
    for (let before = 2 ** 31 - 1; ; ) {
      const rows = await tx
        .selectFrom('import_change')
        .select(['n', 'object_id', 'action', 'before', 'version_after'])
        .where('org_id', '=', orgId).where('import_id', '=', importId).where('object', '=', object).where('n', '<', before)
        .orderBy('n', 'desc').limit(batch).execute()
      if (rows.length === 0) break
      before = rows.at(-1)?.n ?? 0
      const free = rows.filter((row) => !kept.has(row.object_id))
      const created = free.filter((row) => row.action === 'created').map((row) => row.object_id)
      const updated = free.filter((row) => row.action === 'updated').map((row) => ({ id: row.object_id, values: row.before as Record<string, unknown> }))
      if (object === 'deal') {
        await removeAttached(tx, orgId, 'deal', created)
        await removeDeals(tx, act, created, importId)
        await putBackDeals(tx, act, viewer, updated)
      } else if (object === 'lead' || object === 'account' || object === 'contact') {
        await removePlain(tx, act, object, created, importId)
        await putBackPlain(tx, act, object, updated)
      } else {
        if (object === 'product') await putBackPlain(tx, act, 'product', updated)
        for (const id of created) await removeThing(tx, act, object, id)
      }
      done += rows.length
      progress?.(done)
    }
  }
}

/** What records that stay are made of: the accounts and contacts of deals, the accounts of contacts. */
async function neededBy(tx: Tx, orgId: string, ids: readonly string[]): Promise<string[]> {
  const kept = sql`any(${sql.val([...ids])}::uuid[])`
  const { rows } = await sql<{ id: string }>`
    with people as (select contact_id as id from deal_contact where org_id = ${orgId} and deal_id = ${kept})
    select id from people
    union select account_id from deal where org_id = ${orgId} and id = ${kept} and account_id is not null
    union select c.account_id from contact c where c.org_id = ${orgId} and (c.id = ${kept} or c.id in (select id from people)) and c.account_id is not null`.execute(tx)
  return rows.map((row) => row.id)
}

/** What was logged, said and attached; the log keeps that it was. */
async function removeAttached(tx: Tx, orgId: string, object: Owned, ids: readonly string[]): Promise<void> {
  const about = sql`org_id = ${orgId} and subject_type = ${object} and subject_id = any(${sql.val([...ids])}::uuid[])`
  await sql`delete from file_piece where org_id = ${orgId} and file_id in (select id from attachment where ${about})`.execute(tx)
  for (const table of ['activity', 'comment', 'attachment'] as const) await sql`delete from ${sql.table(table)} where ${about}`.execute(tx)
}

async function removePlain(tx: Tx, act: Act, object: 'lead' | 'account' | 'contact', ids: readonly string[], importId: string): Promise<void> {
  if (ids.length === 0) return
  const { orgId } = act
  const wanted = sql`any(${sql.val([...ids])}::uuid[])`
  await removeAttached(tx, orgId, object, ids)
  await removeValues(tx, orgId, ids)
  // Somebody else's record that has come to name it loses the name, nothing more (only when changes since are undone too).
  if (object === 'contact') await sql`delete from deal_contact where org_id = ${orgId} and contact_id = ${wanted}`.execute(tx)
  if (object === 'account') {
    await sql`update contact set account_id = null where org_id = ${orgId} and account_id = ${wanted}`.execute(tx)
    await sql`update deal set account_id = null where org_id = ${orgId} and account_id = ${wanted}`.execute(tx)
  }
  const { rows } = await sql<{ id: string; owner_id: string | null; team_id: string | null }>`
    delete from ${sql.table(object)} where org_id = ${orgId} and id = ${wanted} returning id, owner_id, team_id`.execute(tx)
  await append(tx, act, rows.map((row): NewEvent => ({
    type: `${object}.removed`, payload: { importId }, subjectType: object, subjectId: row.id, ownerId: row.owner_id, teamId: row.team_id,
  })))
}

interface Before {
  id: string
  values: Record<string, unknown>
}

async function putBackPlain(tx: Tx, act: Act, object: PlainObject, updated: readonly Before[]): Promise<void> {
  if (updated.length === 0) return
  const was = new Map(updated.map(({ id, values }) => [id, values]))
  const now = await selectPlain(tx, act.orgId, object, sql<boolean>`r.id = any(${sql.val([...was.keys()])}::uuid[])`)
  const changed = now.flatMap((record) => {
    const changes = changesOf(record.values, was.get(record.id) ?? {})
    return Object.keys(changes).length === 0 ? [] : [{ record, changes, values: { ...record.values, ...was.get(record.id) } }]
  })
  await updatePlain(tx, act.orgId, object, changed.map(({ record, values }) => ({ id: record.id, version: record.version, values })))
  await append(tx, act, changed.map(({ record, changes, values }) => changedEvent(object, record.id, changes, values)))
}

const fields = [
  'title', 'amountMinor', 'currency', 'winProbability', 'expectedCloseOn', 'accountId', 'ownerId', 'teamId', 'sourceId', 'nextStep', 'nextStepDue', 'note', 'tagIds',
] as const

async function putBackDeals(tx: Tx, act: Act, viewer: Viewer, updated: readonly Before[]): Promise<void> {
  if (updated.length === 0) return
  const was = new Map(updated.map(({ id, values }) => [id, values as unknown as DealRecord]))
  const deals = await lockDeals(tx, viewer, [...was.keys()])
  const decider = await readDecider(tx, act, viewer, deals)
  const changes: Change[] = []
  for (const deal of deals) {
    const before = was.get(deal.id)
    if (before === undefined) continue
    const patch = { ...Object.fromEntries(fields.map((field) => [field, before[field]])), accountName: before.accountName }
    const result = changedDeal(deal, patch, {
      status: before.status, pipelineId: before.pipelineId, stageId: before.stageId, enteredAt: null, closedAt: before.closedAt, lostReasonId: before.lostReasonId,
      competitor: before.competitor,
    }, decider, act.now, { restores: true })
    if (result !== null && 'refused' in result) refuse('import.changed_since', { count: 1 })
    if (result !== null) changes.push(result)
  }
  await saveDeals(tx, act, changes)
  await decider.record(tx, changes.flatMap(({ after, passages }) => passages.map((passage) => ({ deal: after, passage }))))
}

type Thing = Exclude<ChangedObject, Owned>
const tables: Record<Thing, string> = { product: 'product', channel: 'channel', lossReason: 'loss_reason', tag: 'tag', pipeline: 'pipeline', user: 'app_user' }

/** Whether anything still names it that no foreign key guards. */
const unguarded: Partial<Record<Thing, (id: string, orgId: string) => ReturnType<typeof sql>>> = {
  tag: (id, orgId) => sql.join(
    ['deal', 'lead', 'account', 'contact'].map((table) => sql`exists (select from ${sql.table(table)} where org_id = ${orgId} and ${id}::uuid = any(tag_ids))`), sql` or `),
  user: (id, orgId) => sql`exists (select from session where org_id = ${orgId} and user_id = ${id}) or exists (select from app_user where org_id = ${orgId} and id = ${id} and (version > 1 or last_seen_at is not null or password_hash is not null))`,
  pipeline: (id, orgId) => sql`exists (select from deal where org_id = ${orgId} and pipeline_id = ${id}) or exists (select from stay where org_id = ${orgId} and pipeline_id = ${id})
    or exists (select from pipeline_version where org_id = ${orgId} and pipeline_id = ${id} and n > 1)`,
}

/** Removes a thing that the import made, unless it has become useful to others: a foreign key then refuses, and it stays. */
async function removeThing(tx: Tx, act: Act, what: Thing, id: string): Promise<void> {
  const { orgId } = act
  const used = unguarded[what]?.(id, orgId)
  if (used !== undefined && (await sql<{ used: boolean }>`select (${used}) as used`.execute(tx)).rows[0]?.used !== false) return
  await sql`savepoint thing`.execute(tx)
  try {
    if (what === 'pipeline') for (const table of ['pipeline_draft', 'pipeline_version', 'stage_successor', 'stage']) await sql`delete from ${sql.table(table)} where org_id = ${orgId} and pipeline_id = ${id}`.execute(tx)
    const { rows } = await sql<{ name: string }>`delete from ${sql.table(tables[what])} where org_id = ${orgId} and id = ${id} returning name`.execute(tx)
    await sql`release savepoint thing`.execute(tx)
    const told = { what: what === 'lossReason' ? 'loss_reason' : what, name: rows[0]?.name ?? '' }
    const about = { subjectId: id, ownerId: null, teamId: null }
    await append(tx, act, [what === 'user' ? { type: 'user.changed', payload: { what: 'removed' }, subjectType: 'user', ...about } : { type: 'config.changed', payload: told, subjectType: 'config', ...about }])
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '23503')) throw error
    await sql`rollback to savepoint thing`.execute(tx)
  }
}
