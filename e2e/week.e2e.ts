import { changeAction, listActions } from '../packages/core/src/actions/contract.ts'
import { createAlarmRule, listAlarmRules, listAlarms, removeAlarmRule } from '../packages/core/src/alarms/contract.ts'
import { listAutomations } from '../packages/core/src/automation/contract.ts'
import { listPipelines } from '../packages/core/src/catalog/contract.ts'
import { plusDays } from '../packages/core/src/diagnosis/days.ts'
import { listTeams } from '../packages/core/src/identity/contract.ts'
import { dayOf } from '../packages/core/src/lib/dates.ts'
import { createMeetingSeries } from '../packages/core/src/meetings/contract.ts'
import { changeMessagePreferences, createRobot, getMessagePreferences } from '../packages/core/src/messages/contract.ts'
import { changeMailSettings, getMailSettings } from '../packages/core/src/nurture/contract.ts'
import { createDeal } from '../packages/core/src/pipeline/contract.ts'
import { startReceivers } from '../packages/server/src/features/messages/receivers.fixture.ts'
import { startSmtp } from '../packages/server/src/features/nurture/smtp-server.fixture.ts'
import { ask } from './support/ask.ts'
import { hears } from './support/board.ts'
import { choose } from './support/choose.ts'
import { hour, minute } from './support/clocked-product.ts'
import { expect, test } from './support/clocked-test.ts'

// Half a minute when nothing else runs.
test.describe.configure({ timeout: 150_000 })
const day = 24 * hour
const shanghai = 8 * hour

test('the week: an alarm reaches inbox, mail and robot; its cause is opened; a task and an automation come of it; the meeting is held in step; next week shows what was kept', async ({ product, admin, colleague }) => {
  const [smtp, receivers] = [await startSmtp(), await startReceivers(() => product.now())]
  try {
    // Monday, half past nine.
    const local = new Date(product.now().getTime() + shanghai)
    const toMonday = ((8 - local.getUTCDay()) % 7) * day + (9.5 * hour - ((local.getTime() % day) + day) % day)
    await product.advance(toMonday > 0 ? toMonday : toMonday + 7 * day)
    const [manager, rep] = [await colleague('manager', '韩梅'), await colleague('rep', '李雷')]
    const [team] = (await ask(admin, listTeams)).items
    const pipeline = (await ask(admin, listPipelines)).items.find(({ name }) => name === product.pipeline)
    const stage = pipeline?.stages.find(({ name }) => name === '方案报价')
    if (team === undefined || pipeline === undefined || stage === undefined) throw new Error('arranged')
    await ask(admin, changeMailSettings, {
      ifMatch: (await ask(admin, getMailSettings)).version,
      body: { host: '127.0.0.1', port: smtp.port, security: 'none', senders: [{ id: 'main', name: '云帆科技', address: 'hello@sender.example', replyTo: null }], sendFrom: '00:00', sendTo: '00:00', workDaysOnly: false },
    })
    await ask(admin, createRobot, { body: { name: '销售群', kind: 'wecom', address: `${receivers.url}/cgi-bin/webhook/send?key=${receivers.keys.wecom}`, teamId: team.id } })
    await ask(manager.api, changeMessagePreferences, { ifMatch: (await ask(manager.api, getMessagePreferences)).version, body: { kinds: { alarm_opened: { mail: 'now', robot: true }, meeting_minutes: { mail: 'now', robot: false } } } })
    // One rule alone: what others would say of the same stage is joined to it, or it to theirs.
    await product.advance(minute, 'alarms')
    for (const { id } of (await ask(admin, listAlarmRules, { query: {} })).items) await ask(admin, removeAlarmRule, { params: { id } })
    const rule = await ask(admin, createAlarmRule, {
      body: { name: '报价停滞', isEnabled: true, definition: { kind: 'stage_days', scope: { pipelineId: pipeline.id, stageIds: [stage.id], slice: null }, days: 2, share: 0.3, minN: 5, cooldownDays: 7, quietDays: 3 } },
    })
    for (let i = 0; i < 8; i++) await ask(rep.api, createDeal, { body: { title: `${['恒润', '远航', '天成', '金石'][i % 4]}扩产 ${i}`, pipelineId: pipeline.id, stageId: stage.id, amountMinor: 3_000_000_00 } })

    // Nobody moves them: on Friday the alarm is there, and reaches whom it concerns.
    await manager.page.goto('/inbox')
    await hears(manager.page)
    await product.advance(4 * day, 'alarms')
    await product.advance(minute, 'notices', 'nurture', 'deliveries')
    const [alarm] = (await ask(admin, listAlarms, { query: { status: 'open' } })).items.filter((one) => one.rule.id === rule.id)
    expect(alarm?.stageId).toBe(stage.id)
    expect(receivers.posts.wecom.map(({ body }) => JSON.stringify(body))).toEqual([expect.stringContaining('报价停滞')])
    // Whoever else leads the team has it, too; the team's group once.
    expect([...new Set(smtp.received.map(({ mail }) => mail.subject ?? ''))]).toEqual([expect.stringContaining('报价停滞')])
    const notice = manager.page.getByRole('button', { name: /漏斗预警「报价停滞」/ })
    await expect(notice).toBeVisible()
    await notice.click()
    await expect(manager.page).toHaveURL(new RegExp(`/alarms/${alarm?.id ?? ''}`))

    // The cause, and what to do: a task for the rep, and an automation for the next time.
    await expect(manager.page.getByRole('region', { name: /为什么|原因/ }).first()).toBeVisible()
    await manager.page.getByRole('button', { name: '停滞自动提醒' }).first().click()
    await manager.page.getByRole('button', { name: '生成任务' }).click()
    const sheet = manager.page.getByRole('dialog', { name: '新建行动项' })
    await sheet.getByRole('textbox', { name: /要做什么/ }).fill('逐个联系报价客户')
    await sheet.getByRole('button', { name: /^新\s*建$/ }).click()
    await expect(sheet).toHaveCount(0)
    await manager.page.getByRole('button', { name: '生成自动化' }).click()
    const template = manager.page.getByRole('dialog', { name: '使用模板' })
    await expect(template.getByRole('status')).toContainText('方案报价')
    await template.getByRole('button', { name: '生成草稿' }).click()
    await manager.page.getByRole('button', { name: /发\s*布$/ }).click()
    await manager.page.getByRole('dialog').getByRole('button', { name: /发\s*布/ }).click()
    await expect.poll(async () => (await ask(admin, listAutomations, { query: { state: 'active' } })).items.map(({ triggerKind }) => triggerKind)).toEqual(['time_in_stage'])

    // The meeting: the manager presents, the rep follows.
    const today = dayOf(product.now(), 'Asia/Shanghai')
    await ask(manager.api, createMeetingSeries, { body: { name: '漏斗周会', pipelineId: pipeline.id, teamId: team.id, facilitatorId: manager.id, memberIds: [rep.id], cadence: 'weekly', firstOn: today, atTime: '10:00' } })
    await manager.page.goto('/meetings')
    await manager.page.getByRole('list', { name: '例会系列' }).getByRole('listitem').filter({ hasText: '漏斗周会' }).getByRole('link', { name: '议程' }).click()
    await manager.page.getByRole('button', { name: '开始例会' }).click()
    await expect(manager.page).toHaveURL(/\/run$/)
    // The room shows no mark of it, but follows from when the stream has begun.
    const following = rep.page.waitForResponse((answer) => new URL(answer.url()).pathname === '/api/v1/live')
    await rep.page.goto(new URL(manager.page.url()).pathname)
    await following
    await expect(rep.page.getByText('韩梅 主持中')).toBeVisible()
    const title = (of: typeof rep) => of.page.getByRole('heading', { level: 1 })
    await manager.page.getByRole('navigation', { name: '议程' }).getByRole('button', { name: '异常与根因' }).click()
    await expect(title(rep)).toContainText('异常与根因')
    await expect(rep.page.getByText('报价停滞').first()).toBeVisible()
    for (const what of ['约见恒润的决策人', '重做远航的报价']) {
      await manager.page.getByRole('button', { name: '新任务' }).click()
      const task = manager.page.getByRole('dialog', { name: '新建行动项' })
      await task.getByRole('textbox', { name: /要做什么/ }).fill(what)
      await choose(manager.page, task.getByRole('combobox', { name: /负责人|谁来做/ }), '李雷')
      await task.getByRole('button', { name: /^新\s*建$/ }).click()
      await expect(task).toHaveCount(0)
    }
    // The browser's own day is another than the product's: until Wednesday.
    for (const { id, version } of (await ask(manager.api, listActions, { query: { box: 'all', assignee: rep.id } })).items)
      await ask(manager.api, changeAction, { params: { id }, ifMatch: version, body: { dueOn: plusDays(today, 5) } })
    await manager.page.getByRole('button', { name: '结束并发送纪要' }).click()
    await manager.page.getByRole('dialog').getByRole('button', { name: '结束并发送纪要' }).click()
    await expect(rep.page.getByRole('link', { name: '查看纪要' })).toBeVisible()
    await product.advance(minute, 'notices', 'nurture')
    await rep.page.getByRole('link', { name: '查看纪要' }).click()
    await expect(rep.page.getByRole('list', { name: '任务' })).toContainText('约见恒润的决策人')

    // One is done in time, the other is not; next week's meeting opens with both.
    const [done] = (await ask(rep.api, listActions, { query: { q: '约见恒润' } })).items
    await rep.page.goto('/actions')
    await rep.page.getByRole('button', { name: `完成 ${done?.title ?? ''}` }).click()
    await rep.page.getByRole('dialog', { name: '完成行动项' }).getByRole('button', { name: '标记完成' }).click()
    await expect.poll(async () => (await ask(rep.api, listActions, { query: { status: 'done', q: '约见恒润' } })).items.length).toBe(1)
    await product.advance(7 * day)
    await manager.page.goto('/meetings')
    await manager.page.getByRole('list', { name: '例会系列' }).getByRole('listitem').filter({ hasText: '漏斗周会' }).getByRole('link', { name: '议程' }).click()
    await manager.page.getByRole('button', { name: '开始例会' }).click()
    const commitments = manager.page.getByRole('list', { name: '上次承诺' })
    await expect(commitments.getByRole('listitem').filter({ hasText: '约见恒润的决策人' })).toContainText('按时完成')
    await expect(commitments.getByRole('listitem').filter({ hasText: '重做远航的报价' })).toContainText('逾期未完成')
  } finally {
    await smtp.close()
    await receivers.close()
  }
})
