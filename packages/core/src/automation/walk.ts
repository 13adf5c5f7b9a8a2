import type { AutomationDefinition, Step } from './definition.ts'

/** A step where it stands: what follows it, and for a branch what each side begins with. Null: the run ends. */
export interface PlacedStep {
  step: Step
  next: string | null
  yes: string | null
  no: string | null
  /** How many branches it lies within. */
  depth: number
}

/** Every step by id, in reading order. Of two with one id the first counts (`problems.ts` says so). */
export function placeSteps({ steps: tree }: Pick<AutomationDefinition, 'steps'>): ReadonlyMap<string, PlacedStep> {
  const placed = new Map<string, PlacedStep>()
  const place = (steps: readonly Step[], after: string | null, depth: number): string | null => {
    steps.forEach((step, i) => {
      if (placed.has(step.id)) return
      const next = steps[i + 1]?.id ?? after
      const entry: PlacedStep = { step, next: step.type === 'stop' ? null : next, yes: null, no: null, depth }
      placed.set(step.id, entry)
      if (step.type !== 'branch') return
      entry.yes = place(step.yes, next, depth + 1)
      entry.no = place(step.no, next, depth + 1)
    })
    return steps[0]?.id ?? after
  }
  place(tree, null, 0)
  return placed
}
