/**
 * A whole number cut into whole parts by weights (largest remainder, ties to the earlier), so that the parts add up to it.
 * All weights 0: evenly. No weights: no parts.
 * @throws RangeError for a negative or endless weight, or a total that is no whole number ≥ 0
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`apportion: total ${total}`)
  if (weights.some((w) => !(w >= 0 && w < Infinity))) throw new RangeError('apportion: weights')
  if (weights.length === 0) return []
  const greatest = Math.max(...weights)
  // Scaled by the greatest, so that the sum of very great weights stays finite and that of tiny ones above 0.
  const scaled = greatest === 0 ? weights.map(() => 1) : weights.map((w) => w / greatest)
  const sum = scaled.reduce((a, b) => a + b, 0)
  const quotas = scaled.map((w) => (total * w) / sum)
  const parts = quotas.map(Math.floor)
  let rest = total - parts.reduce((a, b) => a + b, 0)
  const order = quotas.map((q, i) => ({ i, left: q - Math.floor(q) })).sort((a, b) => b.left - a.left || a.i - b.i)
  for (let k = 0; rest > 0; k = (k + 1) % order.length, rest--) parts[(order[k] as { i: number }).i] = (parts[(order[k] as { i: number }).i] as number) + 1
  // With totals near 2^53 the floored quotas may exceed the total by some units.
  for (let k = order.length - 1; rest < 0; k = (k + order.length - 1) % order.length) {
    const { i } = order[k] as { i: number }
    if ((parts[i] as number) > 0) {
      parts[i] = (parts[i] as number) - 1
      rest++
    }
  }
  return parts
}
