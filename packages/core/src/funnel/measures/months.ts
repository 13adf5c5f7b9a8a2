/**
 * The place of an instant among ascending first instants (of months, say), the last of which is the end: −1 before the first,
 * `starts.length − 1` from the end on.
 */
export function indexOfInstant(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
