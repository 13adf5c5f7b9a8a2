import type { SequenceDefinition, Step, StepType } from '@sluice/core/nurture/sequence'

/** Where a step goes: behind nothing in a list, which is the main one or a side of a branch. */
export interface Place {
  branchId: string | null
  side: 'yes' | 'no'
  index: number
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
/** An id for a step, made of `random` in [0, 1). */
export const stepId = (random: () => number): string => Array.from({ length: 8 }, () => letters[Math.floor(random() * letters.length)]).join('')

/** A new step with what is usual. */
export function newStep(type: StepType, random: () => number): Step {
  const id = stepId(random)
  switch (type) {
    case 'wait': return { id, type, amount: 3, unit: 'work_days', at: null }
    case 'mail': return { id, type, senderId: null, variants: [{ id: stepId(random), templateId: null, weight: 50 }] }
    case 'branch': return { id, type, test: { kind: 'behaviour', behaviour: 'clicked', stepId: null, atLeast: 1 }, yes: [], no: [] }
    case 'notify': return { id, type, userId: null, text: '' }
    case 'task': return { id, type, text: '', workDays: 1 }
    case 'tag': return { id, type, addTagIds: [], removeTagIds: [] }
    case 'score': return { id, type, points: 10, reason: '' }
    case 'end': return { id, type }
  }
}

/** Changes each list of steps, from the innermost out. */
function mapLists(steps: readonly Step[], change: (steps: Step[], branchId: string | null, side: 'yes' | 'no') => Step[], branchId: string | null = null, side: 'yes' | 'no' = 'yes'): Step[] {
  const inner = steps.map((step) => (step.type === 'branch' ? { ...step, yes: mapLists(step.yes, change, step.id, 'yes'), no: mapLists(step.no, change, step.id, 'no') } : step))
  return change(inner, branchId, side)
}

export const insertStep = (draft: SequenceDefinition, place: Place, step: Step): SequenceDefinition => ({
  ...draft, steps: mapLists(draft.steps, (steps, branchId, side) => (branchId === place.branchId && (branchId === null || side === place.side) ? steps.toSpliced(place.index, 0, step) : steps)),
})
export const removeStep = (draft: SequenceDefinition, id: string): SequenceDefinition => ({ ...draft, steps: mapLists(draft.steps, (steps) => steps.filter((step) => step.id !== id)) })
export const replaceStep = (draft: SequenceDefinition, next: Step): SequenceDefinition => ({ ...draft, steps: mapLists(draft.steps, (steps) => steps.map((step) => (step.id === next.id ? next : step))) })

/** Up or down within its own list; at the end of it nothing changes. */
export const moveStep = (draft: SequenceDefinition, id: string, by: 1 | -1): SequenceDefinition => ({
  ...draft,
  steps: mapLists(draft.steps, (steps) => {
    const at = steps.findIndex((step) => step.id === id)
    const other = steps[at + by]
    const own = steps[at]
    return at < 0 || other === undefined || own === undefined ? steps : steps.with(at, other).with(at + by, own)
  }),
})
