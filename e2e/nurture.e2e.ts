import { createLead } from '../packages/core/src/leads/contract.ts'
import { changeMailSettings, changeSequence, createMailTemplate, createSequence, getMailSettings, listMails, publishSequence } from '../packages/core/src/nurture/contract.ts'
import type { BodyInputOf } from '../packages/core/src/lib/contract.ts'
import { getLeadBehaviour } from '../packages/core/src/tracking/contract.ts'
import { startSmtp } from '../packages/server/src/features/nurture/smtp-server.fixture.ts'
import { ask } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('a cold lead is put into a sequence, the mail arrives at the SMTP server, its link is followed and the lead is seen to react', async ({ page, api }) => {
  const smtp = await startSmtp()
  const set = async (body: BodyInputOf<typeof changeMailSettings>) => {
    const { version } = await ask(api, getMailSettings)
    return ask(api, changeMailSettings, { body, ifMatch: version })
  }
  await set({ host: '127.0.0.1', port: smtp.port, security: 'none', username: null, sendFrom: '00:00', sendTo: '00:00', workDaysOnly: false })
  try {
    const [name, title] = [unique('赵敏'), unique('唤醒')]
    const lead = await ask(api, createLead, { body: { name, company: '明日科技', email: `${unique('z').replaceAll(/\W/g, '').toLowerCase()}@customer.example` } })
    const template = await ask(api, createMailTemplate, { body: { name: title, subject: '{{ lead.name }}，您好', body: '请看[案例](https://example.cn/case)。' } })
    const made = await ask(api, createSequence, { body: { name: title } })
    const draft = { trigger: { kind: 'manual' as const }, steps: [{ id: 'mail1', type: 'mail' as const, variants: [{ id: 'va01', templateId: template.id }] }, { id: 'wait1', type: 'wait' as const, amount: 3, unit: 'work_days' as const }] }
    const saved = await ask(api, changeSequence, { params: { id: made.id }, body: { draft }, ifMatch: made.version })
    await ask(api, publishSequence, { params: { id: made.id }, body: {}, ifMatch: saved.version })

    await page.goto(`/leads/${lead.id}`)
    const record = page.getByRole('dialog')
    await record.getByRole('combobox', { name: '加入序列' }).click()
    await page.getByRole('option', { name: title }).or(page.locator('.ant-select-item-option', { hasText: title })).first().click()
    await expect(record.getByRole('link', { name: title })).toBeVisible()

    const arrived = () => smtp.received.find((one) => one.mail.subject === `${name}，您好`)
    await expect.poll(() => arrived()?.mail.subject, { timeout: 20_000 }).toBe(`${name}，您好`)
    const link = /href="([^"]+\/l\/[^"]+)"/.exec(arrived()?.mail.html ?? '')?.[1] ?? ''
    // A person's own browser, which is nobody's robot.
    const answer = await api.get(new URL(link).pathname, { maxRedirects: 0, headers: { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' } })
    expect([answer.status(), answer.headers()['location']]).toEqual([302, 'https://example.cn/case'])
    expect((await ask(api, listMails, { query: { lead: lead.id } })).items[0]).toMatchObject({ state: 'sent', clickedAt: expect.any(String) })
    expect(JSON.stringify(await ask(api, getLeadBehaviour, { params: { id: lead.id }, query: {} }))).toContain('mail_click')
    await page.reload()
    await expect(record.getByText('已点击')).toBeVisible()
  } finally {
    await set({ host: null })
    await smtp.close()
  }
})
