/**
 * One name a column: trimmed, line breaks folded, `列 3` for a column without a name, `金额 (2)` for the second of a name.
 * `width`: how many columns the rows have, if more than the header.
 */
export function nameColumns(cells: readonly string[], width = cells.length): string[] {
  const given = Array.from({ length: Math.max(width, cells.length) }, (_, i) => tidy(cells[i] ?? ''))
  const taken = new Set(given)
  const seen = new Set<string>()
  return given.map((name, i) => {
    const wanted = name === '' ? `列 ${i + 1}` : name
    if (!seen.has(wanted) && (name !== '' || !taken.has(wanted))) {
      seen.add(wanted)
      return wanted
    }
    let n = 2
    while (seen.has(`${wanted} (${n})`) || taken.has(`${wanted} (${n})`)) n++
    seen.add(`${wanted} (${n})`)
    return `${wanted} (${n})`
  })
}

const tidy = (cell: string): string => cell.replace(/\s+/g, ' ').trim()

/**
 * Which of the first rows is the header (0-based): the first one that is about as wide as the rows below it. Exports
 * often begin with a title, a date and a blank line. -1: the file has none, its first row is data.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((row) => row.filter((cell) => cell.trim() !== '').length)
  const widest = Math.max(0, ...filled)
  // Two columns can be a label and its value above the table as well as the table itself: only clear cases are skipped.
  const enough = widest < 3 ? 1 : Math.max(3, widest * 0.5)
  const at = Math.max(0, filled.findIndex((n) => n >= enough))
  return rows.length > 1 && isData(rows[at] ?? []) ? -1 : at
}

/** Names of columns are no numbers and no dates: a row that is mostly those was never a header. */
function isData(row: readonly string[]): boolean {
  const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const values = cells.filter((cell) => /^[-+]?[\d.,\s]*\d%?$/.test(cell) || /^\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}/.test(cell))
  return values.length > 0 && values.length >= cells.length * 0.5
}
