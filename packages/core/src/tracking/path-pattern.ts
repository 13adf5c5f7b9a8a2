/** Whether a path is one of the pattern: `*` stands for any text, capitals do not count. Takes length × length steps at most, whatever the pattern. */
export function matchesPath(pattern: string, path: string): boolean {
  const [p, t] = [pattern.toLowerCase(), path.toLowerCase()]
  let [i, j, star, mark] = [0, 0, -1, 0]
  while (j < t.length) {
    if (p[i] === '*') {
      star = i++
      mark = j
    } else if (i < p.length && p[i] === t[j]) {
      i++
      j++
    } else if (star >= 0) {
      i = star + 1
      j = ++mark
    } else return false
  }
  while (p[i] === '*') i++
  return i === p.length
}
