/** What stands for a phone, an address, a name while a text is with the language model. Letters, no digits: a stand-in is no number. */
export interface Masked {
  texts: string[]
  /** Stand-in → what it stands for. */
  back: ReadonlyMap<string, string>
}

/** Begun only where such a word begins: else a long word without @ takes the square of its length. */
const mail = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g
/** 18 signs of an identity card, 17 digits and one more or X. */
const card = /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g
/** Mobiles and landlines of China, with or without separators, and numbers with a country code. */
const phones = [/(?<![\d.])\+\d{1,3}[ -]?\d(?:[ -]?\d){6,12}(?!\d)/g, /(?<![\d.])(?:86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/g, /(?<![\d.])[（(]?0\d{2,3}[)）]?[ -]?\d{7,8}(?:[ -转]+\d{1,5})?(?!\d)/g, /(?<![\d.])400(?:[ -]?\d){7}(?!\d)/g]

function letters(n: number): string {
  const rest = Math.floor(n / 26)
  return `${rest === 0 ? '' : letters(rest - 1)}${String.fromCharCode(65 + (n % 26))}`
}

/**
 * Texts without phone numbers, mail addresses, identity numbers and the given names of people: each becomes a stand-in (`[电话A]`, `[邮箱A]`,
 * `[证件A]`, `[联系人A]`), the same wherever the same stands. Of Chinese names the surname with a title (陆总) is one, too. What is written in another way than these patterns know is not found.
 */
export function mask(texts: readonly string[], people: readonly string[]): Masked {
  const forward = new Map<string, string>()
  const counts = new Map<string, number>()
  const standIn = (kind: string, found: string) => {
    const key = kind === '电话' ? found.replaceAll(/\D/g, '') : found
    const known = forward.get(`${kind} ${key}`)
    if (known !== undefined) return known
    const n = counts.get(kind) ?? 0
    counts.set(kind, n + 1)
    const name = `[${kind}${letters(n)}]`
    forward.set(`${kind} ${key}`, name)
    back.set(name, found)
    return name
  }
  const back = new Map<string, string>()
  // 张伟明 before 张伟; one letter or sign is too little to be told from words.
  const names = [...new Set(people.map((name) => name.trim()))].filter((name) => name.length > 1).toSorted((a, b) => b.length - a.length)
  // 陆总, 张经理: how people with a Chinese name are spoken of.
  const surnames = [...new Set(names.filter((name) => /^\p{Script=Han}{2,4}$/u.test(name)).map((name) => name.slice(0, 1)))]
  const titled = surnames.map((surname) => new RegExp(`${surname}(?:总监|总|经理|主任|主管|厂长|部长|处长|科长|院长|校长|老师|先生|女士|小姐|董|工(?!作|程|艺|业|厂|人|具))`, 'g'))
  const masked = texts.map((text) => {
    let now = text.replaceAll(mail, (found) => standIn('邮箱', found)).replaceAll(card, (found) => standIn('证件', found))
    for (const phone of phones) now = now.replaceAll(phone, (found) => standIn('电话', found))
    for (const name of names) now = now.replaceAll(name, (found) => standIn('联系人', found))
    for (const title of titled) now = now.replaceAll(title, (found) => standIn('联系人', found))
    return now
  })
  return { texts: masked, back }
}

/** The text with what the stand-ins stand for. */
export function unmask(text: string, back: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\[(?:电话|邮箱|证件|联系人)[A-Z]+\]/g, (found) => back.get(found) ?? found)
}
