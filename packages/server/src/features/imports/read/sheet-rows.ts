import type { CellObject, WorkSheet } from '@e965/xlsx'
import { SSF } from '@e965/xlsx'
import { fromSerial } from '@sluice/core/imports/date-reading'
import type { HeaderGroup, SheetRow } from './sheet-messages.ts'

/** The rows of a parsed sheet as text, blank ones left out, and the merged cells of its head. */
export function sheetRows(sheet: WorkSheet, date1904: boolean) {
  const data = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  const headerGroups: HeaderGroup[] = (sheet['!merges'] ?? [])
    .filter(({ s, e }) => s.r < 20 && e.c > s.c && e.r === s.r)
    .map(({ s, e }) => ({ row: s.r + 1, from: s.c, to: e.c }))

  function* batches(size: number): Generator<SheetRow[]> {
    let batch: SheetRow[] = []
    for (let r = 0; r < data.length; r++) {
      const row = data[r]
      if (!Array.isArray(row)) continue
      const cells: string[] = []
      for (let c = 0; c < row.length; c++) cells.push(cellText(row[c], date1904))
      // Given back to the collector while the sheet is still being read.
      data[r] = []
      while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop()
      if (cells.length === 0) continue
      batch.push({ line: r + 1, cells })
      if (batch.length === size) {
        yield batch
        batch = []
      }
    }
    if (batch.length > 0) yield batch
  }

  return { headerGroups, batches }
}

/**
 * What the cell means, as text: dates in ISO form, numbers with all their digits and no exponent, codes with their
 * leading zeros, texts as they are.
 */
export function cellText(cell: CellObject | undefined, date1904: boolean): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return ''
  switch (cell.t) {
    case 's':
      return String(cell.v)
    case 'b':
      return cell.v === true ? 'TRUE' : 'FALSE'
    case 'e':
      return typeof cell.w === 'string' ? cell.w : '#ERROR'
    case 'd':
      return cell.v instanceof Date ? isoText(cell.v.toISOString().slice(0, 10), cell.v.getTime() % 86_400_000) : String(cell.v)
    case 'n':
      return typeof cell.v === 'number' ? numberText(cell.v, cell.z, date1904) : String(cell.v)
    default:
      return ''
  }
}

// The package types its formatter as any.
const isDateFormat = (SSF as { is_date(pattern: string): boolean }).is_date

function numberText(value: number, format: unknown, date1904: boolean): string {
  const pattern = typeof format === 'string' ? format : ''
  if (pattern !== '' && isDateFormat(pattern) && !/\[[hms]+\]/i.test(pattern)) {
    if (value >= 0 && value < 1 && !/[ydmeg年月日]/i.test(pattern.replace(/mm?(?=:)|(?<=:)mm?/gi, ''))) {
      return clock(Math.round(value * 86_400_000))
    }
    const reading = fromSerial(value + (date1904 ? 1462 : 0))
    if (reading !== null) return isoText(reading.date, reading.time ?? 0)
  }
  // 000123: a code, not a quantity.
  if (/^0{2,}$/.test(pattern) && Number.isInteger(value) && value >= 0) return String(value).padStart(pattern.length, '0')
  return plainNumber(value)
}

/** The shortest decimal that is this number, never with an exponent: 1e21 → 1000000000000000000000. */
export function plainNumber(value: number): string {
  const text = String(value)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', lead = '', rest = '', power = '0'] = match
  const digits = lead + rest
  const point = 1 + Number(power)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return digits.length <= point ? sign + digits.padEnd(point, '0') : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

function isoText(date: string, time: number): string {
  return time === 0 ? date : `${date} ${clock(time)}`
}

function clock(ms: number): string {
  const text = new Date(ms).toISOString().slice(11, 23)
  return text.endsWith('.000') ? text.slice(0, 8) : text
}
