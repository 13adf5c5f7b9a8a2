import * as c from '@sluice/core/nurture/contract'
import { createLead } from '@sluice/core/leads/contract'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { publish, round, setUpMail, templateOf } from './nurture.fixture.ts'
import { lockSpace } from './send-outbox.ts'
import { startSmtp, type TestSmtp } from './smtp-server.fixture.ts'

let t: TestApp
let smtp: TestSmtp
beforeAll(async () => {
  t = await createTestApp()
  smtp = await startSmtp()
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})
beforeEach(() => {
  smtp.received.length = 0
  smtp.onMessage = null
})

/** A lead whose mail is written and waits; nothing of this process sends it: it is held until tomorrow. */
async function waitingMail() {
  const org = await t.org()
  await setUpMail(org.admin, smtp.port)
  await t.db.write(org.orgId, (tx) => sql`update mail_setting set paused_until = ${new Date(t.clock.now().getTime() + day).toISOString()}::timestamptz where org_id = ${org.orgId}`.execute(tx))
  const template = await templateOf(org.admin)
  const sequence = await publish(org.admin, { trigger: { kind: 'manual' }, steps: [
    { id: 'mail1', type: 'mail', variants: [{ id: 'va01', templateId: template.id }] }, { id: 'wait1', type: 'wait', amount: 30, unit: 'days' }, { id: 'end01', type: 'end' },
  ] })
  const lead = await org.admin.ok(createLead, { body: { name: '赵敏', email: 'zhao@customer.example' } })
  await org.admin.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  const mail = async () => (await org.admin.ok(c.listMails)).items[0]
  expect(await mail()).toMatchObject({ state: 'queued' })
  const enrolment = async () => (await org.admin.ok(c.listEnrolments)).items[0]
  return { org, mail, enrolment }
}

/** A sender of its own process, one day later; resolves when it has ended, however. */
function sender(orgId: string, place: 'never' | 'claimed' | 'answered' = 'never') {
  const later = new Date(t.clock.now().getTime() + day + 1000).toISOString()
  const child = spawn(process.execPath, [fileURLToPath(new URL('send-child.fixture.ts', import.meta.url)), JSON.stringify(t.database.app), orgId, later, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  const ended = new Promise<{ signal: string | null; said: string }>((resolve) => void child.on('close', (_code, signal) => resolve({ signal, said })))
  return { child, ended }
}
/** The database hears a moment later that a process was killed: until then what it claimed is its own. */
const released = (orgId: string) => expect.poll(() => t.db.read(orgId, async (tx) =>
  (await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(claimed_by::text, ${lockSpace})) as free from outbox where org_id = ${orgId} and state = 'claimed'`.execute(tx)).rows.every(({ free }) => free)), { timeout: 30_000 }).toBe(true)

test('killed after the claim and before anything left: the mail is sent once, by the next process', async () => {
  const { org, mail, enrolment } = await waitingMail()
  expect((await sender(org.orgId, 'claimed').ended).signal).toBe('SIGKILL')
  // The process of the test looks at the outbox too, and may have taken it up already.
  expect([smtp.received.length, (await mail())?.state]).toEqual([0, expect.stringMatching(/^(?:claimed|queued)$/)])
  await released(org.orgId)
  expect(await sender(org.orgId).ended).toEqual({ signal: null, said: '1' })
  await sender(org.orgId).ended
  expect([smtp.received.length, (await mail())?.state]).toEqual([1, 'sent'])
  expect((await enrolment())?.stepId).toBe('wait1')
}, 240_000)

test('killed while the message is on its way: it is not sent again but shown as unsure, and people may send it anew with the same id', async () => {
  const { org, mail, enrolment } = await waitingMail()
  const first = sender(org.orgId)
  // The server has the whole message; its answer comes to nobody.
  smtp.onMessage = async () => {
    first.child.kill('SIGKILL')
    await first.ended
  }
  expect((await first.ended).signal).toBe('SIGKILL')
  await released(org.orgId)
  smtp.onMessage = null
  await sender(org.orgId).ended
  await sender(org.orgId).ended
  expect([smtp.received.length, (await mail())?.state]).toEqual([1, 'unsure'])
  expect(await mail()).toMatchObject({ canSendAgain: true })
  // The sequence goes on: most likely it was received.
  expect((await enrolment())?.stepId).toBe('wait1')
  await org.admin.ok(c.sendMailAgain, { params: { id: (await mail())?.id ?? '' } })
  await sender(org.orgId).ended
  expect([smtp.received.length, (await mail())?.state]).toEqual([2, 'sent'])
  expect(new Set(smtp.received.map((received) => received.mail.messageId)).size).toBe(1)
}, 240_000)

test('killed between the answer of the server and our commit: never twice', async () => {
  const { org, mail } = await waitingMail()
  expect((await sender(org.orgId, 'answered').ended).signal).toBe('SIGKILL')
  expect([smtp.received.length, (await mail())?.state]).toEqual([1, expect.stringMatching(/^(?:claimed|unsure)$/)])
  await released(org.orgId)
  await sender(org.orgId).ended
  await sender(org.orgId).ended
  expect([smtp.received.length, (await mail())?.state]).toEqual([1, 'unsure'])
}, 240_000)

test('two processes at once send each mail once', async () => {
  const { org } = await waitingMail()
  const { admin } = org
  const sequence = (await admin.ok(c.listSequences)).items[0]
  const leads = await Promise.all(Array.from({ length: 8 }, (_, i) => admin.ok(createLead, { body: { name: `线索${i}`, email: `m${i}@customer.example` } })))
  await admin.ok(c.enrolLeads, { params: { id: sequence?.id ?? '' }, body: { leadIds: leads.map((lead) => lead.id) } })
  await round(t)
  await Promise.all([sender(org.orgId).ended, sender(org.orgId).ended])
  await sender(org.orgId).ended
  expect(smtp.received.map((received) => received.to).toSorted()).toEqual(['zhao@customer.example', ...leads.map((_, i) => `m${i}@customer.example`)].toSorted())
}, 240_000)
