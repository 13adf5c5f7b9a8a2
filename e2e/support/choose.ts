import type { Locator, Page } from '@playwright/test'
import { escaped } from './board.ts'

/** Opens a drop-down list and takes the option with this name. */
export async function choose(page: Page, combobox: Locator, option: string): Promise<void> {
  await combobox.click()
  await optionOf(page, option).click()
}

/** An option of the list that is open. */
export function optionOf(page: Page, name: string): Locator {
  return page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: new RegExp(`^\\s*${escaped(name)}`) }).first()
}
