import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { escaped } from './board.ts'

/** Opens a drop-down list and takes the option with this name. */
export async function choose(page: Page, combobox: Locator, option: string): Promise<void> {
  await combobox.click()
  await expect(combobox).toHaveAttribute('aria-expanded', 'true')
  const list = await combobox.getAttribute('aria-controls')
  // The list of this very box: another one may still be on its way out.
  const own = page.locator('.ant-select-dropdown').filter({ has: page.locator(`[id="${list}"]`) })
  await own.locator('.ant-select-item-option').filter({ hasText: startingWith(option) }).first().click()
}

/** An option of the list that is open. */
export function optionOf(page: Page, name: string): Locator {
  return page.locator('.ant-select-dropdown:not([class*="-leave"]):visible .ant-select-item-option').filter({ hasText: startingWith(name) }).first()
}

const startingWith = (name: string) => new RegExp(`^\\s*${escaped(name)}`)
