import { bigrams } from './text.ts'

/** Sørensen–Dice over character pairs, 0…1, repeats counted: 2·|A∩B| / (|A|+|B|). Two empty texts are alike (1). */
export function dice(a: string, b: string): number {
  if (a === b) return 1
  const left = bigrams(a)
  const right = bigrams(b)
  if (left.length === 0 || right.length === 0) return 0
  const counts = new Map<string, number>()
  for (const pair of left) counts.set(pair, (counts.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of right) {
    const rest = counts.get(pair) ?? 0
    if (rest > 0) {
      shared++
      counts.set(pair, rest - 1)
    }
  }
  return (2 * shared) / (left.length + right.length)
}

/**
 * Edits between two texts: insert, delete, replace, and swap of neighbours each cost 1
 * (optimal string alignment). Gives up with `limit + 1` as soon as the limit is certainly passed.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  const left = [...a]
  const right = [...b]
  if (Math.abs(left.length - right.length) > limit) return limit + 1
  let before: number[] = []
  let above = Array.from({ length: right.length + 1 }, (_, j) => j)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (swapped) cost = Math.min(cost, at(before, j - 2) + 1)
      row.push(cost)
      if (cost < best) best = cost
    }
    if (best > limit) return limit + 1
    before = above
    above = row
  }
  return at(above, right.length)
}

/** `editDistance` as a likeness, 0…1. */
export function editSimilarity(a: string, b: string): number {
  const longest = Math.max([...a].length, [...b].length)
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest
}

const at = (row: readonly number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY
