import type { AnswerOf } from '@sluice/core/lib/contract'
import type { CustomField, getFieldUsage } from '@sluice/core/fields/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/**
 * How many records hold a value of a field, and every definition in which its name stands. Definitions are searched as
 * text for the whole word: a view may keep its condition in the text form, a formula has it inside an expression.
 */
export async function selectUsage(tx: Reader, viewer: Viewer, field: CustomField): Promise<AnswerOf<typeof getFieldUsage>> {
  const { orgId } = viewer
  const counted = await sql<{ n: number }>`select count(*) as n from custom_value where org_id = ${orgId} and field_id = ${field.id} and n = 0`.execute(tx)
  // The key is of our own letters alone (fieldKey), so it means itself in a regular expression.
  const word = `\\mc_${field.key}\\M`
  const isDeal = field.object === 'deal'
  const { rows } = await sql<{ kind: 'gate' | 'form' | 'view' | 'routing' | 'formula' | 'flow' | 'visible_if'; name: string }>`
    select distinct kind, name from (
      select 'gate' as kind, p.name || ' · ' || s.name as name from stage s join pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
        where s.org_id = ${orgId} and s.archived_at is null and ${isDeal}
          and (concat(s.entry_gate, s.exit_gate) ~ ${word} or s.id = any(${sql.val([...field.settings.requiredFromStages])}::uuid[]))
      union all select 'gate', p.name from pipeline p where p.org_id = ${orgId} and ${isDeal} and p.won_gate::text ~ ${word}
      union all select 'routing', p.name from pipeline p where p.org_id = ${orgId} and ${isDeal} and p.routing::text ~ ${word}
      union all select 'gate', p.name from pipeline_draft d join pipeline p on p.org_id = d.org_id and p.id = d.pipeline_id
        where d.org_id = ${orgId} and ${isDeal} and d.definition::text ~ ${word}
      union all select 'form', f.name from form f where f.org_id = ${orgId} and f.archived_at is null and f.object = ${field.object} and f.definition::text ~ ${word}
      union all select 'flow', w.name from approval_flow w where w.org_id = ${orgId} and w.archived_at is null and ${isDeal} and w.definition::text ~ ${word}
      union all select 'view', v.name from saved_view v where v.org_id = ${orgId} and v.object = ${field.object}
        and (v.is_shared or v.owner_id = ${viewer.userId}) and v.definition::text ~ ${word}
      union all select 'visible_if', o.label from field o where o.org_id = ${orgId} and o.id <> ${field.id} and o.archived_at is null and o.object = ${field.object}
        and ((o.settings -> 'visibleIf')::text ~ ${word} or o.settings ->> 'dependsOn' = ${field.key})
      union all select 'formula', o.label from field o where o.org_id = ${orgId} and o.id <> ${field.id} and o.archived_at is null
        and o.object = ${field.object} and concat(o.settings ->> 'formula', o.settings -> 'rollup') ~ ${word}
    ) used order by kind, name`.execute(tx)
  return { records: counted.rows[0]?.n ?? 0, usedIn: rows }
}
