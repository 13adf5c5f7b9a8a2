import type { TermCounts } from './input.ts'
import { termsOf } from './terms.ts'

/** Notes are read up to so many characters a deal: what decides a deal is not said on the hundredth page. */
const maxCharacters = 4000

/**
 * In how many deals each term occurs, given each deal's notes (deals without notes count nowhere). Deals are counted, not
 * occurrences: one talkative rep must not make a word. Terms in fewer than `minDeals` deals are dropped.
 */
export function countTerms(deals: Iterable<readonly string[]>, minDeals = 2): TermCounts {
  const counts = new Map<string, number>()
  let n = 0
  for (const notes of deals) {
    const terms = termsOf(notes.join('\n').slice(0, maxCharacters))
    if (terms.size === 0) continue
    n++
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return { deals: n, terms: Object.fromEntries([...counts].filter(([, count]) => count >= minDeals)) }
}
