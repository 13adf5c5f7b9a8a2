import { assertNever } from '../lib/assert-never.ts'
import type { Compiled } from './compile.ts'
import { dealRow } from './deal-row.ts'
import { eventRow } from './event-row.ts'
import { accountRow, contactRow, leadRow, productRow } from './plain-rows.ts'
import type { ReasonCode, RowReason } from './reasons.ts'
import { reason } from './reasons.ts'
import type { ImportRecord, MappedRow } from './records.ts'
import type { RowDraft } from './row-draft.ts'
import { draftRow } from './row-draft.ts'

/** A row as the table hands it on; `flaws` as it names them. */
export interface FileRow {
  line: number
  cells: readonly string[]
  flaws?: readonly ReasonCode[]
}

/** Flaws after which the cells may not stand under their columns, or are not what the file meant. */
const fatal: ReadonlySet<ReasonCode> = new Set(['row.quote_unclosed', 'row.undecodable'])

/** One row of a file as a typed record, or the reasons why it is refused. Pure: the same row gives the same answer. */
export function mapRow(compiled: Compiled, row: FileRow): MappedRow {
  const { line, cells } = row
  const draft = draftRow(compiled, cells, line)
  for (const flaw of row.flaws ?? []) {
    const refuse = fatal.has(flaw) || (flaw === 'row.too_many_cells' && compiled.mapping.options.tooManyCells === 'reject')
    ;(refuse ? draft.refused : draft.warnings).push(reason(flaw))
  }
  if (cells.every((cell) => cell.trim() === '')) return { ok: false, rejected: true, line, reasons: [reason('row.empty')] }
  if (draft.skipped) return skipped(line)
  const record = recordOf(draft, compiled)
  if (draft.skipped) return skipped(line)
  if (record === null || draft.refused.length > 0) return { ok: false, rejected: true, line, reasons: unique(draft.refused) }
  return { ok: true, record }
}

function recordOf(draft: RowDraft, compiled: Compiled): ImportRecord | null {
  switch (compiled.mapping.kind) {
    case 'deals':
      return dealRow(draft, compiled)
    case 'leads':
      return leadRow(draft, compiled)
    case 'accounts':
      return accountRow(draft, compiled)
    case 'contacts':
      return contactRow(draft, compiled)
    case 'products':
      return productRow(draft, compiled)
    case 'events':
      return eventRow(draft, compiled)
    default:
      return assertNever(compiled.mapping.kind)
  }
}

const skipped = (line: number): MappedRow => ({ ok: false, rejected: false, line, reasons: [reason('row.skipped')] })

function unique(reasons: readonly RowReason[]): RowReason[] {
  const seen = new Set<string>()
  return reasons.filter((item) => {
    const key = `${item.code} ${item.column ?? ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
