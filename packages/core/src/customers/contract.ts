import { z } from 'zod'
import { customIn, customNames, customOut, customSort } from '../fields/custom.ts'
import { contract } from '../lib/contract.ts'
import { id, idList, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'

const text = (max: number) => line(max).nullable().optional()
const phone = line(40)

export const account = z.object({
  id, name: z.string(), industry: z.string().nullable(), size: z.string().nullable(), region: z.string().nullable(),
  website: z.string().nullable(), phone: z.string().nullable(), owner: ref.nullable(), teamId: id.nullable(), sourceId: id.nullable(),
  tagIds: z.array(id), openDeals: z.number().int(), wonDeals: z.number().int(), wonAmountMinor: z.number().int(),
  lastActivityAt: instantOut.nullable(), createdAt: instantOut, custom: customOut, version,
}).meta({ id: 'Account' })
export type Account = z.infer<typeof account>
export const contact = z.object({
  id, name: z.string(), title: z.string().nullable(), department: z.string().nullable(), phone: z.string().nullable(),
  email: z.string().nullable(), wechat: z.string().nullable(), account: ref.nullable(), owner: ref.nullable(), teamId: id.nullable(),
  tagIds: z.array(id), lastActivityAt: instantOut.nullable(), createdAt: instantOut, custom: customOut, version,
}).meta({ id: 'Contact' })
export type Contact = z.infer<typeof contact>

const filter = pageQuery.extend({
  owner: idList.optional(), team: idList.optional(), q: z.string().trim().max(100).optional(),
  quick: z.enum(['mine', 'team']).optional(), where: z.string().max(20_000).optional(),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

export const listAccounts = contract({
  name: 'listAccounts', method: 'GET', path: '/accounts', tag: 'account', summary: 'Accounts, filtered and paged.',
  query: filter.extend({ sort: z.union([z.enum(['created', 'name', 'activity', 'won']), customSort]).default('created') }),
  response: page(account).extend({ total: z.number().int() }),
})
export const getAccount = contract({
  name: 'getAccount', method: 'GET', path: '/accounts/:id', tag: 'account', params, summary: 'One account with its contacts.',
  response: account.extend({ canWrite: z.boolean(), customNames, contacts: z.array(contact) }),
})
const accountBody = z.object({
  name: line(200), industry: text(80), size: text(40), region: text(80), website: text(300), phone: phone.nullable().optional(),
  ownerId: id.nullable().optional(), sourceId: id.nullable().optional(), tagIds: z.array(id).max(50).optional(), custom: customIn.optional(),
})
export const createAccount = contract({
  name: 'createAccount', method: 'POST', path: '/accounts', tag: 'account', status: 201, summary: 'Creates an account.', body: accountBody, response: account,
})
export const changeAccount = contract({
  name: 'changeAccount', method: 'PATCH', path: '/accounts/:id', tag: 'account', params, ifMatch: true, summary: 'Changes an account.', body: accountBody.partial(), response: account,
})

export const listContacts = contract({
  name: 'listContacts', method: 'GET', path: '/contacts', tag: 'contact', summary: 'Contacts, filtered and paged.',
  query: filter.extend({ account: id.optional(), sort: z.union([z.enum(['created', 'name', 'activity']), customSort]).default('created') }),
  response: page(contact).extend({ total: z.number().int() }),
})
export const getContact = contract({
  name: 'getContact', method: 'GET', path: '/contacts/:id', tag: 'contact', params, summary: 'One contact.', response: contact.extend({ canWrite: z.boolean(), customNames }),
})
const contactBody = z.object({
  name: line(100), title: text(80), department: text(80), phone: phone.nullable().optional(),
  email: z.email().max(254).nullable().optional(), wechat: text(60), accountId: id.nullable().optional(),
  ownerId: id.nullable().optional(), tagIds: z.array(id).max(50).optional(), custom: customIn.optional(),
})
export const createContact = contract({
  name: 'createContact', method: 'POST', path: '/contacts', tag: 'contact', status: 201, summary: 'Creates a contact.', body: contactBody, response: contact,
})
export const changeContact = contract({
  name: 'changeContact', method: 'PATCH', path: '/contacts/:id', tag: 'contact', params, ifMatch: true, summary: 'Changes a contact.', body: contactBody.partial(), response: contact,
})
