import type { Candidate } from './candidates.ts'
import { detailOf } from './details.ts'
import type { Cut } from './input.ts'
import type { OverRepresented } from './over-represented.ts'

/** By itself beyond chance, before correction. */
const raw = 0.05
/** A value is a detail of another when so much of it lies within the other. */
const within = 0.9

/**
 * Segments that do not pass the correction for everything looked at, but are borne out by something else that does: a detail
 * of theirs that passed (a campaign of the channel), or the stuck group, which holds clearly more of the same value. With the
 * p of what supports them. Early in a change there are too few deals for the first proof alone.
 */
export function withSupport(passed: readonly Candidate[], singles: readonly Candidate[], traits: readonly OverRepresented[], pairs: readonly Cut[]): Map<Candidate, number> {
  const supported = new Map<Candidate, number>()
  for (const candidate of singles) {
    const [dimension, value] = [candidate.dimensions[0] ?? '', candidate.values[0] ?? '']
    if (candidate.p > raw || candidate.kind === 'rate' || passed.includes(candidate)) continue
    const trait = traits.find((one) => one.dimension === dimension && one.value === value)
    const detail = passed.find((other) => other.dimensions.length === 1 && other.kind === candidate.kind && (detailOf[other.dimensions[0] ?? '']?.includes(dimension) ?? false) && liesWithin(other, dimension, value, pairs))
    const p = Math.min(trait?.p ?? 1, detail?.p ?? 1)
    if (p < 1) supported.set(candidate, p)
  }
  return supported
}

function liesWithin(detail: Candidate, dimension: string, value: string, pairs: readonly Cut[]): boolean {
  const [own, ownValue] = [detail.dimensions[0] ?? '', detail.values[0] ?? '']
  const pair = pairs.find(({ dimensions }) => dimensions.includes(own) && dimensions.includes(dimension))
  if (pair === undefined) return false
  const at = pair.dimensions.indexOf(own)
  const sum = (cells: Cut['cells']) => cells.reduce((total, { after }) => total + after.n + after.stock, 0)
  const cells = pair.cells.filter(({ values }) => values[at] === ownValue)
  return sum(cells) > 0 && sum(cells.filter(({ values }) => values[1 - at] === value)) >= within * sum(cells)
}
