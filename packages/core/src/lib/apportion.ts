/** Weights become whole numbers of this many steps of the greatest one, so that the arithmetic after it is exact. */
const steps = 2 ** 52

/**
 * A whole number cut into whole parts by weights (largest remainder, ties to the earlier), so that the parts add up to it: money in minor
 * units, deals. All weights 0: evenly. No weights: no parts. Exact for every safe total: no part is a float on the way.
 * @throws RangeError for a negative or endless weight, or a total that is no whole number ≥ 0
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`apportion: total ${total}`)
  if (weights.some((w) => !(w >= 0 && w < Infinity))) throw new RangeError('apportion: weights')
  if (weights.length === 0) return []
  const greatest = Math.max(...weights)
  const whole = weights.map((w) => BigInt(greatest === 0 ? 1 : Math.round((w / greatest) * steps)))
  const sum = whole.reduce((a, b) => a + b, 0n)
  const shares = whole.map((w, i) => ({ i, part: (BigInt(total) * w) / sum, left: (BigInt(total) * w) % sum }))
  const parts = shares.map(({ part }) => Number(part))
  const rest = total - Number(shares.reduce((a, { part }) => a + part, 0n))
  shares.sort((a, b) => (a.left === b.left ? a.i - b.i : a.left > b.left ? -1 : 1))
  for (const { i } of shares.slice(0, rest)) parts[i] = (parts[i] as number) + 1
  return parts
}
