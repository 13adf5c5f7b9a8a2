/** Fractional ranks: strings over `0-9a-z`, compared byte by byte (`collate "C"`), never ending in `0`. */
const digits = '0123456789abcdefghijklmnopqrstuvwxyz'
const base = digits.length

/**
 * A rank strictly between two neighbours (`null` = no neighbour on that side), so that a drop writes one row.
 * Grows by one character only when the gap is used up. Throws when `before >= after`.
 */
export function rankBetween(before: string | null, after: string | null): string {
  if (before !== null && after !== null && before >= after) throw new Error(`no rank between ${before} and ${after}`)
  if (before === null && after !== null) return stepDown(after)
  if (before !== null && after === null) return stepUp(before)
  let result = ''
  let low = before ?? ''
  let bounded = after !== null
  for (let i = 0; ; i++) {
    const lowDigit = i < low.length ? digits.indexOf(low[i] ?? '0') : 0
    const highDigit = bounded && after !== null && i < after.length ? digits.indexOf(after[i] ?? '0') : base
    if (highDigit - lowDigit > 1) return result + digits[lowDigit + Math.floor((highDigit - lowDigit) / 2)]
    result += digits[lowDigit]
    // One apart: anything above the low side is below the high one from here on.
    if (highDigit - lowDigit === 1) bounded = false
    if (i >= low.length) low = low.padEnd(i + 1, '0')
  }
}

/** How many digits an open end is counted in: 840,000 steps from the middle before a rank grows by one character. */
const stepDigits = 4

/**
 * The next rank below all others. Halving the rest of the way to nothing, as between two neighbours, would cost a
 * character every five cards that enter a column at its top, which is where cards enter.
 */
function stepDown(after: string): string {
  const lead = /^0*/.exec(after)?.[0].length ?? 0
  const head = after.slice(lead, lead + stepDigits)
  // What follows the counted digits is room enough by itself.
  const value = Number.parseInt(head.padEnd(stepDigits, '0'), base) - (after.length > lead + stepDigits ? 0 : 1)
  return ('0'.repeat(lead) + value.toString(base).padStart(stepDigits, '0')).replace(/0+$/, '')
}

/** The next rank above all others. */
function stepUp(before: string): string {
  const lead = /^z*/.exec(before)?.[0].length ?? 0
  const value = Number.parseInt(before.slice(lead, lead + stepDigits).padEnd(stepDigits, '0'), base) + 1
  return ('z'.repeat(lead) + value.toString(base).padStart(stepDigits, '0')).replace(/0+$/, '')
}

/** `count` ascending ranks, evenly spread, for rows that arrive together. */
export function rankSeries(count: number): string[] {
  let width = 1
  while (base ** width <= count * 2 + 2) width++
  const gap = Math.floor(base ** width / (count + 1))
  return Array.from({ length: count }, (_, i) => {
    let value = gap * (i + 1)
    let text = ''
    for (let d = 0; d < width; d++) {
      text = digits[value % base] + text
      value = Math.floor(value / base)
    }
    // A trailing zero would leave no room below it; a middle digit keeps order and room.
    return `${text}i`
  })
}
