import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'

/** What reading a mailbox needs of it. */
export interface MailboxRow {
  id: string
  name: string
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  username: string
  passwordSealed: string | null
  folder: string
  takesLeads: boolean
  takesAnswers: boolean
  channelId: string | null
  campaignId: string | null
  ownerId: string | null
  marksSeen: boolean
  isOn: boolean
  readFrom: string
  uidValidity: string | null
  lastUid: number
  polledAt: string | null
  failures: number
  version: number
}

/** `lock`: until the transaction ends nobody else takes a mail of it. */
export async function selectMailbox(tx: Reader, orgId: string, id: string, { lock = false } = {}): Promise<MailboxRow | undefined> {
  const { rows } = await sql<MailboxRow>`
    select id, name, host, port, security, username, password_sealed as "passwordSealed", folder, takes_leads as "takesLeads", takes_answers as "takesAnswers", channel_id as "channelId", campaign_id as "campaignId",
      owner_id as "ownerId", marks_seen as "marksSeen", is_on as "isOn", read_from as "readFrom", uid_validity::text as "uidValidity", last_uid as "lastUid", polled_at as "polledAt", failures, version
    from mailbox where org_id = ${orgId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx)
  return rows[0]
}

/** What seals the password: nobody can use it for another organisation or mailbox. */
export const passwordContext = (orgId: string, id: string): string => `imap ${orgId} ${id}`
