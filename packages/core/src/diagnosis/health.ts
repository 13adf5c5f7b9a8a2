import { healthParts, type HealthPartRule } from './health-parts.ts'
import type { HealthPart, HealthScore, HealthSubject } from './health-score.ts'
import { tell } from './tell.ts'

/** A known figure of a part; `n` deals are behind it. Parts that are missing, null or not `enough` are left out. */
export type HealthFact = { value: number | null; n: number | null; enough: boolean; stageId?: string | null }
export type HealthFacts = Record<string, HealthFact | undefined>

/**
 * Score 0–100 = Σ points · weight / Σ weight over the parts that are known. Each part is a figure of its own turned into
 * points along the straight lines between its anchors; nothing else enters. Below half of the weight known there is no score.
 */
export function healthScore(subject: HealthSubject, facts: HealthFacts, rules: readonly HealthPartRule[] = healthParts[subject]): HealthScore {
  const all = rules.reduce((sum, rule) => sum + rule.weight, 0)
  const known = rules.filter((rule) => pointsOf(rule, facts[rule.key]) !== null).reduce((sum, rule) => sum + rule.weight, 0)
  const parts = rules.map((rule): HealthPart => {
    const fact = facts[rule.key]
    const points = pointsOf(rule, fact)
    const value = fact?.value ?? null
    const n = fact?.n ?? null
    return {
      key: rule.key, weight: rule.weight, weightUsed: points === null ? 0 : rule.weight / known, value, n, points,
      why: tell(points === null ? 'health.part.missing' : `health.part.${rule.unit}`, { part: rule.key, value, n, points, good: rule.good }),
      figure: { metric: rule.metric, stageId: fact?.stageId ?? null },
    }
  })
  const score = known * 2 < all || known === 0 ? null : Math.round(parts.reduce((sum, part) => sum + (part.points ?? 0) * part.weightUsed, 0))
  const worst = parts.filter((part) => part.points !== null).sort((a, b) => (100 - (b.points ?? 0)) * b.weight - (100 - (a.points ?? 0)) * a.weight)[0]
  const leftOut = parts.filter((part) => part.points === null).map((part) => part.key)
  return {
    subject, score, parts, leftOut, weightKnown: all === 0 ? 0 : known / all,
    said: tell(score === null ? 'health.no_score' : 'health.score', { score, known: all === 0 ? 0 : known / all, worst: worst?.key ?? null, worstPoints: worst?.points ?? null, leftOut: leftOut.join('|') }),
  }
}

/** Points along the anchors (ascending by value), constant beyond both ends. */
function pointsOf({ anchors }: HealthPartRule, fact: HealthFact | undefined): number | null {
  if (fact === undefined || fact.value === null || !fact.enough) return null
  const { value } = fact
  const [first] = anchors
  if (value <= first[0]) return first[1]
  let [x0, y0] = first
  for (const [x, y] of anchors.slice(1)) {
    if (value <= x) return y0 + ((value - x0) / (x - x0)) * (y - y0)
    ;[x0, y0] = [x, y]
  }
  return y0
}
