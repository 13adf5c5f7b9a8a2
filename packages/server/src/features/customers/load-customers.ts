import { companyCore } from '@sluice/core/lib/company-name'
import { e164Of } from '@sluice/core/lib/e164'
import { searchTerms } from '@sluice/core/lib/search-terms'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'

/** An account as it is to be inserted; references must exist. `createdAt` is ISO UTC. */
export interface NewAccount {
  id: string
  name: string
  industry?: string | null
  size?: string | null
  region?: string | null
  website?: string | null
  phone?: string | null
  ownerId: string | null
  teamId: string | null
  sourceId?: string | null
  tagIds?: readonly string[]
  custom?: Readonly<Record<string, unknown>>
  lastActivityAt?: string | null
  externalKey?: string | null
  importId?: string | null
  createdAt: string
}

export interface NewContact {
  id: string
  accountId: string | null
  name: string
  title?: string | null
  department?: string | null
  phone?: string | null
  email?: string | null
  wechat?: string | null
  ownerId: string | null
  teamId: string | null
  tagIds?: readonly string[]
  custom?: Readonly<Record<string, unknown>>
  lastActivityAt?: string | null
  externalKey?: string | null
  importId?: string | null
  createdAt: string
}

/** Of a whole call. `imported`: the events count as known when they were true (docs/decisions/0003). */
export interface LoadOptions {
  imported?: boolean
}

const batch = 2000

/**
 * Inserts accounts that do not exist yet, with their `account.created` events at `createdAt`, set-based.
 * Serves one typed account, an import and the demo company alike. Nothing is checked here.
 */
export async function loadAccounts(tx: Tx, act: Act, accounts: readonly NewAccount[], { imported = false }: LoadOptions = {}): Promise<void> {
  for (let from = 0; from < accounts.length; from += batch) {
    const rows = accounts.slice(from, from + batch).map((account) => ({
      ...account, nameCore: companyCore(account.name), tagIds: account.tagIds ?? [], custom: account.custom ?? {}, search: accountTerms(account),
    }))
    await sql`
      insert into account (org_id, id, name, name_core, industry, size, region, website, phone, owner_id, team_id, source_id, tag_ids, custom,
        last_activity_at, search, external_key, import_id, created_at)
      select ${act.orgId}::uuid, id, name, "nameCore", industry, size, region, website, phone, "ownerId", "teamId", "sourceId", "tagIds", custom,
        "lastActivityAt", search, "externalKey", "importId", "createdAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, name text, "nameCore" text, industry text, size text, region text,
        website text, phone text, "ownerId" uuid, "teamId" uuid, "sourceId" uuid, "tagIds" uuid[], custom jsonb, "lastActivityAt" timestamptz,
        search text[], "externalKey" text, "importId" uuid, "createdAt" timestamptz)`.execute(tx)
  }
  await append(tx, act, accounts.map((account) => ({
    type: 'account.created', payload: { name: account.name, importId: account.importId ?? null }, subjectType: 'account', subjectId: account.id,
    ownerId: account.ownerId, teamId: account.teamId, at: account.createdAt, imported,
  })))
}

/** Inserts contacts as `loadAccounts` inserts accounts; load their accounts first. */
export async function loadContacts(tx: Tx, act: Act, contacts: readonly NewContact[], { imported = false }: LoadOptions = {}): Promise<void> {
  for (let from = 0; from < contacts.length; from += batch) {
    const rows = contacts.slice(from, from + batch).map((contact) => ({
      ...contact, phoneE164: e164Of(contact.phone), tagIds: contact.tagIds ?? [], custom: contact.custom ?? {}, search: contactTerms(contact),
    }))
    await sql`
      insert into contact (org_id, id, account_id, name, title, department, phone, phone_e164, email, wechat, owner_id, team_id, tag_ids, custom,
        last_activity_at, search, external_key, import_id, created_at)
      select ${act.orgId}::uuid, id, "accountId", name, title, department, phone, "phoneE164", email, wechat, "ownerId", "teamId", "tagIds", custom,
        "lastActivityAt", search, "externalKey", "importId", "createdAt"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "accountId" uuid, name text, title text, department text, phone text,
        "phoneE164" text, email text, wechat text, "ownerId" uuid, "teamId" uuid, "tagIds" uuid[], custom jsonb, "lastActivityAt" timestamptz,
        search text[], "externalKey" text, "importId" uuid, "createdAt" timestamptz)`.execute(tx)
  }
  await append(tx, act, contacts.map((contact) => ({
    type: 'contact.created', payload: { name: contact.name, importId: contact.importId ?? null, accountId: contact.accountId }, subjectType: 'contact',
    subjectId: contact.id, ownerId: contact.ownerId, teamId: contact.teamId, at: contact.createdAt, imported,
  })))
}

/** What an account is found by: its name and phone. */
export function accountTerms(account: { name: string; phone?: string | null }): string[] {
  return searchTerms({ names: [account.name], exact: [account.phone ?? null, e164Of(account.phone)] })
}

/** What a contact is found by: its name, phone, e-mail address and WeChat. */
export function contactTerms(contact: { name: string; phone?: string | null; email?: string | null; wechat?: string | null }): string[] {
  return searchTerms({ names: [contact.name], exact: [contact.phone ?? null, e164Of(contact.phone), contact.email ?? null, contact.wechat ?? null] })
}
