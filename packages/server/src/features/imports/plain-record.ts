import { companyCore } from '@sluice/core/lib/company-name'
import { e164Of } from '@sluice/core/lib/e164'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { accountTerms, contactTerms } from '../customers/load-customers.ts'
import { leadTerms } from '../leads/load-leads.ts'

/** Records without a history of their own: what of them an import changes, and an undo puts back. */
export type PlainObject = 'lead' | 'account' | 'contact' | 'product'

/** Field → column and its type. */
const shapes: Record<PlainObject, Record<string, readonly [column: string, type: string]>> = {
  lead: {
    name: ['name', 'text'], company: ['company', 'text'], title: ['title', 'text'], phone: ['phone', 'text'], email: ['email', 'text'], wechat: ['wechat', 'text'],
    status: ['status', 'text'], invalidReason: ['invalid_reason', 'text'], statusAt: ['status_at', 'timestamptz'], sourceId: ['source_id', 'uuid'],
    sourceDetail: ['source_detail', 'text'], note: ['note', 'text'], ownerId: ['owner_id', 'uuid'], teamId: ['team_id', 'uuid'], tagIds: ['tag_ids', 'uuid[]'],
    custom: ['custom', 'jsonb'], externalKey: ['external_key', 'text'],
  },
  account: {
    name: ['name', 'text'], industry: ['industry', 'text'], size: ['size', 'text'], region: ['region', 'text'], website: ['website', 'text'], phone: ['phone', 'text'],
    sourceId: ['source_id', 'uuid'], ownerId: ['owner_id', 'uuid'], teamId: ['team_id', 'uuid'], tagIds: ['tag_ids', 'uuid[]'], custom: ['custom', 'jsonb'],
    externalKey: ['external_key', 'text'],
  },
  contact: {
    accountId: ['account_id', 'uuid'], name: ['name', 'text'], title: ['title', 'text'], department: ['department', 'text'], phone: ['phone', 'text'],
    email: ['email', 'text'], wechat: ['wechat', 'text'], ownerId: ['owner_id', 'uuid'], teamId: ['team_id', 'uuid'], tagIds: ['tag_ids', 'uuid[]'],
    custom: ['custom', 'jsonb'], externalKey: ['external_key', 'text'],
  },
  product: {
    name: ['name', 'text'], code: ['code', 'text'], family: ['family', 'text'], priceMinor: ['price_minor', 'bigint'], currency: ['currency', 'char(3)'],
  },
}

export interface PlainRecord {
  id: string
  version: number
  ownerId: string | null
  teamId: string | null
  /** The fields of its shape. */
  values: Record<string, unknown>
}

/** Records of `where` (alias `r`), locked, in the order of their ids. */
export async function selectPlain(tx: Tx, orgId: string, object: PlainObject, where: RawBuilder<boolean>): Promise<PlainRecord[]> {
  const columns = Object.entries(shapes[object]).map(([field, [column]]) => sql`${sql.ref(`r.${column}`)} as ${sql.ref(field)}`)
  const extra = object === 'lead' ? sql`, r.number` : sql``
  const { rows } = await sql<Record<string, unknown> & { id: string; version: number }>`
    select r.id, r.version${extra}, ${sql.join(columns)} from ${sql.table(object)} r where r.org_id = ${orgId} and ${where} order by r.id for update of r`.execute(tx)
  return rows.map(({ id, version, ...values }) => ({
    id, version, ownerId: (values.ownerId as string | null | undefined) ?? null, teamId: (values.teamId as string | null | undefined) ?? null, values,
  }))
}

export interface PlainWrite {
  id: string
  version: number
  values: Record<string, unknown>
}

/** Writes whole records with the next version and what is derived from their fields, set-based. */
export async function updatePlain(tx: Tx, orgId: string, object: PlainObject, writes: readonly PlainWrite[]): Promise<void> {
  if (writes.length === 0) return
  const derived = derivedOf[object]
  const extra = Object.entries(derived.columns)
  const rows = writes.map(({ id, version, values }) => ({ id, version: version + 1, ...values, ...derived.of(values) }))
  const all = [...Object.entries(shapes[object]), ...extra] as [string, readonly [string, string]][]
  const set = all.map(([field, [column]]) => sql`${sql.ref(column)} = w.${sql.ref(field)}`)
  const shape = all.map(([field, [, type]]) => sql`${sql.ref(field)} ${sql.raw(type)}`)
  await sql`
    update ${sql.table(object)} r set version = w.version, ${sql.join(set)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(id uuid, version int, ${sql.join(shape)})
    where r.org_id = ${orgId} and r.id = w.id`.execute(tx)
}

type Derived = { columns: Record<string, readonly [string, string]>; of: (values: Record<string, unknown>) => Record<string, unknown> }
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const phoneAndTerms = { phoneE164: ['phone_e164', 'text'], search: ['search', 'text[]'] } as const

const derivedOf: Record<PlainObject, Derived> = {
  lead: {
    columns: phoneAndTerms,
    of(values) {
      const phoneE164 = e164Of(text(values.phone))
      const { company, phone, email, wechat } = values
      const named = { company: text(company), phone: text(phone), email: text(email), wechat: text(wechat) }
      return { phoneE164, search: leadTerms({ name: text(values.name) ?? '', number: Number(values.number), phoneE164, ...named }) }
    },
  },
  account: {
    columns: { nameCore: ['name_core', 'text'], search: ['search', 'text[]'] },
    of: (values) => ({ nameCore: companyCore(text(values.name) ?? ''), search: accountTerms({ name: text(values.name) ?? '', phone: text(values.phone) }) }),
  },
  contact: {
    columns: phoneAndTerms,
    of: (values) => ({
      phoneE164: e164Of(text(values.phone)),
      search: contactTerms({ name: text(values.name) ?? '', phone: text(values.phone), email: text(values.email), wechat: text(values.wechat) }),
    }),
  },
  product: { columns: {}, of: () => ({}) },
}
