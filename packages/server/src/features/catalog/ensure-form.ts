import type { FormLanguage } from '@sluice/core/forms/form-template'
import { formTemplateOf } from '@sluice/core/forms/templates'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

/**
 * The id of the organisation's form with a template's key (`bant`, `champ`), for pipelines that are built on one: the
 * form it has, changed or archived though it may be, or the template taken over now. Two at once end with one form.
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
    const { id } = await tx.selectFrom('form').select('id').where('org_id', '=', act.orgId).where('key', '=', key).executeTakeFirstOrThrow()
    return id
  }
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'form', name: template.name[language] }, subjectType: 'config', subjectId: made.id, ownerId: null, teamId: null }])
  return made.id
}
