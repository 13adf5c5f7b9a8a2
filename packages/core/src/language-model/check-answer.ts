import { numbersIn } from './numbers.ts'

/** A sentence of an answer, and the numbers in it that stand in no source, as they are written. */
export interface AnswerPiece {
  text: string
  invented: string[]
}

/** Where a sentence ends; a full stop between figures ends none. */
const sentence = /[^。！？!?；;\n]*?(?:[。！？!?；;\n]+|\.(?=\s)|$)/gy
/** Before another figure a point is a decimal one: 1.5万 is no item of a list. */
const marker = /^\s*(?:[-*•]\s*)?(?:(\d{1,2})(?:\.(?![\d０-９])|[、)）])|[（(](\d{1,2})[)）])\s*/

/**
 * The answer in sentences (joined they are the answer), each with those of its numbers that the sources do not hold. A number is held when
 * a source says the same value in any notation (32,000 = 3.2万 = 三万二千; 百分之十 = 10%); parts of a day that a source names count too
 * (3月5日 of 2026-03-05). A rounded or computed number is not held: nothing is worked out here. The numbers of a list that counts up from 1 claim nothing.
 */
export function checkAnswer(answer: string, sources: readonly string[]): AnswerPiece[] {
  const held = heldBy(sources)
  let item = 0
  return sentencesOf(answer).map((text) => {
    const numbered = marker.exec(text)
    const counts = numbered !== null && Number(numbered[1] ?? numbered[2]) === item + 1
    if (counts) item += 1
    const skipped = counts ? numbered[0].length : 0
    const invented = numbersIn(text.slice(skipped)).filter(({ keys }) => !keys.every((key) => held.has(key)))
    return { text, invented: invented.map((one) => one.text) }
  })
}

function sentencesOf(text: string): string[] {
  return [...text.matchAll(sentence)].map(([found]) => found).filter((found) => found !== '')
}

function heldBy(sources: readonly string[]): ReadonlySet<string> {
  const held = new Set<string>()
  for (const { keys } of sources.flatMap((source) => numbersIn(source))) {
    for (const key of keys) {
      held.add(key)
      const [, year, month, date] = /^d:(?:(\d{4})-)?(\d{2})(?:-(\d{2}))?$/.exec(key) ?? []
      if (month === undefined) continue
      held.add(`d:${month}`)
      if (year !== undefined) held.add(`y:${year}`).add(`n:${year}`).add(`d:${year}-${month}`)
      if (date !== undefined) held.add(`d:${month}-${date}`).add(`on:${date}`)
    }
  }
  return held
}
