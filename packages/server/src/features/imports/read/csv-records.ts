import type { RowFlaw } from './table.ts'

export interface CsvRecord {
  line: number
  cells: string[]
  flaws: readonly RowFlaw[]
}

/** A quoted cell longer than this is taken for a forgotten closing quote; it also bounds the memory. */
const longestCell = 1024 * 1024
const none: readonly RowFlaw[] = []

/**
 * Cuts text into CSV records, piece by piece.
 *
 * Own code instead of `csv-parse`: that one ends the whole file at a quote that is never closed, and hands on neither
 * the rows behind it nor their lines. Here such a quote is taken literally, its row says so, and the next line is the
 * next row. On tables without faults both agree (a test holds them together).
 *
 * Rules: RFC 4180; LF, CRLF or lone CR (the first one met decides, so that a CR inside LF lines stays text); blanks
 * between a closing quote and the delimiter are dropped; a quote inside an unquoted cell is text.
 */
export class CsvRecords {
  #rest = ''
  #line = 1
  #delimiter: string
  #cr: boolean
  #final = false

  /** `newline` as found by `newlineOf`. */
  constructor(delimiter: string, newline: '\n' | '\r') {
    this.#delimiter = delimiter
    this.#cr = newline === '\r'
  }

  /** Records that this piece completes. */
  push(text: string): CsvRecord[] {
    this.#rest = this.#rest === '' ? text : this.#rest + text
    return this.#take()
  }

  /** What is left when the text has ended. */
  end(): CsvRecord[] {
    this.#final = true
    return this.#take()
  }

  #take(): CsvRecord[] {
    const text = this.#rest
    const out: CsvRecord[] = []
    let pos = 0
    let quote = text.indexOf('"')
    while (pos < text.length) {
      if (quote >= 0 && quote < pos) quote = text.indexOf('"', pos)
      const stop = this.#newline(text, pos)
      // The common row: no quote before its end.
      if (stop !== null && (quote < 0 || quote >= stop.at)) {
        const row = text.slice(pos, stop.at)
        out.push({ line: this.#line, cells: row.split(this.#delimiter), flaws: none })
        this.#line++
        pos = stop.next
        continue
      }
      if (stop === null && quote < 0 && !this.#final) break
      const record = this.#slow(text, pos)
      if (record === null) break
      out.push({ line: this.#line, cells: record.cells, flaws: record.flaws })
      this.#line += record.lines
      pos = record.next
    }
    this.#rest = pos === 0 ? text : text.slice(pos)
    return out
  }

  /** Where the line that contains `from` ends; null when that lies behind the text. */
  #newline(text: string, from: number): { at: number; next: number } | null {
    if (this.#cr) {
      const cr = text.indexOf('\r', from)
      if (cr < 0) return null
      if (cr + 1 === text.length && !this.#final) return null
      return { at: cr, next: text[cr + 1] === '\n' ? cr + 2 : cr + 1 }
    }
    const lf = text.indexOf('\n', from)
    if (lf < 0) return null
    return { at: lf > from && text[lf - 1] === '\r' ? lf - 1 : lf, next: lf + 1 }
  }

  #slow(text: string, start: number): { cells: string[]; flaws: readonly RowFlaw[]; next: number; lines: number } | null {
    const cells: string[] = []
    const flaws = new Set<RowFlaw>()
    const delimiter = this.#delimiter
    let pos = start
    let lines = 1
    for (;;) {
      if (text[pos] === '"') {
        const quoted = this.#quoted(text, pos)
        if (quoted === null) return null
        if (quoted !== 'unclosed') {
          cells.push(quoted.cell)
          lines += quoted.lines
          if (quoted.stray) flaws.add('row.quote_stray')
          if (quoted.end === 'delimiter') {
            pos = quoted.next
            continue
          }
          return { cells, flaws: [...flaws], next: quoted.next, lines }
        }
        flaws.add('row.quote_unclosed')
      }
      const cut = text.indexOf(delimiter, pos)
      const stop = this.#newline(text, pos)
      if (cut >= 0 && (stop === null || cut < stop.at)) {
        cells.push(text.slice(pos, cut))
        pos = cut + delimiter.length
        continue
      }
      if (stop === null && !this.#final) return null
      const last = stop ?? { at: text.endsWith('\r') && !this.#cr ? text.length - 1 : text.length, next: text.length }
      cells.push(text.slice(pos, Math.max(pos, last.at)))
      return { cells, flaws: flaws.size === 0 ? none : [...flaws], next: last.next, lines }
    }
  }

  /** Reads a quoted cell that opens at `open`. Null: more text is needed. */
  #quoted(text: string, open: number): Quoted | 'unclosed' | null {
    let from = open + 1
    let scanned = open
    let stray = false
    for (;;) {
      const quote = text.indexOf('"', from)
      if (quote < 0) {
        if (this.#final || text.length - open > longestCell) return 'unclosed'
        return null
      }
      if (quote - open > longestCell) return 'unclosed'
      if (quote + 1 === text.length && !this.#final) return null
      if (text[quote + 1] === '"') {
        from = quote + 2
        continue
      }
      let after = quote + 1
      while (text[after] === ' ') after++
      if (after + this.#delimiter.length + 1 >= text.length && !this.#final) return null
      const done = (end: 'delimiter' | 'row', next: number): Quoted => {
        const raw = text.slice(open + 1, quote)
        return { cell: raw.includes('"') ? raw.replaceAll('""', '"') : raw, stray, end, next, lines: lineBreaks(raw) }
      }
      // A delimiter may itself begin with a blank.
      if (text.startsWith(this.#delimiter, quote + 1)) return done('delimiter', quote + 1 + this.#delimiter.length)
      if (text.startsWith(this.#delimiter, after)) return done('delimiter', after + this.#delimiter.length)
      if (after >= text.length) return done('row', text.length)
      if (text[after] === '\n') return done('row', after + 1)
      if (text[after] === '\r') {
        if (text[after + 1] === '\n') return done('row', after + 2)
        if (this.#cr || after + 1 === text.length) return done('row', after + 1)
      }
      // The quote neither ends the cell nor is doubled. Behind a line break it most likely opens a cell of a later row,
      // and ours was never closed; on the same line it is text that nobody escaped.
      if (lineBreaks(text.slice(scanned, quote)) > 0) return 'unclosed'
      stray = true
      scanned = quote
      from = quote + 1
    }
  }
}

interface Quoted {
  cell: string
  stray: boolean
  end: 'delimiter' | 'row'
  next: number
  lines: number
}

function lineBreaks(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) count++
  }
  return count
}

/** The line break of a text: the first one outside quotes decides. */
export function newlineOf(sample: string): '\n' | '\r' {
  let quoted = false
  for (let i = 0; i < sample.length; i++) {
    const c = sample[i]
    if (c === '"') quoted = !quoted
    else if (!quoted && c === '\n') return '\n'
    else if (!quoted && c === '\r') return sample[i + 1] === '\n' ? '\n' : '\r'
  }
  // A stray quote may have hidden them all.
  return !sample.includes('\n') && sample.includes('\r') ? '\r' : '\n'
}
