import type { APIRequestContext, Page } from '@playwright/test'
import { listChannels, listLossReasons, listPipelines, listTags } from '../../packages/core/src/catalog/contract.ts'
import { listFields } from '../../packages/core/src/fields/contract.ts'
import { listForms } from '../../packages/core/src/forms/contract.ts'
import { listTeams } from '../../packages/core/src/identity/contract.ts'
import { getPublicForm, listPublicForms } from '../../packages/core/src/public-forms/contract.ts'
import { listProjectTemplates } from '../../packages/core/src/projects/contract.ts'
import { listSignalRules } from '../../packages/core/src/tracking/contract.ts'
import { ask } from './ask.ts'
import { violations } from './axe.ts'
import { settled, visit } from './places.ts'
import type { Place } from './places.ts'
import { expect } from './test.ts'
import { rawKeys, untranslated } from './words.ts'

let given: Promise<Set<string>> | undefined
/** Names that people gave to things: they stay as they are in every language. Asked for once: visits change nothing. */
const givenNames = (api: APIRequestContext) => (given ??= askNames(api))

async function askNames(api: APIRequestContext): Promise<Set<string>> {
  const [pipelines, channels, reasons, tags, teams, forms, fields, signals, projects, publicForms] = await Promise.all([
    ask(api, listPipelines), ask(api, listChannels), ask(api, listLossReasons), ask(api, listTags), ask(api, listTeams), ask(api, listForms), ask(api, listFields), ask(api, listSignalRules), ask(api, listProjectTemplates),
    ask(api, listPublicForms).then(({ items }) => Promise.all(items.map(({ id }) => ask(api, getPublicForm, { params: { id } })))),
  ])
  return new Set([
    ...pipelines.items.flatMap((one) => [one.name, one.wonName, one.lostName, ...one.stages.map((stage) => stage.name)]),
    ...[channels, reasons, tags, teams].flatMap(({ items }) => items.map((one) => one.name)),
    ...fields.items.map((one) => one.label),
    ...projects.items.flatMap(({ name, definition }) => [name, ...definition.phases.map((phase) => phase.name)]),
    ...signals.items.flatMap(({ rule }) => [rule.name, rule.tag ?? '']),
    ...publicForms.flatMap(({ draft }) => draft.fields.map((one) => one.label.zh)),
    ...forms.items.flatMap((form) => (form.kind === 'questionnaire' ? form.definition.questions.flatMap((one) => [one.label, one.help, ...one.options.map((option) => option.label)]) : [])),
  ])
}

/**
 * What must hold on every page: readable for all in light and dark, every word translated in both languages, nothing wider
 * than the screen. `isDark` false leaves the dark out: a phone shows the same colours as the desktop.
 */
export async function checkPlace(page: Page, place: Place, api: APIRequestContext, isDark = true): Promise<void> {
  await visit(page, place, api)
  expect.soft(await rawKeys(page), 'no key in place of words').toEqual([])
  expect.soft(await sideways(page), 'nothing is wider than the screen').toEqual([])
  expect.soft(await violations(page), 'accessible in light').toEqual([])

  if (isDark) {
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await settled(page, place)
    expect.soft(await violations(page, ['color-contrast']), 'readable in dark').toEqual([])
  }

  // As if it were chosen in another tab: the page speaks English from now on, without being loaded again.
  await page.evaluate(() => {
    localStorage.setItem('sluice.language', 'en')
    dispatchEvent(new StorageEvent('storage', { key: 'sluice.language' }))
  })
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await settled(page, place)
  expect.soft(await rawKeys(page), 'no key in place of words in English').toEqual([])
  const names = await givenNames(api)
  // Answers that are written in the reader's language are asked for again.
  await expect.configure({ soft: true }).poll(() => untranslated(page, names), { message: 'no Chinese words of our own in English' }).toEqual([])
  expect.soft(await sideways(page), 'nothing is wider than the screen in English').toEqual([])
}

/** Elements that make the page itself wider than its window. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const main = document.querySelector('main') ?? document.body
    const wide = [document.documentElement, main].filter((one) => one.scrollWidth > one.clientWidth + 1)
    if (wide.length === 0) return []
    const room = document.documentElement.clientWidth
    return [...main.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > room + 1)
      .slice(0, 5)
      .map((one) => `${one.tagName.toLowerCase()}.${one.className.toString().slice(0, 60)} to ${Math.round(one.getBoundingClientRect().right)}`)
      .concat(wide.map((one) => `${one.tagName.toLowerCase()} ${one.scrollWidth} > ${one.clientWidth}`))
  })
}
