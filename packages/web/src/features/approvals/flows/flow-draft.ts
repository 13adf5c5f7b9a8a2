import type { Approver, FlowDefinition, FlowStep, FlowTrigger } from '@sluice/core/approvals/flow'

/** A flow while it is being edited: names and choices may still be empty. */
export interface FlowDraft {
  name: string
  definition: FlowDefinition
}

export type Lack = 'name' | 'stage' | 'amount' | 'percent' | 'field' | 'stepName' | 'approver'

export function emptyStep(id: string, isParallel = false): FlowStep {
  return { id, name: '', isParallel, mode: 'one', approvers: [{ type: 'manager' }], condition: null, dueHours: null, escalateTo: null }
}

export function emptyFlow(id: string): FlowDraft {
  return { name: '', definition: { trigger: { type: 'manual' }, condition: null, steps: [emptyStep(id)], lock: 'stage', whenNobody: 'admin' } }
}

/** A trigger of this kind with nothing chosen yet. */
export function emptyTrigger(type: FlowTrigger['type']): FlowTrigger {
  switch (type) {
    case 'stage_entry':
    case 'stage_exit':
      return { type, stageId: '' }
    case 'amount':
      return { type, over: null, under: null }
    case 'discount':
      return { type, percent: 20 }
    case 'field_change':
      return { type, field: '' }
    default:
      return { type }
  }
}

export function emptyApprover(type: Approver['type']): Approver {
  switch (type) {
    case 'user':
      return { type, userId: '' }
    case 'role':
      return { type, role: 'manager' }
    case 'team_lead':
      return { type, levels: 0 }
    case 'field':
      return { type, field: 'owner' }
    default:
      return { type }
  }
}

const incomplete = (approver: Approver) => (approver.type === 'user' && approver.userId === '') || (approver.type === 'field' && approver.field === '')

/** What has to be filled in before it can be saved. Pure. */
export function lacksOf({ name, definition }: FlowDraft): Lack[] {
  const { trigger, steps } = definition
  const lacks: Lack[] = []
  if (name.trim() === '') lacks.push('name')
  if ((trigger.type === 'stage_entry' || trigger.type === 'stage_exit') && trigger.stageId === '') lacks.push('stage')
  if (trigger.type === 'amount' && trigger.over === null && trigger.under === null) lacks.push('amount')
  if (trigger.type === 'field_change' && trigger.field === '') lacks.push('field')
  if (steps.some((step) => step.name.trim() === '')) lacks.push('stepName')
  if (steps.some((step) => step.approvers.length === 0 || step.approvers.some(incomplete) || (step.escalateTo !== null && incomplete(step.escalateTo)))) lacks.push('approver')
  return lacks
}

/** Steps with one of them moved; the first never runs beside "the one before". Pure. */
export function movedStep(steps: readonly FlowStep[], from: number, to: number): FlowStep[] {
  const step = steps[from]
  if (!step || to < 0 || to >= steps.length) return [...steps]
  const rest = steps.filter((_, index) => index !== from)
  return firstAlone([...rest.slice(0, to), step, ...rest.slice(to)])
}

/** Without a step; a flow keeps its last one. Pure. */
export function withoutStep(steps: readonly FlowStep[], at: number): FlowStep[] {
  return steps.length <= 1 ? [...steps] : firstAlone(steps.filter((_, index) => index !== at))
}

const firstAlone = (steps: readonly FlowStep[]): FlowStep[] => steps.map((step, index) => (index === 0 && step.isParallel ? { ...step, isParallel: false } : step))
