/** One line of a deal: `quantity` may have decimals, `priceMinor` is integer minor units, null when there is no price yet. */
export interface ProductLine {
  quantity: number
  priceMinor: number | null
}

/** Digits after the point of a quantity that are counted. */
const places = 4

/**
 * Quantity × price in whole minor units, rounded half up once; null without a price, or when it is too large to be exact.
 * The quantity is taken as a decimal text, so that 0.1 × 3 is not a float's affair.
 */
export function lineMinor({ quantity, priceMinor }: ProductLine): number | null {
  if (priceMinor === null || !Number.isFinite(quantity) || quantity < 0) return null
  const scale = 10n ** BigInt(places)
  const [whole = '0', fraction = ''] = quantity.toFixed(places).split('.')
  const scaled = BigInt(whole) * scale + BigInt(fraction.padEnd(places, '0'))
  const minor = (scaled * BigInt(priceMinor) + scale / 2n) / scale
  return minor > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(minor)
}

/** The sum of all lines that have a price; null when none has. */
export function productSum(lines: readonly ProductLine[]): number | null {
  const sums = lines.map(lineMinor).filter((minor) => minor !== null)
  return sums.length === 0 ? null : sums.reduce((sum, minor) => sum + minor, 0)
}
