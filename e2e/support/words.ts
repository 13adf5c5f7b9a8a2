import type { Page } from '@playwright/test'
import { en, zh } from '../../packages/web/src/i18n/resources.ts'

interface Words {
  readonly [key: string]: string | Words
}

/** Every entry of a catalogue by its whole key: `deals.filter.owner`. */
function flat(words: Words, above = ''): [key: string, text: string][] {
  return Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[`${above}${key}`, value]] : flat(value, `${above}${key}.`)))
}

const zhWords = new Map(flat(zh))
const enWords = new Map(flat(en))
/** First parts of keys, with and without the catalogue's name: `deals`, `filter`. */
const roots = new Set([...zhWords.keys()].flatMap((key) => key.split('.').slice(0, 2)))

/** What the page shows as text, one entry a text node, with labels, hints and titles that are only heard or hovered. */
async function textsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.parentElement?.tagName ?? '')) found.push(node.textContent ?? '')
    }
    for (const name of ['aria-label', 'title', 'placeholder'])
      for (const element of document.querySelectorAll(`[${name}]`)) found.push(element.getAttribute(name) ?? '')
    return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ''))]
  })
}

/** Keys that stand where their words should: `filter.owner`, and places that were not filled: `{{count}}`. */
export async function rawKeys(page: Page): Promise<string[]> {
  // `{{ lead.name }}`, with spaces, is a place that a mail's writer left for us to fill.
  return (await textsOf(page)).map((text) => text.replaceAll(/\{\{ [\w.]+ \}\}/g, '')).filter((text) => {
    if (/\{\{\w+\}\}/.test(text)) return true
    // What antd calls a control that nobody named.
    if (text === 'segmented control') return true
    return [...text.matchAll(/(?:^|[\s「（(：:，])([a-z][\w]*)((?:\.[a-zA-Z_]\w*)+)(?=$|[\s」）):，。])/g)].some(
      ([, root, rest]) => roots.has(root ?? '') && !/^\.(csv|xlsx|md|json|mjs|ts|com|example)$/.test(rest ?? ''),
    )
  })
}

/** Chinese words of the catalogue on a page that should be English. `data` are names that people gave: stages, teams, reasons. */
export async function untranslated(page: Page, data: ReadonlySet<string>): Promise<string[]> {
  const same = new Set([...zhWords].filter(([key, text]) => enWords.get(key) === text).map(([, text]) => text))
  const chinese = new Set([...zhWords.values()].filter((text) => /[\u4e00-\u9fff]/.test(text) && !same.has(text) && !data.has(text)))
  return (await textsOf(page)).filter((text) => chinese.has(text))
}
