import { getExperiment, listExperiments } from '../packages/core/src/experiments/contract.ts'
import { ask, openDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('an experiment from a template: planned, started, followed on a deal, concluded; a way of selling becomes the next one', async ({ page, api }) => {
  await page.goto('/experiments')
  await page.getByRole('button', { name: '新建实验' }).click()
  await page.getByRole('dialog', { name: '新建实验' }).getByRole('button', { name: /先见决策者/ }).click()
  await expect(page.getByText('每条路径需要')).toBeVisible()
  await expect(page).toHaveURL(/\/experiments\/[0-9a-f-]{36}/)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  // What is edited is planned anew before it is kept.
  const before = await page.getByText(/^共需 [\d,]+ 个$/).textContent()
  await page.getByRole('spinbutton', { name: '值得追求的最小差别（百分点）' }).fill('20')
  await expect(page.getByText(/^共需 [\d,]+ 个$/)).not.toHaveText(before ?? '')
  await expect(page.getByRole('button', { name: '开始实验' })).toBeDisabled()
  await page.getByRole('button', { name: '保存' }).click()
  await page.getByRole('button', { name: '开始实验' }).click()
  await page.getByRole('dialog', { name: '开始实验' }).getByRole('button', { name: '开始实验' }).click()
  await expect(page.getByText('还太早', { exact: true })).toBeVisible()

  const { pipelineId } = (await ask(api, getExperiment, { params: { id } })).definition
  const deal = await openDeal(api, unique('参加实验的商机'), { pipelineId: pipelineId ?? '' })
  await expect.poll(async () => (await ask(api, listExperiments)).items.find((one) => one.id === id)?.entered).toBe(1)
  await page.goto(`/deals/${deal.id}`)
  await expect(page.getByRole('list', { name: '路径的任务' }).first().getByRole('listitem')).toHaveCount(2)

  await page.goto(`/experiments/${id}`)
  await page.getByRole('button', { name: '下结论' }).click()
  const sheet = page.getByRole('dialog', { name: '下结论' })
  await sheet.getByRole('radio', { name: '先决策者' }).check()
  await sheet.getByRole('textbox', { name: '理由' }).fill('客户都愿意见')
  await sheet.getByRole('button', { name: '下结论' }).click()
  await expect(page.getByText('采用「先决策者」')).toBeVisible()

  await page.goto('/experiments?tab=patterns')
  await page.getByRole('button', { name: '用实验检验' }).first().click()
  await expect(page.getByRole('heading', { name: /^检验：/ })).toBeVisible()
})
