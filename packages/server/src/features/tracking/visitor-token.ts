import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Secrets } from '../../platform/secrets.ts'

/** Who a browser is, in words that nobody else could have written. */
export type NamedVisitor = { by: 'mail' | 'signed'; leadId: string; expires: number } | { by: 'signed'; leadId?: undefined; email: string; expires: number }

const mailMinutes = 30
/** A page that its server made in advance is old by then; what was signed for longer is refused. */
const signedHours = 24

const mailText = (orgId: string, body: string) => `visitor ${orgId} ${body}`

/** A token for the address of a page that a mail's link leads to; good for half an hour and for one browser. */
export function mailToken(secrets: Secrets, orgId: string, leadId: string, now: string): string {
  const body = Buffer.from(JSON.stringify([leadId, Math.floor(Date.parse(now) / 1000) + mailMinutes * 60])).toString('base64url')
  return `m.${body}.${secrets.sign(mailText(orgId, body)).toString('base64url')}`
}

const mailBody = z.tuple([z.uuid(), z.number().int()])
const signedBody = z.object({ lead: z.uuid().optional(), email: z.email().max(254).optional(), exp: z.number().int() })

/**
 * Reads a token: one of ours (`m.`), or `payload.signature` of the organisation's own server, the payload being base64url of
 * `{"email" | "lead", "exp": seconds}` and the signature base64url of HMAC-SHA256 with the site's secret. Null: forged, expired, or no token.
 */
export function readVisitorToken(token: string, orgId: string, siteSecret: string | null, secrets: Secrets, now: string): NamedVisitor | null {
  const seconds = Date.parse(now) / 1000
  const mail = /^m\.([\w-]{1,300})\.([\w-]{22})$/.exec(token)
  if (mail !== null) {
    const [, body = '', signature = ''] = mail
    if (!secrets.verify(mailText(orgId, body), Buffer.from(signature, 'base64url'))) return null
    const read = mailBody.safeParse(jsonOf(body))
    return read.success && read.data[1] > seconds ? { by: 'mail', leadId: read.data[0], expires: read.data[1] } : null
  }
  const signed = /^([\w-]{1,600})\.([\w-]{43})$/.exec(token)
  if (signed === null || siteSecret === null) return null
  const [, body = '', signature = ''] = signed
  const wanted = createHmac('sha256', siteSecret).update(body).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const read = signedBody.safeParse(jsonOf(body))
  if (!read.success || read.data.exp <= seconds || read.data.exp > seconds + signedHours * 3600) return null
  const { lead, email, exp } = read.data
  if (lead !== undefined) return { by: 'signed', leadId: lead, expires: exp }
  return email === undefined ? null : { by: 'signed', email, expires: exp }
}

/** What is kept of a token that was used. */
export const tokenMark = (token: string) => createHash('sha256').update(token).digest('base64url')

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
