import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, params, ref } from '../lib/wire.ts'

/** WeCom (企业微信): how an organisation is joined to it, what it told, and the contact-me codes of channel codes. */

const secretText = (pattern: RegExp, code: string) => z.string().trim().regex(pattern, code)
const userid = z.string().trim().min(1).max(64).regex(/^[\w\-.][\w\-@.]*$/, 'wecom.userid_wrong')

export const wecomSettings = z.object({
  corpId: z.string().nullable(), hasSecret: z.boolean(), hasToken: z.boolean(), hasAesKey: z.boolean(), isOn: z.boolean(), isReady: z.boolean(), channelId: id.nullable(),
  /** What WeCom is to call. */
  callbackUrl: z.string(),
  /** Where we call: another than WeCom's own only in private deployments. */
  apiHost: z.string(),
  members: z.array(z.object({ userid: z.string(), user: ref })),
  problem: z.object({ errcode: z.number().int(), at: instantOut, pausedUntil: instantOut.nullable() }).nullable(),
  verifiedAt: instantOut.nullable(), toldAt: instantOut.nullable(), waiting: z.number().int(), failed: z.number().int(), version: z.number().int(),
}).meta({ id: 'WecomSettings' })
export type WecomSettings = z.infer<typeof wecomSettings>

export const getWecomSettings = contract({ name: 'getWecomSettings', method: 'GET', path: '/wecom', tag: 'wecom', summary: 'How WeCom is joined; secrets are never shown.', response: wecomSettings })
export const changeWecomSettings = contract({
  name: 'changeWecomSettings', method: 'PATCH', path: '/wecom', tag: 'wecom', ifMatch: true, confidential: true, summary: 'Changes how WeCom is joined, who there is whom here, or switches it on or off.',
  body: z.object({
    corpId: z.string().trim().min(1).max(64).regex(/^[\w-]+$/, 'wecom.corp_id_wrong').nullable(), secret: z.string().trim().min(1).max(200), token: secretText(/^[A-Za-z0-9]{3,32}$/, 'wecom.token_wrong'),
    aesKey: secretText(/^[A-Za-z0-9]{43}$/, 'wecom.aes_key_wrong'), isOn: z.boolean(), channelId: id.nullable(),
    members: z.array(z.object({ userid, userId: id })).max(2000),
  }).partial(),
  response: wecomSettings,
})
export const makeWecomKeys = contract({
  name: 'makeWecomKeys', method: 'POST', path: '/wecom/keys', tag: 'wecom', confidential: true, summary: 'Makes Token and EncodingAESKey of the callback anew; they are shown this once.',
  response: z.object({ token: z.string(), aesKey: z.string(), settings: wecomSettings }),
})
export const testWecom = contract({
  name: 'testWecom', method: 'POST', path: '/wecom/test', tag: 'wecom', confidential: true, summary: 'Asks WeCom for a token: do CorpID and secret fit, and is it reached?',
  response: z.object({ errcode: z.number().int().nullable() }),
})
export const wecomMessage = z.object({
  id, at: instantOut, change: z.string(), userid: z.string().nullable(), externalUserid: z.string().nullable(), stateKey: z.string().nullable(), state: z.enum(['waiting', 'done', 'ignored', 'failed']),
  attempts: z.number().int(), errcode: z.number().int().nullable(), leadId: id.nullable(),
})
export type WecomMessage = z.infer<typeof wecomMessage>
export const listWecomMessages = contract({ name: 'listWecomMessages', method: 'GET', path: '/wecom/messages', tag: 'wecom', summary: 'The last that WeCom told, with what became of it.', response: z.object({ items: z.array(wecomMessage) }) })
export const retryWecomMessages = contract({ name: 'retryWecomMessages', method: 'POST', path: '/wecom/messages/retry', tag: 'wecom', summary: 'Works once more on all that failed.', response: z.object({ again: z.number().int() }) })

// ------------------------------------------------------------------------------------------------------ contact-me codes
export const contactWay = z.object({ id, codeId: id, qrUrl: z.string().nullable(), qrImage: z.string().nullable(), userids: z.array(z.string()), createdAt: instantOut })
export type ContactWay = z.infer<typeof contactWay>
export const listContactWays = contract({
  name: 'listContactWays', method: 'GET', path: '/campaigns/:id/contact-ways', tag: 'wecom', params, summary: 'The contact-me codes of a campaign\'s channel codes that are in use, and whom one may be made for.',
  response: z.object({
    isOn: z.boolean(),
    items: z.array(contactWay),
    /** Colleagues who have a WeCom account. */
    people: z.array(ref),
  }),
})
export const makeContactWay = contract({
  name: 'makeContactWay', method: 'POST', path: '/channel-codes/:id/contact-way', tag: 'wecom', params, status: 201, confidential: true,
  summary: 'Makes a WeCom contact-me code for a channel code: whoever scans it adds one of these colleagues and becomes a lead of the code.',
  body: z.object({ userIds: z.array(id).min(1).max(100) }), response: contactWay,
})
export const removeContactWay = contract({ name: 'removeContactWay', method: 'DELETE', path: '/contact-ways/:id', tag: 'wecom', params, summary: 'Withdraws a contact-me code, here at once and at WeCom within minutes.' })
