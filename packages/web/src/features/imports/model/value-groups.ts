import type { AskedQuestion, ImportReading } from '@sluice/core/imports/contract'
import type { Mapping, ValueField } from '@sluice/core/imports/mapping'
import type { ValueAction, ValueProposal } from '@sluice/core/imports/values'
import { columnForField } from './mapping-edit.ts'

/** The proposals of the contract: as `ValueProposal`, its reasons not narrowed. */
export type Proposal = Omit<ValueProposal, 'candidates'> & { candidates: { id: string; name: string; score: number; reason: string }[] }

/** The values of one column that name something, as the third step shows them. */
export interface ValueGroup {
  field: ValueField
  column: string
  /** Like something that exists, or like each other: each needs an answer of a person. */
  near: Proposal[]
  /** Like nothing: the field's rule decides, unless they have an answer of their own. */
  fresh: Proposal[]
  /** Like nothing, and with an answer of their own; kept in sight so that it can be changed. */
  decided: Proposal[]
  /** Of `near`, those without an answer. */
  open: ReadonlySet<string>
}

/** Gathers the questions about values by field and column, and what was answered of them. Pure. */
export function valueGroups(questions: readonly AskedQuestion[], mapping: Mapping, reading: Pick<ImportReading, 'columns'>): ValueGroup[] {
  const groups = new Map<string, ValueGroup>()
  for (const { question, open } of questions) {
    if (question.code !== 'values.near' && question.code !== 'values.new') continue
    const id = `${question.field}\n${question.column}`
    const group = groups.get(id) ?? { field: question.field, column: question.column, near: [], fresh: [], decided: [], open: new Set<string>() }
    groups.set(id, question.code === 'values.near' ? { ...group, near: question.values, open: new Set(open) } : { ...group, fresh: question.values })
  }
  for (const field of Object.keys(mapping.values) as ValueField[]) {
    const column = columnForField(mapping, field)
    const answers = mapping.values[field] ?? {}
    if (column === null || Object.keys(answers).length === 0) continue
    const id = `${field}\n${column}`
    const group = groups.get(id) ?? { field, column, near: [], fresh: [], decided: [], open: new Set<string>() }
    const near = new Set(group.near.map(({ value }) => value))
    const counts = new Map(reading.columns.find((one) => one.column === column)?.values.map(({ value, count }) => [value, count]))
    const decided = Object.keys(answers).flatMap((value): Proposal[] => {
      const count = counts.get(value) ?? group.fresh.find((one) => one.value === value)?.count
      // A saved mapping may know values that this file does not hold.
      return near.has(value) || count === undefined ? [] : [{ value, count, status: 'new', candidates: [], variants: [] }]
    })
    if (decided.length === 0 && !groups.has(id)) continue
    const names = new Set(decided.map(({ value }) => value))
    groups.set(id, { ...group, decided, fresh: group.fresh.filter(({ value }) => !names.has(value)) })
  }
  return [...groups.values()]
}

export function answerOf(mapping: Mapping, field: ValueField, value: string): ValueAction | null {
  const answers = mapping.values[field]
  return answers !== undefined && Object.hasOwn(answers, value) ? (answers[value] ?? null) : null
}

/** One answer for many values at once, asked for by a button. */
export type BulkChoice = 'sure' | 'create' | 'empty' | 'skip' | 'clear'

/** From here on a name differs by case, blanks, legal form or pinyin only; below, likeness is a matter of taste. */
export const sureLikeness = 0.9

/**
 * `sure`: the existing thing that differs in case, blanks or the like only; where there is none, the spelling of the file that
 * occurs most often. Values for which nothing fits so well keep what they have.
 */
export function bulkAnswers(proposals: readonly Proposal[], choice: BulkChoice): Map<string, ValueAction | null> {
  const counts = new Map(proposals.map(({ value, count }) => [value, count]))
  const answers = new Map<string, ValueAction | null>()
  for (const { value, count, candidates, variants } of proposals) {
    if (choice === 'clear') answers.set(value, null)
    else if (choice === 'create') answers.set(value, { create: value })
    else if (choice !== 'sure') answers.set(value, choice)
    else if (candidates[0] !== undefined && candidates[0].score >= sureLikeness) answers.set(value, { use: candidates[0].id })
    else if (candidates[0] === undefined && variants[0] !== undefined) {
      const other = counts.get(variants[0]) ?? 0
      answers.set(value, { create: other > count || (other === count && variants[0] < value) ? variants[0] : value })
    }
  }
  return answers
}

/** An answer as the value of a select box, and back. */
export function answerKey(action: ValueAction | null): string | undefined {
  if (action === null) return undefined
  if (typeof action === 'string') return action
  return 'use' in action ? `use:${action.use}` : `create:${action.create}`
}
export function answerFromKey(key: string): ValueAction {
  if (key === 'empty' || key === 'skip') return key
  return key.startsWith('use:') ? { use: key.slice(4) } : { create: key.slice(7) }
}
