import type { PushGateway } from '@sluice/core/messages/push'
import { post, type Reach } from '../../platform/outgoing.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { encryptPush } from './encrypt-push.ts'
import { pushText } from './push-text.ts'
import { vapidOf } from './vapid.ts'

const patienceMs = 10_000
/** A browser that was off for longer is not told any more: the inbox has it. */
const ttlSeconds = 86_400

/** Web Push: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. Addresses come from people's browsers and are judged like those administrators enter. */
export function openPush(secrets: Secrets, origin: string | null, reach: Reach): PushGateway {
  const vapid = vapidOf(secrets, origin?.startsWith('https:') === true ? origin : `mailto:push@${origin === null ? 'localhost' : new URL(origin).hostname}`)
  return {
    publicKey: vapid.publicKey,
    send(subscription, message, now) {
      const text = pushText(message)
      const { p256dh, auth } = subscription
      return post({
        url: subscription.endpoint, body: encryptPush(Buffer.from(text), { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') }), patienceMs,
        headers: {
          'content-type': 'application/octet-stream', 'content-encoding': 'aes128gcm', ttl: String(ttlSeconds), urgency: 'normal', topic: message.tag.replaceAll('-', '').slice(0, 32), authorization: vapid.authorization(subscription.endpoint, now),
        },
      }, reach)
    },
  }
}
