import { METRICS } from '../packages/core/src/metrics/registry.ts'
import { expect, test } from './support/test.ts'

test('what a number means is found from the search of the frame, and by word and topic on its page', async ({ page }) => {
  const score = METRICS['health.score']
  await page.goto('/metrics-dictionary')
  await expect(page.getByRole('searchbox', { name: /搜索指标/ })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(score.label.zh)
  await page.getByRole('dialog').getByRole('option', { name: score.label.zh }).first().click()
  await expect(page).toHaveURL(/metric=health\.score/)
  const item = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: score.label.zh, expanded: true }) })
  await expect(item).toContainText(score.definition.zh)
  await expect(item).toContainText(score.formula)
  await expect(item).toContainText(score.fixture)

  await page.getByRole('searchbox', { name: /搜索指标/ }).fill('利特尔')
  const topics = page.getByRole('navigation', { name: '主题' })
  await topics.getByRole('button', { name: /^规划/ }).click()
  await expect(page).toHaveURL(/topic=planning/)
  await expect(page.getByRole('button', { name: METRICS['what_if.stock'].label.zh })).toBeVisible()
  await expect(page.getByRole('button', { name: METRICS['cause.little'].label.zh })).toHaveCount(0)
})

test('an explanation leads to the full definition', async ({ page }) => {
  await page.goto('/funnel')
  const figure = page.getByRole('button', { name: new RegExp(METRICS['cohort.overall'].label.zh) }).first()
  // What is still arriving above may push the figure away from under the mouse: then one points at it again.
  await expect(async () => {
    await figure.hover()
    await page.getByRole('link', { name: /完整口径/ }).click({ timeout: 5000 })
  }).toPass()
  await expect(page).toHaveURL(/metric=cohort\.overall/)
  await expect(page.getByText(METRICS['cohort.overall'].formula)).toBeVisible()
})
