/**
 * p-values adjusted for having looked at all of them: q ≤ 0.05 keeps the expected share of false finds among the finds at 5 %.
 * Null stays null and is not counted. Benjamini & Hochberg, J. R. Stat. Soc. B 57 (1995) 289.
 */
export function adjusted(ps: readonly (number | null)[]): (number | null)[] {
  const order = ps.flatMap((p, i) => (p === null ? [] : [{ p, i }])).sort((a, b) => b.p - a.p)
  const qs = new Array<number | null>(ps.length).fill(null)
  let q = 1
  order.forEach(({ p, i }, above) => {
    // The quotient may miss p by an ulp.
    q = Math.max(p, Math.min(q, (p * order.length) / (order.length - above)))
    qs[i] = q
  })
  return qs
}
