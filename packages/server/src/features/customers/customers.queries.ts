import type { Account, Contact, listAccounts, listContacts } from '@sluice/core/customers/contract'
import { accountObject, contactObject } from '@sluice/core/conditions/objects'
import type { QueryOf } from '@sluice/core/lib/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { conditionFilter, type Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { teamFilter } from '../../platform/team-filter.ts'
import { textFilter } from '../../platform/text-filter.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { customKeyset } from '../fields/custom-sort.queries.ts'
import { selectCustomNames, showCustom, showOne } from '../fields/show-custom.queries.ts'

/** All SQL that reads accounts and contacts. Every query is of one organisation and shows what the viewer may see. */

const owner = sql`case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner`
const accountColumns = sql`a.id, a.name, a.industry, a.size, a.region, a.website, a.phone, ${owner}, a.team_id as "teamId", a.source_id as "sourceId",
  a.tag_ids as "tagIds", a.open_deals as "openDeals", a.won_deals as "wonDeals", a.won_amount_minor as "wonAmountMinor",
  a.last_activity_at as "lastActivityAt", a.created_at as "createdAt", a.custom, a.version`
const accountFrom = sql`account a left join app_user u on u.org_id = a.org_id and u.id = a.owner_id`
const contactColumns = sql`c.id, c.name, c.title, c.department, c.phone, c.email, c.wechat,
  case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name) end as account, ${owner}, c.team_id as "teamId",
  c.tag_ids as "tagIds", c.last_activity_at as "lastActivityAt", c.created_at as "createdAt", c.custom, c.version`
const contactFrom = sql`contact c left join account a on a.org_id = c.org_id and a.id = c.account_id left join app_user u on u.org_id = c.org_id and u.id = c.owner_id`

type ListFilter = Pick<QueryOf<typeof listAccounts>, 'owner' | 'team' | 'q' | 'quick'>

function plainFilters(viewer: Viewer, alias: 'a' | 'c', filter: ListFilter): RawBuilder<boolean>[] {
  const t = sql.ref(alias)
  return [
    sql<boolean>`${t}.org_id = ${viewer.orgId}`,
    scopeFilter(viewer, alias === 'a' ? 'account' : 'contact', 'read', alias),
    textFilter(alias === 'a' ? 'account' : 'contact', alias, filter.q),
    ...(filter.owner === undefined ? [] : [sql<boolean>`${t}.owner_id = any(${sql.val(filter.owner)}::uuid[])`]),
    ...teamFilter(viewer, alias, filter.team),
    ...(filter.quick === 'mine' ? [sql<boolean>`${t}.owner_id = ${viewer.userId}`] : []),
    ...(filter.quick === 'team' ? [sql<boolean>`${t}.team_id = any(${sql.val([...viewer.teamIds])}::uuid[])`] : []),
  ]
}

type Order = Pick<Keyset, 'key' | 'type' | 'nullable'>
type BuiltIn<S extends string> = Exclude<S, `c_${string}`>
type AccountSort = BuiltIn<QueryOf<typeof listAccounts>['sort']>
type ContactSort = BuiltIn<QueryOf<typeof listContacts>['sort']>
const accountOrders: Record<AccountSort, Order> = {
  created: { key: sql`a.created_at`, type: 'instant', nullable: false },
  name: { key: sql`a.name collate "zh-Hans-x-icu"`, type: 'text', nullable: false },
  activity: { key: sql`a.last_activity_at`, type: 'instant', nullable: true },
  won: { key: sql`a.won_amount_minor`, type: 'number', nullable: false },
}
const contactOrders: Record<ContactSort, Order> = {
  created: { key: sql`c.created_at`, type: 'instant', nullable: false },
  name: { key: sql`c.name collate "zh-Hans-x-icu"`, type: 'text', nullable: false },
  activity: { key: sql`c.last_activity_at`, type: 'instant', nullable: true },
}

export async function selectAccounts(tx: Reader, asker: Asker, query: QueryOf<typeof listAccounts>) {
  const where = [...plainFilters(asker.viewer, 'a', query), await conditionFilter(tx, asker, await withCustomFields(tx, asker.viewer.orgId, asker.viewer.role, accountObject), 'a', query.where)]
  const keyset: Keyset = (await customKeyset(tx, asker.viewer, 'account', 'a', query.sort, query.direction))
    ?? { name: query.sort, direction: query.direction, alias: 'a', ...accountOrders[query.sort as AccountSort] }
  const page = await listRows<Account>(tx, { columns: accountColumns, from: accountFrom, countFrom: sql`account a`, where, keyset, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await showCustom(tx, asker.viewer, 'account', page.items) }
}

export async function selectContacts(tx: Reader, asker: Asker, query: QueryOf<typeof listContacts>) {
  const where = [
    ...plainFilters(asker.viewer, 'c', query),
    await conditionFilter(tx, asker, await withCustomFields(tx, asker.viewer.orgId, asker.viewer.role, contactObject), 'c', query.where),
    ...(query.account === undefined ? [] : [sql<boolean>`c.account_id = ${query.account}`]),
  ]
  const keyset: Keyset = (await customKeyset(tx, asker.viewer, 'contact', 'c', query.sort, query.direction))
    ?? { name: query.sort, direction: query.direction, alias: 'c', ...contactOrders[query.sort as ContactSort] }
  const page = await listRows<Contact>(tx, { columns: contactColumns, from: contactFrom, countFrom: sql`contact c`, where, keyset, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await showCustom(tx, asker.viewer, 'contact', page.items) }
}

interface Shown {
  canWrite: boolean
  customNames: Record<string, string>
}

/** One account that the viewer may see. */
export async function selectAccount(tx: Reader, viewer: Viewer, id: string): Promise<(Account & Shown) | undefined> {
  const { rows } = await sql<Account & { canWrite: boolean }>`
    select ${accountColumns}, ${scopeFilter(viewer, 'account', 'write', 'a')} as "canWrite" from ${accountFrom}
    where a.org_id = ${viewer.orgId} and a.id = ${id} and ${scopeFilter(viewer, 'account', 'read', 'a')}`.execute(tx)
  const shown = rows[0] && (await showOne(tx, viewer, 'account', rows[0]))
  return shown && { ...shown, customNames: await selectCustomNames(tx, viewer, 'account', [shown]) }
}

export async function selectContact(tx: Reader, viewer: Viewer, id: string): Promise<(Contact & Shown) | undefined> {
  const { rows } = await sql<Contact & { canWrite: boolean }>`
    select ${contactColumns}, ${scopeFilter(viewer, 'contact', 'write', 'c')} as "canWrite" from ${contactFrom}
    where c.org_id = ${viewer.orgId} and c.id = ${id} and ${scopeFilter(viewer, 'contact', 'read', 'c')}`.execute(tx)
  const shown = rows[0] && (await showOne(tx, viewer, 'contact', rows[0]))
  return shown && { ...shown, customNames: await selectCustomNames(tx, viewer, 'contact', [shown]) }
}

/** The contacts of an account that the viewer may see. */
export async function selectContactsOf(tx: Reader, viewer: Viewer, accountId: string): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    select ${contactColumns} from ${contactFrom}
    where c.org_id = ${viewer.orgId} and c.account_id = ${accountId} and ${scopeFilter(viewer, 'contact', 'read', 'c')}
    order by c.created_at, c.id limit 500`.execute(tx)
  return showCustom(tx, viewer, 'contact', rows)
}

/** An account as it is to be changed: its row is locked until the transaction ends. */
export interface AccountRow {
  name: string; industry: string | null; size: string | null; region: string | null; website: string | null; phone: string | null
  ownerId: string | null; teamId: string | null; sourceId: string | null; tagIds: string[]; version: number
}
export async function lockAccount(tx: Reader, viewer: Viewer, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select a.name, a.industry, a.size, a.region, a.website, a.phone, a.owner_id as "ownerId", a.team_id as "teamId", a.source_id as "sourceId",
           a.tag_ids as "tagIds", a.version
    from account a where a.org_id = ${viewer.orgId} and a.id = ${id} and ${scopeFilter(viewer, 'account', 'read', 'a')} for update`.execute(tx)
  return rows[0]
}

export interface ContactRow {
  name: string; title: string | null; department: string | null; phone: string | null; email: string | null; wechat: string | null
  accountId: string | null; ownerId: string | null; teamId: string | null; tagIds: string[]; version: number
}
export async function lockContact(tx: Reader, viewer: Viewer, id: string): Promise<ContactRow | undefined> {
  const { rows } = await sql<ContactRow>`
    select c.name, c.title, c.department, c.phone, c.email, c.wechat, c.account_id as "accountId", c.owner_id as "ownerId", c.team_id as "teamId",
           c.tag_ids as "tagIds", c.version
    from contact c where c.org_id = ${viewer.orgId} and c.id = ${id} and ${scopeFilter(viewer, 'contact', 'read', 'c')} for update`.execute(tx)
  return rows[0]
}
