import { getBoard, listDeals } from '../packages/core/src/pipeline/contract.ts'
import type { getFunnel } from '../packages/core/src/funnel/contract.ts'
import type { ResponseOf } from '../packages/core/src/lib/contract.ts'
import { ask, firstPipeline } from './support/ask.ts'
import { card, column, unique } from './support/board.ts'
import { expect, nobody, test } from './support/test.ts'

test.use({ storageState: nobody })

test('a newcomer sees the demo company at work, and two clicks later an organisation of their own', async ({ page, api, trouble }) => {
  // Before anybody is signed in the question who it is has no answer.
  trouble.expectRefusal(/GET \/api\/v1\/(me|session) 401/)
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
  // One arrives at the funnel: what is known by then is not asked again when one comes back to it.
  const asked = page.waitForRequest((request) => new URL(request.url()).pathname.endsWith('/reports/funnel'))
  await page.getByRole('button', { name: '进入演示公司' }).click()
  await expect(page.getByText('演示公司的虚构数据')).toBeVisible()

  // The board: every column's count is the server's.
  const pipeline = await firstPipeline(api)
  await page.getByRole('link', { name: '商机', exact: true }).click()
  const names = new Map([...pipeline.stages.map((stage) => [stage.id, stage.name] as const), ['dormant', '休眠'], ['won', pipeline.wonName], ['lost', pipeline.lostName]])
  // Background work may move a deal between the server's answer and the look at the page: then it is asked again.
  await expect(async () => {
    const board = await ask(api, getBoard, { params: { id: pipeline.id } })
    expect(board.columns.reduce((sum, one) => sum + one.count, 0)).toBeGreaterThan(100)
    for (const one of board.columns)
      await expect(column(page, names.get(one.key) ?? '')).toHaveAccessibleName(new RegExp(`，${new Intl.NumberFormat('zh-CN', { useGrouping: 'always' }).format(one.count)}? ?个商机|，${one.count} 个商机`), { timeout: 5000 })
  }).toPass({ timeout: 60_000 })

  // The funnel: entered, by stage.
  await page.getByRole('link', { name: '漏斗', exact: true }).click()
  const funnel = (await (await api.get((await asked).url())).json()) as ResponseOf<typeof getFunnel>
  for (const [index, step] of funnel.steps.entries()) {
    const entered = new Intl.NumberFormat('zh-CN').format(step.entered.value ?? 0)
    await expect(page.getByRole('button', { name: `${pipeline.stages[index]?.name}：进入 ${entered}`, exact: true })).toBeVisible()
  }

  // Two clicks and a form.
  await page.getByRole('link', { name: '创建我的组织' }).click()
  const company = unique('恒通智能')
  await page.getByLabel('组织名称').fill(company)
  await page.getByLabel('姓名', { exact: true }).fill('周总')
  await page.getByLabel('邮箱').fill('boss@hengtong.example')
  await page.getByRole('textbox', { name: '密码' }).fill('一句好记的话也行2026')
  await page.getByRole('button', { name: '创建组织' }).click()
  await expect(page.getByRole('heading', { name: `${company}已经准备好了` })).toBeVisible()
  await expect(page.getByText('演示公司的虚构数据')).toBeHidden()
  // Nothing of the demo company has come along.
  expect((await ask(page.request, listDeals)).total).toBe(0)

  await page.getByRole('main').getByRole('button', { name: '新建商机' }).click()
  const form = page.getByRole('dialog', { name: '新建商机' })
  await form.getByLabel('商机名称').fill('第一单')
  await form.getByRole('textbox', { name: '金额' }).fill('12.5万')
  await expect(form.getByText('= ¥125,000')).toBeVisible()
  await form.getByRole('button', { name: /创\s*建/ }).click()
  await expect(page.getByText('已创建商机「第一单」')).toBeVisible()

  const own = await firstPipeline(page.request)
  const first = own.stages[0]?.name ?? ''
  await page.getByRole('link', { name: '商机', exact: true }).click()
  await expect(card(column(page, first), '第一单')).toContainText('¥12.5万')
  await page.getByRole('link', { name: '漏斗', exact: true }).click()
  await expect(page.getByRole('button', { name: `${first}：进入 1`, exact: true })).toBeVisible()
})

test('a wrong password is refused in words, and the right one comes back to where one wanted to go', async ({ page, trouble }) => {
  trouble.expectRefusal(/GET \/api\/v1\/(me|session) 401/)
  trouble.expectRefusal(/POST \/api\/v1\/session 401/)
  await page.goto('/funnel?period=quarter')
  await expect(page).toHaveURL(/\/sign-in\?back=/)
  await page.getByLabel('邮箱').fill('demo@example.com')
  await page.getByRole('textbox', { name: '密码' }).fill('falsch-geraten')
  await page.getByRole('button', { name: /登\s*录$/ }).click()
  await expect(page.getByRole('alert')).toContainText(/密码/)
  await page.getByRole('textbox', { name: '密码' }).fill('sluice-demo')
  await page.getByRole('button', { name: /登\s*录$/ }).click()
  await expect(page).toHaveURL(/\/funnel\?period=quarter/)
  // What the page still asks for when one leaves would be refused: it is read first.
  await expect(page.getByRole('button', { name: /：进入/ }).first()).toBeVisible()
  // And out again.
  await page.getByRole('button', { name: /账户/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/deals')
  await expect(page).toHaveURL(/\/sign-in/)
})
