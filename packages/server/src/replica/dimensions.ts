import { NO_AMOUNT } from '@sluice/core/funnel/columns'
import { sql } from 'kysely'
import { selectFields } from '../features/fields/fields.queries.ts'
import { copyRows } from './copy-rows.ts'
import { amountBand, customKey } from './dimension-catalogue.ts'
import type { Held } from './held.ts'
import type { NewEvent } from './new-event.ts'
import { idLiteral, type SnapshotTx } from './snapshot-tx.ts'

/** How the database says the value of a dimension, as text, of the deal `d`. `who`: the deals asked for, as a condition on a deal. */
interface FromDatabase {
  join?: (who: (alias: string) => string) => string
  value: string
}

const account: FromDatabase['join'] = () => 'left join account a on a.org_id = d.org_id and a.id = d.account_id'
const builtIn: Readonly<Record<string, FromDatabase>> = {
  industry: { join: account, value: `nullif(a.industry, '')` },
  size: { join: account, value: `nullif(a.size, '')` },
  region: { join: account, value: `nullif(a.region, '')` },
  // What the lead was won by, as marketing noted it.
  campaign: { join: () => 'left join lead l on l.org_id = d.org_id and l.id = d.lead_id', value: `nullif(l.source_detail, '')` },
  competitor: { value: `nullif(d.competitor, '')` },
  // The line that is worth most; equal ones by id.
  product: {
    value: `(select p.product_id::text from deal_product p where p.org_id = d.org_id and p.deal_id = d.id
      order by coalesce(p.price_minor, 0) * p.quantity desc, p.product_id limit 1)`,
  },
  // The customer's first deal, in whatever pipeline, makes a new customer; all later ones an existing one.
  customer: {
    join: (who) => `left join (select distinct on (account_id) account_id, id from deal f
      where f.org_id = current_org() and f.account_id in (select x.account_id from deal x where x.org_id = current_org() and ${who('x')})
      order by account_id, created_at, id) first on first.account_id = d.account_id`,
    value: `case when d.account_id is not null then case when first.id = d.id then 'new' else 'existing' end end`,
  },
}

/** Dimensions that columns and the tree of channels say. */
const own = new Set(['amount', 'currency', 'channel'])
const byAccount = (name: string) => ['industry', 'size', 'region', 'customer'].includes(name) || name.startsWith('account_')
const isCustom = (name: string) => name.startsWith('c_') || name.startsWith('account_c_')

/** Which of the names there are: built in, or a custom select field of the deal or its customer that is in use. */
export async function knownDimensions({ tx, orgId }: SnapshotTx, names: readonly string[]): Promise<string[]> {
  const customs = names.some(isCustom) ? new Set((await selectFields(tx, orgId)).filter(isSliceable).map(customKey)) : new Set()
  return names.filter((name) => own.has(name) || name in builtIn || customs.has(name))
}

export const isSliceable = (field: { object: string; type: string; isArchived: boolean }) =>
  field.type === 'select' && !field.isArchived && (field.object === 'deal' || field.object === 'account')

/** Sees to it that the columns have these dimensions; names that are none are passed over. */
export async function needDimensions(snapshot: SnapshotTx, held: Held, names: readonly string[]): Promise<void> {
  const missing = [...new Set(names)].filter((name) => !held.builder.columns.dimensions.has(name))
  if (missing.length === 0) return
  const known = await knownDimensions(snapshot, missing)
  for (const name of known) held.builder.addDimension(name)
  try {
    await fill(snapshot, held, known, null)
  } catch (error) {
    // Half filled it would answer wrongly for ever after.
    for (const name of known) held.builder.columns.dimensions.delete(name)
    throw error
  }
}

/**
 * Keeps the dimensions that are there to what the events say. Deals that were written anew have lost theirs; beyond these, a
 * customer's change concerns all its deals, and one deal's coming or going decides which of its siblings is the first.
 */
export async function followDimensions(snapshot: SnapshotTx, held: Held, events: readonly NewEvent[], touched: readonly string[]): Promise<void> {
  const { dimensions } = held.builder.columns
  if (dimensions.size === 0) return
  const drop = (which: (name: string) => boolean) => {
    for (const name of dimensions.keys()) if (which(name)) dimensions.delete(name)
  }
  for (const { type, what } of events) {
    // Its deals lost it without a word of their own.
    if (type === 'account.removed') drop(byAccount)
    if (type === 'lead.removed') drop((name) => name === 'campaign')
    if (type === 'config.changed' && what === 'channel') drop((name) => name === 'channel')
    if (type === 'config.changed' && what === 'field') drop(isCustom)
  }
  const names = [...dimensions.keys()]
  await fill(snapshot, held, names, touched)

  const customers = events.filter((event) => event.type === 'account.changed').map((event) => event.subject_id)
  const ofAccount = names.filter((name) => byAccount(name) && name !== 'customer')
  if (ofAccount.length > 0 && customers.length > 0) await fill(snapshot, held, ofAccount, await dealsOfAccounts(snapshot, customers))
  if (dimensions.has('customer')) {
    const accounts = await accountsConcerned(snapshot, events)
    if (accounts.length > 0) await fill(snapshot, held, ['customer'], await dealsOfAccounts(snapshot, accounts))
  }
  const leads = events.filter((event) => event.type === 'lead.changed' || event.type === 'lead.converted').map((event) => event.subject_id)
  if (dimensions.has('campaign') && leads.length > 0) await fill(snapshot, held, ['campaign'], await dealsOfLeads(snapshot, leads))
}

/** Reads the values of some dimensions, of some deals or all. */
async function fill(snapshot: SnapshotTx, held: Held, names: readonly string[], dealIds: readonly string[] | null): Promise<void> {
  if (names.length === 0 || dealIds?.length === 0) return
  const { builder } = held
  await fillOwn(snapshot, held, names.filter((name) => own.has(name)), dealIds)
  const asked = names.filter((name) => !own.has(name))
  if (asked.length === 0) return
  const who = (alias: string) => (dealIds === null ? 'true' : `${alias}.id = any(array[${dealIds.map(idLiteral).join(',')}]::uuid[])`)
  const customs = asked.some(isCustom) ? new Map((await selectFields(snapshot.tx, held.orgId)).filter(isSliceable).map((field) => [customKey(field), field])) : null
  const sources = asked.map((name, i): FromDatabase => {
    const field = customs?.get(name)
    if (field === undefined) return builtIn[name] ?? { value: 'null::text' }
    const record = field.object === 'deal' ? 'd.id' : 'd.account_id'
    return { join: () => `left join custom_value c${i} on c${i}.org_id = d.org_id and c${i}.field_id = ${idLiteral(field.id)} and c${i}.record_id = ${record} and c${i}.n = 0`, value: `c${i}.text_value` }
  })
  const joins = [...new Set(sources.map(({ join }) => join?.(who) ?? ''))]
  const query = `select d.id, ${sources.map(({ value }) => value).join(', ')} from deal d ${joins.join(' ')} where d.org_id = ${idLiteral(held.orgId)} and ${who('d')}`
  await copyRows(snapshot.client, query, (buffer, start) => {
    const row = builder.rowOf(uuidText(buffer, start + 4))
    if (row < 0) return
    let at = start + 20
    for (const name of asked) {
      const length = buffer.readInt32BE(at)
      at += 4
      builder.setDimension(row, name, length < 0 ? null : buffer.toString('utf8', at, at + length))
      if (length > 0) at += length
    }
  })
}

async function fillOwn({ tx, orgId }: SnapshotTx, { builder }: Held, names: readonly string[], dealIds: readonly string[] | null): Promise<void> {
  if (names.length === 0) return
  const { columns } = builder
  const { deal, version, dictionaries } = columns
  const root = names.includes('channel') ? await rootChannels(tx, orgId) : null
  const set = (row: number) => {
    const v = (deal.versionFrom[row] as number) + (deal.versionCount[row] as number) - 1
    const currency = dictionaries.currency.values[version.currency[v] as number] ?? null
    const source = dictionaries.source.values[version.source[v] as number] ?? null
    const amount = ((version.flags[v] as number) & NO_AMOUNT) === 0 ? (version.amountMinor[v] as number) : null
    for (const name of names) builder.setDimension(row, name, name === 'currency' ? currency : name === 'amount' ? amountBand(amount, currency ?? '') : source === null ? null : (root?.get(source) ?? source))
  }
  if (dealIds === null) for (let row = 0; row < columns.size; row++) set(row)
  else for (const row of dealIds.map((id) => builder.rowOf(id))) if (row >= 0) set(row)
}

/** The uppermost channel above each. */
async function rootChannels(tx: SnapshotTx['tx'], orgId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; parent: string | null }>`select id, parent_id as parent from channel where org_id = ${orgId}`.execute(tx)
  const parents = new Map(rows.map((row) => [row.id, row.parent]))
  return new Map(rows.map(({ id }) => {
    const seen = new Set([id])
    let top = id
    for (let next = parents.get(top); next != null && !seen.has(next); next = parents.get(top)) {
      seen.add(next)
      top = next
    }
    return [id, top]
  }))
}

/** Accounts whose first deal may be another now. */
async function accountsConcerned({ tx, orgId }: SnapshotTx, events: readonly NewEvent[]): Promise<string[]> {
  const accounts = new Set(events.flatMap((event) => event.accounts ?? []).filter((id) => id !== null))
  const removed = events.filter((event) => event.type === 'deal.removed').map((event) => event.subject_id)
  if (removed.length > 0) {
    // Of what was removed, the log alone still knows where it belonged.
    const { rows } = await sql<{ ids: (string | null)[] }>`
      select array[payload->>'accountId', payload->'changes'->'accountId'->>0, payload->'changes'->'accountId'->>1] as ids from event
      where org_id = ${orgId} and subject_type = 'deal' and subject_id = any(${sql.val(removed)}::uuid[]) and type in ('deal.created', 'deal.changed')`.execute(tx)
    for (const { ids } of rows) for (const id of ids) if (id !== null) accounts.add(id)
  }
  return [...accounts]
}

const dealsOfAccounts = ({ tx, orgId }: SnapshotTx, accounts: readonly string[]) =>
  ids(tx, sql`select id from deal where org_id = ${orgId} and account_id = any(${sql.val([...accounts])}::uuid[])`)

const dealsOfLeads = ({ tx, orgId }: SnapshotTx, leads: readonly string[]) =>
  ids(tx, sql`select converted_deal_id as id from lead where org_id = ${orgId} and id = any(${sql.val([...leads])}::uuid[]) and converted_deal_id is not null`)

async function ids(tx: SnapshotTx['tx'], query: ReturnType<typeof sql>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${query}`.execute(tx)
  return rows.map((row) => row.id)
}

function uuidText(buffer: Buffer, at: number): string {
  const hex = buffer.toString('hex', at, at + 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
