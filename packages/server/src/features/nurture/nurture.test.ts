import { createLead, changeLead, getLead } from '@sluice/core/leads/contract'
import { createTag } from '@sluice/core/catalog/contract'
import { logActivity } from '@sluice/core/activities/contract'
import * as c from '@sluice/core/nurture/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { getLeadScore, getScoring, publishScoring, saveScoreDraft } from '@sluice/core/scoring/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createSite } from '@sluice/core/tracking/contract'
import { createTestApp, day, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { enrolLead } from './enrol-lead.ts'
import { publish, round, setUpMail, templateOf, type DraftIn } from './nurture.fixture.ts'
import { startSmtp, type TestSmtp } from './smtp-server.fixture.ts'
import { nurtureWatch } from './triggers.ts'

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
  t.clock.set('2026-03-02T02:00:00.000Z')
  smtp.received.length = 0
})

const mailStep = (templateId: string, id = 'mail1') => ({ id, type: 'mail' as const, variants: [{ id: 'va01', templateId }] })
const waitStep = (amount: number, unit: 'hours' | 'days' | 'work_days' = 'days', id = 'wait1') => ({ id, type: 'wait' as const, amount, unit })
const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'POST' = 'GET') =>
  t.app.fastify.inject({ method, url: new URL(url).pathname, headers: { 'user-agent': 'Mozilla/5.0', ...headers } })
const follow = (org: TestOrg) => followLog(t.db, nurtureWatch(t.clock), org.orgId)
const behaviour = (org: TestOrg, leadId: string) => t.db.read(org.orgId, async (tx) => (await sql<{ kind: string; n: number }>`select kind, n from lead_behaviour_day where org_id = ${org.orgId} and lead_id = ${leadId} order by kind`.execute(tx)).rows)
const one = (client: TestClient, sequence: string) => client.ok(c.listEnrolments, { query: { sequence } }).then((page) => page.items[0])

/** An organisation whose mails reach the test's server, a rep's lead, a template. */
async function scene(more: object = {}) {
  const org = await t.org()
  await setUpMail(org.admin, smtp.port, more)
  const rep = await org.user('rep', '李雷')
  const marketing = await org.user('marketing', '王芳')
  const lead = await rep.ok(createLead, { body: { name: '赵敏', company: '明日科技', email: 'zhao@customer.example' } })
  const template = await templateOf(marketing)
  return { org, rep, marketing, lead, template }
}

test('a cold lead is enrolled, gets the mail at the SMTP server, clicks, and its behaviour is noted; then the branch goes the way of yes', async () => {
  const { org, rep, marketing, lead, template } = await scene()
  const tag = await org.admin.ok(createTag, { body: { name: '热线索' } })
  const { draft } = await org.admin.ok(getScoring)
  const saved = await org.admin.ok(saveScoreDraft, { body: { rules: draft.rules, version: draft.version } })
  await org.admin.ok(publishScoring, { body: { version: saved.draft.version } })
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [
    mailStep(template.id), waitStep(2, 'work_days'),
    { id: 'bran1', type: 'branch', test: { kind: 'behaviour', behaviour: 'clicked', stepId: 'mail1' }, yes: [{ id: 'tagg1', type: 'tag', addTagIds: [tag.id] }, { id: 'note1', type: 'notify', text: '客户点开了案例' }, { id: 'scor1', type: 'score', points: 15, reason: '点开案例' }], no: [{ id: 'end01', type: 'end' }] },
    { id: 'task1', type: 'task', text: '打电话跟进', workDays: 1 },
  ] })
  expect(await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })).toEqual({ enrolled: [lead.id], refused: [] })
  await round(t)
  const [got] = smtp.received
  expect(got).toMatchObject({ from: 'hello@sender.example', to: 'zhao@customer.example', mail: { subject: '赵敏，您好', from: { name: '云帆科技', address: 'hello@sender.example' } } })
  expect(got?.mail.text).toContain('您好 赵敏：')
  expect(got?.mail.text).toContain('李雷')
  const headers = Object.fromEntries((got?.mail.headers ?? []).map((header) => [header.key, header.value]))
  expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  expect(await one(rep, sequence.id)).toMatchObject({ state: 'active', stepId: 'bran1', waitsFor: 'time', dueAt: '2026-03-04T02:00:00.000Z' })

  // Nothing more happens before it is due.
  await round(t)
  expect(smtp.received).toHaveLength(1)
  const links = [...(got?.mail.html ?? '').matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '')
  const link = links.find((href) => href.includes('/l/')) ?? ''
  const pixel = /src="([^"]+)"/.exec(got?.mail.html ?? '')?.[1] ?? ''
  expect((await get(pixel)).headers).toMatchObject({ 'content-type': 'image/gif', 'cross-origin-resource-policy': 'cross-origin' })
  const answer = await get(link)
  expect([answer.statusCode, answer.headers.location]).toEqual([302, 'https://example.cn/case?a=1'])
  // What looks into links for others is no click.
  await get(link, { 'user-agent': 'Googlebot/2.1' })
  expect(await behaviour(org, lead.id)).toEqual([{ kind: 'mail_click', n: 1 }, { kind: 'mail_open', n: 1 }])
  expect((await rep.ok(c.listMails, { query: { lead: lead.id } })).items[0]).toMatchObject({ state: 'sent', openedAt: '2026-03-02T02:00:00.000Z', clickedAt: '2026-03-02T02:00:00.000Z' })

  t.clock.set('2026-03-04T02:00:00.000Z')
  await round(t)
  expect(await one(rep, sequence.id)).toMatchObject({ state: 'done', endedAt: '2026-03-04T02:00:00.000Z' })
  expect(await rep.ok(getLead, { params: { id: lead.id } })).toMatchObject({ tagIds: [tag.id], nextStep: '打电话跟进', nextStepDue: '2026-03-05' })
  expect((await rep.ok(listNotifications)).items.map((notice) => [notice.kind, notice.data])).toContainEqual(['nurture_notice', { text: '客户点开了案例', lead: '赵敏', sequence: '培育' }])
  const events = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string }>`select type from event where org_id = ${org.orgId} and subject_id = ${lead.id} and type like 'lead.%' order by seq`.execute(tx)).rows.map((row) => row.type))
  expect(events).toEqual(expect.arrayContaining(['lead.enrolled', 'lead.mailed', 'lead.points_given', 'lead.left_sequence']))
  // What the sequence gave is part of the score, in a line of its own.
  await vi.waitFor(async () => {
    const { score } = await rep.ok(getLeadScore, { params: { id: lead.id } })
    expect(score?.lines).toContainEqual({ part: 'given', left: 15 })
    expect(score?.score).toBe(Math.round((score?.fit ?? 0) + (score?.behaviour ?? 0) + 15))
    expect((await rep.ok(getLead, { params: { id: lead.id } })).score).toBe(score?.score)
  }, 60_000)
  const figures = await marketing.ok(c.getSequenceFigures, { params: { id: sequence.id } })
  expect(figures.steps.find((step) => step.stepId === 'mail1')).toMatchObject({ entered: 1, wentOn: 1, sent: 1, opened: 1, clicked: 1, replied: 0, unsubscribed: 0 })
  expect(figures.steps.find((step) => step.stepId === 'bran1')).toMatchObject({ yes: 1, no: 0 })
  expect(figures.exits).toEqual([{ reason: 'done', n: 1 }])
}, 120_000)

test('a sequence for a range of scores takes a lead in by its score, the first and lowest too', async () => {
  const { org, rep, marketing, template } = await scene()
  const { draft } = await org.admin.ok(getScoring)
  const saved = await org.admin.ok(saveScoreDraft, { body: { rules: draft.rules, version: draft.version } })
  await org.admin.ok(publishScoring, { body: { version: saved.draft.version } })
  const sequence = await publish(marketing, { trigger: { kind: 'score', from: 10, to: 35 }, steps: [mailStep(template.id), waitStep(1)] })
  // Company and phone are worth 13, a general manager 20 more; a name alone nothing.
  const lead = (more: object) => rep.ok(createLead, { body: { name: '钱冷', ...more } })
  const [cold, warm, none] = [await lead({ company: '冷启动科技', phone: '138 0000 5678', email: 'qian@customer.example' }), await lead({ company: '热启动科技', phone: '138 0000 5679', title: '总经理', wechat: 'sun' }), await lead({})]
  for (const [{ id }, score] of [[cold, 13], [warm, 33], [none, 0]] as const) await vi.waitFor(async () => expect((await rep.ok(getLead, { params: { id } })).score).toBe(score), 60_000)
  await follow(org)
  await round(t)
  await round(t)
  expect((await rep.ok(c.listEnrolments, { query: { sequence: sequence.id } })).items.map((enrolment) => enrolment.lead.id).toSorted()).toEqual([cold.id, warm.id].toSorted())
  expect(smtp.received.map((got) => got.to)).toEqual(['qian@customer.example'])
}, 180_000)

test('publishing is refused with the problems at their steps; a published version stays as it was for those under way', async () => {
  const { marketing, template, rep, lead } = await scene()
  const made = await marketing.ok(c.createSequence, { body: { name: '新序列' } })
  const draft: DraftIn = { trigger: { kind: 'status', statuses: [] }, steps: [{ id: 'mail1', type: 'mail', variants: [{ id: 'va01', templateId: null }] }, { id: 'bran1', type: 'branch', test: { kind: 'behaviour', behaviour: 'clicked', stepId: 'nope' }, yes: [], no: [] }, { id: 'end01', type: 'end' }, waitStep(1)] }
  const saved = await marketing.ok(c.changeSequence, { params: { id: made.id }, version: 1, body: { draft } })
  expect(saved.problems).toEqual([
    { stepId: null, code: 'no_status' }, { stepId: 'mail1', code: 'no_template' }, { stepId: 'bran1', code: 'empty_branch' }, { stepId: 'bran1', code: 'unknown_mail' }, { stepId: 'wait1', code: 'not_reached' },
  ])
  expect((await marketing.call(c.publishSequence, { params: { id: made.id }, version: 2, body: {} })).code).toBe('sequence.has_problems')
  expect((await rep.call(c.enrolLeads, { params: { id: made.id }, body: { leadIds: [lead.id] } })).code).toBe('sequence.not_running')
  const mended = await marketing.ok(c.changeSequence, { params: { id: made.id }, version: 2, body: { draft: { trigger: { kind: 'manual' }, steps: [waitStep(1), mailStep(template.id)] } } })
  const first = await marketing.ok(c.publishSequence, { params: { id: made.id }, version: mended.version, body: { note: '第一版' } })
  expect(first).toMatchObject({ state: 'running', publishedVersion: 1, hasUnpublished: false })
  await rep.ok(c.enrolLeads, { params: { id: made.id }, body: { leadIds: [lead.id] } })
  // The words change after publication, and a second version says something else.
  await marketing.ok(c.changeMailTemplate, { params: { id: template.id }, version: 1, body: { subject: '改过的主题' } })
  const again = await marketing.ok(c.changeSequence, { params: { id: made.id }, version: first.version, body: { draft: { trigger: { kind: 'manual' }, steps: [{ id: 'end01', type: 'end' }] } } })
  await marketing.ok(c.publishSequence, { params: { id: made.id }, version: again.version, body: {} })
  t.clock.advance(day)
  await round(t)
  await round(t)
  expect(smtp.received.map((one) => one.mail.subject)).toEqual(['赵敏，您好'])
  expect((await marketing.call(c.changeSequence, { params: { id: made.id }, version: 1, body: { name: '旧版本' } })).code).toBe('conflict.stale_version')
})

test('a dry run shows the way with its dates: work days, sending hours, what is assumed', async () => {
  const { marketing, template, lead } = await scene({ sendFrom: '09:00', sendTo: '18:00', workDaysOnly: true })
  const made = await marketing.ok(c.createSequence, { body: { name: '试运行' } })
  const draft: DraftIn = { trigger: { kind: 'manual' }, where: { field: 'company', op: 'contains', value: '明日' }, steps: [{ ...waitStep(4, 'work_days'), at: '20:00' }, mailStep(template.id), { id: 'bran1', type: 'branch', test: { kind: 'behaviour', behaviour: 'opened' }, yes: [{ id: 'scor1', type: 'score', points: 5, reason: '打开' }], no: [] }, { id: 'end01', type: 'end' }] }
  await marketing.ok(c.changeSequence, { params: { id: made.id }, version: 1, body: { draft } })
  const run = (assume: boolean) => marketing.ok(c.dryRunSequence, { params: { id: made.id }, body: { leadId: lead.id, assume } })
  // Monday + 4 working days, 20:00 in Shanghai, is Friday evening: the mail leaves on Monday at nine.
  expect(await run(true)).toEqual({ meets: true, blocked: null, steps: [
    { stepId: 'wait1', type: 'wait', at: '2026-03-02T02:00:00.000Z', outcome: 'waited', isAssumed: false }, { stepId: 'mail1', type: 'mail', at: '2026-03-09T01:00:00.000Z', outcome: 'mailed', isAssumed: false },
    { stepId: 'bran1', type: 'branch', at: '2026-03-09T01:00:00.000Z', outcome: 'yes', isAssumed: true }, { stepId: 'scor1', type: 'score', at: '2026-03-09T01:00:00.000Z', outcome: 'done', isAssumed: false },
    { stepId: 'end01', type: 'end', at: '2026-03-09T01:00:00.000Z', outcome: 'ended', isAssumed: false },
  ] })
  expect((await run(false)).steps.map((step) => step.stepId)).toEqual(['wait1', 'mail1', 'bran1', 'end01'])
  expect(smtp.received).toHaveLength(0)
})

test('triggers take in leads that are made or changed so that they fit, once each', async () => {
  const { org, marketing, rep, template } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'status', statuses: ['nurturing'] }, where: { field: 'company', op: 'contains', value: '明日' }, steps: [waitStep(3), mailStep(template.id)] })
  const fits = await rep.ok(createLead, { body: { name: '合适', company: '明日汽车', email: 'a@customer.example' } })
  const other = await rep.ok(createLead, { body: { name: '别家', company: '昨日汽车', email: 'b@customer.example' } })
  await follow(org)
  expect((await rep.ok(c.listEnrolments, { query: { sequence: sequence.id } })).total).toBe(0)
  for (const lead of [fits, other]) await rep.ok(changeLead, { params: { id: lead.id }, version: 1, body: { status: 'nurturing' } })
  await follow(org)
  expect((await rep.ok(c.listEnrolments, { query: { sequence: sequence.id } })).items.map((item) => [item.lead.name, item.source])).toEqual([['合适', 'trigger']])
  // It stops, and the lead changes again: it was in it before.
  const enrolment = await one(rep, sequence.id)
  await rep.ok(c.changeEnrolment, { params: { id: enrolment?.id ?? '' }, body: { what: 'stop' } })
  await rep.ok(changeLead, { params: { id: fits.id }, version: 2, body: { title: '经理' } })
  await follow(org)
  expect((await rep.ok(c.listEnrolments, { query: { sequence: sequence.id } })).items.map((item) => [item.state, item.exitReason])).toEqual([['left', 'by_hand']])
})

test('a lead leaves when it replies, is confirmed, closed, or unsubscribes; its waiting mail is taken back', async () => {
  const { org, marketing, rep, template } = await scene({ perMinute: 1 })
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id), waitStep(9), { id: 'end01', type: 'end' }] })
  const names = ['回复', '确认', '无效', '退订']
  const leads = await Promise.all(names.map((name, i) => rep.ok(createLead, { body: { name, email: `l${i}@customer.example` } })))
  for (const lead of leads) {
    await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
    await round(t)
    t.clock.advance(61_000)
  }
  await round(t)
  expect(smtp.received).toHaveLength(4)
  const [replied, confirmed, invalid, left] = leads
  await rep.ok(logActivity, { body: { kind: 'mail', outcome: 'replied', subjectType: 'lead', subjectId: replied?.id ?? '', body: '客户回信' } })
  await rep.ok(changeLead, { params: { id: confirmed?.id ?? '' }, version: 1, body: { status: 'qualified' } })
  // A minimum of proof may be asked before a lead is invalid; what counts here is the event.
  await t.db.write(org.orgId, (tx) => sql`update lead set status = 'invalid', invalid_reason = '同行' where org_id = ${org.orgId} and id = ${invalid?.id}`.execute(tx))
  const got = smtp.received.find((received) => received.to === 'l3@customer.example')
  const leave = got?.mail.headers.find((header) => header.key === 'list-unsubscribe')?.value.slice(1, -1) ?? ''
  expect((await get(leave)).body).toContain('确认退订')
  expect((await rep.ok(c.listEnrolments, { query: { lead: left?.id ?? '' } })).items[0]?.state).toBe('active')
  const clicked = await t.app.fastify.inject({ method: 'POST', url: new URL(leave).pathname, payload: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect([clicked.statusCode, clicked.body.includes('已退订')]).toEqual([200, true])
  await follow(org)
  t.clock.advance(9 * day)
  await round(t)
  const ended = (await rep.ok(c.listEnrolments, { query: { sequence: sequence.id } })).items.map((item) => [item.lead.name, item.state, item.exitReason]).toSorted()
  expect(ended).toEqual([['回复', 'left', 'replied'], ['无效', 'left', 'invalid'], ['确认', 'left', 'ready'], ['退订', 'left', 'unsubscribed']].toSorted())
  // The word of the recipient cannot be taken back by us, and no other sequence writes to the address.
  const suppressed = (await marketing.ok(c.listSuppressions)).items[0]
  expect(suppressed).toMatchObject({ address: 'l3@customer.example', reason: 'unsubscribed' })
  expect((await marketing.call(c.removeSuppression, { params: { id: suppressed?.id ?? '' } })).code).toBe('mail.unsubscribed')
  const figures = await marketing.ok(c.getSequenceFigures, { params: { id: sequence.id } })
  expect(figures.steps[0]).toMatchObject({ sent: 4, replied: 1, unsubscribed: 1 })
})

test('throttle, sending hours and the cap across sequences are asked when a mail is about to leave', async () => {
  const { marketing, rep, template, lead } = await scene({ sendFrom: '09:00', sendTo: '18:00', capMails: 1, capDays: 2, perMinute: 30 })
  t.clock.set('2026-03-02T12:00:00.000Z')
  const first = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] }, '一')
  const second = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] }, '二')
  for (const sequence of [first, second]) await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  expect(smtp.received).toHaveLength(0)
  expect((await rep.ok(c.listMails)).items.map((mail) => [mail.waitsFor, mail.notBefore])).toEqual([['hours', '2026-03-03T01:00:00.000Z'], ['hours', '2026-03-03T01:00:00.000Z']])
  t.clock.set('2026-03-03T01:00:00.000Z')
  await round(t)
  expect(smtp.received).toHaveLength(1)
  expect((await rep.ok(c.listMails)).items.map((mail) => mail.waitsFor).toSorted()).toEqual(['cap', null])
  t.clock.set('2026-03-05T01:00:01.000Z')
  await round(t)
  expect(smtp.received).toHaveLength(2)
})

test('a refused address is suppressed and the sequence goes on without it; one that is refused for now is tried again', async () => {
  const { marketing, rep, template } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id), { id: 'task1', type: 'task', text: '改用电话' }] })
  const gone = await rep.ok(createLead, { body: { name: '退信', email: 'x@gone.example' } })
  const later = await rep.ok(createLead, { body: { name: '稍后', email: 'y@later.example' } })
  const nowhere = await rep.ok(createLead, { body: { name: '没有邮箱' } })
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [gone.id, later.id, nowhere.id] } })
  await round(t)
  expect((await rep.ok(c.listMails, { query: { lead: gone.id } })).items[0]).toMatchObject({ state: 'bounced', said: expect.stringContaining('550') })
  expect((await marketing.ok(c.listSuppressions)).items.map((item) => [item.address, item.reason])).toEqual([['x@gone.example', 'bounced']])
  expect((await rep.ok(getLead, { params: { id: gone.id } })).nextStep).toBe('改用电话')
  expect((await rep.ok(getLead, { params: { id: nowhere.id } })).nextStep).toBe('改用电话')
  expect((await rep.ok(c.listMails, { query: { lead: later.id } })).items[0]).toMatchObject({ state: 'queued' })
  t.clock.advance(hour)
  await round(t)
  expect((await rep.ok(c.listMails, { query: { lead: later.id } })).items[0]).toMatchObject({ state: 'queued', said: expect.stringContaining('450') })
  expect(smtp.received).toHaveLength(0)
})

test('without a mail server mails wait and say why; a server that does not let us in holds everything and is named', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const template = await templateOf(marketing)
  await setUpMail(org.admin, 1, { host: null })
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] })
  const lead = await marketing.ok(createLead, { body: { name: '等信', email: 'w@customer.example' } })
  await marketing.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  expect((await marketing.ok(c.listMails)).items[0]).toMatchObject({ state: 'queued', waitsFor: 'settings' })
  // Port 1 answers nobody.
  const settings = await org.admin.ok(c.changeMailSettings, { version: 1, body: { host: '127.0.0.1', password: 'geheim-123', username: 'me' } })
  expect(settings).toMatchObject({ isReady: true, hasPassword: true, queued: 1 })
  expect(JSON.stringify(settings)).not.toContain('geheim')
  await round(t)
  const broken = await marketing.ok(c.getMailSettings)
  expect(broken.problem).toMatchObject({ code: 'ESOCKET' })
  expect(broken.canWrite).toBe(false)
  expect((await marketing.call(c.changeMailSettings, { version: broken.version, body: { host: 'x' } })).code).toBe('permission.denied')
  // Another server does not get the password of the first.
  const moved = await org.admin.ok(c.changeMailSettings, { version: broken.version, body: { host: 'localhost', port: smtp.port } })
  expect(moved.hasPassword).toBe(false)
  await org.admin.ok(c.changeMailSettings, { version: moved.version, body: { username: null } })
  await round(t)
  expect(smtp.received.map((received) => received.to)).toEqual(['w@customer.example'])
  const sealed = await t.db.read(org.orgId, async (tx) => (await sql<{ password_sealed: string | null }>`select password_sealed from mail_setting where org_id = ${org.orgId}`.execute(tx)).rows[0])
  expect(sealed?.password_sealed ?? '').not.toContain('geheim')
})

test('the trial of the settings answers what the server says', async () => {
  const { org } = await scene()
  expect(await org.admin.ok(c.testMailSettings, { body: { to: 'me@customer.example' } })).toMatchObject({ accepted: true })
  expect(smtp.received.map((received) => received.to)).toEqual(['me@customer.example'])
  expect(await org.admin.ok(c.testMailSettings, { body: { to: 'me@gone.example' } })).toMatchObject({ accepted: false, said: expect.stringContaining('550') })
})

test('hostile words: no header is begun, no markup is made, no address is followed that the template does not hold', async () => {
  const { marketing, rep } = await scene()
  const template = await templateOf(marketing, { subject: '致 {{ lead.name }}', body: '{{ lead.name }}：<b>不是标签</b> [看](javascript:alert(1)) [看](javascript:alert) {{ lead.constructor }} {{ lead.company }}' })
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] })
  const names = ['<script>alert(1)</script>', '[点](https://evil.example)', '{{ org.name }}']
  for (const name of names) {
    const lead = await rep.ok(createLead, { body: { name, company: '<img src=x onerror=alert(1)>', email: 'v@customer.example' } })
    await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  }
  // What an import wrote unchecked.
  const { org } = { org: rep }
  const raw = await rep.ok(createLead, { body: { name: '换行', email: 'v2@customer.example' } })
  await t.db.write(org.orgId, (tx) => sql`update lead set name = ${'坏\r\nBcc: evil@evil.example\r\n\r\nhi'} where org_id = ${org.orgId} and id = ${raw.id}`.execute(tx))
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [raw.id] } })
  const odd = await rep.ok(createLead, { body: { name: '怪地址', email: 'v3@customer.example' } })
  await t.db.write(org.orgId, (tx) => sql`update lead set email = ${'v3@customer.example\r\nRCPT TO:<evil@evil.example>'} where org_id = ${org.orgId} and id = ${odd.id}`.execute(tx))
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [odd.id] } })
  await round(t)
  expect(smtp.received).toHaveLength(4)
  expect(smtp.received.map((received) => received.to).toSorted()).toEqual(['v2@customer.example', 'v@customer.example', 'v@customer.example', 'v@customer.example'])
  for (const received of smtp.received) {
    expect(received.mail.html).not.toMatch(/<script|<img src="?x|href="javascript|evil\.example"/)
    expect(received.mail.headers.map((header) => header.key)).not.toContain('bcc')
    expect([...(received.mail.html ?? '').matchAll(/href="([^"]+)"/g)].every((match) => (match[1] ?? '').includes('/m/'))).toBe(true)
  }
  expect(smtp.received.map((received) => received.mail.subject)).toEqual(expect.arrayContaining(['致 {{ org.name }}', '致 坏 Bcc: evil@evil.example hi']))
  const refused = await marketing.call(c.createMailTemplate, { body: { name: '坏', subject: '甲\r\nBcc: x@y.cn', body: '' } })
  expect(refused.status).toBe(400)
})

test('public doors: a token of another door, another organisation or none leads nowhere', async () => {
  const { org, marketing, rep, template, lead } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] })
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  const html = smtp.received[0]?.mail.html ?? ''
  const link = /href="([^"]+\/l\/[^"]+)"/.exec(html)?.[1] ?? ''
  const { pathname } = new URL(link)
  const [, , slug = '', , token = ''] = pathname.split('/')
  const other = await t.org()
  const otherSlug = await t.db.read(other.orgId, async (tx) => (await tx.selectFrom('org').select('slug').where('org_id', '=', other.orgId).executeTakeFirstOrThrow()).slug)
  const ask = async (path: string) => (await t.app.fastify.inject({ url: path, headers: { 'user-agent': 'Mozilla/5.0' } })).statusCode
  expect(await ask(`/m/${slug}/l/${token}`)).toBe(302)
  for (const path of [`/m/${otherSlug}/l/${token}`, `/m/${slug}/u/${token}`, `/m/${slug}/l/${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`, `/m/${slug}/l/x`, `/m/nobody/l/${token}`, `/m/%00/l/${token}`, `/m/${slug}/l/${'a'.repeat(43)}`]) expect(await ask(path)).toBe(404)
  expect(await ask(`/m/${slug}/o/nothing.gif`)).toBe(200)
  const before = await behaviour(org, lead.id)
  // A page that is fetched ahead is not read by anybody.
  await get(link, { 'sec-purpose': 'prefetch' })
  expect(await behaviour(org, lead.id)).toEqual(before)
})

test('content: a link of its own for each use, counted, shown for industry and stage; only those who may change it', async () => {
  const { org, marketing, rep, lead } = await scene()
  const content = await marketing.ok(c.createContent, { body: { title: '汽车行业案例', kind: 'case', url: 'https://example.cn/auto', industries: ['汽车'], stages: ['consider'] } })
  const { url } = await rep.ok(c.makeContentLink, { params: { id: content.id }, body: { leadId: lead.id } })
  const answer = await get(url)
  expect([answer.statusCode, answer.headers.location]).toEqual([302, 'https://example.cn/auto'])
  expect((await marketing.ok(c.listContents, { query: { industry: '汽车', stage: 'consider' } })).items[0]).toMatchObject({ links: 1, clicks: 1, leads: 1 })
  expect((await marketing.ok(c.listContents, { query: { industry: '医药' } })).items).toEqual([])
  expect(await behaviour(org, lead.id)).toEqual([{ kind: 'document_view', n: 1 }, { kind: 'mail_click', n: 1 }])
  expect((await rep.call(c.createContent, { body: { title: '不行', kind: 'case' } })).code).toBe('permission.denied')
  expect((await marketing.call(c.createContent, { body: { title: '坏链接', kind: 'case', url: 'javascript:alert(1)' } })).status).toBe(400)
  // A mail may name it; the address is made when the mail is written.
  const template = await templateOf(marketing, { body: `看[这个案例](content:${content.id})` })
  const preview = await marketing.ok(c.previewMail, { body: { subject: '给 {{ lead.name }}', format: 'simple', body: template.body, leadId: lead.id } })
  expect(preview).toMatchObject({ subject: '给 赵敏', links: ['汽车行业案例'], missing: [], unknown: [], problem: null })
  expect(await marketing.ok(c.previewMail, { body: { subject: '{{ lead.title }}{{ lead.nothing }}', format: 'simple', body: '', leadId: lead.id } })).toMatchObject({ missing: ['lead.title'], unknown: ['lead.nothing'] })
  expect((await marketing.ok(c.previewMail, { body: { subject: '{% if %}', format: 'simple', body: '' } })).problem).toBeTruthy()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] })
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  expect((await marketing.ok(c.listContents)).items[0]?.links).toBe(2)
  expect(/href="([^"]+)"/.exec(smtp.received[0]?.mail.html ?? '')?.[1]).toContain('/l/')
})

test('a file of a material is kept and given as a download, whatever its sender called it', async () => {
  const { marketing } = await scene()
  const content = await marketing.ok(c.createContent, { body: { title: '白皮书', kind: 'material' } })
  expect((await marketing.call(c.makeContentLink, { params: { id: content.id }, body: {} })).code).toBe('content.nothing')
  const form = '--b\r\ncontent-disposition: form-data; name="file"; filename="../白皮书.html"\r\ncontent-type: text/html\r\n\r\n<script>alert(1)</script>\r\n--b--\r\n'
  const sent = await t.app.fastify.inject({ method: 'POST', url: `/api/v1/contents/${content.id}/file`, payload: form, headers: { cookie: marketing.cookie, 'x-sluice-csrf': '1', 'content-type': 'multipart/form-data; boundary=b' } })
  expect(sent.json().file).toEqual({ name: expect.stringContaining('白皮书.html'), size: 25 })
  const { url } = await marketing.ok(c.makeContentLink, { params: { id: content.id }, body: {} })
  const file = await get(url)
  expect([file.statusCode, file.headers['content-type'], file.body]).toEqual([200, 'application/octet-stream', '<script>alert(1)</script>'])
  expect(file.headers['content-disposition']).toMatch(/^attachment/)
})

test('who may: reps enrol their own leads, write no sequences, and see no other\'s leads in them', async () => {
  const { org, marketing, rep, lead, template } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [waitStep(1), mailStep(template.id)] })
  const other = await org.user('rep', '韩梅')
  expect((await rep.call(c.createSequence, { body: { name: '不行' } })).code).toBe('permission.denied')
  expect((await other.call(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })).code).toBe('record.not_found')
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  expect((await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })).refused).toEqual([{ id: lead.id, code: 'enrolment.is_in' }])
  await round(t)
  const enrolment = await one(rep, sequence.id)
  expect((await other.ok(c.listEnrolments, { query: {} })).total).toBe(0)
  expect((await other.call(c.changeEnrolment, { params: { id: enrolment?.id ?? '' }, body: { what: 'stop' } })).code).toBe('record.not_found')
  expect((await rep.ok(c.changeEnrolment, { params: { id: enrolment?.id ?? '' }, body: { what: 'pause' } })).state).toBe('paused')
  t.clock.advance(2 * day)
  await round(t)
  expect(smtp.received).toHaveLength(0)
  await rep.ok(c.changeEnrolment, { params: { id: enrolment?.id ?? '' }, body: { what: 'resume' } })
  await round(t)
  expect(smtp.received).toHaveLength(1)
  expect((await rep.call(c.changeEnrolment, { params: { id: enrolment?.id ?? '' }, body: { what: 'stop' } })).code).toBe('enrolment.ended')
  expect((await (await t.org()).admin.call(c.getSequence, { params: { id: sequence.id } })).code).toBe('record.not_found')
})

test('other parts put a lead in by a function, which says why not', async () => {
  const { org, marketing, lead, template } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [waitStep(1), mailStep(template.id)] })
  const enrol = (leadId: string, sequenceId = sequence.id) => t.db.write(org.orgId, (tx) => enrolLead(tx, { orgId: org.orgId, actorId: null, now: t.clock.now().toISOString() }, sequenceId, leadId, 'rule'))
  expect([await enrol(lead.id), await enrol(lead.id), await enrol(template.id), await enrol(lead.id, template.id)]).toEqual([null, 'enrolment.is_in', 'record.not_found', 'record.not_found'])
  expect((await one(marketing, sequence.id))?.source).toBe('rule')
})

test('a link to the site of the organisation tells it whose browser this is; one to elsewhere tells nobody', async () => {
  const { org, marketing, rep, lead } = await scene()
  await org.admin.ok(createSite, { body: { name: '官网', origins: ['https://www.own.example'], consent: 'assumed' } })
  const own = await marketing.ok(c.createContent, { body: { title: '官网案例', kind: 'case', url: 'https://www.own.example/case?a=1' } })
  const { url } = await rep.ok(c.makeContentLink, { params: { id: own.id }, body: { leadId: lead.id } })
  expect((await get(url)).headers.location).toMatch(/^https:\/\/www\.own\.example\/case\?a=1&sl_m=m\./)
  expect((await get(url, { dnt: '1' })).headers.location).toBe('https://www.own.example/case?a=1')
})

test('an archived sequence lets its leads go; a paused one holds them where they are', async () => {
  const { marketing, rep, lead, template } = await scene()
  const sequence = await publish(marketing, { trigger: { kind: 'manual' }, steps: [mailStep(template.id)] })
  await marketing.ok(c.changeSequence, { params: { id: sequence.id }, version: sequence.version, body: { isPaused: true } })
  await rep.ok(c.enrolLeads, { params: { id: sequence.id }, body: { leadIds: [lead.id] } })
  await round(t)
  expect((await rep.ok(c.listMails)).total).toBe(0)
  await marketing.ok(c.changeSequence, { params: { id: sequence.id }, version: sequence.version + 1, body: { isArchived: true } })
  expect(await one(rep, sequence.id)).toMatchObject({ state: 'left', exitReason: 'archived' })
  expect((await marketing.ok(c.listSequences)).items).toEqual([])
})
