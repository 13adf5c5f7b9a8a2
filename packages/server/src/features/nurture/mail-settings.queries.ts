import { sender, type Sender } from '@sluice/core/nurture/contract'
import type { SendingHours } from '@sluice/core/nurture/sending-time'
import { z } from 'zod'
import type { Reader } from '../../platform/db.ts'

/** How mails of one organisation leave. */
export interface MailSetting {
  host: string | null
  port: number
  security: 'tls' | 'starttls' | 'none'
  username: string | null
  passwordSealed: string | null
  senders: Sender[]
  perMinute: number
  perDay: number
  hours: SendingHours
  capMails: number
  capDays: number
  bounceAddress: string | null
  origin: string | null
  footer: string
  problem: { code: string; text: string; at: string } | null
  pausedUntil: string | null
  version: number
  isReady: boolean
  /** The demo company writes mails and sends none, but to a catcher of mails on this machine: its people are invented, addresses may not be. */
  isDemo: boolean
}

const securityOf = z.enum(['tls', 'starttls', 'none'])
const problemOf = z.object({ code: z.string(), text: z.string(), at: z.string() }).nullable()

/** As entered, else what holds until somebody enters anything: no server, so nothing leaves. `lock`: until the transaction ends nobody else claims a mail. */
export async function selectMailSetting(tx: Reader, orgId: string, { lock = false } = {}): Promise<MailSetting> {
  const query = tx.selectFrom('mail_setting').selectAll().where('org_id', '=', orgId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  const { is_demo: isDemo } = await tx.selectFrom('org').select('is_demo').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const senders = z.array(sender).parse(row?.senders ?? [])
  const host = row?.host ?? null
  return {
    host, port: row?.port ?? 465, security: securityOf.parse(row?.security ?? 'tls'), username: row?.username ?? null, passwordSealed: row?.password_sealed ?? null, senders,
    perMinute: row?.per_minute ?? 30, perDay: row?.per_day ?? 2000, hours: { from: row?.send_from ?? '09:00', to: row?.send_to ?? '20:00', workDaysOnly: row?.work_days_only ?? false },
    capMails: row?.cap_mails ?? 3, capDays: row?.cap_days ?? 7, bounceAddress: row?.bounce_address ?? null, origin: row?.origin ?? null, footer: row?.footer ?? '',
    problem: problemOf.parse(row?.problem ?? null), pausedUntil: row?.paused_until ?? null, version: row?.version ?? 0, isReady: (!isDemo || isThisMachine(host)) && host !== null && host !== '' && senders.length > 0, isDemo,
  }
}
const isThisMachine = (host: string | null) => host !== null && ['127.0.0.1', 'localhost', '::1'].includes(host)
/** What seals the password: nobody can use it for another organisation. */
export const passwordContext = (orgId: string): string => `smtp ${orgId}`
