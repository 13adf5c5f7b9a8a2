import type { Secrets } from '../../platform/secrets.ts'

/** What a public address of a mail does: an open, a link, leaving the list. */
export type MailDoor = 'o' | 'l' | 'u'

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
const message = (door: MailDoor, orgId: string, id: string) => `mail ${door} ${orgId} ${id}`

/** What stands in the address: the id of the mail or link, signed for this organisation and this door. */
export const doorToken = (secrets: Secrets, door: MailDoor, orgId: string, id: string): string => Buffer.concat([bytesOf(id), secrets.sign(message(door, orgId, id))]).toString('base64url')

/** The id; null when we did not write this token for this door. */
export function readDoorToken(secrets: Secrets, door: MailDoor, orgId: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32 || token.length !== 43) return null
  const hex = bytes.toString('hex', 0, 16)
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return secrets.verify(message(door, orgId, id), bytes.subarray(16)) ? id : null
}

/** Makes the addresses of one organisation: `https://crm.example.cn/m/acme/l/…`. */
export const doorsOf = (secrets: Secrets, orgId: string, origin: string, slug: string) => (door: MailDoor, id: string): string => `${origin}/m/${slug}/${door}/${doorToken(secrets, door, orgId, id)}`
