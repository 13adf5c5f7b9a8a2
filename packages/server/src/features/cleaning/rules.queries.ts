import type { MergeRule, ScreenRule } from '@sluice/core/cleaning/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

const maker = sql`(select jsonb_build_object('id', u.id, 'name', u.name) from app_user u where u.org_id = r.org_id and u.id = r.created_by) as "createdBy"`

/** Rules in the order in which they are asked, with how often each has decided. */
export async function selectScreenRules(tx: Reader, orgId: string): Promise<ScreenRule[]> {
  const { rows } = await sql<ScreenRule>`
    select r.id, r.position, r.name, r.condition, r.action, r.tag_id as "tagId", r.is_enabled as "isEnabled", ${maker}, r.version,
      (select count(*) from screened_lead s where s.org_id = r.org_id and s.rule_id = r.id) as decided
    from screen_rule r where r.org_id = ${orgId} order by r.position, r.id`.execute(tx)
  return rows
}

export async function selectMergeRules(tx: Reader, orgId: string): Promise<MergeRule[]> {
  const { rows } = await sql<MergeRule>`
    select r.id, r.position, r.name, r.condition, r.min_score as "minScore", r.keep, r.is_enabled as "isEnabled", ${maker}, r.version,
      (select count(*) from lead_merge m where m.org_id = r.org_id and m.rule_id = r.id and m.undone_at is null) as merged
    from merge_rule r where r.org_id = ${orgId} order by r.position, r.id`.execute(tx)
  return rows
}
