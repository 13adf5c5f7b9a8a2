import { type SendingHours, nextSendingTime } from './sending-time.ts'
import { afterMail, afterStep, type StepOutcome } from './run.ts'
import type { BranchStep, SequenceDefinition, StepType } from './sequence.ts'
import { firstStep, placeSteps } from './walk.ts'
import type { Timing } from './wait.ts'

/** One step of the way a lead would go, and when. */
export interface DryStep {
  stepId: string
  type: StepType
  at: number
  outcome: StepOutcome
  /** The branch could not be known ahead: what the lead will do is assumed. */
  isAssumed: boolean
}

/**
 * The way of one lead through a sequence from `now` on: each step with its instant, mails within the sending hours. A branch is judged by
 * `judge`; null: nobody knows yet, and `assume` decides.
 */
export function dryRun(definition: SequenceDefinition, now: number, timing: Timing, hours: SendingHours, judge: (branch: BranchStep) => boolean | null, assume: boolean): DryStep[] {
  const placed = placeSteps(definition)
  const path: DryStep[] = []
  let state = { stepId: firstStep(definition), dueAt: now }
  while (state.stepId !== null) {
    const here = placed.get(state.stepId)
    if (here === undefined) return path
    const { step } = here
    const at = step.type === 'mail' ? nextSendingTime(state.dueAt, hours, timing) : state.dueAt
    const known = step.type === 'branch' ? judge(step) : null
    const outcome: StepOutcome = step.type === 'branch' ? ((known ?? assume) ? 'yes' : 'no') : step.type === 'wait' ? 'waited' : step.type === 'mail' ? 'mailed' : step.type === 'end' ? 'ended' : 'done'
    path.push({ stepId: step.id, type: step.type, at, outcome, isAssumed: step.type === 'branch' && known === null })
    state = step.type === 'mail' ? afterMail(here, at) : afterStep(here, { outcome }, at, timing)
  }
  return path
}
