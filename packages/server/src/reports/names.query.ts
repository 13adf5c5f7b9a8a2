import { VALUE_WORDS } from '../replica/dimension-catalogue.ts'
import { sql } from 'kysely'
import type { Reader } from '../platform/db.ts'

export type Names = Record<string, string>
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Names for an answer: of all stages of the pipeline and all loss reasons by id, and of the values given, by `dimension:value`: people,
 * teams, channels and products by their names, options of custom fields by their labels, fixed values by their words. What is
 * text stands for itself and is left out.
 */
export async function selectNames(tx: Reader, orgId: string, pipelineId: string | null, values: readonly { dimension: string; value: string }[], language: 'zh' | 'en' = 'zh'): Promise<Names> {
  const ids = [...new Set(values.map(({ value }) => value).filter((value) => uuid.test(value)))]
  const { rows } = await sql<{ kind: string; id: string; name: string }>`
    select 'stage' as kind, id, name from stage where org_id = ${orgId} and pipeline_id = ${pipelineId}
    union all select 'reason', id, name from loss_reason where org_id = ${orgId}
    union all select 'owner', id, name from app_user where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])
    union all select 'team', id, name from team where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])
    union all select 'channel', id, name from channel where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])
    union all select 'product', id, name from product where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const names: Names = Object.fromEntries(rows.filter(({ kind }) => kind === 'stage' || kind === 'reason').map(({ id, name }) => [id, name]))
  const byId = new Map(rows.filter(({ kind }) => kind !== 'stage').map(({ id, name }) => [id, name]))
  const options = values.some(({ dimension }) => dimension.includes('c_')) ? await selectOptions(tx, orgId) : new Map<string, string>()
  for (const { dimension, value } of values) {
    const name = byId.get(value) ?? options.get(`${dimension}:${value}`) ?? VALUE_WORDS[`${dimension}:${value}`]?.[language]
    if (name !== undefined) names[`${dimension}:${value}`] = name
  }
  return names
}

/** Labels of the options of select fields, by `dimension:value`. */
async function selectOptions(tx: Reader, orgId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ object: string; key: string; value: string; label: string }>`
    select f.object, f.key, o ->> 'value' as value, o ->> 'label' as label
    from field f, jsonb_array_elements(f.settings -> 'options') o
    where f.org_id = ${orgId} and f.type = 'select' and jsonb_typeof(f.settings -> 'options') = 'array'`.execute(tx)
  return new Map(rows.map(({ object, key, value, label }) => [`${object === 'deal' ? 'c_' : 'account_c_'}${key}:${value}`, label]))
}
