import type { Part } from './sort.ts'
import { chineseCompany, kindOfLabel, labelPattern, latinAddress, latinCompany, nameThenTitle, nameWithCourtesy, chineseTitle, singleSurname, titleThenName } from './words.ts'

const han = /\p{Script=Han}/u

/** The text cut into parts that are one thing each, with the label that stands before them. NUL stands where something was taken out. */
export function segmentsOf(text: string): Part[] {
  const parts: Part[] = []
  for (const line of rawSpans(text, /[\n\r\t|;\u0000•●▪◆]+| {2,}|\s[-–—·/]\s|[·](?=\p{Script=Han}{2})/gu)) {
    for (const { kind, ...piece } of labelled(line)) {
      if (kind !== null) parts.push({ ...trimmed(piece), kind })
      else parts.push(...words(piece))
    }
  }
  return parts.filter(({ value }) => value !== '')
}

type Piece = { value: string; start: number; end: number }

/** What lies between matches, without what frames it. */
const spans = (text: string, separator: RegExp, offset = 0): Piece[] => rawSpans(text, separator, offset).map(trimmed)

/** What lies between matches as it is: the colon at the end of a label whose value was taken out tells that it is one. */
function rawSpans(text: string, separator: RegExp, offset = 0): Piece[] {
  const found: Piece[] = []
  let start = 0
  const push = (end: number) => {
    if (text.slice(start, end).trim() !== '') found.push({ value: text.slice(start, end), start: offset + start, end: offset + end })
  }
  for (const match of text.matchAll(separator)) {
    push(match.index)
    start = match.index + match[0].length
  }
  push(text.length)
  return found
}

/** A piece without what frames it. */
function trimmed({ value, start }: Piece): Piece {
  const before = /^[\s,，。.、:：;!！"“”'「」《》<>~*#_—-]*/u.exec(value)?.[0].length ?? 0
  const kept = value.slice(before).replace(/[\s,，。、:：;!！"“”「」《》<>~*#_—-]+$/u, '')
  return { value: kept, start: start + before, end: start + before + kept.length }
}

function labelled(line: Piece): { value: string; start: number; end: number; kind: Part['kind'] }[] {
  const marks = [...line.value.matchAll(labelPattern)]
  const first = marks[0]
  const pieces: ReturnType<typeof labelled> = []
  if (first === undefined || first.index > 0) pieces.push({ value: line.value.slice(0, first?.index), start: line.start, end: line.start + (first?.index ?? line.value.length), kind: null })
  marks.forEach((mark, i) => {
    const from = mark.index + mark[0].length
    const to = marks[i + 1]?.index ?? line.value.length
    pieces.push({ value: line.value.slice(from, to), start: line.start + from, end: line.start + to, kind: kindOfLabel(mark[1] ?? mark[2] ?? '') })
  })
  return pieces.filter(({ value }) => value.trim() !== '')
}

/** An unlabelled line in parts. Chinese parts stand apart by blanks and commas; Latin ones hold blanks, and addresses and firms commas. */
function words(line: Piece): Part[] {
  if (!han.test(line.value)) return latinParts(line).filter(({ value }) => value.length === 1 || kindOfLabel(value) === null).map((piece) => ({ ...piece, kind: null }))
  const found: Piece[] = []
  for (const word of spans(line.value, /[\s,，。、!！/]+/gu, line.start)) {
    const last = found.at(-1)
    const gap = last === undefined ? '' : line.value.slice(last.end - line.start, word.start - line.start)
    // Latin words of one phrase, and the two signs of a short name set apart.
    const isPhrase = last !== undefined && !han.test(word.value) && !han.test(last.value) && /^ $/.test(gap)
    // 张 三, and 赵 丽 颖: one that was joined goes on with a single sign.
    const isBegun = last !== undefined && (singleSurname.test(last.value) || (last.end - last.start > last.value.length && last.value.length === 2 && word.value.length === 1))
    const isName = isBegun && /^\p{Script=Han}{1,2}$/u.test(word.value) && /^\s$/.test(gap) && !chineseTitle.test(word.value)
    if (last !== undefined && (isPhrase || isName)) found.splice(-1, 1, { value: isName ? `${last.value}${word.value}` : `${last.value} ${word.value}`, start: last.start, end: word.end })
    else found.push(word)
  }
  const parts = found.flatMap(unglued).map((piece): Part => ({ ...trimmed(piece), kind: null }))
  // `电话 138…`, `联系人 王芳`: a label without its colon.
  return parts.flatMap((part, i): Part[] => {
    if (part.value.length > 1 && kindOfLabel(part.value) !== null && han.test(part.value)) return []
    const before = parts[i - 1]?.value ?? ''
    const kind = before.length > 1 && han.test(before) ? kindOfLabel(before) : null
    return [{ ...part, kind }]
  })
}

/** Parts written without anything between them: 我是甲公司的王强, 甲公司销售经理王强, 王强(经理). */
function unglued(word: Piece): Piece[] {
  const greeting = /^(?:你好|您好|大家好)?(?:我是|我叫|我们是|本人是?|这是|来自)(?:来自)?/u.exec(word.value)?.[0] ?? ''
  if (greeting !== '') return unglued({ value: word.value.slice(greeting.length), start: word.start + greeting.length, end: word.end })
  const cut = (at: number, skip = 0): Piece[] => [
    { value: word.value.slice(0, at), start: word.start, end: word.start + at },
    ...unglued({ value: word.value.slice(at + skip), start: word.start + at + skip, end: word.end }),
  ]
  const firm = /^.{2,40}?(?:公司|集团|研究院|事务所|银行|大学|学院|医院)(?=的?\p{Script=Han})(?!有限|股份|公司|集团|控股|分|总|大厦|\p{Script=Han}{0,8}(?:公司|分行|支行|附属|医院|研究院|办事处))/u.exec(word.value)?.[0]
  if (firm !== undefined) return cut(firm.length, word.value.charAt(firm.length) === '的' ? 1 : 0)
  if (chineseCompany.test(word.value)) return [word]
  const bracket = /[()【】[\]]/.exec(word.value)
  if (bracket !== null) return spans(word.value, /[()【】[\]]+/g, word.start).flatMap(unglued)
  const courtesy = nameWithCourtesy.exec(word.value)?.[1]
  if (courtesy !== undefined) return [{ value: courtesy, start: word.start, end: word.start + courtesy.length }]
  const glued = titleThenName.exec(word.value) ?? (word.value.length > 3 ? nameThenTitle.exec(word.value) : null)
  const head = glued?.[1]
  return head === undefined || head.length < 2 ? [word] : cut(head.length)
}

function latinParts(line: Piece): Piece[] {
  if (latinAddress.test(line.value) && /\d/.test(line.value)) return [trimmed(line)]
  // `Acme Co., Ltd.` holds a comma of its own.
  const pieces = spans(line.value, /,(?!\s*(?:ltd|inc|llc|limited|corp|l\.l\.c)\b)\s*|\s+[-–—/@]\s+|[()]+|\s+at\s+(?=\p{Lu})/giu, line.start)
  return pieces.every(({ value }) => !latinCompany.test(value)) || pieces.length > 1 ? pieces : [trimmed(line)]
}
