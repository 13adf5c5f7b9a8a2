import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { id, instantOut, line, params } from '../lib/wire.ts'

/** Browsers that show notices (Web Push, RFC 8030, 8291, 8292). Each one's own. */

const bytes = (min: number, max: number) => z.string().regex(/^[A-Za-z0-9_-]+=*$/).min(min).max(max)
export const pushDevice = z.object({
  id, name: z.string(),
  /** The browser maker's service: `fcm.googleapis.com`. */
  host: z.string(),
  /** SHA-256 of the subscription's endpoint, hexadecimal: by it a browser knows itself. */
  digest: z.string(),
  problem: z.string().nullable(), createdAt: instantOut, lastAt: instantOut.nullable(),
}).meta({ id: 'PushDevice' })
export type PushDevice = z.infer<typeof pushDevice>

export const listPushDevices = contract({
  name: 'listPushDevices', method: 'GET', path: '/push-devices', tag: 'notification', summary: "The viewer's browsers that show notices, and the key that a browser subscribes with (VAPID).",
  response: z.object({ publicKey: z.string(), items: z.array(pushDevice) }),
})
export const addPushDevice = contract({
  name: 'addPushDevice', method: 'POST', path: '/push-devices', tag: 'notification', status: 201, confidential: true, summary: 'Has a browser show notices; the same browser again is the same device.',
  body: z.object({
    name: line(100), endpoint: z.string().trim().min(1).max(1500),
    /** The subscription's keys, base64url: a point of P-256, and 16 bytes. */
    p256dh: bytes(86, 90), auth: bytes(21, 26),
  }),
  response: pushDevice,
})
export const removePushDevice = contract({ name: 'removePushDevice', method: 'DELETE', path: '/push-devices/:id', tag: 'notification', params, summary: 'Shows nothing more in a browser.' })
export const testPushDevice = contract({
  name: 'testPushDevice', method: 'POST', path: '/push-devices/:id/test', tag: 'notification', params, summary: 'Has a browser show a trial.', response: z.object({ deliveryId: id }),
})
