/** Parts of an iCalendar object (RFC 5545) that every file of ours needs. */

/** A text value; what has a meaning there is escaped. */
export const icalText = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
/** Quoted, because names hold commas and colons; a quote cannot be escaped there. */
export const icalParameter = (value: string): string => `"${value.replaceAll('"', "'")}"`
/** An instant in UTC: `20260301T020304Z`. */
export const icalInstant = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** The lines as a file: no line is longer than 75 octets, none is broken within a character. */
export function icalFile(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function fold(line: string): string {
  const bytes = new TextEncoder()
  let folded = ''
  let used = 0
  for (const character of line) {
    const size = bytes.encode(character).length
    if (used + size > 75) {
      folded += '\r\n '
      used = 1
    }
    folded += character
    used += size
  }
  return folded
}
