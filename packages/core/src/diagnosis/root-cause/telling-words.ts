import { twoSidedP } from '../../lib/ratio.ts'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import type { TermCounts } from './input.ts'

/** A term that the group's notes hold more often. `logOdds` after shrinkage, `p` after Benjamini–Hochberg over all terms. */
export type TellingWord = { term: string; group: number; groupN: number; rest: number; restN: number; shareGroup: number; shareRest: number; logOdds: number; z: number; p: number }

export type WordOptions = {
  /** The prior weighs as much as so many deals: more draws rare terms further towards "no difference". */
  priorDeals: number
  /** In so many deals of the group at least. */
  minDeals: number
  /** Commoner in the group by so many share points at least. */
  minDifference: number
  limit: number
  maxP: number
}
export const wordOptions: WordOptions = { priorDeals: 20, minDeals: 5, minDifference: 0.1, limit: 8, maxP: 0.01 }

/**
 * Terms over-represented in the notes of a group, by log odds with an informative Dirichlet prior: each side's counts get
 * `priorDeals` × the term's share in both together added, so that rare terms shrink to no difference.
 * z = Δ log odds / √(1/(y1 + α) + 1/(y2 + α)). Monroe, Colaresi & Quinn, Political Analysis 16 (2008) 372, on deals instead
 * of tokens (so the odds are of a deal's having the term). A term that mostly stands within a longer one that was found too is
 * left to the longer.
 */
export function tellingWords(group: TermCounts, rest: TermCounts, options: WordOptions = wordOptions): TellingWord[] {
  if (group.deals === 0 || rest.deals === 0) return []
  const all = group.deals + rest.deals
  const judged = Object.entries(group.terms).flatMap(([term, y1]): TellingWord[] => {
    const y2 = Object.hasOwn(rest.terms, term) ? (rest.terms[term] ?? 0) : 0
    if (y1 < options.minDeals || y1 > group.deals || y2 > rest.deals) return []
    const share = Math.min((y1 + y2) / all, 1 - 1 / (2 * all))
    const yes = options.priorDeals * share
    const no = options.priorDeals * (1 - share)
    const odds = (y: number, n: number) => Math.log((y + yes) / (n - y + no))
    const logOdds = odds(y1, group.deals) - odds(y2, rest.deals)
    const v = (y: number, n: number) => 1 / (y + yes) + 1 / (n - y + no)
    const z = logOdds / Math.sqrt(v(y1, group.deals) + v(y2, rest.deals))
    return [{ term, group: y1, groupN: group.deals, rest: y2, restN: rest.deals, shareGroup: y1 / group.deals, shareRest: y2 / rest.deals, logOdds, z, p: twoSidedP(z) }]
  })
  const adjusted = benjaminiHochberg(judged.map(({ p }) => p))
  const telling = judged
    .map((word, i) => ({ ...word, p: adjusted[i] ?? 1 }))
    .filter((word) => word.logOdds > 0 && word.p <= options.maxP && word.shareGroup - word.shareRest >= options.minDifference)
    .sort((a, b) => b.z - a.z || b.term.length - a.term.length || (a.term < b.term ? -1 : 1))
  return merged(telling).slice(0, options.limit)
}

/**
 * Of `预算`, `有限` and `预算有限` in much the same deals only the longest; of terms that share most of their characters
 * (`分期付款` and `分期付款方案`) the stronger.
 */
function merged(words: TellingWord[]): TellingWord[] {
  const kept: TellingWord[] = []
  for (const word of words) {
    const isPiece = words.some((other) => other.term.length > word.term.length && other.term.includes(word.term) && other.group >= 0.8 * word.group)
    if (!isPiece && !kept.some((other) => overlap(other.term, word.term))) kept.push(word)
  }
  return kept
}

/** Whether two terms have as many characters running in common as the shorter has, but one; of two characters, both. */
function overlap(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  const length = Math.max(2, short.length - 1)
  for (let i = 0; i + length <= short.length; i++) if (long.includes(short.slice(i, i + length))) return true
  return false
}
