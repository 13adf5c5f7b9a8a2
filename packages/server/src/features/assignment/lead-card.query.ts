import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What somebody who is given a lead should know at once. */
export interface LeadCard {
  name: string
  company: string | null
  title: string | null
  score: number | null
  /** Where it came from, first to last: names of channels and campaigns. */
  path: string[]
  /** What it did most, on the sites and in mails. */
  behaviour: Behaviour[]
}
export interface Behaviour {
  kind: string
  subject: string
  n: number
  lastAt: string
}

const mostTouches = 6

export async function selectCard(tx: Reader, orgId: string, leadId: string): Promise<LeadCard> {
  const lead = await tx.selectFrom('lead').select(['name', 'company', 'title', 'score', 'source_id']).where('org_id', '=', orgId).where('id', '=', leadId).executeTakeFirstOrThrow()
  const touches = await sql<{ name: string }>`
    select concat_ws(' · ', ch.name, c.name) as name from touch t left join channel ch on ch.org_id = t.org_id and ch.id = t.channel_id left join campaign c on c.org_id = t.org_id and c.id = t.campaign_id
    where t.org_id = ${orgId} and t.lead_id = ${leadId} and (t.channel_id is not null or t.campaign_id is not null) order by t.at, t.id limit 50`.execute(tx)
  const path = touches.rows.map((row) => row.name).filter((name, i, all) => name !== all[i - 1])
  const source = path.length > 0 || lead.source_id === null ? undefined : await tx.selectFrom('channel').select('name').where('org_id', '=', orgId).where('id', '=', lead.source_id).executeTakeFirst()
  return {
    name: lead.name, company: lead.company, title: lead.title, score: lead.score, path: source === undefined ? path.slice(-mostTouches) : [source.name], behaviour: await selectBehaviour(tx, orgId, leadId, 4),
  }
}

/** Days added up by what was done, the most recent first. */
export async function selectBehaviour(tx: Reader, orgId: string, leadId: string, limit: number): Promise<Behaviour[]> {
  const { rows } = await sql<Behaviour>`
    select kind, subject, sum(n)::int as n, max(last_at) as "lastAt" from lead_behaviour_day where org_id = ${orgId} and lead_id = ${leadId}
    group by kind, subject order by max(last_at) desc, kind, subject limit ${limit}`.execute(tx)
  return rows
}
