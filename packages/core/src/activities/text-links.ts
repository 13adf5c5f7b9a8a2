const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const recordPath = new RegExp(`^/(deals|leads|accounts|contacts)/(${uuid})(?=$|[/?#])`)
/** An address of the web, or a path to a record; what closes a sentence does not belong to it. */
const address = new RegExp(String.raw`https?://[^\s<>"'，。；：！？、（）「」【】《》]+|(?<![\w/.:-])/(?:deals|leads|accounts|contacts)/${uuid}`, 'g')
const closing = /[.,;:!?)\]]+$/

/** The record that a path of the client leads to. */
export function recordOfPath(path: string): { noun: 'deals' | 'leads' | 'accounts' | 'contacts'; id: string; path: string } | null {
  const [, noun, id] = recordPath.exec(path) ?? []
  return noun === undefined || id === undefined ? null : { noun: noun as 'deals', id, path: `/${noun}/${id}` }
}

/** Whether a path leads to a page of the same site: what begins with two slashes, or a slash and a backslash, names another host to browsers. */
export const isPathWithin = (path: string): boolean => /^\/(?![/\\])/.test(path)

/** A text in pieces: plain, and addresses in it. Joined they are the text. */
export function linkRuns(text: string): ({ text: string } | { href: string })[] {
  const runs: ({ text: string } | { href: string })[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const href = match[0].replace(closing, '')
    if (!href.startsWith('/') && !URL.canParse(href)) continue
    if (match.index > from) runs.push({ text: text.slice(from, match.index) })
    runs.push({ href })
    from = match.index + href.length
  }
  if (from < text.length) runs.push({ text: text.slice(from) })
  return runs
}

/** Records that a text has addresses of, each once; of which site an address is, only the reader's browser knows. */
export function recordsIn(text: string): { noun: 'deals' | 'leads' | 'accounts' | 'contacts'; id: string; path: string }[] {
  const found = linkRuns(text).flatMap((run) => {
    const record = 'href' in run ? recordOfPath(run.href.startsWith('/') ? run.href : new URL(run.href).pathname) : null
    return record === null ? [] : [record]
  })
  return [...new Map(found.map((one) => [one.path, one])).values()]
}
