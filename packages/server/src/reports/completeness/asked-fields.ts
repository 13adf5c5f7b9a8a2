import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { ConditionError } from '@sluice/core/conditions/errors'
import { toSqlParts } from '@sluice/core/conditions/to-sql'
import { askedBuiltIns, isAskedCustom, type CompleteObject } from '@sluice/core/fields/completeness'
import type { CustomField } from '@sluice/core/fields/contract'
import { maySee } from '@sluice/core/fields/read'
import { FIELD_CATALOGUES } from '@sluice/core/fields/settings'
import { layoutFields } from '@sluice/core/forms/layout-fields'
import { sql, type RawBuilder } from 'kysely'
import type { Asker } from '../../platform/condition-filter.ts'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { withCustomFields } from '../../features/fields/custom-catalogue.queries.ts'
import { fieldsOf } from '../../features/fields/fields.queries.ts'
import { selectForms } from '../../features/forms/forms.queries.ts'

/** A field that counts, with its questions to a record `r`: whether it is asked of it, and whether it is filled. */
export interface AskedField {
  key: string
  label: string
  required: boolean
  asked: RawBuilder<boolean>
  filled: RawBuilder<boolean>
}

const always = sql<boolean>`true`

/** Properties that layouts name and conditions do not: their columns. */
const columns: Readonly<Record<string, string>> = { department: 'department', wechat: 'wechat', website: 'website', phone: 'phone', sourceDetail: 'source_detail', note: 'note', winProbability: 'win_probability' }

/** The fields that count for an object, of those that the asker may see; built-in ones before custom ones. */
export async function askedFields(tx: Reader, asker: Asker, object: CompleteObject, language: 'zh' | 'en'): Promise<AskedField[]> {
  const { viewer } = asker
  const page = (await selectForms(tx, viewer.orgId)).find((form) => form.kind === 'page' && form.object === object && !form.isArchived)
  const placed = page?.kind === 'page' ? page.definition.sections.flatMap((section) => section.items) : null
  const labels = new Map(layoutFields(object, 'page').map((field) => [field.key, field.label]))
  const builtIn = askedBuiltIns(object, placed, (key) => labels.get(key) ?? null).flatMap(({ key, label, required }) => {
    const question = builtInQuestion(asker, object, key)
    return question === null ? [] : [{ key, label: label[language], required, ...question }]
  })
  const fields = await fieldsOf(tx, viewer.orgId, object)
  const catalogue = await withCustomFields(tx, viewer.orgId, null, FIELD_CATALOGUES[object])
  const required = new Set(placed?.filter((item) => item.required).map((item) => item.field))
  const custom = fields.filter((field) => maySee(field, viewer.role) && isAskedCustom(field)).map((field): AskedField => ({
    key: `c_${field.key}`, label: field.label, required: field.settings.required || required.has(`c_${field.key}`) || !field.settings.recommended,
    asked: sql<boolean>`${visible(asker, field, catalogue)} and ${fromStage(field)}`,
    // Empty values are not stored.
    filled: sql<boolean>`jsonb_exists(r.custom, ${field.key})`,
  }))
  return [...builtIn, ...custom]
}

function builtInQuestion({ viewer }: Asker, object: CompleteObject, key: string): Pick<AskedField, 'asked' | 'filled'> | null {
  if (object === 'deal' && key === 'account.industry') {
    const own = sql`a.org_id = r.org_id and a.id = r.account_id`
    return {
      // Of an account that one may not see, nothing is asked, and nothing told.
      asked: sql<boolean>`(r.account_id is null or exists (select from account a where ${own} and ${scopeFilter(viewer, 'account', 'read', 'a')}))`,
      filled: sql<boolean>`exists (select from account a where ${own} and a.industry <> '')`,
    }
  }
  if (object === 'deal' && key === 'contacts.role') return { asked: always, filled: sql<boolean>`exists (select from deal_contact x where x.org_id = r.org_id and x.deal_id = r.id and x.role <> 'other')` }
  if (object === 'deal' && key === 'products') return { asked: always, filled: sql<boolean>`exists (select from deal_product x where x.org_id = r.org_id and x.deal_id = r.id)` }
  if (object === 'deal' && key === 'collaborators') return { asked: always, filled: sql<boolean>`exists (select from deal_collaborator x where x.org_id = r.org_id and x.deal_id = r.id)` }
  const field = FIELD_CATALOGUES[object].fields.get(key)
  const column = field === undefined ? columns[key] : undefined
  if (field === undefined && column === undefined) return null
  const value = field === undefined ? sql.ref(`r.${column ?? ''}`) : sql.raw(field.sql('"r"'))
  const type = field?.type ?? (key === 'winProbability' ? 'number' : 'text')
  const filled = type === 'tags' ? sql<boolean>`cardinality(${value}) > 0` : type === 'text' || type === 'choice' ? sql<boolean>`${value} <> ''` : sql<boolean>`${value} is not null`
  return { asked: always, filled }
}

/** Whether the field shows on the record. A condition that cannot be judged any more hides nothing. */
function visible({ viewer, timeZone, now }: Asker, field: CustomField, catalogue: ObjectCatalogue): RawBuilder<boolean> {
  const { visibleIf } = field.settings
  if (visibleIf === null) return always
  try {
    const { strings, params } = toSqlParts(visibleIf, catalogue, { now, timeZone, me: viewer.userId, myTeams: viewer.teamIds, teamSubtree: (team) => [team] }, 'r')
    return sql<boolean>`(${sql<boolean>(Object.assign([...strings], { raw: strings }), ...params)}) is true`
  } catch (error) {
    if (error instanceof ConditionError) return always
    throw error
  }
}

/** A field that is required only from a stage on is asked of deals that stand there or later. */
function fromStage({ settings }: CustomField): RawBuilder<boolean> {
  if (settings.required || settings.recommended) return always
  return sql<boolean>`exists (select from stage s join stage f on f.org_id = s.org_id and f.pipeline_id = s.pipeline_id and f.position <= s.position
    where s.org_id = r.org_id and s.id = r.stage_id and f.id = any(${sql.val(settings.requiredFromStages)}::uuid[]))`
}
