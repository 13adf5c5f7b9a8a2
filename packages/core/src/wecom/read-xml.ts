/**
 * The flat XML of WeCom: one root, in it elements of text, some of them with elements of their own (which are passed over). Nothing of XML that can do
 * harm is understood: no document type, no entities but the five that every XML has and numbers of characters, no processing instructions beyond the
 * declaration. Answers the text of each child of the root by its name, the first of several; null for what is not of this shape.
 */
export function readFlatXml(text: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>()
  /** Names of the elements that are open. */
  const open: string[] = []
  let value = ''
  let at = /^\uFEFF?\s*(?:<\?xml[^<>]*\?>)?\s*/.exec(text)?.[0].length ?? 0
  let isClosed = false
  while (at < text.length) {
    if (isClosed) return text.slice(at).trim() === '' ? fields : null
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at)
      if (end < 0 || open.length === 0) return null
      value += text.slice(at + 9, end)
      at = end + 3
    } else if (text.startsWith('<', at)) {
      tag.lastIndex = at
      const match = tag.exec(text)
      const name = match?.[2]
      if (match === null || name === undefined || open.length > deepest) return null
      at = tag.lastIndex
      const isEnd = match[1] === '/'
      const isEmpty = match[3] === '/'
      if (isEnd && (isEmpty || open.pop() !== name)) return null
      if (!isEnd && !isEmpty) open.push(name)
      if (!isEnd && open.length === 0) return null
      const isChild = isEnd ? open.length === 1 : isEmpty && open.length === 1
      if (isChild && !fields.has(name)) fields.set(name, isEmpty ? '' : value)
      value = ''
      isClosed = isEnd && open.length === 0
    } else {
      const end = text.indexOf('<', at)
      const part = text.slice(at, end < 0 ? text.length : end)
      const plain = unescaped(part)
      if (plain === null || (open.length === 0 && part.trim() !== '')) return null
      value += plain
      at += part.length
    }
  }
  return isClosed ? fields : null
}

/** Elements in each other. */
const deepest = 16
const tag = /<(\/?)([A-Za-z_][\w.-]{0,63})\s*(\/?)>/y
const known: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Null when an entity is none of those every XML has. */
function unescaped(text: string): string | null {
  if (!text.includes('&')) return text
  let isWrong = false
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));|&/g, (whole: string, decimal?: string, hex?: string, name?: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? parseInt(hex, 16) : null
    const letter = code === null ? known[name ?? ''] : code <= 0x10ffff ? String.fromCodePoint(code) : undefined
    isWrong ||= letter === undefined
    return letter ?? whole
  })
  return isWrong ? null : plain
}
