import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, page, pageQuery, params, prose, ref, version } from '../lib/wire.ts'
import { mailAddress } from './address.ts'
import { problemCodes } from './problems.ts'
import { sequenceDefinition } from './sequence.ts'

const count = z.number().int()
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const address = z.string().trim().max(254).refine((text) => mailAddress(text) !== null, 'mail.address')
const tag = 'nurture'

// ------------------------------------------------------------------------------------------------------ mail settings
/** Whom mails come from. A name with a line break in it would begin a header of its own: `line` refuses it. */
export const sender = z.object({ id: z.string().regex(/^[a-z0-9]{4,24}$/), name: line(80), address, replyTo: address.nullable().default(null) })
export type Sender = z.infer<typeof sender>
export const mailSecurity = ['tls', 'starttls', 'none'] as const
const mailFields = {
  host: z.string().trim().max(253).regex(/^[A-Za-z0-9.:-]*$/, 'mail.host').nullable(), port: z.number().int().min(1).max(65_535), security: z.enum(mailSecurity),
  username: z.string().trim().max(200).refine((text) => !/[\u0000-\u001f]/.test(text), 'text.control_characters').nullable(),
  senders: z.array(sender).max(20),
  /** Mails that leave in one minute, and in one day of the organisation. */
  perMinute: z.number().int().min(1).max(1000), perDay: z.number().int().min(1).max(1_000_000),
  sendFrom: clock, sendTo: clock, workDaysOnly: z.boolean(),
  /** One person gets at most so many mails in so many days, whatever the sequences. */
  capMails: z.number().int().min(1).max(50), capDays: z.number().int().min(1).max(90),
  /** Where delivery reports go; each mail adds a mark of its own: `bounce+…@`. */
  bounceAddress: address.nullable(),
  /** Stands at the foot of each mail: who writes, where they are. */
  footer: prose(500),
}
export const mailSettings = z.object({
  ...mailFields, hasPassword: z.boolean(),
  /** Whether mails can leave: a host and a sender are entered, and nothing is wrong with them. */
  isReady: z.boolean(), isDemo: z.boolean(), problem: z.object({ code: z.string(), text: z.string(), at: instantOut }).nullable(),
  queued: count, canWrite: z.boolean(), version: z.number().int(),
}).meta({ id: 'MailSettings' })
export type MailSettings = z.infer<typeof mailSettings>
export const getMailSettings = contract({ name: 'getMailSettings', method: 'GET', path: '/mail-settings', tag, summary: 'How mails leave. Passwords are never told.', response: mailSettings })
export const changeMailSettings = contract({
  name: 'changeMailSettings', method: 'PATCH', path: '/mail-settings', tag, ifMatch: true, confidential: true, summary: 'Changes how mails leave. A password that is left out stays; null takes it away.',
  body: z.object(mailFields).partial().extend({ password: z.string().max(500).nullable().optional() }), response: mailSettings,
})
export const testMailSettings = contract({
  name: 'testMailSettings', method: 'POST', path: '/mail-settings/test', tag, summary: 'Sends one mail at once to an address, and answers what the server said.',
  body: z.object({ to: address, senderId: z.string().max(24).optional() }), response: z.object({ accepted: z.boolean(), said: z.string() }),
})

export const suppressionReasons = ['unsubscribed', 'bounced', 'complained', 'by_hand'] as const
const suppression = z.object({ id, address: z.string(), reason: z.enum(suppressionReasons), note: z.string(), at: instantOut })
export const listSuppressions = contract({
  name: 'listSuppressions', method: 'GET', path: '/suppressions', tag, summary: 'Addresses that get no mails of sequences any more.', query: pageQuery.extend({ q: z.string().trim().max(100).optional() }), response: page(suppression).extend({ total: count }),
})
export const addSuppression = contract({ name: 'addSuppression', method: 'POST', path: '/suppressions', tag, status: 201, summary: 'Enters an address that gets no mails.', body: z.object({ address, note: z.string().trim().max(200).default('') }), response: suppression })
export const removeSuppression = contract({ name: 'removeSuppression', method: 'DELETE', path: '/suppressions/:id', tag, params, summary: 'Lets mails go to an address again; one whose owner unsubscribed stays.' })

// ---------------------------------------------------------------------------------------------------------- templates
export const templateFormats = ['simple', 'html'] as const
const templateFields = { name: line(100), subject: line(200), preheader: z.string().trim().max(200), format: z.enum(templateFormats), body: prose(60_000) }
export const mailTemplate = z.object({ id, ...templateFields, problem: z.string().nullable(), variables: z.array(z.string()), isArchived: z.boolean(), usedBy: z.array(ref), updatedAt: instantOut, version }).meta({ id: 'MailTemplate' })
export type MailTemplate = z.infer<typeof mailTemplate>
export const listMailTemplates = contract({ name: 'listMailTemplates', method: 'GET', path: '/mail-templates', tag, summary: 'Mail templates by name.', query: z.object({ archived: z.enum(['true', 'false']).optional() }), response: z.object({ items: z.array(mailTemplate) }) })
export const createMailTemplate = contract({ name: 'createMailTemplate', method: 'POST', path: '/mail-templates', tag, status: 201, summary: 'Makes a mail template.', body: z.object({ ...templateFields, preheader: templateFields.preheader.default(''), format: templateFields.format.default('simple') }), response: mailTemplate })
export const changeMailTemplate = contract({ name: 'changeMailTemplate', method: 'PATCH', path: '/mail-templates/:id', tag, params, ifMatch: true, summary: 'Changes a template. Sequences that are published keep the words that they were published with.', body: z.object(templateFields).partial().extend({ isArchived: z.boolean().optional() }), response: mailTemplate })
export const previewMail = contract({
  name: 'previewMail', method: 'POST', path: '/mail-templates/preview', tag, summary: 'A mail as a lead would get it, with the variables that the lead leaves empty.',
  body: z.object({ subject: z.string().max(300), preheader: z.string().max(300).default(''), format: z.enum(templateFormats), body: prose(60_000), leadId: id.nullable().optional() }),
  response: z.object({ subject: z.string(), html: z.string(), text: z.string(), missing: z.array(z.string()), unknown: z.array(z.string()), problem: z.string().nullable(), links: z.array(z.string()) }),
})

// ---------------------------------------------------------------------------------------------------------- sequences
export const sequenceStates = ['draft', 'running', 'paused', 'archived'] as const
const problem = z.object({ stepId: z.string().nullable(), code: z.enum(problemCodes) })
const sequenceCounts = z.object({ active: count, done: count, left: count, sent: count, clicked: count, ready: count })
export const sequence = z.object({
  id, name: z.string(), state: z.enum(sequenceStates), owner: ref, publishedVersion: count.nullable(), hasUnpublished: z.boolean(), counts: sequenceCounts, canWrite: z.boolean(), updatedAt: instantOut, version,
}).meta({ id: 'Sequence' })
export type Sequence = z.infer<typeof sequence>
export const listSequences = contract({ name: 'listSequences', method: 'GET', path: '/sequences', tag, summary: 'Sequences with how many leads are in them.', query: z.object({ state: z.enum(sequenceStates).optional(), q: z.string().trim().max(100).optional() }), response: z.object({ items: z.array(sequence) }) })
export const sequencePage = sequence.extend({
  draft: sequenceDefinition, problems: z.array(problem),
  versions: z.array(z.object({ number: count, by: ref, at: instantOut, note: z.string(), enrolments: count })),
}).meta({ id: 'SequencePage' })
export type SequencePage = z.infer<typeof sequencePage>
export const getSequence = contract({ name: 'getSequence', method: 'GET', path: '/sequences/:id', tag, params, summary: 'One sequence: its draft, what is wrong with it, its versions.', response: sequencePage })
export const createSequence = contract({ name: 'createSequence', method: 'POST', path: '/sequences', tag, status: 201, summary: 'Makes a sequence, empty or as a copy of another.', body: z.object({ name: line(100), copyOf: id.optional() }), response: sequencePage })
export const changeSequence = contract({ name: 'changeSequence', method: 'PATCH', path: '/sequences/:id', tag, params, ifMatch: true, summary: 'Renames, pauses, resumes or archives a sequence, or saves its draft. A paused one does no step and sends nothing.', body: z.object({ name: line(100), isPaused: z.boolean(), isArchived: z.boolean(), draft: sequenceDefinition }).partial(), response: sequencePage })
export const publishSequence = contract({ name: 'publishSequence', method: 'POST', path: '/sequences/:id/publish', tag, params, ifMatch: true, summary: 'Makes the draft a version that new enrolments follow; those under way keep theirs.', body: z.object({ note: z.string().trim().max(300).default('') }), response: sequencePage })
export const dryRunSequence = contract({
  name: 'dryRunSequence', method: 'POST', path: '/sequences/:id/dry-run', tag, params, summary: "The way one lead would go through the draft from now on, with dates. What the lead would do is assumed.",
  body: z.object({ leadId: id, assume: z.boolean().default(false) }),
  response: z.object({ meets: z.boolean(), blocked: z.enum(['no_address', 'suppressed', 'in_it', 'closed']).nullable(), steps: z.array(z.object({ stepId: z.string(), type: z.string(), at: instantOut, outcome: z.string(), isAssumed: z.boolean() })) }),
})
const stepFigures = z.object({
  stepId: z.string(), entered: count, wentOn: count, waiting: count, yes: count, no: count,
  sent: count, opened: count, clicked: count, replied: count, bounced: count, unsubscribed: count,
  variants: z.array(z.object({ id: z.string(), sent: count, opened: count, clicked: count, p: z.number().nullable(), verdict: z.enum(['base', 'too_few', 'no_difference', 'better', 'worse']) })),
})
export type StepFigures = z.infer<typeof stepFigures>
export const getSequenceFigures = contract({ name: 'getSequenceFigures', method: 'GET', path: '/sequences/:id/figures', tag, params, summary: 'What each step of a published version came to, with the comparison of variants.', query: z.object({ version: z.coerce.number().int().min(1).max(2_147_483_647).optional() }), response: z.object({ version: count.nullable(), definition: sequenceDefinition.nullable(), steps: z.array(stepFigures), exits: z.array(z.object({ reason: z.string(), n: count })) }) })

export const enrolmentStates = ['active', 'paused', 'done', 'left', 'failed'] as const
export const exitReasons = ['replied', 'ready', 'converted', 'invalid', 'unsubscribed', 'condition', 'by_hand', 'archived', 'removed'] as const
export const enrolment = z.object({
  id, sequence: ref, lead: ref, versionNumber: count, state: z.enum(enrolmentStates), stepId: z.string().nullable(), stepType: z.string().nullable(), stepNumber: count.nullable(), steps: count,
  waitsFor: z.enum(['time', 'mail']), dueAt: instantOut.nullable(), enteredAt: instantOut, endedAt: instantOut.nullable(), exitReason: z.enum(exitReasons).nullable(), source: z.string(), problem: z.string().nullable(),
}).meta({ id: 'Enrolment' })
export type Enrolment = z.infer<typeof enrolment>
export const listEnrolments = contract({ name: 'listEnrolments', method: 'GET', path: '/enrolments', tag, summary: 'Leads in a sequence that the viewer may see, the latest first.', query: pageQuery.extend({ sequence: id.optional(), lead: id.optional(), state: z.enum(enrolmentStates).optional(), step: z.string().max(24).optional() }), response: page(enrolment).extend({ total: count }) })
export const enrolLeads = contract({ name: 'enrolLeads', method: 'POST', path: '/sequences/:id/enrol', tag, params, summary: 'Puts leads into a sequence; each that cannot go is told with its code.', body: z.object({ leadIds: z.array(id).min(1).max(500) }), response: z.object({ enrolled: z.array(id), refused: z.array(z.object({ id, code: z.string() })) }) })
export const changeEnrolment = contract({ name: 'changeEnrolment', method: 'PATCH', path: '/enrolments/:id', tag, params, summary: 'Pauses, resumes or stops one lead in a sequence.', body: z.object({ what: z.enum(['pause', 'resume', 'stop']) }), response: enrolment })

export const mailStates = ['queued', 'claimed', 'sent', 'unsure', 'bounced', 'failed', 'cancelled'] as const
export const mail = z.object({
  id, lead: ref.nullable(), sequence: ref.nullable(), to: z.string(), subject: z.string(), state: z.enum(mailStates), queuedAt: instantOut, notBefore: instantOut.nullable(), sentAt: instantOut.nullable(),
  openedAt: instantOut.nullable(), clickedAt: instantOut.nullable(), repliedAt: instantOut.nullable(), unsubscribedAt: instantOut.nullable(), said: z.string().nullable(), waitsFor: z.enum(['settings', 'hours', 'cap', 'throttle']).nullable(), canSendAgain: z.boolean(),
}).meta({ id: 'SequenceMail' })
export type SequenceMail = z.infer<typeof mail>
export const listMails = contract({ name: 'listMails', method: 'GET', path: '/mails', tag, summary: 'Mails of sequences to leads that the viewer may see, the latest first.', query: pageQuery.extend({ sequence: id.optional(), lead: id.optional(), state: z.enum(mailStates).optional() }), response: page(mail).extend({ total: count }) })
export const getMail = contract({ name: 'getMail', method: 'GET', path: '/mails/:id', tag, params, summary: 'One mail as it was written.', response: mail.extend({ html: z.string(), text: z.string() }) })
export const sendMailAgain = contract({ name: 'sendMailAgain', method: 'POST', path: '/mails/:id/send-again', tag, params, summary: 'Sends a mail anew of which it is not known whether it left, or that failed. The same Message-ID lets the recipient fold a repeat.', response: mail })

// ------------------------------------------------------------------------------------------------------------ content
export const contentKinds = ['case', 'material', 'article', 'video', 'tool', 'other'] as const
export const contentStages = ['aware', 'consider', 'decide', 'after'] as const
const url = z.string().trim().max(2000).refine((text) => { const parsed = URL.canParse(text) ? new URL(text) : null; return parsed !== null && ['http:', 'https:'].includes(parsed.protocol) && parsed.username === '' && parsed.password === '' }, 'content.url')
const contentFields = { title: line(120), kind: z.enum(contentKinds), summary: prose(1000), url: url.nullable(), industries: z.array(line(40)).max(20), stages: z.array(z.enum(contentStages)).max(4) }
export const contentItem = z.object({
  id, ...contentFields, file: z.object({ name: z.string(), size: count }).nullable(), isArchived: z.boolean(), links: count, clicks: count, leads: count, lastClickAt: instantOut.nullable(), canWrite: z.boolean(), updatedAt: instantOut, version,
}).meta({ id: 'ContentItem' })
export type ContentItem = z.infer<typeof contentItem>
export const listContents = contract({ name: 'listContents', method: 'GET', path: '/contents', tag, summary: 'Cases and materials, with how often they were given and opened; for a lead, those that suit it first.', query: z.object({ q: z.string().trim().max(100).optional(), kind: z.enum(contentKinds).optional(), stage: z.enum(contentStages).optional(), industry: z.string().max(40).optional(), archived: z.enum(['true', 'false']).optional() }), response: z.object({ items: z.array(contentItem), industries: z.array(z.string()) }) })
export const createContent = contract({ name: 'createContent', method: 'POST', path: '/contents', tag, status: 201, summary: 'Adds a case or material; a file is added afterwards.', body: z.object({ ...contentFields, summary: contentFields.summary.default(''), url: contentFields.url.default(null), industries: contentFields.industries.default([]), stages: contentFields.stages.default([]) }), response: contentItem })
export const changeContent = contract({ name: 'changeContent', method: 'PATCH', path: '/contents/:id', tag, params, ifMatch: true, summary: 'Changes or archives a case or material.', body: z.object(contentFields).partial().extend({ isArchived: z.boolean().optional() }), response: contentItem })
export const uploadContentFile = contract({ name: 'uploadContentFile', method: 'POST', path: '/contents/:id/file', tag, params, upload: true, summary: 'The file of a material, 20 MB at most; it takes the place of the one before.', response: contentItem })
export const makeContentLink = contract({ name: 'makeContentLink', method: 'POST', path: '/contents/:id/links', tag, params, status: 201, summary: 'A link of its own for one use, so that it is seen who opened it.', body: z.object({ leadId: id.nullable().default(null) }), response: z.object({ url: z.string() }) })

