/**
 * The numbers of a text, in Chinese and English, each as a key that says its value and what kind of number it is: `n:32000` for 32,000,
 * 3.2万 and 三万二千; `%:12.5` for 12.5% and 百分之十二点五; `d:2026-03-05` for a day; `t:14:30`; `w:q3` for figures grown together with
 * letters. Signs are not told apart (a fall by 5% and −5% are the same). A lone 一 before a measure word (一个客户) is an article, and
 * so no number, unless it measures time or stands for 一成; 一些, 统一, 十分, 万一 are words.
 */
export interface FoundNumber {
  /** As it stands in the text. */
  text: string
  index: number
  /** What it says; of a span or a fraction several. */
  keys: readonly string[]
}

const chinese: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const scales: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 }
const digitsOf = '零〇一二两三四五六七八九十百千万亿'
const figure = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?`
/** After a single Chinese digit, what makes a number of it. */
const measures = '个位家次天周月年季点份台套人轮件条项种类步倍折块元分笔单小名'
/** 一 counts before these; before other measures it is an article. */
const countsOne = '天周月年季倍折小'

/** `32000`, without needless zeros: `1,234.50` × 10^n. Exact: no floats. */
function shifted(figureText: string, zeros = 0): string {
  const [whole = '', part = ''] = figureText.replaceAll(',', '').split('.')
  const moved = whole + part.slice(0, zeros).padEnd(zeros, '0')
  const rest = part.slice(zeros).replace(/0+$/, '')
  return `${moved.replace(/^0+(?=\d)/, '')}${rest === '' ? '' : `.${rest}`}`
}

/** The value of a Chinese numeral (三百二十万五千, 二〇二六, 三点五), as a decimal text; null when it is none. */
export function chineseValue(text: string): string | null {
  const [whole = '', part, more] = text.split('点')
  if (more !== undefined || whole === '' || (part !== undefined && (part === '' || [...part].some((sign) => chinese[sign] === undefined)))) return null
  const decimals = part === undefined ? '' : `.${[...part].map((sign) => chinese[sign]).join('')}`
  const signs = [...whole]
  // One digit after another, as years are said.
  if (signs.every((sign) => chinese[sign] !== undefined)) return shifted(signs.map((sign) => chinese[sign]).join('') + decimals)
  let total = 0n
  let section = 0n
  let digit: bigint | null = null
  let last = 0
  for (const sign of signs) {
    const value = chinese[sign]
    const scale = scales[sign]
    if (value !== undefined) {
      if (digit !== null && digit !== 0n) return null
      digit = BigInt(value)
      if (value === 0) last = 0
    } else if (scale === undefined) return null
    else if (scale < 4) {
      section += (digit ?? 1n) * 10n ** BigInt(scale)
      digit = null
      last = scale
    } else {
      const part = section + (digit ?? 0n)
      // 万亿: of what stands before it, not of a part.
      total = scale === 8 ? (total + part === 0n ? 1n : total + part) * 10n ** 8n : total + (part === 0n ? 1n : part) * 10n ** 4n
      section = 0n
      digit = null
      last = scale
    }
  }
  // 三万五 is 35 000: what follows a scale without one of its own is of the next lower.
  const end = digit === null ? 0n : last > 1 && digit !== 0n && chinese[signs.at(-2) ?? ''] === undefined ? digit * 10n ** BigInt(last - 1) : digit
  return shifted(String(total + section + end) + decimals)
}

const two = (text: string) => text.padStart(2, '0')
const day = (year: string | undefined, month: string, date: string | undefined): string[] => [`d:${year === undefined ? '' : `${year}-`}${two(month)}${date === undefined ? '' : `-${two(date)}`}`]
const plain = (text: string) => (/\d/.test(text) ? shifted(text) : chineseValue(text))
const word: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90, dozen: 12,
}
const englishScale: Readonly<Record<string, number>> = { hundred: 2, thousand: 3, million: 6, billion: 9 }
const zh = `[${digitsOf}]+(?:点[零〇一二三四五六七八九]+)?`
const number = `(?:${figure}|${zh})`

interface Form {
  pattern: RegExp
  keys: (parts: readonly string[]) => string[] | null
}
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthWord = `(${months.join('|')})[a-z]*\\.?`
const monthOf = (text: string) => String(months.indexOf(text.slice(0, 3).toLowerCase()) + 1)
const zhYear = '(\\d{4}|[零〇一二三四五六七八九]{4})'
const zhDay = '(\\d{1,2}|[一二三四五六七八九十]{1,3})'
const sayDay = (year: string | undefined, month: string, date: string | undefined) => day(year === undefined ? undefined : (plain(year) ?? year), plain(month) ?? month, date === undefined ? undefined : (plain(date) ?? date))
/** The first that fits from a place on is taken, the longest forms first. */
const forms: readonly Form[] = [
  { pattern: /(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?(?![\d-])/y, keys: ([, year, month = '', date, hour, minute]) => [...day(year, month, date), ...(hour === undefined ? [] : [`t:${hour}:${minute ?? ''}`])] },
  { pattern: /(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?![\d/.])/y, keys: ([, year, month = '', date]) => day(year, month, date) },
  { pattern: new RegExp(`(?:${zhYear}\\s*年\\s*)?${zhDay}\\s*月\\s*${zhDay}\\s*[日号]`, 'y'), keys: ([, year, month = '', date]) => sayDay(year, month, date) },
  { pattern: new RegExp(`${zhYear}\\s*年\\s*${zhDay}\\s*月`, 'y'), keys: ([, year, month = '']) => sayDay(year, month, undefined) },
  { pattern: new RegExp(`${zhYear}\\s*年`, 'y'), keys: ([, year = '']) => [`y:${plain(year) ?? year}`] },
  { pattern: new RegExp(`${zhDay}\\s*月`, 'y'), keys: ([, month = '']) => sayDay(undefined, month, undefined) },
  { pattern: new RegExp(`${zhDay}\\s*[日号](?![码称召])`, 'y'), keys: ([, date = '']) => [`on:${two(plain(date) ?? date)}`] },
  { pattern: new RegExp(`${monthWord}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\d:])`, 'iy'), keys: ([, month = '', date, year]) => day(year, monthOf(month), date) },
  { pattern: new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?\\s+${monthWord}(?:,?\\s+(\\d{4}))?(?!\\d)`, 'iy'), keys: ([, date, month = '', year]) => day(year, monthOf(month), date) },
  { pattern: /(\d{1,2}):(\d{2})(?::\d{2})?(?!\d)/y, keys: ([, hour = '', minute = '']) => [`t:${two(hour)}:${minute}`] },
  { pattern: new RegExp(`百分之(${number})`, 'y'), keys: ([, value = '']) => percent(plain(value)) },
  { pattern: new RegExp(`(${zh})分之(${zh})`, 'y'), keys: ([, under = '', over = '']) => [`f:${plain(over) ?? over}/${plain(under) ?? under}`] },
  { pattern: new RegExp(`(${figure})\\s*(?:%|个百分点|percent(?:age points?)?\\b)`, 'iy'), keys: ([, value = '']) => percent(shifted(value)) },
  { pattern: new RegExp(`(${figure}|[一二两三四五六七八九])\\s*成(?![功立为交员本果长绩品])`, 'y'), keys: ([, value = '']) => percent(tenfold(plain(value))) },
  { pattern: new RegExp(`(${figure})\\s*(万亿|亿|千万|百万|十万|万|千|百|十)`, 'y'), keys: ([, value = '', scale = '']) => [`n:${shifted(value, [...scale].reduce((sum, sign) => sum + (scales[sign] ?? 0), 0))}`] },
  { pattern: new RegExp(`(${figure})\\s*(hundred|thousand|million|billion)\\b`, 'iy'), keys: ([, value = '', scale = '']) => [`n:${shifted(value, englishScale[scale.toLowerCase()])}`] },
  // Grown together with letters: Q3, A4, 3k, 5G.
  { pattern: /[a-z]+\d[\da-z]*|\d+[a-z][\da-z]*/iy, keys: ([whole = '']) => [`w:${whole.toLowerCase()}`] },
  { pattern: new RegExp(figure, 'y'), keys: ([value = '']) => [`n:${shifted(value)}`] },
  { pattern: new RegExp(zh, 'y'), keys: ([value = '']) => { const read = chineseValue(value); return read === null ? null : [`n:${read}`] } },
  { pattern: new RegExp(`(?:${Object.keys(word).join('|')})(?:[\\s-]+(?:${[...Object.keys(word), ...Object.keys(englishScale), 'and'].join('|')})\\b)*\\b`, 'iy'), keys: ([value = '']) => [`n:${englishValue(value)}`] },
]
const percent = (value: string | null) => (value === null ? null : [`%:${value}`])
const tenfold = (value: string | null) => (value === null ? null : shifted(value, 1))

function englishValue(text: string): string {
  let total = 0
  let part = 0
  for (const piece of text.toLowerCase().split(/[\s-]+/)) {
    const scale = englishScale[piece]
    if (word[piece] !== undefined) part += word[piece]
    else if (scale === 2) part *= 100
    else if (scale !== undefined) {
      total += part * 10 ** scale
      part = 0
    }
  }
  return String(total + part)
}

/** Whether a Chinese numeral is one here, and no part of a word: 一下, 十分, 万一, 千万, 四川. */
function isNumber(found: string, after: string): boolean {
  if (![...found].every((sign) => digitsOf.includes(sign))) return true
  if ([...found].every((sign) => scales[sign] !== undefined)) return /^[元块]/.test(after) || (found === '十' && new RegExp(`^(?:[${measures.replace('分', '')}]|分钟)`).test(after))
  if (found.length > 1) return found !== '万一' && found !== '一一'
  if (found === '一') return new RegExp(`^\\s*(?:[${countsOne}]|个(?:月|季度|工作日|小时|星期))`).test(after) && !/^(?:年级|周围|小部|小撮)/.test(after)
  return new RegExp(`^\\s*[${measures}]`).test(after)
}

/** Full-width signs as the usual ones, one for one, so that places stay. */
const usual = (text: string) => text.replaceAll(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

/** All numbers of a text, in its order. */
export function numbersIn(whole: string): FoundNumber[] {
  const text = usual(whole)
  const found: FoundNumber[] = []
  const start = new RegExp(`[\\d${digitsOf}]|(?<![a-z])[a-z]`, 'iy')
  for (let at = 0; at < text.length; ) {
    start.lastIndex = at
    const hit = start.test(text) ? firstForm(text, at) : null
    if (hit === null) {
      at = afterWord(text, at)
      continue
    }
    if (hit.keys !== null) found.push({ text: whole.slice(at, at + hit.length), index: at, keys: hit.keys })
    at += hit.length
  }
  return found
}

function firstForm(text: string, at: number): { length: number; keys: string[] | null } | null {
  for (const { pattern, keys } of forms) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) continue
    const [found] = match
    const read = isNumber(found, text.slice(at + found.length, at + found.length + 8)) ? keys(match) : null
    return { length: found.length, keys: read }
  }
  return null
}

/** Past a word of letters as a whole: `often` holds no ten. */
function afterWord(text: string, at: number): number {
  const letters = /[a-z]+/iy
  letters.lastIndex = at
  return at + (letters.exec(text)?.[0].length ?? 1)
}
