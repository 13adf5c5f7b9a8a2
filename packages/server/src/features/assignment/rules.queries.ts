import type { AssignBy, AssignRule, AssignTrigger } from '@sluice/core/assignment/contract'
import type { Choice } from '@sluice/core/assignment/model'
import { conditionSchema, type Condition } from '@sluice/core/conditions/condition'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** A rule as it is stored. `turns` by member. */
export interface StoredRule {
  id: string
  position: number
  name: string
  isEnabled: boolean
  triggers: AssignTrigger[]
  condition: Condition | null
  by: AssignBy
  choice: Choice
  matchField: string | null
  version: number
  members: { userId: string; name: string; isActive: boolean; values: string[]; turn: number }[]
}

/** All rules in their order; those taken away are left out. */
export async function selectRules(tx: Reader, orgId: string): Promise<StoredRule[]> {
  const { rows } = await sql<Omit<StoredRule, 'condition'> & { condition: unknown }>`
    select r.id, r.position, r.name, r.is_enabled as "isEnabled", r.triggers, r.condition, r.by, r.choice, r.match_field as "matchField", r.version,
      (select coalesce(jsonb_agg(jsonb_build_object('userId', m.user_id, 'name', u.name, 'isActive', u.status = 'active', 'values', m.match_values, 'turn', m.turn) order by m.position, m.user_id), '[]')
        from assign_member m join app_user u on u.org_id = m.org_id and u.id = m.user_id where m.org_id = r.org_id and m.rule_id = r.id) as members
    from assign_rule r where r.org_id = ${orgId} and r.removed_at is null order by r.position, r.id`.execute(tx)
  return rows.map((row) => ({ ...row, condition: row.condition === null ? null : conditionSchema.parse(row.condition) }))
}

export function shownRule({ members, ...rule }: StoredRule): AssignRule {
  return { ...rule, members: members.map(({ turn: _turn, ...member }) => member) }
}
