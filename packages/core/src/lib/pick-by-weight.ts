/** FNV-1a, 32 bits: the same text always gives the same number, on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  // The low bits of FNV follow the last letters; a finaliser spreads them.
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/**
 * One of the items, with probability proportional to its weight, and always the same one for the same text: at random as far as anything
 * else can tell, but repeatable. Weights are ≥ 0 and not all 0; undefined without items.
 */
export function pickByWeight<T extends { weight: number }>(items: readonly [T, ...T[]] | readonly T[], text: string): T | undefined {
  const sum = items.reduce((total, one) => total + one.weight, 0)
  let left = (hash(text) / 2 ** 32) * sum
  for (const one of items) {
    left -= one.weight
    if (left < 0) return one
  }
  return items.at(-1)
}
