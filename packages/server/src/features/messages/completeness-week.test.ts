import { changeMessagePreferences, getMessagePreferences } from '@sluice/core/messages/contract'
import type { defaultPreferences } from '@sluice/core/messages/preferences'
import { weekReport } from '@sluice/core/fields/week-report'
import { listNotifications } from '@sluice/core/notifications/contract'
import { createAccount } from '@sluice/core/customers/contract'
import { setCalendarDay } from '@sluice/core/answering/contract'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient } from '../../testing/app.ts'
import { setUpMail } from '../nurture/nurture.fixture.ts'
import { startSmtp, type TestSmtp } from '../nurture/smtp-server.fixture.ts'
import { createSalesOrg } from '../pipeline/sales-org.fixture.ts'
import { completenessTask } from './completeness-week.ts'

let t: TestApp
let smtp: TestSmtp
beforeAll(async () => {
  smtp = await startSmtp()
  t = await createTestApp({ SLUICE_URL: 'https://crm.example.cn' })
})
afterEach(() => {
  smtp.received.length = 0
})
afterAll(async () => {
  await t.close()
  await smtp.close()
})

const round = () => t.app.schedule.round(['completeness_week', 'notices', 'nurture'])
const told = async (who: TestClient) => (await who.ok(listNotifications)).items.filter((one) => one.kind === 'completeness_week')
const prefer = async (who: TestClient, body: Partial<typeof defaultPreferences>) => who.ok(changeMessagePreferences, { version: (await who.ok(getMessagePreferences)).version, body })

/** Friday, 27 February: a manager over two reps; one has bare deals, the other filled ones. */
async function arrange() {
  t.clock.set('2026-02-27T02:00:00.000Z')
  const org = await createSalesOrg(t)
  await setUpMail(org.admin, smtp.port)
  const region = await org.team('华东')
  const manager = await org.user('manager', '经理', region)
  const [bare, full] = [await org.user('rep', '欠', await org.team('上海', region)), await org.user('rep', '全', await org.team('杭州', region))]
  for (const n of [1, 2]) await org.deal(bare, `空白${n}`)
  const account = await full.ok(createAccount, { body: { name: '云帆', industry: '软件' } })
  await org.deal(full, '有资料', { accountId: account.id, amountMinor: 100, expectedCloseOn: '2026-05-01', nextStep: '回访', nextStepDue: '2026-03-02' })
  await t.db.write(org.orgId, (tx) => sql`update stage set exit_gate = ${JSON.stringify({ op: 'all', items: [{ id: '01900000-0000-7000-8000-000000000001', type: 'field', field: 'expectedClose', severity: 'block', label: '', help: '' }] })}::jsonb where org_id = ${org.orgId} and id = ${org.stages[1]}`.execute(tx))
  return { org, manager, bare, full }
}

test('on the first working day of the week each rep hears of the own records, whoever leads of the teams; once', async () => {
  const { org, manager, bare, full } = await arrange()
  await round()
  t.clock.set('2026-03-02T00:29:00.000Z') // Monday, 8:29 in Shanghai
  await round()
  expect(await told(bare)).toEqual([])
  t.clock.set('2026-03-02T00:31:00.000Z')
  await round()
  await round()
  const [own] = await told(bare)
  expect((await told(bare)).length).toBe(1)
  expect(own?.data).toMatchObject({ isOwn: true, day: '2026-03-02', records: 2, score: 0, percent: '0%', teams: [], people: [] })
  const { fields } = weekReport.parse(own?.data)
  expect(fields).toHaveLength(3)
  expect(fields.every((field) => field.missing === 2 && field.asked === 2 && field.why.zh !== '')).toBe(true)
  // The deals of the other rep are not in it; a manager has both, the least complete first, and the administrator everybody.
  expect((await told(full))[0]?.data).toMatchObject({ isOwn: true, records: 2 })
  const whole = weekReport.parse((await told(manager))[0]?.data)
  expect(whole).toMatchObject({ isOwn: false, records: 4, people: [{ name: '欠', records: 2 }, { name: '全', records: 2 }], teams: [{ name: '上海' }, { name: '杭州' }] })
  expect((await told(org.admin))[0]?.data).toMatchObject({ isOwn: false, records: 4 })

  // Mails left with the figures, why it matters, the gate that asks, and where to fill it.
  const mails = smtp.received.filter((one) => one.mail.subject?.includes('资料完整度'))
  expect(mails.length).toBe(4)
  const html = mails.map((one) => String(one.mail.html)).find((text) => text.includes('您的 2 条记录，资料完整度 0%')) ?? ''
  expect(html).toContain('2 / 2 条没填')
  expect(html).toContain('https://crm.example.cn/reports/completeness?object=')
  expect(mails.some((one) => String(one.mail.html).includes('各成员'))).toBe(true)

  // The next week, and nothing in between.
  t.clock.set('2026-03-06T02:00:00.000Z')
  await round()
  expect((await told(bare)).length).toBe(1)
  t.clock.set('2026-03-09T02:00:00.000Z')
  await round()
  expect((await told(bare)).length).toBe(2)
})

test('a week that begins late begins then; what nothing ran for comes later that week; whoever came meanwhile waits', async () => {
  const { org, bare } = await arrange()
  for (const day of ['2026-03-02', '2026-03-03']) await org.admin.ok(setCalendarDay, { params: { day }, body: { kind: 'off' } })
  t.clock.set('2026-03-03T08:00:00.000Z')
  await round()
  expect(await told(bare)).toEqual([])
  t.clock.set('2026-03-05T08:00:00.000Z')
  const late = await org.user('rep', '新来的')
  await t.db.write(org.orgId, (tx) => sql`update app_user set created_at = ${t.clock.now().toISOString()} where org_id = ${org.orgId} and id = ${late.userId}`.execute(tx))
  await org.deal(late, '新的')
  await round()
  expect((await told(bare))[0]?.data['day']).toBe('2026-03-04')
  expect(await told(late)).toEqual([])
})

test('preferences and quiet hours hold; a crash between people tells nobody twice', async () => {
  const { org, bare, full, manager } = await arrange()
  await prefer(bare, { kinds: { completeness_week: { mail: 'off', robot: false } } })
  await prefer(full, { quietFrom: '00:00', quietTo: '12:00' })
  t.clock.set('2026-03-02T01:00:00.000Z')
  // It dies at the third person: what was told stays told.
  let asked = 0
  const dying = completenessTask(() => {
    asked += 1
    if (asked > 2) throw new Error('died')
    return Promise.resolve({ day: '2026-03-02', isOwn: true, records: 1, score: 0, teams: [], people: [], percent: '0%', lacks: { zh: '来源', en: 'Source' }, fields: [{ object: 'deal' as const, key: 'source', label: { zh: '来源', en: 'Source' }, missing: 1, asked: 1, why: { zh: '', en: '' }, gates: [] }] })
  })
  await expect(dying.run(t.db, org.orgId, t.clock.now())).rejects.toThrow('died')
  await round()
  expect(await Promise.all([bare, full, manager, org.admin].map(async (who) => (await told(who)).length))).toEqual([1, 1, 1, 1])
  const receivers = () => smtp.received.filter((one) => one.mail.subject?.includes('资料完整度')).length
  // One wants no mail, one is in quiet hours until noon.
  expect(receivers()).toBe(2)
  t.clock.set('2026-03-02T04:01:00.000Z')
  await round()
  expect(receivers()).toBe(3)
})
