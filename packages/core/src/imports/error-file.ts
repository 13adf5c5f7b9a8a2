import { csvField, csvRow } from '../lib/csv-field.ts'
import type { RowReason } from './reasons.ts'
import { reasonText } from './reasons.ts'

export interface RejectedRow {
  line: number
  cells: readonly string[]
  reasons: readonly RowReason[]
}

/**
 * The file of rejected rows, piece by piece: UTF-8 with BOM (Excel then reads it right), the original columns as they
 * were, and beside them the line in the original file, the codes and the reasons in words.
 * The original cells are not guarded against formulas: the file is the user's own, to be corrected and imported again,
 * and must come back unchanged. Everything written by Sluice stands in the added columns.
 */
export function errorFile(header: readonly string[], locale: 'zh-CN' | 'en') {
  const added = locale === 'en' ? ['Line', 'Reason', 'Code'] : ['原文件行号', '拒绝原因', '原因代码']
  // A row may hold more cells than the header has columns; the reasons then still stand in their own columns.
  const width = header.length
  return {
    head: (): string => `\ufeff${csvRow([...added, ...header], ',', false)}`,
    row(rejected: RejectedRow): string {
      const words = rejected.reasons.map((item) => reasonText(item, locale)).join(locale === 'en' ? '; ' : '；')
      const codes = rejected.reasons.map((item) => item.code).join(' ')
      const cells = rejected.cells.length < width ? [...rejected.cells, ...Array<string>(width - rejected.cells.length).fill('')] : rejected.cells
      const told = [String(rejected.line), words, codes].map((cell) => csvField(cell)).join(',')
      return `${told},${csvRow(cells.length === 0 ? [''] : cells, ',', false)}`
    },
  }
}
