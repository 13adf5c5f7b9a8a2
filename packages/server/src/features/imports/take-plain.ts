import type { AccountRow, ContactRow, LeadRow, ProductRow } from '@sluice/core/imports/records'
import { allows } from '@sluice/core/identity/policy'
import { companyCore } from '@sluice/core/lib/company-name'
import { e164Of } from '@sluice/core/lib/e164'
import { sql, type RawBuilder } from 'kysely'
import { append, type NewEvent } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { changesOf } from '../../platform/record-change.ts'
import { loadAccounts, loadContacts } from '../customers/load-customers.ts'
import { loadLeads, type LeadStatus } from '../leads/load-leads.ts'
import { ownership, rejectFor, type Item, type LoadRun } from './load-run.ts'
import { selectPlain, updatePlain, type PlainObject, type PlainRecord } from './plain-record.ts'
import { accountIds, tagIds, thing, type Origin } from './things.ts'

type PlainRow = LeadRow | AccountRow | ContactRow | ProductRow

/** A row on its way: by what it is found, what it says, and what the file's columns may change. */
interface Wanted {
  item: Item<PlainRow>
  key: string | null
  /** What it is found by without a key; null: it is always new. */
  natural: string | null
  values: Record<string, unknown>
  ownerId: string | null
  teamId: string | null
  createdAt: string
}

const objects = { leads: 'lead', accounts: 'account', contacts: 'contact', products: 'product' } as const

/**
 * Takes a batch of rows without a history: those known by key (else by name and the like) are changed, the others made.
 * Two rows for one record are a fault of the file, and the second is rejected.
 */
export async function takePlain(run: LoadRun, kind: keyof typeof objects, batch: readonly Item<PlainRow>[]): Promise<void> {
  const object = objects[kind]
  const wanted: Wanted[] = []
  const accounts = kind === 'contacts' ? await accountsOf(run, batch as readonly Item<ContactRow>[]) : new Map<string, string | 'several'>()
  for (const item of batch) {
    const one = await toWanted(run, object, item, accounts)
    if (one === null) continue
    // Numbers that other systems give are unique by kind; a name that stands in two rows with two keys is two records.
    const identity = one.key === null ? (one.natural === null ? null : `n ${one.natural}`) : `k ${one.key}`
    if (identity !== null && !run.keys.add(identity)) rejectFor(run, item, 'row.duplicate_key', one.key === null ? 'name' : 'key')
    else wanted.push(one)
  }
  const existing = await selectExisting(run, object, wanted)
  const fresh: Wanted[] = []
  const changed: { record: PlainRecord; changes: Record<string, [unknown, unknown]>; after: Record<string, unknown> }[] = []
  const taken = new Set<string>()
  for (const one of wanted) {
    const found = existing(one)
    if (found === 'several') rejectFor(run, one.item, 'value.ambiguous', 'name')
    else if (found === undefined) fresh.push(one)
    else if (taken.has(found.id)) rejectFor(run, one.item, 'row.duplicate_key', 'name')
    else if (object !== 'product' && !allows(run.context.viewer, object, 'write', found)) rejectFor(run, one.item, 'record.out_of_reach', 'key')
    else {
      taken.add(found.id)
      const changes = changesOf(found.values, patchOf(run, one, found))
      run.tally.warned(one.item.record.line, one.item.record.warnings)
      if (Object.keys(changes).length === 0) {
        run.tally.counts.unchanged++
        continue
      }
      const after = { ...found.values, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
      changed.push({ record: found, changes, after })
      run.tally.updated(one.item.record.line, one.item.record.name, changes)
    }
  }
  await create(run, object, fresh)
  for (const { record } of changed) run.change(object, record.id, { record: record.values, versionAfter: record.version + 1 })
  if (!run.writes) return
  await updatePlain(run.tx, run.act.orgId, object, changed.map(({ record, after }) => ({ id: record.id, version: record.version, values: after })))
  await append(run.tx, run.act, changed.map(({ record, changes, after }): NewEvent => changedEvent(object, record.id, changes, after)))
}

/** `lead.changed` and its like. */
export function changedEvent(object: PlainObject, id: string, changes: Record<string, [unknown, unknown]>, after: Record<string, unknown>): NewEvent {
  const owned = object === 'product' ? { ownerId: null, teamId: null } : { ownerId: after.ownerId as string | null, teamId: after.teamId as string | null }
  return { type: `${object}.changed`, payload: { changes }, subjectType: object, subjectId: id, ...owned }
}

function accountsOf(run: LoadRun, batch: readonly Item<ContactRow>[]) {
  const wanted = new Map<string, Origin>()
  for (const { record } of batch) {
    if (record.accountName !== null && !wanted.has(record.accountName)) wanted.set(record.accountName, { ownerId: null, teamId: null, createdAt: record.createdAt?.at ?? run.act.now })
  }
  return accountIds(run, wanted)
}

async function toWanted(run: LoadRun, object: PlainObject, item: Item<PlainRow>, accounts: ReadonlyMap<string, string | 'several'>): Promise<Wanted | null> {
  const { record } = item
  const { now } = run.act
  const common = { item, key: record.key }
  if (record.kind === 'products') {
    const { name, family, priceMinor, currency } = record
    return { ...common, natural: name.toLowerCase(), ownerId: null, teamId: null, createdAt: now, values: { name, code: record.key, family, priceMinor, currency } }
  }
  const owner = ownership(run, object === 'product' ? 'config' : object, await thing(run, 'user', record.owner))
  if (owner === undefined) {
    rejectFor(run, item, 'owner.out_of_reach', 'owner')
    return null
  }
  const createdAt = record.createdAt === null || record.createdAt.at > now ? now : record.createdAt.at
  const shared = { ...owner, createdAt }
  const fields = { name: record.name, phone: record.phone?.raw ?? null, ...owner, tagIds: await tagIds(run, record.tags), custom: record.custom, externalKey: record.key }
  const phone = e164Of(record.phone?.raw)
  switch (record.kind) {
    case 'leads': {
      const { company, title, email, wechat, sourceDetail, note } = record
      const status = record.status !== null && 'id' in record.status ? record.status.id : null
      const contact = phone ?? email
      return {
        ...common, ...shared, natural: contact === null ? null : `${record.name} ${contact}`,
        values: { ...fields, company, title, email, wechat, sourceDetail, status, sourceId: await thing(run, 'channel', record.source), note },
      }
    }
    case 'accounts': {
      const { industry, size, region, website, note } = record
      return {
        ...common, ...shared, natural: record.name,
        values: { ...fields, industry, size, region, website, sourceId: await thing(run, 'channel', record.source), custom: noted(record.custom, note) },
      }
    }
    case 'contacts': {
      const { title, department, email, wechat, note, accountName } = record
      const accountId = accountName === null ? null : (accounts.get(accountName) ?? null)
      if (accountId === 'several') {
        rejectFor(run, item, 'value.ambiguous', 'accountName')
        return null
      }
      return {
        ...common, ...shared, natural: `${accountName ?? ''} ${record.name} ${phone ?? email ?? ''}`,
        values: { ...fields, accountId, title, department, email, wechat, custom: noted(record.custom, note) },
      }
    }
  }
}

/** Accounts and contacts have no note of their own. */
const noted = (custom: Record<string, string>, note: string | null): Record<string, string> => (note === null ? custom : { ...custom, 备注: note })

/** Looks all rows of a batch up at once; the answer finds the record of each, `several` where more than one fits. */
async function selectExisting(run: LoadRun, object: PlainObject, wanted: readonly Wanted[]): Promise<(one: Wanted) => PlainRecord | 'several' | undefined> {
  const keys = wanted.map((one) => one.key).filter((key) => key !== null)
  const names = [...new Set(wanted.map(({ item }) => item.record.name))]
  const byKey = object === 'product' ? sql<boolean>`r.code = any(${sql.val(keys)}::text[])` : sql<boolean>`r.external_key = any(${sql.val(keys)}::text[])`
  const rows = await selectPlain(run.tx, run.act.orgId, object, sql<boolean>`(${byKey} or ${natural[object](names, wanted)})`)
  const keyField = object === 'product' ? 'code' : 'externalKey'
  const keyed = Map.groupBy(rows.filter((row) => typeof row.values[keyField] === 'string'), (row) => row.values[keyField])
  const named = Map.groupBy(rows, (row) => nameKey(object, row.values))
  return (one) => {
    const same = one.key === null ? [] : (keyed.get(one.key) ?? [])
    if (same.length > 0) return same.length === 1 ? same[0] : 'several'
    // Names of products are unique. Elsewhere a record with another key is another record.
    const alike = (one.natural === null ? [] : (named.get(nameKey(object, one.values)) ?? []))
      .filter((row) => object === 'product' || one.key === null || row.values.externalKey === null)
      .filter((row) => fits(object, row.values, one.values))
    return alike.length > 1 ? 'several' : alike[0]
  }
}

/** Rows that may be meant without a key, by an index. */
const natural: Record<PlainObject, (names: readonly string[], wanted: readonly Wanted[]) => RawBuilder<boolean>> = {
  product: (names) => sql<boolean>`lower(r.name) = any(${sql.val(names.map((name) => name.toLowerCase()))}::text[])`,
  account: (names) => sql<boolean>`(r.name_core = any(${sql.val([...new Set(names.map(companyCore))])}::text[]) and r.name = any(${sql.val(names)}::text[]))`,
  // By the words under which they are found, which have an index; then by the name itself.
  lead: (names, wanted) => sql<boolean>`(${wanted.every((one) => one.natural === null) ? sql`false` : sql`true`} and r.name = any(${sql.val(names)}::text[]))`,
  contact: (names) => sql<boolean>`r.name = any(${sql.val(names)}::text[])`,
}

function nameKey(object: PlainObject, values: Record<string, unknown>): string {
  const name = String(values.name).trim()
  return object === 'product' ? name.toLowerCase() : object === 'contact' ? `${String(values.accountId)} ${name}` : name
}

/** The same name is the same lead or contact only with the same telephone or address, or while nothing contradicts it. */
function fits(object: PlainObject, has: Record<string, unknown>, says: Record<string, unknown>): boolean {
  if (object === 'product' || object === 'account') return true
  const phones = [e164Of(has.phone as string | null), e164Of(says.phone as string | null)]
  const mails = [has.email, says.email]
  const agree = ([a, b]: unknown[]) => a !== null && a === b
  const differ = ([a, b]: unknown[]) => a !== null && b !== null && a !== b
  if (object === 'lead') return agree(phones) || agree(mails)
  return !differ(phones) && !differ(mails)
}

/** Values for the fields that have a column and a cell; what a cell does not say stays. */
function patchOf(run: LoadRun, { values, item }: Wanted, found: PlainRecord): Record<string, unknown> {
  const patch: Record<string, unknown> = {}
  const columnOf: Record<string, string> = { sourceId: 'source', accountId: 'accountName', priceMinor: 'price' }
  for (const [field, value] of Object.entries(values)) {
    if (value === null || ['ownerId', 'teamId', 'tagIds', 'custom', 'externalKey', 'code', 'currency', 'status'].includes(field)) continue
    if (run.fields.has(columnOf[field] ?? field)) patch[field] = value
  }
  if (patch.priceMinor !== undefined) patch.currency = values.currency
  // A record found by its name takes the key of the file, so that it is found by it next time.
  const keyField = item.record.kind === 'products' ? 'code' : 'externalKey'
  if (found.values[keyField] === null && values[keyField] !== null) patch[keyField] = values[keyField]
  if (item.record.kind === 'products') return patch
  if (item.record.owner !== null && run.fields.has('owner')) Object.assign(patch, { ownerId: values.ownerId, teamId: values.teamId })
  // Converted is final; nobody converts a lead without a deal by a file either.
  if (typeof values.status === 'string' && values.status !== found.values.status && found.values.status !== 'converted' && values.status !== 'converted') {
    Object.assign(patch, { status: values.status, statusAt: run.act.now, ...(values.status !== 'invalid' && { invalidReason: null }) })
  }
  const tags = found.values.tagIds as string[]
  const added = (values.tagIds as string[]).filter((tag) => !tags.includes(tag))
  if (added.length > 0) patch.tagIds = [...tags, ...added]
  const custom = found.values.custom as Record<string, unknown>
  const newer = Object.entries(values.custom as Record<string, string>).filter(([name, value]) => custom[name] !== value)
  if (newer.length > 0) patch.custom = { ...custom, ...Object.fromEntries(newer) }
  return patch
}

async function create(run: LoadRun, object: PlainObject, fresh: readonly Wanted[]): Promise<void> {
  if (fresh.length === 0) return
  const { act, tally, tx } = run
  const made = fresh.map((one) => ({ ...one, id: newId(Date.parse(one.createdAt)) }))
  for (const { item, id, values } of made) {
    const shown = Object.entries(values).filter(([field, value]) => typeof value === 'string' && !field.endsWith('Id') && field !== 'name')
    tally.created(item.record.line, item.record.name, Object.fromEntries(shown.map(([field, value]) => [field, String(value)])))
    tally.warned(item.record.line, item.record.warnings)
    run.change(object, id)
  }
  if (!run.writes) return
  const records = made.map(({ id, values, createdAt }) => ({ id, importId: run.importId, createdAt, ...values }))
  const imported = { imported: true }
  // The values are those of their shape; the loaders' types are the same fields.
  if (object === 'lead') {
    await loadLeads(tx, act, records.map((record) => withStatus(record as unknown as Parameters<typeof loadLeads>[2][number])), imported)
  } else if (object === 'account') await loadAccounts(tx, act, records as unknown as Parameters<typeof loadAccounts>[2], imported)
  else if (object === 'contact') await loadContacts(tx, act, records as unknown as Parameters<typeof loadContacts>[2], imported)
  else await insertProducts(run, made)
}

function withStatus<T extends { status?: LeadStatus | null; note?: string | null; createdAt: string }>(lead: T) {
  return { ...lead, status: lead.status ?? 'new', note: lead.note ?? '' }
}

async function insertProducts(run: LoadRun, made: readonly { id: string; values: Record<string, unknown> }[]): Promise<void> {
  const { act, tx } = run
  await sql`
    insert into product (org_id, id, name, code, family, price_minor, currency, created_at, import_id)
    select ${act.orgId}::uuid, id, name, code, family, "priceMinor", currency, ${act.now}::timestamptz, ${run.importId}::uuid
    from jsonb_to_recordset(${JSON.stringify(made.map(({ id, values }) => ({ id, ...values })))}::jsonb)
      as r(id uuid, name text, code text, family text, "priceMinor" bigint, currency char(3))`.execute(tx)
  await append(tx, act, made.map(({ id, values }): NewEvent => ({
    type: 'config.changed', payload: { what: 'product', name: String(values.name) }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null,
  })))
}
