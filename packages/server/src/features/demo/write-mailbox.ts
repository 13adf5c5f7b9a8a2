import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'

const hour = 3_600_000
/** What came in, hours ago. */
const mails = [
  { verdict: 'lead', code: null, sender: 'liwei@example.com', subject: '想了解贵司产品的报价和交期', ago: 3 },
  { verdict: 'activity', code: null, sender: 'wangfang@example.com', subject: '回复：上次说的案例能发一下吗', ago: 8 },
  { verdict: 'ignored', code: 'list', sender: 'news@example.com', subject: '行业周报 第 214 期', ago: 26 },
  { verdict: 'answer', code: null, sender: 'zhaomin@example.com', subject: '回复：选型前值得看的一份白皮书', ago: 31 },
  { verdict: 'bounce', code: null, sender: 'mailer-daemon@example.com', subject: 'Undelivered Mail Returned to Sender', ago: 50 },
  { verdict: 'ignored', code: 'automatic', sender: 'chenjie@example.com', subject: '自动回复：休假中', ago: 52 },
] as const

/** A mailbox of the demo company with its last mails; it is switched off, for there is no such server. */
export async function writeMailbox(tx: Tx, act: Act): Promise<void> {
  const at = (hours: number) => new Date(Date.parse(act.now) - hours * hour).toISOString()
  const id = newId()
  await tx.insertInto('mailbox').values({
    org_id: act.orgId, id, name: '销售邮箱', host: 'imap.example.com', port: 993, security: 'tls', username: 'sales@example.com', takes_leads: true, takes_answers: true, is_on: false, read_from: at(24 * 40), polled_at: at(2),
    next_poll_at: act.now, created_by: act.actorId ?? '', created_at: at(24 * 40),
  }).execute()
  const { rows } = await sql<{ id: string }>`select id from lead where org_id = ${act.orgId} and status not in ('converted', 'invalid') order by created_at desc, id limit 4`.execute(tx)
  await tx.insertInto('mailbox_mail').values(mails.map(({ ago, ...mail }, i) => ({
    ...mail, org_id: act.orgId, id: newId(), mailbox_id: id, mail_key: `demo ${i}`, at: at(ago), lead_id: mail.verdict === 'ignored' ? null : (rows[i % 4]?.id ?? null),
  }))).execute()
}
