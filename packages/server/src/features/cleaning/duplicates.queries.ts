import type { Duplicate } from '@sluice/core/cleaning/contract'
import { emailKey, likenessTo, SHOWN_FROM, type Face } from '@sluice/core/cleaning/likeness'
import { likenessBlocks } from '@sluice/core/lib/company-likeness'
import { e164Of } from '@sluice/core/lib/e164'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { codeFields, codesOf } from './faces.queries.ts'

/** So many of each kind are looked at closely. */
const CANDIDATES = 120
const ANSWERS = 8

/** The lead it is held against, when it is there already. */
export interface Against {
  id: string
  canWrite: boolean
  isConverted: boolean
}

type Row = Omit<Duplicate, 'score' | 'reasons' | 'canMerge'> & { wechat: string | null; person: string | null; custom: Record<string, unknown>; canWrite: boolean }

/**
 * Records in sight that may be the same as a face, the likeliest first: candidates by number, address, WeChat, code and company
 * (each by an index), compared one by one here. The policy stands inside the queries, before any limit and comparison, so that a
 * record out of sight neither shows nor takes the place of one in sight.
 */
export async function duplicatesOf(tx: Reader, viewer: Viewer, face: Face, against: Against | null): Promise<Duplicate[]> {
  const { orgId } = viewer
  const [leadFields, accountFields] = [await codeFields(tx, orgId, 'lead', viewer.role), await codeFields(tx, orgId, 'account', viewer.role)]
  const seen = { lead: scopeFilter(viewer, 'lead', 'read', 'l'), account: scopeFilter(viewer, 'account', 'read', 'a'), contact: scopeFilter(viewer, 'contact', 'read', 'c') }
  const [phone, email, wechat, codes] = [e164Of(face.phone), emailKey(face.email), face.wechat, [...face.uscc]]
  const blocks = JSON.stringify(face.company === null ? [] : likenessBlocks(face.company))
  const coded = (fields: readonly { id: string }[]) => sql`select v.record_id from custom_value v where v.org_id = ${orgId} and v.field_id = any(${sql.val(fields.map((field) => field.id))}::uuid[]) and v.text_value = any(${sql.val(codes)}::text[])`
  const owner = (alias: string) => sql`(select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = ${orgId} and u.id = ${sql.ref(`${alias}.owner_id`)})`
  const { rows } = await sql<Row>`
    with block as (select array(select jsonb_array_elements_text(b)) as terms from jsonb_array_elements(${blocks}::jsonb) b),
    exact_lead as (
      (select l.id from lead l where l.org_id = ${orgId} and l.phone_e164 = ${phone} and ${seen.lead} limit ${CANDIDATES})
      union (select l.id from lead l where l.org_id = ${orgId} and l.email_key = ${email} and ${seen.lead} limit ${CANDIDATES})
      union (select l.id from lead l where l.org_id = ${orgId} and l.wechat = ${wechat} and ${seen.lead} limit ${CANDIDATES})
      union (select l.id from lead l where l.org_id = ${orgId} and l.id in (${coded(leadFields)}) and ${seen.lead} limit ${CANDIDATES})
    ), near_lead as (
      select l.id from (select id, count(*) as hits from block b cross join lateral lead_found(b.terms) as id group by id) f
      join lead l on l.org_id = ${orgId} and l.id = f.id where l.company <> '' and ${seen.lead} order by f.hits desc, l.id limit ${CANDIDATES}
    ), near_account as (
      (select a.id from (select id, count(*) as hits from block b cross join lateral account_found(b.terms) as id group by id) f
        join account a on a.org_id = ${orgId} and a.id = f.id where ${seen.account} order by f.hits desc, a.id limit ${CANDIDATES})
      union (select a.id from account a where a.org_id = ${orgId} and a.id in (${coded(accountFields)}) and ${seen.account} limit ${CANDIDATES})
    ), near_contact as (
      (select c.id from contact c where c.org_id = ${orgId} and c.phone_e164 = ${phone} and ${seen.contact} limit ${CANDIDATES})
      union (select c.id from contact c where c.org_id = ${orgId} and c.email_key = ${email} and ${seen.contact} limit ${CANDIDATES})
    )
    select 'lead' as "subjectType", l.id, l.name, l.name as person, l.company, l.phone, l.email, l.wechat, l.custom, ${owner('l')} as owner, l.status, l.number, l.created_at as "createdAt",
      ${scopeFilter(viewer, 'lead', 'write', 'l')} as "canWrite"
    from lead l where l.org_id = ${orgId} and l.id in (select id from exact_lead union select id from near_lead) and l.id is distinct from ${against?.id ?? null}::uuid and ${seen.lead}
    union all
    select 'account', a.id, a.name, null, a.name, a.phone, null, null, a.custom, ${owner('a')}, null, null, a.created_at, false
    from account a where a.org_id = ${orgId} and a.id in (select id from near_account) and ${seen.account}
    union all
    select 'contact', c.id, c.name, c.name, (select a.name from account a where a.org_id = c.org_id and a.id = c.account_id and ${seen.account}), c.phone, c.email, c.wechat, '{}'::jsonb, ${owner('c')}, null, null, c.created_at, false
    from contact c where c.org_id = ${orgId} and c.id in (select id from near_contact) and ${seen.contact}`.execute(tx)

  const likeness = likenessTo(face)
  return rows
    .map(({ wechat: otherWechat, person, custom, canWrite, ...row }) => {
      const uscc = codesOf(row.subjectType === 'lead' ? leadFields : row.subjectType === 'account' ? accountFields : [], custom)
      const { score, reasons } = likeness({ name: person, company: row.company, phone: row.phone, email: row.email, wechat: otherWechat, uscc })
      const canMerge = row.subjectType === 'lead' && against !== null && against.canWrite && canWrite && !(against.isConverted && row.status === 'converted')
      return { ...row, score, reasons, canMerge }
    })
    // An account is told by its company alone: what a lead is asked for would never be reached.
    .filter((row) => row.score >= (row.subjectType === 'account' ? 30 : SHOWN_FROM))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, ANSWERS)
}
