/** A run of a sentence; `strong` runs are what changed: names, stages, amounts. */
export interface Run {
  text: string
  strong: boolean
}

// The isolates that Unicode has for inserted text: they keep a name of another script from turning the sentence around,
// they cannot be typed by accident, and they tell us afterwards which words were inserted.
const open = '\u2068'
const close = '\u2069'

/** Marks a value before it goes into a sentence. */
export function strong(text: string): string {
  return open + text.replaceAll(open, '').replaceAll(close, '') + close
}

/** The runs of a sentence made with `strong`. */
export function runsOf(sentence: string): Run[] {
  const runs: Run[] = []
  for (const part of sentence.split(open)) {
    const end = part.indexOf(close)
    if (end === -1) runs.push({ text: part, strong: false })
    else runs.push({ text: part.slice(0, end), strong: true }, { text: part.slice(end + 1), strong: false })
  }
  return runs.filter((run) => run.text !== '')
}

/** The sentence as plain text: for titles, tests and screen readers. */
export function plainText(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('')
}
