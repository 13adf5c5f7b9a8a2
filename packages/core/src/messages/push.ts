/** A browser's subscription, as it gave it; keys base64url. */
export interface Subscription { endpoint: string; p256dh: string; auth: string }

/** What a browser shows: a title, one line, and the path it opens. The same `tag` takes the place of the one before. */
export interface PushMessage { title: string; line: string; path: string; tag: string }

/** What became of a message: the push service's answer, or why none came. */
export type PushOutcome = { kind: 'answered'; status: number; retryAfterMs: number | null } | { kind: 'failed'; said: string }

/** Writes to browsers. The client is the server's `integrations/push`. */
export interface PushGateway {
  /** What browsers subscribe with. */
  publicKey: string
  send(subscription: Subscription, message: PushMessage, now: Date): Promise<PushOutcome>
}
