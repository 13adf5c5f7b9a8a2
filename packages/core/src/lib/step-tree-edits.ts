import type { TreeStep } from './step-tree.ts'

/** What a tree of steps is edited in: the definition of a sequence, of an automation. */
interface Tree {
  steps: readonly TreeStep[]
}
type StepIn<D extends Tree> = D['steps'][number]

/** Where a step goes: into a list, which is the main one or a side of a branch. */
export interface StepPlace {
  branchId: string | null
  side: 'yes' | 'no'
  index: number
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** An id for a step, made of `random` in [0, 1). */
export const stepId = (random: () => number): string => Array.from({ length: 8 }, () => letters[Math.floor(random() * letters.length)]).join('')

type ListChange = (steps: readonly TreeStep[], branchId: string | null, side: 'yes' | 'no') => readonly TreeStep[]
/** Changes each list of steps, from the innermost out. */
function mapLists(steps: readonly TreeStep[], change: ListChange, branchId: string | null = null, side: 'yes' | 'no' = 'yes'): readonly TreeStep[] {
  const inner = steps.map((step) => (step.type === 'branch' ? { ...step, yes: mapLists(step.yes ?? [], change, step.id, 'yes'), no: mapLists(step.no ?? [], change, step.id, 'no') } : step))
  return change(inner, branchId, side)
}
const changed = <D extends Tree>(draft: D, change: ListChange): D => ({ ...draft, steps: mapLists(draft.steps, change) })

export const insertStep = <D extends Tree>(draft: D, place: StepPlace, step: StepIn<D>): D =>
  changed(draft, (steps, branchId, side) => (branchId === place.branchId && (branchId === null || side === place.side) ? steps.toSpliced(place.index, 0, step) : steps))
export const removeStep = <D extends Tree>(draft: D, id: string): D => changed(draft, (steps) => steps.filter((step) => step.id !== id))
export const replaceStep = <D extends Tree>(draft: D, next: StepIn<D>): D => changed(draft, (steps) => steps.map((step) => (step.id === next.id ? next : step)))

/** Up or down within its own list; at the end of it nothing changes. */
export const moveStep = <D extends Tree>(draft: D, id: string, by: 1 | -1): D =>
  changed(draft, (steps) => {
    const at = steps.findIndex((step) => step.id === id)
    const [own, other] = [steps[at], steps[at + by]]
    return at < 0 || own === undefined || other === undefined ? steps : steps.with(at, other).with(at + by, own)
  })

const copyOf = (step: TreeStep, random: () => number): TreeStep => {
  const copy = { ...step, id: stepId(random) }
  return copy.type === 'branch' ? { ...copy, yes: copy.yes?.map((one) => copyOf(one, random)) ?? [], no: copy.no?.map((one) => copyOf(one, random)) ?? [] } : copy
}
/** The step once more behind itself, with ids of its own throughout. */
export const duplicateStep = <D extends Tree>(draft: D, id: string, random: () => number): D =>
  changed(draft, (steps) => {
    const at = steps.findIndex((step) => step.id === id)
    const step = steps[at]
    return step === undefined ? steps : steps.toSpliced(at + 1, 0, copyOf(step, random))
  })
