import { ConditionError } from './errors.ts'

export interface Token {
  /** `quoted` is a text as written; `word` may be a keyword, a name or a value; `mark` is punctuation or a comparison. */
  kind: 'word' | 'quoted' | 'mark'
  text: string
  /** Characters before it in the source. */
  position: number
}

const QUOTES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '「': '」', '‘': '’' }
const MARKS = ['&&', '||', '<=', '>=', '!=', '<>', '==', '<', '>', '=', '≤', '≥', '≠', '!', '(', ')', '[', ']', ',']
/** What a Chinese keyboard gives for the same mark. */
const FULL_WIDTH: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '【': '[',
  '】': ']',
  '，': ',',
  '、': ',',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '！': '!',
}
const WORD_END = /[\s()[\],"'“”「」‘’<>=!≤≥≠&|（）【】，、＝＜＞！]/u

/** Cuts the text form of a condition into tokens. Within quotes a backslash keeps the next character. */
export function tokens(source: string): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < source.length) {
    const char = source.charAt(at)
    if (/\s/u.test(char)) {
      at += 1
      continue
    }
    const close = QUOTES[char]
    if (close !== undefined) {
      const { text, end } = quoted(source, at, close)
      found.push({ kind: 'quoted', text, position: at })
      at = end
      continue
    }
    const mark = FULL_WIDTH[char] ?? MARKS.find((candidate) => source.startsWith(candidate, at))
    if (mark !== undefined) {
      found.push({ kind: 'mark', text: mark, position: at })
      at += FULL_WIDTH[char] === undefined ? mark.length : 1
      continue
    }
    let end = at + 1
    while (end < source.length && !WORD_END.test(source.charAt(end))) end += 1
    found.push({ kind: 'word', text: source.slice(at, end), position: at })
    at = end
  }
  return found
}

function quoted(source: string, start: number, close: string): { text: string; end: number } {
  let text = ''
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at)
    if (char === close) return { text, end: at + 1 }
    if (char === '\\' && at + 1 < source.length) at += 1
    text += source.charAt(at)
  }
  throw new ConditionError('condition.open_quote', { position: start })
}
