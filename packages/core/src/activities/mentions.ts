const token = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/g

/** A person or team that a comment may name. */
export interface Mentionable {
  id: string
  name: string
}

/** Ids that a comment names, each once: `@[<id>]` in its text. */
export function mentionedIds(body: string): string[] {
  return [...new Set([...body.matchAll(token)].map((match) => match[1] ?? ''))]
}

/** A comment in pieces: text, and who is named in it. */
export function mentionRuns(body: string): ({ text: string } | { id: string })[] {
  const runs: ({ text: string } | { id: string })[] = []
  let from = 0
  for (const match of body.matchAll(token)) {
    if (match.index > from) runs.push({ text: body.slice(from, match.index) })
    runs.push({ id: match[1] ?? '' })
    from = match.index + match[0].length
  }
  if (from < body.length) runs.push({ text: body.slice(from) })
  return runs
}

/** A comment as plain text: `@张伟`. Whoever is unknown by now stays a mere @. */
export function mentionText(body: string, nameOf: (id: string) => string | undefined): string {
  return mentionRuns(body).map((run) => ('text' in run ? run.text : `@${nameOf(run.id) ?? ''}`)).join('')
}

/** Where which of the names stand after an @; the longest name first, so that 张伟明 is not 张伟. */
function namesIn(text: string, picked: readonly Mentionable[]): { name: string; from: number; to: number }[] {
  const names = [...new Set(picked.map(({ name }) => name))].filter((name) => name !== '').toSorted((a, b) => b.length - a.length)
  const found: { name: string; from: number; to: number }[] = []
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', found.at(-1)?.from === at ? (found.at(-1)?.to ?? at + 1) : at + 1)) {
    const name = names.find((one) => text.startsWith(one, at + 1))
    if (name !== undefined) found.push({ name, from: at, to: at + 1 + name.length })
  }
  return found
}

/** What was typed (`@张伟`) with the ids of those who were picked: of several with one name each stands where the order of picking puts them, the last from there on. */
export function withTokens(text: string, picked: readonly Mentionable[]): string {
  const seen = new Map<string, number>()
  let [said, from] = ['', 0]
  for (const one of namesIn(text, picked)) {
    const ofName = picked.filter(({ name }) => name === one.name)
    const n = seen.get(one.name) ?? 0
    seen.set(one.name, n + 1)
    said += `${text.slice(from, one.from)}@[${(ofName[n] ?? ofName.at(-1))?.id ?? ''}]`
    from = one.to
  }
  return said + text.slice(from)
}

/** Those who are named in a comment, in its order, as if each had just been picked. */
export function picksOf(body: string, named: readonly Mentionable[]): Mentionable[] {
  return mentionRuns(body).flatMap((run) => ('id' in run ? named.filter(({ id }) => id === run.id) : []))
}

/** Who is still picked after a change of the text: of several with one name those go whose place was taken out. A single one stays, for what is typed again. */
export function keptPicks(before: string, after: string, picked: readonly Mentionable[]): Mentionable[] {
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const [was, is] = [namesIn(before, picked), namesIn(after, picked)]
  return [...Map.groupBy(picked, ({ name }) => name)].reduce<Mentionable[]>((kept, [name, ofName]) => {
    const places = was.filter((one) => one.name === name)
    const gone = Math.min(ofName.length, places.length) - is.filter((one) => one.name === name).length
    if (gone <= 0 || new Set(ofName.map(({ id }) => id)).size < 2) return kept
    const first = places.filter(({ to }) => to <= same).length
    const out = new Set(ofName.slice(first, first + gone))
    return kept.filter((one) => !out.has(one))
  }, [...picked])
}

/** What is being typed after the last @, given the text up to the caret; null when nobody is being named. */
export function typedName(beforeCaret: string): string | null {
  const at = beforeCaret.lastIndexOf('@')
  const name = beforeCaret.slice(at + 1)
  return at === -1 || /\s/.test(name) ? null : name
}
