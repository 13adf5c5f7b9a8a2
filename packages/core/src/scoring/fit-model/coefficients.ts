import { takenText } from '../learnt.ts'
import { MISSING, OTHER } from './encoding.ts'
import type { FitModel } from './model.ts'

/** One weight of a model: what a value adds to the log-odds. For a number: from that edge on. Empty value: missing; `*`: too rare to be learnt. */
export type Coefficient = { column: string; value: string; weight: number }

/** The weightiest coefficients of a model. */
export function coefficientsOf(model: FitModel, most: number): Coefficient[] {
  const all = model.columns.flatMap((column): Coefficient[] => {
    const values = column.kind === 'category'
      ? [...column.levels, OTHER, MISSING].map((level) => takenText({ level }) ?? '')
      : [...column.edges.map((edge) => `≥ ${edge}`), '']
    return values.map((value, i) => ({ column: column.key, value, weight: model.weights[column.first + i] ?? 0 }))
  })
  return all.filter(({ weight }) => weight !== 0).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, most)
}
