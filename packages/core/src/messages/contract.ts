import { z } from 'zod'
import { conditionSchema } from '../conditions/condition.ts'
import { eventTypes, type EventType } from '../events/catalogue.ts'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, page, pageQuery, params, ref, version } from '../lib/wire.ts'
import { messagePreferences } from './preferences.ts'
import { robotKinds } from './robot.ts'
import { ownChatApp } from './chat-app-contract.ts'

/** What leaves the house: robots of chat groups, and webhooks that tell other systems of events. */

// ---------------------------------------------------------------------------------------------------------------- robots
export const robot = z.object({
  id, name: z.string(), kind: z.enum(robotKinds),
  /** Where posts go. The whole address holds a key and is never shown again. */
  host: z.string(),
  isSigned: z.boolean(), team: ref.nullable(), isOn: z.boolean(), problem: z.string().nullable(), pausedUntil: instantOut.nullable(), lastAt: instantOut.nullable(), waiting: z.number().int(), version,
}).meta({ id: 'Robot' })
export type Robot = z.infer<typeof robot>
const address = z.string().trim().min(1).max(2000)
const secret = z.string().trim().min(1).max(200).nullable()
export const listRobots = contract({ name: 'listRobots', method: 'GET', path: '/robots', tag: 'robot', summary: 'Group robots of WeCom, DingTalk and Feishu; keys and secrets are never shown.', response: z.object({ items: z.array(robot) }) })
export const createRobot = contract({
  name: 'createRobot', method: 'POST', path: '/robots', tag: 'robot', status: 201, confidential: true, summary: 'Adds a group robot.', response: robot,
  body: z.object({ name: line(100), kind: z.enum(robotKinds), address, secret: secret.default(null), teamId: id.nullable().default(null), isOn: z.boolean().default(true) }),
})
export const changeRobot = contract({
  name: 'changeRobot', method: 'PATCH', path: '/robots/:id', tag: 'robot', params, ifMatch: true, confidential: true, summary: 'Changes a robot; address and secret stay unless they are sent.', response: robot,
  body: z.object({ name: line(100), address, secret, teamId: id.nullable(), isOn: z.boolean() }).partial(),
})
export const removeRobot = contract({ name: 'removeRobot', method: 'DELETE', path: '/robots/:id', tag: 'robot', params, summary: 'Takes a robot away, with what it posted and has to post.' })
const queued = z.object({ deliveryId: id })
export const testRobot = contract({ name: 'testRobot', method: 'POST', path: '/robots/:id/test', tag: 'robot', params, summary: 'Has the robot post a trial; the answer is in its log a moment later.', response: queued })

// -------------------------------------------------------------------------------------------------------------- webhooks
const toldTypes = eventTypes as readonly [EventType, ...EventType[]]
export const recordObjects = ['deal', 'lead', 'account', 'contact'] as const
/** Which records, of those that an event is about. */
export const webhookCondition = z.object({ object: z.enum(recordObjects), where: conditionSchema })
export type WebhookCondition = z.infer<typeof webhookCondition>
export const webhook = z.object({
  id, name: z.string(), url: z.string(), eventTypes: z.array(z.string()), condition: webhookCondition.nullable(), owner: ref, isOn: z.boolean(), offBecause: z.enum(['gone', 'failing', 'owner']).nullable(),
  failingSince: instantOut.nullable(), lastAt: instantOut.nullable(), waiting: z.number().int(), failed: z.number().int(), createdAt: instantOut, version,
}).meta({ id: 'Webhook' })
export type Webhook = z.infer<typeof webhook>
const withSecret = z.object({ webhook, secret: z.string() })
const types = z.array(z.enum(toldTypes)).max(toldTypes.length)
export const listWebhooks = contract({ name: 'listWebhooks', method: 'GET', path: '/webhooks', tag: 'webhook', summary: 'Addresses of other systems that are told of events (Standard Webhooks).', response: z.object({ items: z.array(webhook) }) })
export const createWebhook = contract({
  name: 'createWebhook', method: 'POST', path: '/webhooks', tag: 'webhook', status: 201, confidential: true, summary: 'Adds a webhook; its secret is shown this once.', response: withSecret,
  body: z.object({ name: line(100), url: address, eventTypes: types, condition: webhookCondition.nullable().default(null), isOn: z.boolean().default(true) }),
})
export const changeWebhook = contract({
  name: 'changeWebhook', method: 'PATCH', path: '/webhooks/:id', tag: 'webhook', params, ifMatch: true, summary: 'Changes a webhook, or switches it on or off; whoever changes it is its owner.', response: webhook,
  body: z.object({ name: line(100), url: address, eventTypes: types, condition: webhookCondition.nullable(), isOn: z.boolean() }).partial(),
})
export const renewWebhookSecret = contract({ name: 'renewWebhookSecret', method: 'POST', path: '/webhooks/:id/secret', tag: 'webhook', params, confidential: true, summary: 'Gives a webhook a new secret; the old one is void at once.', response: withSecret })
export const removeWebhook = contract({ name: 'removeWebhook', method: 'DELETE', path: '/webhooks/:id', tag: 'webhook', params, summary: 'Takes a webhook away with its log.' })
export const testWebhook = contract({ name: 'testWebhook', method: 'POST', path: '/webhooks/:id/test', tag: 'webhook', params, summary: 'Calls the webhook with an event of type `ping`.', response: queued })

// ------------------------------------------------------------------------------------------------------------ deliveries
export const deliveryStates = ['queued', 'claimed', 'sent', 'unsure', 'failed', 'cancelled'] as const
export const delivery = z.object({
  id, type: z.string(), state: z.enum(deliveryStates), attempts: z.number().int(), createdAt: instantOut, notBefore: instantOut, sentAt: instantOut.nullable(), settledAt: instantOut.nullable(),
  status: z.number().int().nullable(), said: z.string().nullable(), body: z.unknown(), replayOf: id.nullable(),
}).meta({ id: 'Delivery' })
export type Delivery = z.infer<typeof delivery>
export const listDeliveries = contract({
  name: 'listDeliveries', method: 'GET', path: '/deliveries', tag: 'webhook', summary: 'What went to robots, webhooks and by apps, newest first, with what was answered; what apps wrote to people is not shown.',
  query: pageQuery.extend({ robotId: id.optional(), webhookId: id.optional(), appId: id.optional(), state: z.enum(deliveryStates).optional() }), response: page(delivery),
})
export const replayDelivery = contract({
  name: 'replayDelivery', method: 'POST', path: '/deliveries/:id/replay', tag: 'webhook', params, summary: 'Sends once more what was settled; a webhook sees the same id again.', response: queued,
})

// ------------------------------------------------------------------------------------------------- what oneself is told by
const ownPreferences = messagePreferences.extend({
  /** Whether mails can leave at all, and the robot that would post: its name. */
  isMailReady: z.boolean(), robot: ref.nullable(), apps: z.array(ownChatApp),
  /** Browsers of theirs that show notices. */
  devices: z.number().int(), maySeeWeekly: z.boolean(), version: z.number().int().min(0),
}).meta({ id: 'MessagePreferences' })
export const getMessagePreferences = contract({ name: 'getMessagePreferences', method: 'GET', path: '/message-preferences', tag: 'notification', summary: "By which ways the viewer's notices reach them.", response: ownPreferences })
export const changeMessagePreferences = contract({
  name: 'changeMessagePreferences', method: 'PATCH', path: '/message-preferences', tag: 'notification', ifMatch: true, summary: 'Changes them; only kinds that differ from the usual are kept.', body: messagePreferences.partial(), response: ownPreferences,
})
