/**
 * Adjusted p-values in the order given: with q as the limit, at most q of what falls under it is expected to be chance.
 * Adjusted p of rank i = min over j ≥ i of p_j · m / j. Benjamini & Hochberg, J. R. Statist. Soc. B 57 (1995) 289.
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const m = ps.length
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number))
  const adjusted = new Array<number>(m)
  let least = 1
  for (let rank = m; rank >= 1; rank--) {
    const i = order[rank - 1] as number
    least = Math.min(least, ((ps[i] as number) * m) / rank)
    adjusted[i] = least
  }
  return adjusted
}
