import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { check } from '@sluice/core/conditions/check'
import type { Condition } from '@sluice/core/conditions/condition'
import type { ConditionContext } from '@sluice/core/conditions/context'
import type { DealColumns } from '@sluice/core/funnel/columns'
import { judgeOf, judgeOfDimension, NO, type Place, type RowsJudge, UNKNOWN, YES } from './column-judges.ts'

/** A condition on a deal, split into what columns judge and what only the database can. */
export type Split =
  | { kind: 'and' | 'or'; parts: readonly Split[] }
  | { kind: 'not'; part: Split }
  | { kind: 'columns'; judge: RowsJudge }
  | FromDatabase

/** As large a part of the condition as columns say nothing of. */
export interface FromDatabase {
  kind: 'database'
  condition: Condition
}

/** A condition that has been checked, split by what the columns of a pipeline say. */
export function splitCondition(condition: Condition, object: ObjectCatalogue, context: ConditionContext, columns: DealColumns, place: Place): Split {
  const split = (part: Condition) => splitCondition(part, object, context, columns, place)
  if ('and' in condition) return joined('and', condition.and.map(split))
  if ('or' in condition) return joined('or', condition.or.map(split))
  if ('not' in condition) {
    const part = split(condition.not)
    return part.kind === 'database' ? { kind: 'database', condition: { not: part.condition } } : { kind: 'not', part }
  }
  if (!('field' in condition)) return { kind: 'database', condition }
  const checked = check(condition, object)
  if (checked.kind !== 'field') return { kind: 'database', condition }
  const { test } = checked.accepted.prepare(context)
  // A select field has one value a deal at most, as its dimension does.
  const isDimension = checked.field.type === 'choice' && checked.field.rows !== undefined && columns.dimensions.has(condition.field)
  const judge = isDimension ? judgeOfDimension(condition.field, test) : judgeOf(condition.field, test, place)
  return judge === null ? { kind: 'database', condition } : { kind: 'columns', judge }
}

/** Neighbours that the database must judge are asked together: one look at the table instead of several. */
function joined(kind: 'and' | 'or', parts: readonly Split[]): Split {
  const asked = parts.filter((part) => part.kind === 'database').map(({ condition }) => condition)
  const others = parts.filter((part) => part.kind !== 'database')
  if (asked.length === 0) return { kind, parts: others }
  const together: Split = { kind: 'database', condition: asked.length === 1 && asked[0] !== undefined ? asked[0] : kind === 'and' ? { and: asked } : { or: asked } }
  return others.length === 0 ? together : { kind, parts: [...others, together] }
}

/** The parts that only the database can judge. */
export function askedParts(split: Split): FromDatabase[] {
  if (split.kind === 'and' || split.kind === 'or') return split.parts.flatMap(askedParts)
  if (split.kind === 'not') return askedParts(split.part)
  return split.kind === 'database' ? [split] : []
}

/**
 * The verdict on each of the rows: certain as soon as what columns say suffices (no `and` with a false part needs the rest),
 * UNKNOWN where it does not. `answers` are masks of parts that the database was asked for already.
 */
export function verdictsOf(split: Split, columns: DealColumns, rows: Uint32Array, answers: ReadonlyMap<FromDatabase, Uint8Array> = new Map()): Uint8Array {
  switch (split.kind) {
    case 'columns':
      return split.judge(columns, rows)
    case 'database': {
      const mask = answers.get(split)
      return mask === undefined ? new Uint8Array(rows.length).fill(UNKNOWN) : Uint8Array.from(rows, (row) => (mask[row] === 1 ? YES : NO))
    }
    case 'not': {
      const verdicts = verdictsOf(split.part, columns, rows, answers)
      for (let i = 0; i < verdicts.length; i++) verdicts[i] = YES - (verdicts[i] as number)
      return verdicts
    }
    case 'and':
    case 'or': {
      const isAnd = split.kind === 'and'
      const result = new Uint8Array(rows.length).fill(isAnd ? YES : NO)
      for (const part of split.parts) {
        const verdicts = verdictsOf(part, columns, rows, answers)
        for (let i = 0; i < result.length; i++) {
          const [so, one] = [result[i] as number, verdicts[i] as number]
          if (isAnd ? one < so : one > so) result[i] = one
        }
      }
      return result
    }
  }
}
