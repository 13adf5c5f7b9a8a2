import type { WordQuote } from '@sluice/core/diagnosis/contract'
import { excerptOf } from '@sluice/core/lib/excerpt'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

type Row = Omit<WordQuote, 'text' | 'marks'> & { body: string }

/** Of each deal its latest note in the span that holds one of the words, cut to what stands around it; the latest `limit` of them. */
export async function selectQuotes(tx: Reader, orgId: string, dealIds: readonly string[], words: readonly string[], span: { from: number; to: number }, limit: number): Promise<WordQuote[]> {
  if (dealIds.length === 0 || words.length === 0) return []
  const [from, to] = [new Date(span.from).toISOString(), new Date(span.to).toISOString()]
  const { rows } = await sql<Row>`
    select n.id as "activityId", n.at, n.body, jsonb_build_object('id', d.id, 'name', d.title) as deal,
      case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end as account, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as author
    from unnest(${sql.val([...dealIds])}::uuid[]) as wanted(id)
    cross join lateral (
      select v.id, v.at, v.body, v.author_id from activity v
      where v.org_id = ${orgId} and v.subject_type = 'deal' and v.subject_id = wanted.id and v.deleted_at is null and v.at >= ${from} and v.at < ${to}
        and exists (select from unnest(${sql.val([...words])}::text[]) as word where strpos(lower(v.body), lower(word)) > 0)
      order by v.at desc, v.id desc limit 1) n
    join deal d on d.org_id = ${orgId} and d.id = wanted.id
    left join account a on a.org_id = d.org_id and a.id = d.account_id left join app_user u on u.org_id = d.org_id and u.id = n.author_id
    order by n.at desc, n.id desc limit ${limit}`.execute(tx)
  return rows.flatMap(({ body, ...row }) => {
    const excerpt = excerptOf(body, words)
    return excerpt === null ? [] : [{ ...row, ...excerpt }]
  })
}
