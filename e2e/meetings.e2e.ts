import { listNotifications } from '../packages/core/src/notifications/contract.ts'
import { listPipelines } from '../packages/core/src/catalog/contract.ts'
import { getMe } from '../packages/core/src/identity/contract.ts'
import { changeMeetingSeries, createMeetingSeries, getMeeting } from '../packages/core/src/meetings/contract.ts'
import { ask } from './support/ask.ts'
import { violations } from './support/axe.ts'
import { unique } from './support/board.ts'
import { colleague } from './support/colleague.ts'
import { expect, test } from './support/test.ts'

/** A review meeting on a desktop and on a phone: both in step, notes and a task, minutes that arrive. */
test('a meeting is run by one and followed by the other, who takes over; a note and a task are in the minutes that arrive', async ({ page, api, another }) => {
  test.setTimeout(120_000)
  const other = await colleague(api, another, 'manager')
  await other.page.setViewportSize({ width: 390, height: 844 })
  const me = await ask(api, getMe)
  const [pipeline] = (await ask(api, listPipelines)).items
  const name = unique('例会')
  const series = await ask(api, createMeetingSeries, {
    body: { name, pipelineId: pipeline?.id ?? '', facilitatorId: me.user.id, memberIds: [other.id], cadence: 'weekly', firstOn: '2030-01-07', atTime: '09:30' },
  })
  await page.goto('/meetings')
  await page.getByRole('list', { name: '例会系列' }).getByRole('listitem').filter({ hasText: name }).getByRole('link', { name: '议程' }).click()
  await page.getByRole('button', { name: '开始例会' }).click()
  // Right after the start the reports are asked for the past months' alarms, too.
  await expect(page).toHaveURL(/\/run$/, { timeout: 60_000 })
  // In step from when its stream of changes is open: what the presenter does before, it would not hear of.
  const hears = other.page.waitForResponse((answer) => new URL(answer.url()).pathname.endsWith('/live'))
  await other.page.goto(new URL(page.url()).pathname)
  await hears

  const title = (on: typeof page) => on.getByRole('heading', { level: 1 })
  await expect(other.page.getByRole('status').filter({ hasText: '主持中' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^到会/ })).toContainText('2/2')
  const first = await title(page).innerText()
  // The phone says besides how far the meeting is.
  await expect(title(other.page)).toContainText(first)
  await page.getByRole('button', { name: '下一项' }).click()
  await expect(title(page)).not.toHaveText(first)
  const second = await title(page).innerText()
  await expect(title(other.page)).toContainText(second)
  // Not while the pointer is on a button.
  await page.mouse.move(700, 500)
  await expect(page.getByRole('button', { name: '下一项' })).toBeEnabled()
  expect(await violations(page)).toEqual([])
  expect(await violations(other.page)).toEqual([])

  const parts = other.page.getByRole('radiogroup', { name: '会议内容' })
  await parts.getByText('笔记', { exact: true }).click()
  await other.page.getByRole('textbox', { name: '我的笔记' }).fill('先约决策人')
  await expect(page.getByRole('list', { name: '其他人的笔记' })).toContainText('先约决策人')
  await page.getByRole('button', { name: '新任务' }).click()
  const sheet = page.getByRole('dialog', { name: '新建行动项' })
  await sheet.getByRole('textbox', { name: /要做什么/ }).fill('约决策人')
  await sheet.getByRole('button', { name: /^新\s*建$/ }).click()
  // Due by the meeting that looks at it.
  const meeting = await ask(api, getMeeting, { params: { id: new URL(page.url()).pathname.split('/').at(-2) ?? '' } })
  await expect.poll(async () => (await ask(api, getMeeting, { params: { id: meeting.id } })).taskStates.map(({ dueOn }) => dueOn)).toEqual([meeting.nextOn])
  await parts.getByText('决定', { exact: true }).click()
  await expect(other.page.getByRole('list', { name: '决定与收尾' })).toContainText('约决策人')

  // What a task cannot settle becomes an experiment or a rule, each beside the meeting.
  await expect(page.getByRole('link', { name: '争论打法？发起一个实验' })).toHaveAttribute('href', /pipeline=/)
  await expect(page.getByRole('link', { name: '要成为规则？设一条自动化' })).toBeVisible()

  await page.getByRole('button', { name: '移交主持' }).click()
  await page.getByRole('menuitem', { name: other.name }).click()
  await other.page.getByRole('button', { name: '上一项' }).click()
  await expect(title(page)).toHaveText(first)
  await page.getByRole('button', { name: '接过主持' }).click()
  await page.getByRole('button', { name: '结束并发送纪要' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束并发送纪要' }).click()
  await expect(page.getByRole('list', { name: '任务' })).toContainText('约决策人')
  await expect(page.getByText(`${other.name}：先约决策人`)).toBeVisible()
  await expect(other.page.getByRole('link', { name: '查看纪要' })).toBeVisible()
  const notice = (await ask(other.context.request, listNotifications)).items.find(({ kind }) => kind === 'meeting_minutes')
  expect(notice?.data['name']).toBe(name)
  await ask(api, changeMeetingSeries, { params: { id: series.id }, ifMatch: 1, body: { isArchived: true } })
})
