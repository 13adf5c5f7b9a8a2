import type { Finding, FindingKind } from './finding.ts'
import { followsFrom, rateFollowsFrom } from './follows.ts'
import type { Cut } from './input.ts'

/** From this share on a finding is taken to follow from another, if the reverse share is clearly less. */
const follows = 0.6
const clearly = 0.2

/** The findings with `followsFrom` set where one is the consequence of another dimension's shift or fall. */
export function withOrigins(findings: readonly Finding[], pairs: readonly Cut[], what: 'conversion' | 'stock' | 'inflow', minN: number): Finding[] {
  return findings.map((child) => {
    let best: { dimension: string; share: number } | null = null
    for (const parent of findings) {
      const share = shareThrough(child, parent, pairs, what, minN)
      if (share === null || share < follows) continue
      const back = shareThrough(parent, child, pairs, what, minN)
      if (back !== null && share - back < clearly) continue
      if (best === null || share > best.share) best = { dimension: parent.dimensions[0] ?? '', share }
    }
    return best === null ? child : { ...child, followsFrom: best.dimension, evidence: { ...child.evidence, followsShare: best.share } }
  })
}

const isShift = (kind: FindingKind): boolean => kind === 'mix' || kind === 'stock' || kind === 'inflow'

function shareThrough(child: Finding, parent: Finding, pairs: readonly Cut[], what: 'conversion' | 'stock' | 'inflow', minN: number): number | null {
  const [a, b] = [parent.dimensions[0], child.dimensions[0]]
  if (a === undefined || b === undefined || a === b || parent.dimensions.length > 1 || child.dimensions.length > 1) return null
  const pair = pairs.find(({ dimensions }) => dimensions.includes(a) && dimensions.includes(b))
  if (pair === undefined) return null
  const value = child.values[0] ?? ''
  if (child.kind === 'rate') return rateFollowsFrom(pair, b, value, parent.kind === 'rate' ? { value: parent.values[0] ?? '' } : 'mix', minN)
  if (child.kind === 'mix' && parent.kind === 'rate') return null
  return isShift(child.kind) ? followsFrom(pair, b, value, child.kind === 'stock' && what === 'stock' ? 'stock' : 'n') : null
}

/**
 * By what they explain at the least (the lower end of the interval of their share, so that a large but vague one does not
 * come first), each followed by what follows from it.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const score = ({ interval, evidence }: Finding) => Math.min(1, Math.max(interval?.low ?? 0, evidence.stockEffectLow ?? 0))
  const sorted = findings.toSorted((a, b) => score(b) - score(a) || (a.p ?? 1) - (b.p ?? 1) || (b.share ?? 0) - (a.share ?? 0))
  const placed = new Set<Finding>()
  const place = (finding: Finding): Finding[] => {
    if (placed.has(finding)) return []
    placed.add(finding)
    return [finding, ...sorted.filter((other) => other.followsFrom !== null && other.followsFrom === finding.dimensions[0] && finding.dimensions.length === 1).flatMap(place)]
  }
  // What follows from something that is no finding any more, or goes round in a circle, still is one.
  return [...sorted.filter(({ followsFrom: origin }) => origin === null).flatMap(place), ...sorted.flatMap(place)]
}
