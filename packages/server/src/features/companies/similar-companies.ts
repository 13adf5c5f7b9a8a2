import type { findSimilarCompanies } from '@sluice/core/fields/contract'
import { companyLikeness, LIKELY_SAME, likenessBlocks } from '@sluice/core/lib/company-likeness'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

type Similar = AnswerOf<typeof findSimilarCompanies>['items'][number]

/** So many are looked at closely, those first that hold most blocks. */
const CANDIDATES = 200
const ANSWERS = 8

/**
 * Accounts and leads with nearly the same company name, of those that the viewer may see: candidates by blocks of search
 * terms (GIN index), compared one by one here. The policy stands inside the query, before any limit and any comparison,
 * so a record out of sight neither shows nor takes the place of one in sight. Converted leads are their account already.
 */
export async function similarCompanies(tx: Reader, viewer: Viewer, { name, not }: QueryOf<typeof findSimilarCompanies>): Promise<Similar[]> {
  const blocks = likenessBlocks(name)
  if (blocks.length === 0) return []
  const { rows } = await sql<Omit<Similar, 'similarity'>>`
    with block as (select array(select jsonb_array_elements_text(b)) as terms from jsonb_array_elements(${JSON.stringify(blocks)}::jsonb) b),
    near as (
      select 'account' as type, a.id, a.name, a.owner_id, f.hits
      from (select id, count(*) as hits from block b cross join lateral account_found(b.terms) as id group by id) f
      join account a on a.org_id = ${viewer.orgId} and a.id = f.id where ${scopeFilter(viewer, 'account', 'read', 'a')}
      union all
      select 'lead', l.id, l.company, l.owner_id, f.hits
      from (select id, count(*) as hits from block b cross join lateral lead_found(b.terms) as id group by id) f
      join lead l on l.org_id = ${viewer.orgId} and l.id = f.id
      where l.company <> '' and l.status <> 'converted' and ${scopeFilter(viewer, 'lead', 'read', 'l')}
    ), closest as (
      select * from near where id is distinct from ${not ?? null}::uuid order by hits desc, length(name), id limit ${CANDIDATES}
    )
    select c.type as "subjectType", c.id, c.name, case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner
    from closest c left join app_user u on u.org_id = ${viewer.orgId} and u.id = c.owner_id`.execute(tx)
  const likeness = companyLikeness(name)
  return rows
    .map((row) => ({ ...row, similarity: Math.round(likeness(row.name) * 1000) / 1000 }))
    .filter((row) => row.similarity >= LIKELY_SAME)
    .sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1))
    .slice(0, ANSWERS)
}
