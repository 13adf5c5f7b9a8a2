/** Characters by which a spreadsheet takes a cell for a formula. */
const formula = /^[=+\-@\t\r]/
/** Signed numbers and telephone numbers begin like formulas but cannot be any. */
const harmless = /^[+-]?[\d.,\s]*\d%?$/

/**
 * One CSV cell. Quoted where delimiter, quote, line break or outer blanks need it. With `guard` (on by default, for
 * everything people open in a spreadsheet) a text that would run as a formula gets a leading apostrophe (OWASP).
 */
export function csvField(value: string, delimiter = ',', guard = true): string {
  const safe = guard && formula.test(value) && !harmless.test(value) ? `'${value}` : value
  const quoted = safe.includes(delimiter) || /["\r\n]|^\s|\s$/.test(safe)
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One CSV row with CRLF (RFC 4180). A single empty cell is quoted, else the row would read as a blank line. */
export function csvRow(cells: readonly string[], delimiter = ',', guard = true): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n'
  return `${cells.map((cell) => csvField(cell, delimiter, guard)).join(delimiter)}\r\n`
}
