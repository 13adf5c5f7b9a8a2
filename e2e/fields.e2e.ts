import { readFile } from 'node:fs/promises'
import { listFields } from '../packages/core/src/fields/contract.ts'
import { getDeal } from '../packages/core/src/pipeline/contract.ts'
import { ask, newDeal } from './support/ask.ts'
import { unique } from './support/board.ts'
import { expect, test } from './support/test.ts'

test('two fields are made in the browser, filled in on a deal, shown in the list and filtered by', async ({ page, api, trouble }) => {
  test.setTimeout(180_000)
  trouble.expectRefusal(/^PATCH \/api\/v1\/deals\/\S+ 422$/)
  const number = unique('招标编号')
  const region = unique('区域')

  await page.goto('/settings/fields?object=deal')
  await page.getByRole('button', { name: '添加字段' }).first().click()
  await page.getByRole('button', { name: /^单行文本/ }).click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(number)
  await page.getByRole('textbox', { name: '格式（正则表达式）' }).fill('[A-Z]{2}-\\d{4}')
  await page.getByRole('textbox', { name: '输入一段文字试试' }).fill('ZB-20')
  await expect(page.getByText('不符合')).toBeVisible()
  await page.getByRole('textbox', { name: '输入一段文字试试' }).fill('ZB-2026')
  await expect(page.getByText('符合', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: /^添\s*加$/ }).click()
  await expect(page.getByRole('button', { name: number, exact: true })).toBeVisible()

  await page.getByRole('button', { name: '添加字段' }).first().click()
  await page.getByRole('button', { name: /^单选/ }).click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(region)
  await page.getByRole('button', { name: /添加选项/ }).click()
  await page.getByRole('textbox', { name: '第 1 个选项的名称' }).fill('华东')
  await page.getByRole('textbox', { name: '第 1 个选项的名称' }).press('Enter')
  await page.getByRole('textbox', { name: '第 2 个选项的名称' }).fill('华南')
  await page.getByRole('button', { name: /^添\s*加$/ }).click()
  await expect(page.getByRole('button', { name: region, exact: true })).toBeVisible()

  const { items } = await ask(api, listFields, { query: { object: 'deal' } })
  const numberField = items.find((one) => one.label === number)
  const regionField = items.find((one) => one.label === region)
  if (!numberField || !regionField) throw new Error('The fields were not saved')
  expect(regionField.settings.options.map((one) => one.label)).toEqual(['华东', '华南'])

  const title = unique('自定义字段商机')
  const deal = await newDeal(api, title)
  await page.goto(`/deals/${deal.id}`)
  // A value that does not fit is refused at the field, and the input stays.
  await page.getByRole('button', { name: `修改${number}` }).click()
  const input = page.getByRole('textbox', { name: number })
  await input.fill('ZB-20')
  await input.press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: '格式不对' })).toBeVisible()
  await input.fill('ZB-2026')
  await input.press('Enter')
  await expect(page.getByRole('button', { name: `修改${number}` })).toContainText('ZB-2026')
  await page.getByRole('button', { name: `修改${region}` }).click()
  await page.getByRole('option', { name: '华南' }).or(page.locator('.ant-select-item-option').filter({ hasText: '华南' })).last().click()
  await expect(page.getByRole('button', { name: `修改${region}` })).toContainText('华南')
  const south = regionField.settings.options[1]?.value
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).custom[regionField.key]).toBe(south)

  const where = encodeURIComponent(JSON.stringify({ field: `c_${regionField.key}`, op: 'is', value: south }))
  await page.goto(`/deals?layout=list&status=&where=${where}&columns=title,c_${numberField.key},c_${regionField.key}`)
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('ZB-2026')
  await expect(page.getByRole('row').filter({ hasText: title })).toContainText('华南')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /导出/ }).click()])
  expect(await readFile(await download.path(), 'utf8')).toContain('ZB-2026')
})

test('a field is archived after asking, with its data kept, and brought back', async ({ page, api }) => {
  test.setTimeout(120_000)
  const label = unique('归档字段')
  await page.goto('/settings/fields?object=deal')
  await page.getByRole('button', { name: '添加字段' }).first().click()
  await page.getByRole('button', { name: /^单行文本/ }).click()
  await page.getByRole('textbox', { name: '名称', exact: true }).fill(label)
  await page.getByRole('button', { name: /^添\s*加$/ }).click()
  await expect(page.getByRole('button', { name: label, exact: true })).toBeVisible()
  const field = (await ask(api, listFields, { query: { object: 'deal' } })).items.find((one) => one.label === label)
  if (!field) throw new Error('The field was not saved')
  const deal = await newDeal(api, unique('归档商机'), { custom: { [field.key]: '还在' } })

  await page.getByRole('button', { name: `更多 ${label}` }).click()
  await page.getByRole('menuitem', { name: '归档' }).click()
  const dialog = page.getByRole('dialog', { name: `归档「${label}」？` })
  await expect(dialog).toContainText('1 条记录填了这个字段')
  await dialog.getByRole('button', { name: /^归\s*档$/ }).click()
  await expect(page.getByRole('button', { name: label, exact: true })).toBeHidden()
  expect((await ask(api, getDeal, { params: { id: deal.id } })).custom).toEqual({})

  await page.getByRole('switch').click()
  await page.getByRole('button', { name: `更多 ${label}` }).click()
  await page.getByRole('menuitem', { name: '恢复' }).click()
  await expect(page.getByText(`已恢复「${label}」`)).toBeVisible()
  await expect.poll(async () => (await ask(api, getDeal, { params: { id: deal.id } })).custom[field.key]).toBe('还在')
})

test('a new company of nearly the same name is warned of, with a link, and made all the same', async ({ page }) => {
  const word = unique('近似')
  const create = async (name: string) => {
    await page.goto('/accounts')
    await page.getByRole('button', { name: /新建客户/ }).first().click()
    await page.getByRole('textbox', { name: '客户名称' }).fill(name)
  }
  await create(`${word}精密机械有限公司`)
  await page.getByRole('button', { name: /^创\s*建$/ }).click()
  await expect(page.getByText(`已创建客户 ${word}精密机械有限公司`)).toBeVisible()
  await create(`${word}精密机械股份有限公司`)
  const warning = page.getByRole('status').filter({ hasText: '已有名称相近的记录' })
  await expect(warning.getByRole('link', { name: `${word}精密机械有限公司` })).toBeVisible()
  await page.getByRole('button', { name: /^创\s*建$/ }).click()
  await expect(page.getByText(`已创建客户 ${word}精密机械股份有限公司`)).toBeVisible()
})

test('what is missing on a record leads to its field', async ({ page, api }) => {
  const deal = await newDeal(api, unique('完整度'))
  await page.goto(`/deals/${deal.id}`)
  // The list leads to fields that are there; how complete the record is may be known before them.
  await expect(page.locator('[data-field="c_urgency"]').getByRole('button').first()).toBeVisible()
  await page.getByRole('button', { name: /^完整度/ }).click()
  await page.getByRole('button', { name: '填写需求紧急程度' }).click()
  await expect(page.locator('[data-field="c_urgency"]').getByRole('combobox')).toBeVisible()
})
