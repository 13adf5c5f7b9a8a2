import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, params, ref, version } from '../lib/wire.ts'

/** Mailboxes that are read by IMAP: mails of people become leads or activities, answers and delivery reports go to their mails. */

export const mailboxSecurity = ['tls', 'starttls', 'none'] as const
/** What stands in the way of reading a mailbox. */
export const mailboxProblems = ['auth', 'dns', 'unreachable', 'timeout', 'tls', 'folder', 'key', 'server'] as const
export type MailboxProblem = (typeof mailboxProblems)[number]
export const mailVerdicts = ['lead', 'activity', 'answer', 'bounce', 'ignored', 'refused'] as const
export type MailVerdict = (typeof mailVerdicts)[number]
/** Why a mail was ignored or refused; a refusal of the lead itself has the refusal's own code. */
export const mailCodes = ['automatic', 'list', 'own', 'not_an_answer', 'report_unknown', 'delayed', 'delivered', 'repeated', 'unreadable', 'no_sender', 'failed'] as const
export type MailCode = (typeof mailCodes)[number]

const count = z.number().int()
const place = {
  host: z.string().trim().min(1).max(253).regex(/^[A-Za-z0-9.:-]+$/, 'mail.host'), port: z.number().int().min(1).max(65_535), security: z.enum(mailboxSecurity), username: line(200), folder: line(200),
}
const use = { name: line(100), takesLeads: z.boolean(), takesAnswers: z.boolean(), channelId: id.nullable(), campaignId: id.nullable(), ownerId: id.nullable(), marksSeen: z.boolean(), isOn: z.boolean() }
const password = z.string().max(500)

export const mailbox = z.object({
  id, ...place, ...use, hasPassword: z.boolean(), readFrom: instantOut, polledAt: instantOut.nullable(), nextPollAt: instantOut,
  problem: z.object({ code: z.enum(mailboxProblems), text: z.string(), at: instantOut }).nullable(),
  /** What the mails of the last 30 days became. */
  counts: z.object({ lead: count, activity: count, answer: count, bounce: count, ignored: count, refused: count }), createdBy: ref, createdAt: instantOut, version,
}).meta({ id: 'Mailbox' })
export type Mailbox = z.infer<typeof mailbox>
export const listMailboxes = contract({ name: 'listMailboxes', method: 'GET', path: '/mailboxes', tag: 'mailbox', summary: 'Mailboxes that are read every minute, with what their mails became. Passwords are never told.', response: z.object({ items: z.array(mailbox) }) })
export const createMailbox = contract({
  name: 'createMailbox', method: 'POST', path: '/mailboxes', tag: 'mailbox', status: 201, confidential: true, summary: 'Has a mailbox read from now on. Nothing on the server is deleted.',
  body: z.object({
    ...place, folder: place.folder.default('INBOX'), ...use, takesLeads: use.takesLeads.default(true), takesAnswers: use.takesAnswers.default(true), channelId: use.channelId.default(null), campaignId: use.campaignId.default(null),
    ownerId: use.ownerId.default(null), marksSeen: use.marksSeen.default(false), isOn: use.isOn.default(true), password,
    /** Mails of so many days before are taken too. */
    readDays: z.number().int().min(0).max(30).default(0),
  }),
  response: mailbox,
})
export const changeMailbox = contract({
  name: 'changeMailbox', method: 'PATCH', path: '/mailboxes/:id', tag: 'mailbox', params, ifMatch: true, confidential: true, summary: 'Changes a mailbox. A password that is left out stays, unless server or user change.',
  body: z.object({ ...place, ...use }).partial().extend({ password: password.optional() }), response: mailbox,
})
export const removeMailbox = contract({ name: 'removeMailbox', method: 'DELETE', path: '/mailboxes/:id', tag: 'mailbox', params, summary: 'Reads a mailbox no more and takes its log away; its leads stay, and so do the mails on the server.' })
export const testMailbox = contract({
  name: 'testMailbox', method: 'POST', path: '/mailboxes/test', tag: 'mailbox', confidential: true, summary: 'Signs in once and looks at the folder. Takes and changes nothing.',
  body: z.object({ ...place, password: password.optional(), id: id.optional() }),
  response: z.object({ isOpen: z.boolean(), code: z.enum(mailboxProblems).nullable(), said: z.string(), messages: count.nullable(), folders: z.array(z.string()) }),
})
export const pollMailbox = contract({ name: 'pollMailbox', method: 'POST', path: '/mailboxes/:id/poll', tag: 'mailbox', params, summary: 'Reads a mailbox now, at most 50 mails.', response: mailbox })
const mailboxMail = z.object({ id, at: instantOut, verdict: z.enum(mailVerdicts), code: z.string().nullable(), sender: z.string().nullable(), subject: z.string().nullable(), leadId: id.nullable() })
export type MailboxMail = z.infer<typeof mailboxMail>
export const listMailboxMails = contract({ name: 'listMailboxMails', method: 'GET', path: '/mailboxes/:id/mails', tag: 'mailbox', params, summary: 'The last mails of a mailbox, with what became of each.', response: z.object({ items: z.array(mailboxMail) }) })
