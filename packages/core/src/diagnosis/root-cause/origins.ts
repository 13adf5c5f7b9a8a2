import { detailOf } from './details.ts'
import type { Finding, FindingKind } from './finding.ts'
import { followsFrom, rateFollowsFrom } from './follows.ts'
import type { Cut } from './input.ts'

/** From this share on a finding is taken to follow from another, if the reverse share is clearly less. */
const follows = 0.6
const clearly = 0.2
/** A trait of the group is a consequence of a stronger one from this share on: what it has of its own is the lesser part. */
const mostly = 0.4

const isDetail = (child: Finding, parent: Finding): boolean => isShift(child.kind) && isShift(parent.kind) && (detailOf[child.dimensions[0] ?? '']?.includes(parent.dimensions[0] ?? '') ?? false)

/** The findings with `followsFrom` set where one is the consequence of another dimension's shift or fall: of the nearest such. */
export function withOrigins(findings: readonly Finding[], pairs: readonly Cut[], what: 'conversion' | 'stock' | 'inflow', minN: number): Finding[] {
  const origins = new Map(findings.map((child) => [child, findings.flatMap((parent) => originShare(child, parent, pairs, what, minN) ?? [])]))
  return findings.map((child) => {
    const possible = origins.get(child) ?? []
    // In a chain channel → size → amount the amount is said to follow from the size.
    const isLink = ({ parent }: Origin) => (origins.get(parent) ?? []).some(({ parent: first }) => possible.some((other) => other.parent === first))
    const best = possible.toSorted((a, b) => Number(isLink(b)) - Number(isLink(a)) || b.share - a.share)[0]
    if (best === undefined) return child
    const [dimension = ''] = best.parent.dimensions
    const whole = findings.find((other) => other !== child && (detailOf[dimension]?.includes(other.dimensions[0] ?? '') ?? false))
    return { ...child, followsFrom: whole?.dimensions[0] ?? dimension, evidence: { ...child.evidence, followsShare: best.share } }
  })
}

type Origin = { parent: Finding; share: number }

/** How much of the child follows from the parent; null when it does not, or as much the other way round. */
function originShare(child: Finding, parent: Finding, pairs: readonly Cut[], what: 'conversion' | 'stock' | 'inflow', minN: number): Origin | null {
  if (child === parent || child.dimensions.length !== 1 || parent.dimensions.length !== 1 || isDetail(parent, child)) return null
  if (isDetail(child, parent)) return { parent, share: 1 }
  const share = shareThrough(child, parent, pairs, what, minN)
  if (share === null || share < follows) return null
  const back = shareThrough(parent, child, pairs, what, minN)
  return back !== null && share - back < clearly ? null : { parent, share }
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

/**
 * What stands for itself or follows from a first cause, and what only says the same in more detail, or of a consequence's
 * consequence: shows bring small firms, small firms small amounts.
 */
export function apart(findings: readonly Finding[]): [own: Finding[], others: Finding[]] {
  const consequences = new Set(findings.filter(({ followsFrom: origin }) => origin !== null).map(({ dimensions }) => dimensions[0]))
  const isOther = ({ kind, dimensions, followsFrom: origin }: Finding) =>
    origin !== null && (kind === 'attribute' || consequences.has(origin) || (detailOf[dimensions[0] ?? '']?.includes(origin) ?? false))
  return [findings.filter((finding) => !isOther(finding)), findings.filter(isOther)]
}

/**
 * Traits of the group with `followsFrom` set where another, stronger trait brings them about, on its own or as a consequence among the
 * `findings` (not a first cause: what that brings about is what one wants to know): where small firms are stuck, small amounts are too. What share the group would have of the trait if it differed from the rest in the stronger one alone is
 * reckoned with the later period's deals of each pair of values.
 */
export function traitsInOrder(traits: readonly Finding[], findings: readonly Finding[], pairs: readonly Cut[]): Finding[] {
  return traits.map((trait, i) => {
    const [dimension, value] = [trait.dimensions[0] ?? '', trait.values[0] ?? '']
    const origin = [...traits.slice(0, i), ...findings.filter(({ followsFrom: origin }) => origin !== null)].find((stronger) => {
      const [a, b] = [stronger.dimensions[0] ?? '', stronger.values[0] ?? '']
      const pair = pairs.find(({ dimensions }) => dimensions.includes(a) && dimensions.includes(dimension))
      const [group, rest] = [stronger.evidence.groupShare ?? null, stronger.evidence.restShare ?? null]
      const [ownGroup, ownRest] = [trait.evidence.groupShare ?? null, trait.evidence.restShare ?? null]
      if (pair === undefined || group === null || rest === null || ownGroup === null || ownRest === null || ownGroup === ownRest) return false
      const at = pair.dimensions.indexOf(a)
      const shareAmong = (isIn: boolean) => {
        const cells = pair.cells.filter(({ values }) => (values[at] === b) === isIn)
        const n = cells.reduce((sum, { after }) => sum + after.n, 0)
        return n === 0 ? 0 : cells.reduce((sum, { values, after }) => sum + (values[1 - at] === value ? after.n : 0), 0) / n
      }
      return ((group - rest) * (shareAmong(true) - shareAmong(false))) / (ownGroup - ownRest) >= mostly
    })
    return origin === undefined ? trait : { ...trait, followsFrom: origin.dimensions[0] ?? null }
  })
}
