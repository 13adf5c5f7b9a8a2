import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'

/** A title that no other test and no earlier run has used: what is searched for is found once. */
export function unique(word: string): string {
  return `${word}${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`
}

/** A column of the board by its stage's name. */
export function column(page: Page, stage: string): Locator {
  return page.getByRole('region', { name: new RegExp(`^${escaped(stage)}[，,]`) })
}

/** A card of the board by its deal's title. */
export function card(within: Page | Locator, title: string): Locator {
  return within.getByRole('button', { name: new RegExp(`^${escaped(title)}(，|$)`) })
}

/** The titles in a column from top to bottom, as they are seen. */
export async function titlesIn(of: Locator): Promise<string[]> {
  const cards = await of.locator('[data-deal]').evaluateAll((all) =>
    all.map((one) => ({ title: (one.getAttribute('aria-label') ?? '').split('，')[0] ?? '', top: one.getBoundingClientRect().top })),
  )
  return cards.sort((a, b) => a.top - b.top).map((one) => one.title)
}

/** The deals whose move was asked of the server from this page, one entry a request. */
export function movesAsked(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/deals\/[^/]+\/(move|win|lose|reopen)$/.test(request.url())) asked.push(request.url())
  })
  return asked
}

/** Waits until the page hears what others do: what happens from now on comes to it by itself. */
export async function hears(page: Page): Promise<void> {
  await expect(page.getByLabel('实时更新中')).toBeVisible()
}

/** Drags a card with the mouse as a hand does: press, start, go there in steps, settle, let go where a column would take it. */
export async function drag(page: Page, what: Locator, to: { x: number; y: number }): Promise<void> {
  // Waits until it stands still and nothing lies on it.
  await what.hover()
  const box = await boxOf(what)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 12, box.y + box.height / 2 + 4, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 12 })
  await page.mouse.move(to.x, to.y + 1)
  // The page is drawn after the hand has moved: let go when the card is under it and the column below is lit up.
  const isThere = () => page.evaluate(({ x, y }) => {
    const held = document.querySelector('[class*="_overlay_"]')?.getBoundingClientRect()
    const below = document.elementsFromPoint(x, y).map((one) => one.closest('[data-column]')).find((one) => one !== null)
    return held !== undefined && Math.hypot(held.x + held.width / 2 - x, held.y + held.height / 2 - y) < 30 && /_over_/.test(below?.className ?? '')
  }, { x: to.x, y: to.y + 1 })
  await expect.poll(isThere, 'the card is held over the column').toBe(true)
  await page.mouse.up()
}

export async function boxOf(of: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await of.boundingBox()
  if (!box) throw new Error('not on the page')
  return box
}

export async function middleOf(of: Locator): Promise<{ x: number; y: number }> {
  const box = await boxOf(of)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
