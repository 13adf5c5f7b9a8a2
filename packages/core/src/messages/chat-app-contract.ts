import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, ref } from '../lib/wire.ts'
import { robotKinds } from './robot.ts'

/** Apps of WeCom, DingTalk and Feishu that write to single people, and who is whom there. */

const kind = z.enum(robotKinds)
const kindParams = z.object({ kind })
/** One person's: what begins with `@` may stand for everybody (`@all` of WeCom). */
export const externalId = z.string().trim().min(1).max(64).regex(/^[\w\-.][\w\-@.]*$/, 'message.person_id_wrong')
const mobile = z.string().trim().regex(/^\+?\d{6,20}$/, 'message.mobile_wrong')

export const chatApp = z.object({
  id: id.nullable(), kind,
  /** CorpID (that of the WeCom settings), AppKey, App ID. */
  clientId: z.string().nullable(), agentId: z.string().nullable(), hasSecret: z.boolean(),
  /** WeCom without a secret of its own for this: that of the WeCom settings. */
  sharesSecret: z.boolean(),
  isReady: z.boolean(), isOn: z.boolean(), apiHost: z.string(),
  problem: z.object({ code: z.number().int().nullable(), said: z.string(), pausedUntil: instantOut.nullable() }).nullable(), lastAt: instantOut.nullable(), waiting: z.number().int(),
  /** Whom it can write to. */
  members: z.array(z.object({ user: ref, externalId: z.string() })),
  /** Active people of whom it is not known. */
  missing: z.number().int(),
  version: z.number().int().min(0),
}).meta({ id: 'ChatApp' })
export type ChatApp = z.infer<typeof chatApp>

/** Of an app that is on: who the viewer is there, and why the last message did not arrive. */
export const ownChatApp = z.object({ kind, externalId: z.string().nullable(), problem: z.object({ code: z.number().int().nullable(), said: z.string() }).nullable() })

export const listChatApps = contract({ name: 'listChatApps', method: 'GET', path: '/chat-apps', tag: 'robot', summary: 'The apps that write to people on WeCom, DingTalk and Feishu; secrets are never shown.', response: z.object({ items: z.array(chatApp) }) })
export const changeChatApp = contract({
  name: 'changeChatApp', method: 'PATCH', path: '/chat-apps/:kind', tag: 'robot', params: kindParams, ifMatch: true, confidential: true, summary: 'Joins or changes an app; an empty secret of WeCom takes that of the WeCom settings.',
  body: z.object({ clientId: z.string().trim().min(1).max(100).regex(/^[\w-]+$/, 'message.app_id_wrong').nullable(), agentId: z.string().trim().regex(/^\d{1,20}$/, 'message.agent_id_wrong').nullable(), secret: z.string().trim().min(1).max(200).nullable(), isOn: z.boolean() }).partial(),
  response: chatApp,
})
export const testChatApp = contract({
  name: 'testChatApp', method: 'POST', path: '/chat-apps/:kind/test', tag: 'robot', params: kindParams, confidential: true, summary: 'Asks the platform for a token; when it is given and the app is on, the viewer is written a trial.',
  response: z.object({ code: z.number().int().nullable(), deliveryId: id.nullable() }),
})
export const setChatMember = contract({
  name: 'setChatMember', method: 'POST', path: '/chat-apps/:kind/members', tag: 'robot', params: kindParams, confidential: true,
  summary: 'Says who somebody is on a platform: by their id there, by their mobile number, which the platform is asked for, or not any more. Each for themselves, administrators for all.',
  body: z.object({ userId: id, by: z.union([z.object({ externalId }), z.object({ mobile }), z.null()]) }),
  /** `code`: why the platform found nobody. */
  response: z.object({ externalId: z.string().nullable(), code: z.number().int().nullable() }),
})
