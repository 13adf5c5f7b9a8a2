import { createHmac, randomBytes } from 'node:crypto'

/** Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks): 24 to 64 random bytes in base64 after `whsec_`. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** The three headers of one attempt; `id` stays the same over all attempts, the time does not. */
export function webhookHeaders(secret: string, id: string, now: Date, body: string): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
