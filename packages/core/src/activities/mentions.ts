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

/** What was typed (`@张伟`) with the ids of those who were picked; the longest name first, so that 张伟明 is not 张伟. */
export function withTokens(text: string, picked: readonly Mentionable[]): string {
  const byLength = [...new Map(picked.map((one) => [one.name, one])).values()].toSorted((a, b) => b.name.length - a.name.length)
  return byLength.reduce((said, { id, name }) => said.split(`@${name}`).join(`@[${id}]`), text)
}
