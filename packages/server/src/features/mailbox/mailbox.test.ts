import { getTimeline } from '@sluice/core/activities/contract'
import { createCampaign } from '@sluice/core/campaigns/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { createContact } from '@sluice/core/customers/contract'
import { createLead, getLead, listLeads } from '@sluice/core/leads/contract'
import * as c from '@sluice/core/mailbox/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import * as nurture from '@sluice/core/nurture/contract'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { secretsOf } from '../../platform/secrets.ts'
import { createTestApp, day, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { naughtyStrings } from '../../testing/naughty-strings.ts'
import { publish, round as nurtureRound, setUpMail, templateOf } from '../nurture/nurture.fixture.ts'
import { startSmtp, type TestSmtp } from '../nurture/smtp-server.fixture.ts'
import { nurtureWatch } from '../nurture/triggers.ts'
import { startImap, type TestImap } from './imap-server.fixture.ts'
import { passwordContext } from './mailbox-row.ts'
import { lockSpace } from './poll-mailbox.ts'
import { base64Word, mailOf, reportOf } from './mails.fixture.ts'

let t: TestApp
let smtp: TestSmtp
let imap: TestImap
beforeAll(async () => {
  t = await createTestApp()
  smtp = await startSmtp()
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})
/** A port that an earlier test had may be given again: what its mailboxes ask must not come to this one. */
const ports = new Set<number>()
beforeEach(async () => {
  do {
    await imap?.close()
    imap = await startImap(() => t.clock.now())
  } while (ports.has(imap.port))
  ports.add(imap.port)
  smtp.received.length = 0
  return () => imap.close()
})

const place = () => ({ host: '127.0.0.1', port: imap.port, security: 'none' as const, username: imap.username, password: imap.password })
const open = (admin: TestClient, more: object = {}) => admin.ok(c.createMailbox, { body: { name: '销售邮箱', ...place(), ...more } })
/** A minute later. */
const round = async () => {
  t.clock.advance(60_000)
  await t.app.schedule.round(['mailbox'])
}
const logOf = async (admin: TestClient, id: string) => (await admin.ok(c.listMailboxMails, { params: { id } })).items.map((one) => [one.verdict, one.code])
const leadsOf = async (admin: TestClient) => (await admin.ok(listLeads)).items
let n = 0
const write = (from: string, subject: string, body = '您好', headers: Record<string, string> = {}) => imap.deliver(mailOf({ 'From': from, 'To': imap.username, 'Subject': base64Word(subject), 'Message-ID': `<${++n}@customer.example>`, ...headers }, body))
const signed = '您好，\n我们想了解报价。\n\n--\n张伟 | 采购经理\n云帆科技有限公司\n手机：13800138000'

test('a stranger’s mail makes one lead with its source; what came before is left alone, and nothing on the server is changed', async () => {
  const { admin } = await t.org()
  write('old@customer.example', '很久以前')
  t.clock.advance(hour)
  const channelId = (await admin.ok(listChannels)).items[0]?.id ?? ''
  const campaignId = (await admin.ok(createCampaign, { body: { name: '春季', kind: 'email', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const { id } = await open(admin, { channelId, campaignId, ownerId: admin.userId })
  await round()
  expect((await admin.ok(listLeads)).total).toBe(0)
  write(`${base64Word('张伟')} <wei@customer.example>`, '询价 <script>alert(1)</script>', signed)
  await round()
  await round()
  const leads = await leadsOf(admin)
  expect(leads).toHaveLength(1)
  const lead = await admin.ok(getLead, { params: { id: leads[0]?.id ?? '' } })
  expect(lead).toMatchObject({ name: '张伟', company: '云帆科技有限公司', title: '采购经理', phone: '13800138000', email: 'wei@customer.example', sourceId: channelId, sourceDetail: '销售邮箱', owner: { id: admin.userId } })
  expect(lead.note).toContain('询价 <script>alert(1)</script>')
  expect(lead.firstTouch).toMatchObject({ kind: 'typed', campaign: { id: campaignId }, channel: { id: channelId }, utm: { medium: 'email' } })
  // The same person again: an activity, no second lead.
  write('WEI@customer.example', '再问一下', '请问什么时候能报价？\n\n> 引用')
  await round()
  expect(await leadsOf(admin)).toHaveLength(1)
  const said = (await admin.ok(getTimeline, { params: { subjectType: 'lead', id: lead.id } })).items.find((one) => one.type === 'activity.logged')
  expect(said?.payload).toMatchObject({ kind: 'mail', outcome: 'replied', body: 'WEI@customer.example\n再问一下\n\n请问什么时候能报价？' })
  expect((await admin.ok(listNotifications)).items).toMatchObject([{ kind: 'mail_came', data: { name: '张伟', subject: '再问一下' }, subjectId: lead.id }])
  const shown = (await admin.ok(c.listMailboxes)).items[0]
  expect(shown).toMatchObject({ id, problem: null, polledAt: t.clock.now().toISOString(), hasPassword: true, counts: { lead: 1, activity: 1, ignored: 0, refused: 0 } })
  expect(JSON.stringify(shown)).not.toContain(imap.password)
  expect(imap.commands).not.toContain('UID STORE')
  expect(imap.commands).not.toContain('SELECT')
  expect(imap.inbox.messages).toHaveLength(3)
})

test('a known contact’s mail is theirs; an invalid lead that writes again is a new one; what was read is marked when that is asked for', async () => {
  const { admin } = await t.org()
  await open(admin, { marksSeen: true })
  const contact = await admin.ok(createContact, { body: { name: '王芳', email: 'Fang@customer.example' } })
  const invalid = await admin.ok(createLead, { body: { name: '旧', email: 'alt@customer.example' } })
  await t.db.write(admin.orgId, (tx) => sql`update lead set status = 'invalid' where org_id = ${admin.orgId} and id = ${invalid.id}`.execute(tx))
  write('fang@customer.example', '续约')
  write('alt@customer.example', '又来了')
  await round()
  expect((await admin.ok(getTimeline, { params: { subjectType: 'contact', id: contact.id } })).items.map((one) => one.type)).toContain('activity.logged')
  expect((await leadsOf(admin)).map((one) => one.name).toSorted()).toEqual(['alt@customer.example', '旧'].toSorted())
  expect(imap.inbox.messages.map((one) => [...one.flags])).toEqual([['\\Seen'], ['\\Seen']])
})

test('machines, lists and we ourselves make nothing, and the log says why', async () => {
  const { admin } = await t.org()
  await setUpMail(admin, smtp.port)
  const { id } = await open(admin)
  write('wei@customer.example', '休假', 'x', { 'Auto-Submitted': 'auto-replied' })
  write('news@shop.example', '特价', 'x', { 'List-Unsubscribe': '<https://x.example>' })
  write('hello@sender.example', '我们自己')
  write(imap.username, '转给自己')
  write('no-address', '没有发件人')
  imap.deliver('\u0000\u0000garbage')
  imap.deliver(Array.from({ length: 40 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(''))
  write('good@customer.example', '在坏邮件后面')
  await round()
  expect(await logOf(admin, id)).toEqual([['lead', null], ['refused', 'unreadable'], ['refused', 'no_sender'], ['refused', 'no_sender'], ['ignored', 'own'], ['ignored', 'own'], ['ignored', 'list'], ['ignored', 'automatic']])
  expect((await leadsOf(admin)).map((lead) => lead.email)).toEqual(['good@customer.example'])
})

test('the same mail in two mailboxes, twice in one, or in a folder that is numbered anew, counts once', async () => {
  const { admin } = await t.org()
  const { id } = await open(admin)
  write('a@customer.example', '一', '您好', { 'Message-ID': '<same@customer.example>' })
  write('a@customer.example', '一', '您好', { 'Message-ID': '<same@customer.example>' })
  await round()
  const second = await open(admin, { name: '第二个', readDays: 1 })
  await round()
  expect([await logOf(admin, id), await logOf(admin, second.id)]).toEqual([[['lead', null]], []])
  imap.renumber()
  write('b@customer.example', '二')
  await round()
  await round()
  expect((await leadsOf(admin)).map((lead) => lead.email)).toEqual(['b@customer.example', 'a@customer.example'])
  expect((await admin.ok(getTimeline, { params: { subjectType: 'lead', id: (await leadsOf(admin))[1]?.id ?? '' } })).items.map((one) => one.type)).not.toContain('activity.logged')
  const { rows } = await t.db.read(admin.orgId, (tx) => sql<{ validity: string; last: number }>`select uid_validity::text as validity, last_uid as last from mailbox where org_id = ${admin.orgId}`.execute(tx))
  expect(rows).toEqual([{ validity: '1001', last: 3 }, { validity: '1001', last: 3 }])
})

test('more than fifty come in several rounds, in their order', async () => {
  const { admin } = await t.org()
  await open(admin)
  for (let i = 0; i < 60; i++) write(`p${i}@customer.example`, `第${i}封`)
  await round()
  expect((await admin.ok(listLeads)).total).toBe(50)
  await round()
  expect((await admin.ok(listLeads)).total).toBe(60)
  expect(imap.commands.filter((command) => command === 'UID FETCH')).toHaveLength(60)
})

test('a wrong password, a server that is not there, a folder that is not there, a server without encryption: each is said, tried again later and later, and mended by a change', async () => {
  const { admin } = await t.org()
  const { id } = await open(admin, { password: 'wrong' })
  write('a@customer.example', '一')
  const shown = async () => (await admin.ok(c.listMailboxes)).items[0]
  await round()
  expect((await shown())?.problem).toMatchObject({ code: 'auth', text: expect.stringContaining('Login or password error') })
  const tries = () => imap.commands.filter((command) => /^(?:LOGIN|AUTHENTICATE)$/.test(command)).length
  const before = tries()
  for (let i = 0; i < 6; i++) await round()
  expect(tries() - before).toBeLessThanOrEqual(3)
  const mended = await admin.ok(c.changeMailbox, { params: { id }, version: 1, body: { password: imap.password } })
  expect(mended.problem).toBeNull()
  await round()
  expect([(await shown())?.problem, (await admin.ok(listLeads)).total]).toEqual([null, 1])

  const trial = (more: object) => admin.ok(c.testMailbox, { body: { folder: 'INBOX', ...place(), ...more } })
  expect(await trial({})).toEqual({ isOpen: true, code: null, said: '', messages: 1, folders: ['INBOX'] })
  expect(await trial({ password: 'x' })).toMatchObject({ isOpen: false, code: 'auth' })
  expect(await trial({ folder: '没有' })).toMatchObject({ isOpen: false, code: 'folder', folders: ['INBOX'] })
  expect(await trial({ port: 1 })).toMatchObject({ isOpen: false, code: 'unreachable' })
  expect(await trial({ security: 'starttls' })).toMatchObject({ isOpen: false, code: 'tls' })
  // A certificate that nobody vouches for.
  const secure = await startSmtp({ secure: true })
  expect(await trial({ security: 'tls', port: secure.port })).toMatchObject({ isOpen: false, code: 'tls' })
  await secure.close()
  expect(await trial({ host: 'nowhere.invalid' })).toMatchObject({ isOpen: false, code: 'dns' })
  expect(await trial({ password: undefined })).toMatchObject({ isOpen: false, code: 'key' })
  // The kept password goes only where it was entered for.
  expect(await trial({ password: undefined, id })).toMatchObject({ isOpen: true })
  expect(await trial({ password: undefined, id, username: 'other' })).toMatchObject({ isOpen: false, code: 'key' })
  const moved = await admin.ok(c.changeMailbox, { params: { id }, version: mended.version, body: { host: 'localhost' } })
  expect(moved.hasPassword).toBe(false)
  expect((await admin.ok(c.pollMailbox, { params: { id } })).problem).toMatchObject({ code: 'key' })
  await admin.ok(c.changeMailbox, { params: { id }, version: moved.version, body: { isOn: false } })
  expect((await admin.call(c.pollMailbox, { params: { id } })).code).toBe('mailbox.off')
  await admin.ok(c.removeMailbox, { params: { id } })
  expect((await admin.ok(c.listMailboxes)).items).toEqual([])
})

test('what a mailbox is for is asked; others see nothing of it', async () => {
  const org = await t.org()
  const { admin } = org
  expect((await admin.call(c.createMailbox, { body: { name: 'x', ...place(), takesLeads: false, takesAnswers: false } })).code).toBe('mailbox.for_nothing')
  expect((await admin.call(c.createMailbox, { body: { name: 'x', ...place(), host: 'a b' } })).status).toBe(400)
  expect((await admin.call(c.createMailbox, { body: { name: 'x', ...place(), ownerId: '0197a000-0000-7000-8000-000000000000' } })).code).toBe('record.unknown_owner')
  const { id } = await open(admin)
  expect((await admin.call(c.changeMailbox, { params: { id }, version: 1, body: { takesLeads: false, takesAnswers: false } })).code).toBe('mailbox.for_nothing')
  for (const client of [await org.user('rep'), await org.user('manager')]) expect((await client.call(c.listMailboxes)).code).toBe('permission.denied')
  const stranger = (await t.org()).admin
  expect((await stranger.ok(c.listMailboxes)).items).toEqual([])
  expect((await stranger.call(c.pollMailbox, { params: { id } })).code).toBe('record.not_found')
  expect((await stranger.call(c.testMailbox, { body: { ...place(), folder: 'INBOX', password: undefined, id } })).code).toBe('record.not_found')
  write('a@customer.example', '一')
  await round()
  expect([(await admin.ok(listLeads)).total, (await stranger.ok(listLeads)).total]).toEqual([1, 0])
})

test('naughty texts as names and subjects are taken as they are or not at all', async () => {
  const { admin } = await t.org()
  await open(admin)
  const texts = naughtyStrings.map((text) => text.toWellFormed().slice(0, 80).toWellFormed())
  // Each text stands once: as a name, as a subject, or in the body.
  const count = Math.ceil(texts.length / 3)
  const said = (i: number) => (texts[3 * i + 2] ?? '').replaceAll(/[^\p{L}\p{N} ]/gu, ' ').trim()
  for (let i = 0; i < count; i++) write(`${base64Word(texts[3 * i] ?? '')} <p${i}@customer.example>`, texts[3 * i + 1] ?? '', `您好，${said(i)}。`)
  for (let i = 0; i < Math.ceil(count / 50); i++) await round()
  const { rows } = await t.db.read(admin.orgId, (tx) => sql<{ name: string; email: string; note: string }>`select name, email, note from lead where org_id = ${admin.orgId}`.execute(tx))
  const odd = rows.filter(({ name, email, note }) => {
    const i = Number(/^p(\d+)@/.exec(email)?.[1])
    return (name !== texts[3 * i]?.trim() && name !== email) || !note.includes((texts[3 * i + 1] ?? '').trim().replaceAll('\u0000', '\ufffd')) || !note.includes(said(i))
  })
  expect([odd, rows.length, (await admin.ok(c.listMailboxes)).items[0]?.problem]).toEqual([[], count, null])
}, 300_000)

/** A lead in a sequence whose first mail has gone to the mail server. */
async function mailed(org: TestOrg, more: object = {}) {
  const { admin } = org
  await setUpMail(admin, smtp.port, { bounceAddress: 'bounce@sender.example' })
  const template = await templateOf(admin)
  const sequence = await publish(admin, { trigger: { kind: 'manual' }, steps: [
    { id: 'mail1', type: 'mail', variants: [{ id: 'va01', templateId: template.id }] }, { id: 'wait1', type: 'wait', amount: 30, unit: 'days' }, { id: 'end01', type: 'end' },
  ] })
  const mailbox = await open(admin, { name: '回信', takesLeads: false, ...more })
  const lead = await admin.ok(createLead, { body: { name: '赵敏', email: 'zhao@customer.example' } })
  await admin.ok(nurture.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await nurtureRound(t)
  const [sent] = smtp.received
  if (sent === undefined) throw new Error('nothing was sent')
  const mail = async () => (await admin.ok(nurture.listMails)).items[0]
  const enrolment = async () => (await admin.ok(nurture.listEnrolments)).items[0]
  return { admin, lead, sent, mailbox, mail, enrolment, messageId: sent.mail.messageId ?? '' }
}
const eventsOf = async (admin: TestClient, id: string) => (await admin.ok(getTimeline, { params: { subjectType: 'lead', id } })).items.map((one) => one.type)

test('an answer to a mail of a sequence is an activity of its lead, which leaves the sequence; an out-of-office is not', async () => {
  const { admin, lead, mailbox, mail, enrolment, messageId } = await mailed(await t.org())
  write('zhao@customer.example', 'Re: x', '我在休假', { 'In-Reply-To': messageId, 'Auto-Submitted': 'auto-replied' })
  write('somebody@customer.example', '与此无关')
  await round()
  expect(await logOf(admin, mailbox.id)).toEqual([['ignored', 'not_an_answer'], ['ignored', 'automatic']])
  // From another address of theirs, by the thread alone.
  write('zhao.private@customer.example', 'Re: x', '可以，请联系我\n\n> 原文', { References: `<other@x> ${messageId}` })
  await round()
  await followLog(t.db, nurtureWatch(t.clock), admin.orgId)
  expect(await enrolment()).toMatchObject({ state: 'left', exitReason: 'replied' })
  expect((await mail())?.repliedAt).not.toBeNull()
  expect((await admin.ok(listLeads)).total).toBe(1)
  expect(await eventsOf(admin, lead.id)).toContain('activity.logged')
  expect((await admin.ok(c.listMailboxMails, { params: { id: mailbox.id } })).items[0]).toMatchObject({ verdict: 'answer', leadId: lead.id, sender: 'zhao.private@customer.example' })
}, 120_000)

test('a report of an address that takes no mail stops mails to it, once; a forged one strikes off nobody', async () => {
  const { admin, lead, sent, mailbox, mail, messageId } = await mailed(await t.org())
  expect(sent.from).toMatch(/^bounce\+[0-9a-f]{32}@sender\.example$/)
  imap.deliver(reportOf({ to: 'bounce@sender.example', status: '5.1.1', about: '<forged@sender.example>' }))
  imap.deliver(reportOf({ to: sent.from, status: '4.4.1', action: 'delayed', about: null }))
  await round()
  expect([(await mail())?.state, (await admin.ok(nurture.listSuppressions)).total]).toEqual(['sent', 0])
  imap.deliver(reportOf({ to: sent.from, status: '5.1.1', about: null }))
  imap.deliver(reportOf({ to: 'hello@sender.example', status: '5.1.1', about: messageId }))
  await round()
  expect(await mail()).toMatchObject({ state: 'bounced', said: expect.stringContaining('550 5.1.1 no such mailbox') })
  expect((await admin.ok(nurture.listSuppressions)).items).toMatchObject([{ address: 'zhao@customer.example', reason: 'bounced' }])
  expect((await eventsOf(admin, lead.id)).filter((type) => type === 'lead.mail_bounced')).toHaveLength(1)
  expect(await logOf(admin, mailbox.id)).toEqual([['bounce', null], ['bounce', null], ['ignored', 'delayed'], ['ignored', 'report_unknown']])
})

test('a mail that was given up for now came back, but its address is as good as before', async () => {
  const { admin, lead, mail, messageId } = await mailed(await t.org())
  imap.deliver(reportOf({ to: 'hello@sender.example', status: '4.4.7', about: messageId, diagnostic: 'smtp; 451 4.4.7 expired' }))
  await round()
  expect([(await mail())?.state, (await admin.ok(nurture.listSuppressions)).total]).toEqual(['bounced', 0])
  expect(await eventsOf(admin, lead.id)).toContain('lead.mail_bounced')
})

test('a complaint takes the address off the list', async () => {
  const { admin, enrolment, messageId } = await mailed(await t.org())
  imap.deliver(`From: fbl@qq.example\nTo: abuse@sender.example\nSubject: complaint\nMessage-ID: <fbl1@qq.example>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=f\n\n--f\nContent-Type: text/plain\n\nabuse\n--f\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--f\nContent-Type: message/rfc822\n\nMessage-ID: ${messageId}\nSubject: x\n\nx\n--f--\n`)
  await round()
  expect((await admin.ok(nurture.listSuppressions)).items).toMatchObject([{ reason: 'complained' }])
  expect((await enrolment())?.state).toBe('left')
})

/** A reader of its own process; resolves when it has ended, however. */
function reader(orgId: string, id: string, place: 'never' | 'fetched' | 'taken' = 'never') {
  const child = spawn(process.execPath, [fileURLToPath(new URL('poll-child.fixture.ts', import.meta.url)), JSON.stringify(t.database.app), orgId, id, new Date(t.clock.now().getTime() + day).toISOString(), place], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  return new Promise<{ signal: string | null; said: string }>((resolve) => void child.on('close', (_code, signal) => resolve({ signal, said })))
}
/** The database hears a moment later that a process was killed: until then it reads the mailbox still. */
const released = (id: string) => expect.poll(async () =>
  (await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${id}, ${lockSpace})) as free`.execute(t.db.outside)).rows[0]?.free, { timeout: 30_000 }).toBe(true)
async function readElsewhere() {
  const { admin, orgId } = await t.org()
  const { id } = await open(admin)
  const sealed = secretsOf(Buffer.alloc(32, 1)).seal(imap.password, passwordContext(orgId, id))
  await t.db.write(orgId, (tx) => sql`update mailbox set password_sealed = ${sealed} where org_id = ${orgId}`.execute(tx))
  return { admin, orgId, id }
}

test('killed between the fetch and the commit, and after it: each mail becomes one lead', async () => {
  const { admin, orgId, id } = await readElsewhere()
  for (let i = 0; i < 3; i++) write(`k${i}@customer.example`, '一')
  expect((await reader(orgId, id, 'fetched')).signal).toBe('SIGKILL')
  await released(id)
  expect((await admin.ok(listLeads)).total).toBe(0)
  expect((await reader(orgId, id, 'taken')).signal).toBe('SIGKILL')
  await released(id)
  expect((await admin.ok(listLeads)).total).toBe(1)
  expect(await reader(orgId, id)).toEqual({ signal: null, said: '2' })
  expect(await reader(orgId, id)).toEqual({ signal: null, said: '0' })
  expect((await leadsOf(admin)).map((lead) => lead.email).toSorted()).toEqual(['k0@customer.example', 'k1@customer.example', 'k2@customer.example'])
}, 240_000)

test('two processes at once take each mail once', async () => {
  const { admin, orgId, id } = await readElsewhere()
  for (let i = 0; i < 12; i++) write(`z${i}@customer.example`, '一')
  const done = await Promise.all([reader(orgId, id), reader(orgId, id), reader(orgId, id)])
  expect(done.map((one) => Number(one.said)).reduce((sum, one) => sum + one, 0)).toBe(12)
  expect((await admin.ok(listLeads)).total).toBe(12)
}, 240_000)
