import type { PlacedStep } from './walk.ts'
import { waitUntil, type Timing } from './wait.ts'

/** Where an enrolment is: the step that is next, from when on. `mail`: its mail is written and waits to go out. */
export interface RunState {
  stepId: string | null
  dueAt: number
  waitsFor: 'time' | 'mail'
}

/** What a step came to; what is written into its line of the log. */
export type StepOutcome = 'waited' | 'yes' | 'no' | 'mailed' | 'not_mailed' | 'done' | 'ended'

/** What the world answered when the step was done: a branch's verdict, whether a mail was written. */
export type StepAnswer = { outcome: StepOutcome }

/** The state after a step was done at `now`: pure, so that the dry run, the engine and the tests go the same way. */
export function afterStep(placed: PlacedStep, answer: StepAnswer, now: number, timing: Timing): RunState {
  const { step, next } = placed
  switch (step.type) {
    case 'wait': return { stepId: next, dueAt: waitUntil(step, now, timing), waitsFor: 'time' }
    case 'branch': return { stepId: answer.outcome === 'yes' ? placed.yes : placed.no, dueAt: now, waitsFor: 'time' }
    // The mail goes out when throttle, quiet hours and caps let it; what follows counts from then.
    case 'mail': return answer.outcome === 'mailed' ? { stepId: step.id, dueAt: now, waitsFor: 'mail' } : { stepId: next, dueAt: now, waitsFor: 'time' }
    case 'end': return { stepId: null, dueAt: now, waitsFor: 'time' }
    default: return { stepId: next, dueAt: now, waitsFor: 'time' }
  }
}

/** The state after the step's mail went out, or turned out not to, at `at`. */
export const afterMail = (placed: PlacedStep, at: number): RunState => ({ stepId: placed.next, dueAt: at, waitsFor: 'time' })
