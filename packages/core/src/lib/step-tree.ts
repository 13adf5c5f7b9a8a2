/** A step of a flow: a branch holds steps on both of its sides, every other step none. Any union of steps fits. */
export interface TreeStep {
  id: string
  type: string
  yes?: readonly TreeStep[]
  no?: readonly TreeStep[]
}

/** The sides of a branch in reading order; none of another step. They hold steps of the branch's own kind, which the types of a union do not say. */
export function sidesOf<S extends TreeStep>(step: S): readonly { side: 'yes' | 'no'; steps: readonly S[] }[] {
  return step.type === 'branch' ? (['yes', 'no'] as const).map((side) => ({ side, steps: (step[side] ?? []) as readonly S[] })) : []
}

/** Whether something that may be a tree of steps has more of them, or lies deeper, than allowed: asked before it is parsed, because nesting must not exhaust the stack. */
export function isTooLarge(input: unknown, limits: { steps: number; depth: number }): boolean {
  const pending: { node: unknown; depth: number }[] = [{ node: input, depth: 1 }]
  let count = 0
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (!Array.isArray(next.node)) continue
    if (next.depth > limits.depth) return true
    count += next.node.length
    if (count > limits.steps) return true
    for (const step of next.node as unknown[]) {
      if (typeof step !== 'object' || step === null) continue
      for (const side of ['yes', 'no']) pending.push({ node: Reflect.get(step, side) as unknown, depth: next.depth + 1 })
    }
  }
  return false
}

/** A step where it stands: what follows it, and for a branch what each side begins with. Null: the flow ends. */
export interface Placed<S extends TreeStep> {
  step: S
  next: string | null
  yes: string | null
  no: string | null
  /** How many branches it lies within. */
  depth: number
}

/** Every step by id, in reading order; behind a step of type `last` nothing follows. Of two with one id the first counts. */
export function placeTree<S extends TreeStep>(tree: readonly S[], last: S['type']): ReadonlyMap<string, Placed<S>> {
  const placed = new Map<string, Placed<S>>()
  const place = (steps: readonly S[], after: string | null, depth: number): string | null => {
    steps.forEach((step, i) => {
      if (placed.has(step.id)) return
      const next = steps[i + 1]?.id ?? after
      const entry: Placed<S> = { step, next: step.type === last ? null : next, yes: null, no: null, depth }
      placed.set(step.id, entry)
      for (const { side, steps: inner } of sidesOf(step)) entry[side] = place(inner, next, depth + 1)
    })
    return steps[0]?.id ?? after
  }
  place(tree, null, 0)
  return placed
}
