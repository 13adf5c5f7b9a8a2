import { stepId } from '@sluice/core/lib/step-tree-edits'
import type { Step, StepType } from '@sluice/core/nurture/sequence'

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
