import type { FormLanguage } from '@sluice/core/forms/form-template'
import { formTemplateOf } from '@sluice/core/forms/templates'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

/**
 * The id of the organisation's form with a template's key (`bant`, `champ`), for pipelines that are built on one: the
 * form it has, changed though it may be, and brought back if it was archived; or the template taken over now. Two at once
 * end with one form.
 */
export async function ensureForm(tx: Tx, act: Act, key: string, language: FormLanguage): Promise<string> {
  const template = formTemplateOf(key)
  if (template === undefined) throw new Error(`no form template ${key}`)
  const made = await tx
    .insertInto('form')
    .values({
      org_id: act.orgId, id: newId(), key, name: template.name[language], object: template.object, kind: 'questionnaire',
      definition: JSON.stringify(template.definition(language)), created_at: act.now,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made === undefined) {
    const known = await tx.selectFrom('form').select(['id', 'name', 'archived_at', 'version']).where('org_id', '=', act.orgId).where('key', '=', key).forUpdate().executeTakeFirstOrThrow()
    if (known.archived_at === null) return known.id
    await tx.updateTable('form').set({ archived_at: null, version: known.version + 1 }).where('org_id', '=', act.orgId).where('id', '=', known.id).execute()
    await tell(tx, act, known.id, known.name)
    return known.id
  }
  await tell(tx, act, made.id, template.name[language])
  return made.id
}

async function tell(tx: Tx, act: Act, id: string, name: string): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'form', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
