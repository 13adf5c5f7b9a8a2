import { createAssignRule, getLeadAssignment } from '../packages/core/src/assignment/contract.ts'
import { createCampaign, createChannelCodes, listChannelCodes } from '../packages/core/src/campaigns/contract.ts'
import { createLead, getLead, listLeads } from '../packages/core/src/leads/contract.ts'
import { listNotifications } from '../packages/core/src/notifications/contract.ts'
import { changeMailSettings, changeSequence, createMailTemplate, createSequence, getMailSettings, listEnrolments, publishSequence } from '../packages/core/src/nurture/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { createPublicForm, publishPublicForm } from '../packages/core/src/public-forms/contract.ts'
import { firstDraft } from '../packages/core/src/public-forms/first-draft.ts'
import { getLeadBehaviour } from '../packages/core/src/tracking/contract.ts'
import { startSmtp } from '../packages/server/src/features/nurture/smtp-server.fixture.ts'
import { ask } from './support/ask.ts'
import { hour, minute, second } from './support/clocked-product.ts'
import { expect, test } from './support/clocked-test.ts'
import { reporting } from './support/web-site.ts'

// Half a minute when nothing else runs.
test.describe.configure({ timeout: 120_000 })

test('a code is scanned, a form sent, pages read: a rep has the lead within 5 s; late, escalated, accepted, won, and the campaign shows the money', async ({ product, admin, colleague, phone, site }) => {
  const [rep, manager, marketing, promoter] = [await colleague('rep', '李雷'), await colleague('manager', '韩梅'), await colleague('marketing', '王芳'), await colleague('rep', '何静')]
  // Marketing prepares: a form, a campaign with a code of an exhibition and a promoter, and a rule for leads that are ready.
  const draft = firstDraft('预约演示')
  const more = [{ key: 'mail', type: 'mail' as const, target: 'email' as const, label: { zh: '邮箱', en: 'E-mail' }, required: true }, { key: 'title', type: 'text' as const, target: 'title' as const, label: { zh: '职务', en: 'Title' } }]
  const made = await ask(marketing.api, createPublicForm, { body: { name: '预约演示', draft: { ...draft, fields: [...draft.fields, ...more] } } })
  const form = await ask(marketing.api, publishPublicForm, { params: { id: made.id }, ifMatch: made.version })
  const channelId = product.channelIds['exhibition'] ?? ''
  const campaign = await ask(marketing.api, createCampaign, { body: { name: '春季工业展', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: form.link } })
  const [code] = (await ask(marketing.api, createChannelCodes, { params: { id: campaign.id }, body: { channelIds: [channelId], promoterIds: [promoter.id] } })).items
  await ask(admin, createAssignRule, { body: { name: '合格线索', isEnabled: true, triggers: ['ready'], condition: null, by: 'pool', choice: 'round_robin', matchField: null, members: [{ userId: rep.id, values: [] }] } })
  await rep.page.goto('/today')
  await manager.page.goto('/today')
  await expect(rep.page.getByRole('button', { name: '通知', exact: true })).toBeVisible()
  await expect(manager.page.getByRole('button', { name: '通知', exact: true })).toBeVisible()

  await phone.goto(code?.link ?? '')
  await expect(phone).toHaveURL(new RegExp(`/f/[^/]+/${form.key}\\?.*sl_code=${code?.code ?? ''}`))
  const started = phone.waitForResponse((answer) => answer.url().endsWith('/start'))
  await phone.getByLabel('姓名').fill('王小明')
  await started
  await phone.getByRole('textbox', { name: '公司' }).fill('临港精密制造')
  await phone.getByLabel('手机').fill('139 1234 8765')
  await phone.getByLabel('邮箱').fill('wang@lingang.example')
  await phone.getByLabel('职务').fill('总经理')
  await phone.getByRole('checkbox').check()
  // Faster than a person is suspected.
  await product.advance(20 * second)
  await phone.getByRole('button', { name: '提交' }).tap()
  await expect(phone.getByText('已收到，我们会尽快与您联系。')).toBeVisible()

  const [found] = (await ask(admin, listLeads, { query: { q: '临港精密制造' } })).items
  const params = { id: found?.id ?? '' }
  const score = async () => (await ask(admin, getLead, { params })).score
  expect(await ask(admin, getLead, { params })).toMatchObject({
    name: '王小明', owner: null, sourceId: channelId, lastTouch: { kind: 'code', code: code?.code, campaign: { id: campaign.id }, channel: { id: channelId }, promoter: { id: promoter.id } },
  })
  // Decides 20, company 8, phone 5, form 20.
  await expect.poll(score).toBe(53)

  // They sign in to the organisation's site, whose server says who they are, and read for some minutes.
  const open = async (path: string) => {
    await product.advance(minute)
    await reporting(phone, [path], () => phone.goto(site.origin + path))
  }
  await product.advance(minute)
  await phone.goto(site.origin)
  await reporting(phone, ['"g":'], () => phone.evaluate(`sluice("identify", "${site.tokenOf('wang@lingang.example', product.now())}")`))
  for (let i = 0; i < 3; i++) await open('/docs/guide')
  await open('/pricing')
  // One page, a document three times, prices once: one step below ready, and nobody has it.
  await expect.poll(score).toBe(79)
  expect((await ask(admin, getLead, { params })).owner).toBeNull()

  const bell = rep.page.getByRole('button', { name: '1 条未读通知' })
  await open('/pricing')
  const crossedAt = performance.now()
  await expect(bell).toBeVisible({ timeout: 5000 })
  const waited = performance.now() - crossedAt
  test.info().annotations.push({ type: 'from the report that makes the lead ready to the bell of the rep', description: `${(waited / 1000).toFixed(2)} s` })
  expect(await ask(admin, getLead, { params })).toMatchObject({ score: 89, grade: 'A', owner: { id: rep.id } })

  // The card, then the lead itself with all that happened before.
  await bell.click()
  const card = rep.page.getByRole('dialog').getByRole('listitem').filter({ hasText: '临港精密制造' })
  for (const words of ['总经理', '评分 89', '春季工业展', '查看价格', '您在分配名单中']) await expect(card).toContainText(words)
  await card.getByRole('button').click()
  await expect(rep.page).toHaveURL(new RegExp(`/leads/${params.id}`))
  const record = rep.page.getByRole('dialog').filter({ hasText: '王小明 · 临港精密制造' })
  for (const words of ['推广人 何静', `活码 ${code?.code ?? ''}`, '预约演示']) await expect(record.getByText(words).first()).toBeVisible()
  await record.getByText('行为', { exact: true }).first().click()
  await expect(record.getByRole('list', { name: '高意向信号' })).toContainText('反复查看同一资料')
  await expect(record.getByRole('list', { name: '来源路径' })).toContainText('春季工业展')
  await expect(record.getByText('选型白皮书').first()).toBeVisible()

  // Two working hours go by. A minute before, nobody else is told.
  const untilDue = Date.parse((await ask(admin, getLeadAssignment, { params })).clock?.dueAt ?? '') - product.now().getTime()
  expect(untilDue).toBe(2 * hour)
  await product.advance(untilDue - minute, 'response_deadlines')
  expect((await ask(manager.api, listNotifications, { query: {} })).unread).toBe(0)
  expect((await ask(rep.api, listNotifications, { query: {} })).items.map(({ kind }) => kind)).toEqual(['response_due_soon', 'lead_assigned'])
  await product.advance(minute, 'response_deadlines')
  await manager.page.getByRole('button', { name: '1 条未读通知' }).click()
  const escalated = manager.page.getByRole('dialog').getByRole('listitem').filter({ hasText: '李雷的线索「王小明 · 临港精密制造」首次响应超时' })
  await escalated.getByRole('button').click()
  await expect(manager.page.getByRole('dialog').filter({ hasText: '王小明 · 临港精密制造' }).getByText(/首次响应已超时/).first()).toBeVisible()

  await record.getByRole('button', { name: '接受' }).click()
  await expect(rep.page.getByText('已接受', { exact: true }).first()).toBeVisible()
  await record.getByRole('button', { name: '转化' }).click()
  const sheet = rep.page.getByRole('dialog', { name: '转化线索' })
  await sheet.getByRole('textbox', { name: '商机名称' }).fill('临港一期')
  await sheet.getByRole('textbox', { name: /预计金额/ }).fill('68万')
  // The sheet knows its pipelines.
  await expect(sheet.getByText(/初步接洽/)).toBeVisible()
  await sheet.getByRole('button', { name: '转化', exact: true }).click()
  await expect(sheet).toBeHidden()
  await expect(rep.page.getByRole('heading', { name: '临港一期' })).toBeVisible()
  await product.advance(24 * hour)
  await rep.page.getByRole('button', { name: '赢单' }).click()
  await rep.page.getByRole('dialog').getByRole('button', { name: '确认赢单' }).click()
  await expect(rep.page.getByText(/赢单，赢单前阶段/).first()).toBeVisible()
  const dealId = new URL(rep.page.url()).pathname.split('/').at(-1) ?? ''
  expect(await ask(rep.api, getDeal, { params: { id: dealId } })).toMatchObject({ status: 'won', amountMinor: 68_000_000, leadId: params.id, owner: { id: rep.id } })

  await marketing.page.goto(`/campaigns/${campaign.id}`)
  const toCash = marketing.page.getByRole('list', { name: '从访问到回款' })
  await expect(toCash.getByRole('listitem')).toHaveText([/^访问.*1$/, /^线索.*1$/, /^MQL 市场合格.*1 中 1/, /^SQL 销售合格.*1 中 1/, /^有商机.*1 中 1/, /^已赢单.*1 中 1/, '收入¥680,000'])
  await expect(marketing.page.getByRole('region', { name: '活动数据' })).toContainText('¥68万')
  expect((await ask(marketing.api, listChannelCodes, { query: { campaign: campaign.id } })).items).toMatchObject([{ code: code?.code, promoter: { id: promoter.id }, visits: 1, leads: 1, qualified: 1, won: 1 }])
})

test('a cold lead gets the mails of a sequence from an SMTP server, follows the link of one, and is hot: its owner is told, and no further mail leaves', async ({ product, admin, colleague, phone, site }) => {
  const smtp = await startSmtp()
  try {
    const [rep, marketing] = [await colleague('rep', '张伟'), await colleague('marketing', '刘洋')]
    await ask(admin, changeMailSettings, {
      ifMatch: (await ask(admin, getMailSettings)).version,
      body: { host: '127.0.0.1', port: smtp.port, security: 'none', senders: [{ id: 'main', name: '云帆科技', address: 'hello@sender.example', replyTo: null }], sendFrom: '00:00', sendTo: '00:00', workDaysOnly: false },
    })
    const template = (name: string, subject: string) => ask(marketing.api, createMailTemplate, { body: { name, subject, body: `{{ lead.name }}，您好：请看[同行的案例](${site.origin}/docs/case)。` } })
    const templates = [await template('第一封', '{{ lead.name }}，同行怎么做'), await template('第二封', '{{ lead.company }}也适用的案例'), await template('第三封', '最后一封')]
    const made = await ask(marketing.api, createSequence, { body: { name: '冷线索唤醒' } })
    const steps = templates.flatMap(({ id }, i) => [{ id: `mail${i}`, type: 'mail' as const, variants: [{ id: 'va01', templateId: id }] }, { id: `wait${i}`, type: 'wait' as const, amount: 2, unit: 'work_days' as const }])
    const saved = await ask(marketing.api, changeSequence, { params: { id: made.id }, ifMatch: made.version, body: { draft: { trigger: { kind: 'score', from: 0, to: 35 }, steps } } })
    await ask(marketing.api, publishSequence, { params: { id: made.id }, body: {}, ifMatch: saved.version })

    // Cold by its score: nobody enrols it by hand.
    const lead = await ask(marketing.api, createLead, { body: { name: '赵敏', company: '明日科技', title: '总经理', phone: '138 0000 1234', email: 'zhao@customer.example', ownerId: rep.id } })
    const params = { id: lead.id }
    const score = async () => (await ask(admin, getLead, { params })).score
    await expect.poll(score).toBe(33)
    await product.advance(minute, 'nurture')
    // The round, or the work that the enrolment woke before it.
    await expect.poll(() => smtp.received.map(({ to, mail }) => [to, mail.subject])).toEqual([['zhao@customer.example', '赵敏，同行怎么做']])
    await rep.page.goto('/today')
    // Two working days later the next one; nothing was opened until then.
    await product.advance(48 * hour, 'nurture')
    await expect.poll(() => smtp.received.map(({ mail }) => mail.subject)).toEqual(['赵敏，同行怎么做', '明日科技也适用的案例'])
    const told = (await ask(rep.api, listNotifications, { query: {} })).unread

    // The mail is opened on a phone, and its link followed: the page knows whose browser it is.
    await phone.setContent(smtp.received[1]?.mail.html ?? '')
    await reporting(phone, ['"g":', '/docs/case'], () => phone.getByRole('link', { name: '同行的案例' }).tap())
    await expect(phone).toHaveURL(`${site.origin}/docs/case`)
    for (let i = 0; i < 2; i++) await reporting(phone, ['/docs/case'], () => phone.goto(`${site.origin}/docs/case`))
    for (let i = 0; i < 2; i++) await reporting(phone, ['/pricing'], () => phone.goto(`${site.origin}/pricing`))
    // Opened 1, clicked 5, a document 15, prices 20.
    await expect.poll(score).toBe(74)
    await reporting(phone, ['/docs/guide.pdf'], () => phone.getByRole('link', { name: '下载白皮书' }).tap())
    await expect.poll(score).toBe(84)
    expect((await ask(admin, getLeadBehaviour, { params, query: {} })).knownBy).toEqual(['mail'])

    await rep.page.getByRole('button', { name: `${told + 3} 条未读通知` }).click()
    const notices = rep.page.getByRole('dialog').getByRole('listitem')
    await expect(notices.filter({ hasText: /赵敏.*反复查看同一资料/ })).toBeVisible()
    await expect(notices.filter({ hasText: /赵敏.*已达到可转销售（84 分）/ })).toBeVisible()
    await notices.filter({ hasText: /赵敏.*查看价格页/ }).getByRole('button').click()
    const record = rep.page.getByRole('dialog').filter({ hasText: '赵敏 · 明日科技' })
    await expect(record.getByText('已变热')).toBeVisible()
    await expect(record.getByRole('list', { name: '邮件' }).getByText('已点击')).toHaveCount(1)
    expect(await ask(admin, getLead, { params })).toMatchObject({ grade: 'A', owner: { id: rep.id }, mqlAt: product.now().toISOString() })
    expect((await ask(admin, listEnrolments, { query: { lead: lead.id } })).items).toMatchObject([{ sequence: { name: '冷线索唤醒' }, state: 'left', exitReason: 'ready' }])
    await product.advance(7 * 24 * hour, 'nurture')
    expect(smtp.received).toHaveLength(2)
  } finally {
    await smtp.close()
  }
})
