import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, params, prose, ref, version } from '../lib/wire.ts'
import { fieldKey, fieldObject, fieldOption } from '../fields/contract.ts'

/** Forms: how a record's page and creation dialog are laid out, and questionnaires (BANT, CHAMP …) that are answered about a record. */

/** A field of the record in a layout: a built-in one by its key in the condition catalogue, a custom one as `c_<key>`. */
const layoutItem = z.object({ field: z.string().min(1).max(60), width: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1), required: z.boolean().default(false) })
export const layout = z.object({
  sections: z.array(z.object({
    id, title: z.string().trim().max(60).default(''), columns: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2), isCollapsed: z.boolean().default(false),
    visibleIf: conditionSchema.nullable().default(null), items: z.array(layoutItem).max(100),
  })).max(30),
}).meta({ id: 'Layout' })
export type Layout = z.infer<typeof layout>

export const question = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), label: line(200), help: z.string().trim().max(500).default(''),
  type: z.enum(['text', 'long_text', 'number', 'money', 'date', 'select', 'multi_select', 'boolean']),
  required: z.boolean().default(true),
  /** Points are added up for each option chosen; for a yes, `points`. */
  options: z.array(fieldOption.pick({ value: true }).extend({ label: line(120), points: z.number().min(-1000).max(1000).default(0) })).max(50).default([]),
  points: z.number().min(-1000).max(1000).default(0),
  /** Asked only while an earlier question has one of these answers. */
  askIf: z.object({ question: z.string().max(40), in: z.array(z.string().max(40)).min(1).max(50) }).nullable().default(null),
  width: z.union([z.literal(1), z.literal(2)]).default(2),
})
export type Question = z.infer<typeof question>
export const questionnaire = z.object({ intro: prose(2000).default(''), questions: z.array(question).min(1).max(100) }).meta({ id: 'Questionnaire' })
export type Questionnaire = z.infer<typeof questionnaire>

const formBase = { id, key: z.string(), name: z.string(), object: fieldObject, isArchived: z.boolean(), version }
export const form = z.discriminatedUnion('kind', [
  z.object({ ...formBase, kind: z.literal('page'), definition: layout }),
  z.object({ ...formBase, kind: z.literal('create'), definition: layout }),
  z.object({ ...formBase, kind: z.literal('questionnaire'), definition: questionnaire }),
]).meta({ id: 'Form' })
export type Form = z.infer<typeof form>
const formBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), name: line(60), object: fieldObject, definition: layout }),
  z.object({ kind: z.literal('create'), name: line(60), object: fieldObject, definition: layout }),
  /** `key`: that of the template taken over, so that pipelines built on it find it. */
  z.object({ kind: z.literal('questionnaire'), name: line(60), object: fieldObject, definition: questionnaire, key: fieldKey.optional() }),
])
export const listForms = contract({
  name: 'listForms', method: 'GET', path: '/forms', tag: 'form', summary: 'All forms; archived ones last.',
  response: z.object({
    items: z.array(form),
    /** Layouts of objects for which no form of the kind is in use; they hold every custom field that the viewer may see. */
    defaults: z.array(z.object({ object: fieldObject, kind: z.enum(['page', 'create']), definition: layout })),
  }),
})
export const createForm = contract({
  name: 'createForm', method: 'POST', path: '/forms', tag: 'form', status: 201, summary: 'Adds a form. An object has at most one page and one creation form in use.', body: formBody, response: form,
})
export const changeForm = contract({
  name: 'changeForm', method: 'PATCH', path: '/forms/:id', tag: 'form', params, ifMatch: true, summary: 'Changes, archives or brings back a form. Answers given stay.',
  body: z.object({ name: line(60), definition: z.union([layout, questionnaire]), isArchived: z.boolean() }).partial(), response: form,
})
export const formTemplates = contract({
  name: 'listFormTemplates', method: 'GET', path: '/form-templates', tag: 'form', summary: 'Questionnaires ready to be taken over (BANT, CHAMP).',
  response: z.object({ items: z.array(z.object({ key: z.string(), name: z.string(), definition: questionnaire })) }),
})

export const formAnswer = z.object({
  formId: id, subjectType: z.enum(['lead', 'account', 'contact', 'deal']), subjectId: id, answers: z.record(z.string(), z.unknown()),
  isComplete: z.boolean(), missing: z.array(z.string()), score: z.number().nullable(), maxScore: z.number().nullable(),
  answeredBy: ref.nullable(), answeredAt: instantOut.nullable(), version: z.number().int().min(0),
})
export type FormAnswer = z.infer<typeof formAnswer>
const answerParams = params.extend({ subjectType: z.enum(['lead', 'account', 'contact', 'deal']), subjectId: id })
export const getFormAnswer = contract({
  name: 'getFormAnswer', method: 'GET', path: '/forms/:id/answers/:subjectType/:subjectId', tag: 'form', params: answerParams, summary: 'What a questionnaire holds about a record; `version` 0 while nobody answered.', response: formAnswer,
})
export const answerForm = contract({
  name: 'answerForm', method: 'PUT', path: '/forms/:id/answers/:subjectType/:subjectId', tag: 'form', params: answerParams,
  summary: 'Answers a questionnaire about a record, in part or whole. `version` is that of the answers it was made from.',
  body: z.object({ answers: z.record(z.string().max(40), z.unknown()), version: z.number().int().min(0).max(2_000_000_000) }), response: formAnswer,
})
