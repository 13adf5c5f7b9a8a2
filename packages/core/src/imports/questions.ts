import type { DateOrder } from './date-reading.ts'
import type { StageAction, ValueField } from './mapping.ts'
import type { ValueProposal } from './values.ts'

/** What only a person can answer before the file is imported. */
export type Question =
  /** The column's dates can be read in several orders. `suggested` when another column of the file is certain. */
  | { code: 'dates.ambiguous'; column: string; candidates: { order: DateOrder; fits: number }[]; contradictory: boolean; suggested: DateOrder | null }
  | { code: 'amounts.ambiguous'; column: string; examples: string[] }
  /** Values that are like something that exists, or like each other. */
  | { code: 'values.near'; field: ValueField; column: string; values: ValueProposal[] }
  /** Values without anything like them. The draft says `create`; the answer may be another. */
  | { code: 'values.new'; field: ValueField; column: string; values: ValueProposal[] }
  | { code: 'stages.unclear'; column: string; values: { value: string; count: number; proposed: StageAction }[] }
  | { code: 'pipeline.new'; name: string; stages: string[] }
  | { code: 'column.missing'; fields: string[] }
