import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { flag, id, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'
import { formDefinition } from './definition.ts'
import { submissionReasons, verdicts } from './verdict.ts'

/** Forms that strangers fill in: designed, published as versions, shown at an address of their own or in a frame of another site. */

export const formKey = z.string().trim().toLowerCase().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'public_form.key')
const count = z.number().int()

/** Since it was made. `rate`: submissions that made or found a lead, by views; null without views. */
const formFigures = z.object({ views: count, starts: count, submissions: count, duplicates: count, suspected: count, rate: z.number().nullable() })
export type FormFigures = z.infer<typeof formFigures>

export const publicForm = z.object({
  id, key: z.string(), name: z.string(), status: z.enum(['draft', 'open', 'closed', 'archived']), publishedNo: count.nullable(), publishedAt: instantOut.nullable(),
  /** The draft is another than what is shown. */
  isChanged: z.boolean(), owner: ref, link: z.string(), languages: z.array(z.string()), lastAt: instantOut.nullable(), canWrite: z.boolean(), createdAt: instantOut, version,
  figures: formFigures,
}).meta({ id: 'PublicForm' })
export type PublicForm = z.infer<typeof publicForm>

const formFile = z.object({ id, name: z.string(), mediaType: z.string(), sizeBytes: count })
const wholeForm = publicForm.extend({
  draft: formDefinition, published: formDefinition.nullable(), files: z.array(formFile),
  days: z.array(z.object({ day: z.string(), views: count, starts: count, submissions: count })),
}).meta({ id: 'PublicFormWhole' })
export type WholeForm = z.infer<typeof wholeForm>

export const listPublicForms = contract({
  name: 'listPublicForms', method: 'GET', path: '/public-forms', tag: 'public_form', summary: 'Public forms with how often they were seen and sent; who reads only their own sees those they own.',
  query: pageQuery.extend({ q: z.string().trim().max(100).optional(), archived: flag.optional() }), response: page(publicForm).extend({ total: count }),
})
export const getPublicForm = contract({
  name: 'getPublicForm', method: 'GET', path: '/public-forms/:id', tag: 'public_form', params, summary: 'One public form: its draft, what is shown, its files, and its figures of the last 30 days.', response: wholeForm,
})
export const createPublicForm = contract({
  name: 'createPublicForm', method: 'POST', path: '/public-forms', tag: 'public_form', status: 201, summary: 'Makes a form. Left out, the address comes from the name and the draft is a short contact form.',
  body: z.object({ name: line(80), key: formKey.optional(), ownerId: id.optional(), draft: formDefinition.optional() }), response: wholeForm,
})
export const changePublicForm = contract({
  name: 'changePublicForm', method: 'PATCH', path: '/public-forms/:id', tag: 'public_form', params, ifMatch: true, summary: 'Changes name, draft, owner or, before it is published, the address; closes, opens or archives it. What is shown changes by publishing only.',
  body: z.object({ name: line(80), key: formKey, ownerId: id, draft: formDefinition, isOpen: z.boolean(), isArchived: z.boolean() }).partial(), response: wholeForm,
})
export const publishPublicForm = contract({
  name: 'publishPublicForm', method: 'POST', path: '/public-forms/:id/publish', tag: 'public_form', params, ifMatch: true, summary: 'Shows the draft as the next version. Refused with every problem while it is not ready.', response: wholeForm,
})
export const addPublicFormFile = contract({
  name: 'addPublicFormFile', method: 'POST', path: '/public-forms/:id/files', tag: 'public_form', status: 201, upload: true, params, summary: 'Uploads a file (at most 20 MB) that the form can give for an answer.', response: formFile,
})
export const removePublicFormFile = contract({
  name: 'removePublicFormFile', method: 'DELETE', path: '/public-forms/:id/files/:fileId', tag: 'public_form', params: params.extend({ fileId: id }), summary: 'Removes a file that the form does not give.',
})

const submission = z.object({
  id, form: ref, formVersion: count, at: instantOut, verdict: z.enum(verdicts), reasons: z.array(z.enum(submissionReasons)),
  /** In the order of the form's fields, with the words they had. */
  answers: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  language: z.string(), consentVersion: count.nullable(), consentText: z.string().nullable(), page: z.string().nullable(), lead: ref.nullable(), releasedBy: ref.nullable(),
}).meta({ id: 'FormSubmission' })
export type FormSubmission = z.infer<typeof submission>
const submissionFilter = { verdict: z.enum(verdicts).optional(), q: z.string().trim().max(100).optional() }
export const listSubmissions = contract({
  name: 'listFormSubmissions', method: 'GET', path: '/public-forms/:id/submissions', tag: 'public_form', params, summary: 'What was sent through a form, the latest first; only what is of leads that the viewer may see.',
  query: pageQuery.extend(submissionFilter), response: page(submission).extend({ total: count }),
})
export const exportSubmissions = contract({
  name: 'exportFormSubmissions', method: 'GET', path: '/public-forms/:id/submissions.csv', tag: 'public_form', params, file: 'text/csv', summary: 'The same as CSV, at most 50,000 of them; cells that a spreadsheet would run are made harmless.',
  query: z.object(submissionFilter),
})
export const releaseSubmission = contract({
  name: 'releaseFormSubmission', method: 'POST', path: '/form-submissions/:id/release', tag: 'public_form', params, summary: 'Says that a suspected submission is a person’s: it makes its lead now.', response: submission,
})
export const listLeadSubmissions = contract({
  name: 'listLeadSubmissions', method: 'GET', path: '/leads/:id/form-submissions', tag: 'public_form', params, summary: 'The forms that a lead sent, the latest first, at most 50.', response: z.object({ items: z.array(submission) }),
})
