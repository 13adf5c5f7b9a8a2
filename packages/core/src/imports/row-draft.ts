import type { Compiled, CompiledColumn } from './compile.ts'
import type { CellResult, Money } from './cells.ts'
import { bare, readCurrency, readDay, readEmail, readLine, readMoney, readPhoneCell, readProse, readShare, readTags, readWhen } from './cells.ts'
import type { ReasonCode, RowReason } from './reasons.ts'
import { reason } from './reasons.ts'
import type { NameRef, PhoneCell, When } from './records.ts'
import type { ValueField } from './mapping.ts'
import type { Target } from './target-stages.ts'
import { stageOf } from './target-stages.ts'

/** Fields that are days, not instants. */
const dayFields: ReadonlySet<string> = new Set(['expectedCloseOn', 'nextStepDue'])
const resolvedFields: ReadonlySet<string> = new Set(['owner', 'source', 'product', 'lostReason', 'status', 'resource', 'pipeline'] satisfies ValueField[])

/** A row on its way to a record: its cells read by field, and everything that was found wrong. */
export interface RowDraft {
  line: number
  lines: Map<string, string>
  dates: Map<string, When>
  days: Map<string, string>
  money: Map<string, { value: Money; column: string }>
  phones: Map<string, PhoneCell>
  shares: Map<string, number>
  refs: Map<string, NameRef>
  /** Values of stage, outcome and activity, which need the whole row. */
  words: Map<string, { value: string; column: string }>
  stageEntries: { stage: string; at: string; column: string }[]
  notes: string[]
  tags: string[]
  custom: Record<string, string>
  refused: RowReason[]
  warnings: RowReason[]
  skipped: boolean
}

/** Reads the mapped cells of a row. Goes on after a fault, so that the error file names them all at once. */
export function draftRow(compiled: Compiled, cells: readonly string[], line: number): RowDraft {
  const draft: RowDraft = {
    line,
    lines: new Map(), dates: new Map(), days: new Map(), money: new Map(), phones: new Map(), shares: new Map(), refs: new Map(),
    words: new Map(), stageEntries: [], notes: [], tags: [...compiled.mapping.options.tags], custom: {},
    refused: [], warnings: [], skipped: false,
  }
  // The row's own currency column decides what its amounts are in.
  let currency = compiled.currency
  for (const column of compiled.columns) {
    if (column.field.type !== 'currency') continue
    const text = bare(cells[column.index] ?? '', 'currency', compiled.emptyWords)
    if (text === '') continue
    const read = take(draft, readCurrency(text, column.column))
    if (read !== null) {
      currency = read
      draft.lines.set('currency', read)
    }
  }
  for (const column of compiled.columns) {
    const text = bare(cells[column.index] ?? '', column.field.type, compiled.emptyWords)
    if (text !== '') readInto(draft, compiled, column, text, currency)
  }
  return draft
}

function readInto(draft: RowDraft, compiled: Compiled, { column, name, field, spec }: CompiledColumn, text: string, currency: string): void {
  switch (field.type) {
    case 'line':
      return put(draft.lines, name, take(draft, readLine(text, column)))
    case 'prose': {
      const prose = take(draft, readProse(text, column))
      if (prose !== null) draft.notes.push(prose)
      return
    }
    case 'date': {
      if (dayFields.has(name)) return put(draft.days, name, take(draft, readDay(text, column, spec, compiled.zone)))
      const when = take(draft, readWhen(text, column, spec, compiled.zone))
      if (when === null) return
      if (name === 'stageEnteredAt') draft.stageEntries.push({ stage: spec.stage ?? '', at: when.at, column })
      else draft.dates.set(name, when)
      if (when.at > compiled.now) draft.warnings.push(reason('date.in_future', column, text))
      return
    }
    case 'money': {
      const value = take(draft, readMoney(text, column, spec, currency))
      if (value === null) return
      if (value.named && value.currency !== currency && draft.lines.has('currency')) draft.refused.push(reason('amount.currency_differs', column, text))
      draft.money.set(name, { value, column })
      return
    }
    case 'number':
      return put(draft.shares, name, take(draft, readShare(text, column)))
    case 'phone':
      return put(draft.phones, name, take(draft, readPhoneCell(text, column, compiled.country)))
    case 'email':
      return put(draft.lines, name, take(draft, readEmail(text, column)))
    case 'tags': {
      for (const tag of take(draft, readTags(text)) ?? []) if (!draft.tags.includes(tag)) draft.tags.push(tag)
      return
    }
    case 'any': {
      const value = take(draft, readProse(text, column))
      if (value !== null) draft.custom[spec.as ?? column] = value
      return
    }
    case 'name': {
      if (isResolved(name)) resolve(draft, compiled, name, text, column)
      else draft.words.set(name, { value: text, column })
      return
    }
    case 'currency':
      return
  }
}

function resolve(draft: RowDraft, compiled: Compiled, field: ValueField, text: string, column: string): void {
  const line = take(draft, readLine(text, column))
  if (line === null) return
  if (field === 'product') draft.words.set('productName', { value: line, column })
  const answer = compiled.resolvers[field](line)
  if (answer === 'skip') draft.skipped = true
  else if ('refuse' in answer) draft.refused.push(reason(answer.refuse, column, text))
  else if (answer.ref !== null) draft.refs.set(field, answer.ref)
}

const isResolved = (name: string): name is ValueField => resolvedFields.has(name)

function put<T>(map: Map<string, T>, name: string, value: T | null): void {
  if (value !== null) map.set(name, value)
}

function take<T>(draft: RowDraft, result: CellResult<T>): T | null {
  if (result.refused !== undefined) draft.refused.push(result.refused)
  if (result.warning !== undefined) draft.warnings.push(result.warning)
  if (result.extra !== undefined) draft.notes.push(result.extra)
  return result.value
}

/** The column that a field comes from, for reasons that concern a field as a whole. */
export function columnOf(compiled: Compiled, field: string): string | null {
  return compiled.columns.find((column) => column.name === field)?.column ?? null
}

export function refuseField(draft: RowDraft, compiled: Compiled, code: ReasonCode, field: string, value: string | null = null): void {
  draft.refused.push(reason(code, columnOf(compiled, field), value))
}

/** The pipeline of a row: the one of its column, else that of the mapping. */
export function pipelineOf(draft: RowDraft, compiled: Compiled): Target | null {
  const named = draft.refs.get('pipeline')
  if (named === undefined) return compiled.target
  if ('create' in named) return compiled.target !== null && 'create' in compiled.target.ref && compiled.target.ref.create === named.create ? compiled.target : null
  const found = compiled.pipelines.find((pipeline) => pipeline.id === named.id)
  return found === undefined ? null : { ref: { id: found.id }, stages: found.stages }
}

/** What a stage word stands for: as the mapping says, else the stage of exactly that name. */
export function stageMeaning(compiled: Compiled, target: Target, value: string): { stageKey: string } | { lost: string | null } | 'won' | 'ignore' | 'skip' | null {
  const { stages } = compiled.mapping
  const action = Object.hasOwn(stages, value) ? stages[value] : undefined
  if (action === undefined) {
    const stage = stageOf(target, value, true)
    return stage === null ? null : { stageKey: stage.key }
  }
  if (action === 'lost') return { lost: null }
  if (typeof action === 'string') return action
  if ('lost' in action) return { lost: action.lost }
  const stage = stageOf(target, action.stage)
  return stage === null ? null : { stageKey: stage.key }
}
