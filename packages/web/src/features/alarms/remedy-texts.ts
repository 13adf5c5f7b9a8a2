type Side = 'zh' | 'en'
type Texts = Record<Side, { name: string; summary: string; steps: string; topic: string }>

const other = (side: Side): Side => (side === 'zh' ? 'en' : 'zh')

/** A text in both languages; where one is empty it takes the words of the other. */
export function bothSides(texts: Texts, side: Side, key: 'name' | 'summary' | 'topic'): Record<Side, string> {
  const own = texts[side][key].trim()
  const also = texts[other(side)][key].trim()
  return { [side]: own === '' ? also : own, [other(side)]: also === '' ? own : also } as Record<Side, string>
}

const linesOf = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '')

/** Steps line by line: as many as the language that is written in has; a missing translation takes the same words. */
export function bothSteps(texts: Texts, side: Side): Record<Side, string>[] {
  const also = linesOf(texts[other(side)].steps)
  return linesOf(texts[side].steps).map((line, at) => ({ [side]: line, [other(side)]: also[at] ?? line }) as Record<Side, string>)
}
