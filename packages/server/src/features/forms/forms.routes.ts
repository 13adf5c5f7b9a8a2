import { FIELD_OBJECTS } from '@sluice/core/fields/field-type'
import { maySee } from '@sluice/core/fields/read'
import * as contracts from '@sluice/core/forms/contract'
import { defaultLayout } from '@sluice/core/forms/default-layouts'
import { formTemplates } from '@sluice/core/forms/templates'
import type { Api } from '../../platform/api.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { selectFields } from '../fields/fields.queries.ts'
import { answerForm, readAnswer } from './answer-form.ts'
import { selectForms } from './forms.queries.ts'
import { changeForm, createForm } from './save-form.ts'

/** Layouts of record pages and creation dialogs, and questionnaires with their answers. */
export function formRoutes(api: Api): void {

  route(api, contracts.listForms, async ({ tx, viewer, request }) => {
    const items = await selectForms(tx, viewer.orgId)
    const fields = (await selectFields(tx, viewer.orgId)).filter((field) => maySee(field, viewer.role))
    const isStored = (object: string, kind: string) => items.some((form) => form.object === object && form.kind === kind && !form.isArchived)
    const lang = readerLanguage(request)
    return {
      items,
      defaults: FIELD_OBJECTS.flatMap((object) =>
        (['page', 'create'] as const)
          .filter((kind) => !isStored(object, kind))
          .map((kind) => ({ object, kind, definition: defaultLayout(object, kind, lang, fields.filter((field) => field.object === object)) }))),
    }
  })
  route(api, contracts.createForm, async ({ tx, act, viewer, body }) => (await selectForms(tx, viewer.orgId, await createForm(tx, act, viewer, body)))[0] ?? refuse('record.not_found'))
  route(api, contracts.changeForm, async ({ tx, act, viewer, params, version, body }) => {
    await changeForm(tx, act, viewer, params.id, version, body)
    return (await selectForms(tx, viewer.orgId, params.id))[0] ?? refuse('record.not_found')
  })
  route(api, contracts.formTemplates, async ({ request }) => {
    const lang = readerLanguage(request)
    return { items: formTemplates.map((template) => ({ key: template.key, name: template.name[lang], definition: template.definition(lang) })) }
  })

  route(api, contracts.getFormAnswer, ({ tx, viewer, params }) => readAnswer(tx, viewer, params))
  route(api, contracts.answerForm, async ({ tx, act, viewer, params, body }) => {
    await answerForm(tx, act, viewer, params, body)
    return readAnswer(tx, viewer, params)
  })
}
