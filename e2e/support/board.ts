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

/** Drags with the mouse as a hand does: press, start, go there in steps, settle, let go. */
export async function drag(page: Page, what: Locator, to: { x: number; y: number }): Promise<void> {
  await what.scrollIntoViewIfNeeded()
  const box = await boxOf(what)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 + 12, box.y + box.height / 2 + 4, { steps: 3 })
  await page.mouse.move(to.x, to.y, { steps: 12 })
  await page.mouse.move(to.x, to.y + 1)
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
