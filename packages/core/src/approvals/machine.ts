import type { FlowDefinition, FlowStep } from './flow.ts'
import type { approvalRefusals } from './refusals.ts'
import { groupsOf, isSuperfluous, openTaskOf, outcomeOf, type ApprovalState, type Asked, type StepState, type TaskState } from './state.ts'

/**
 * The one place that says what becomes of an approval. Pure: every function answers a new state and what happened on the
 * way, or a coded refusal; nothing is changed in place. A refused, granted or withdrawn approval never changes again.
 */

export interface Moment {
  /** ISO UTC. */
  now: string
  newId: () => string
  /** Who is to be asked in a step, now; nobody: an empty list. Never the requester. */
  ask: (step: FlowStep) => readonly Asked[]
}

/** What people have to be told of. */
export interface Effects {
  opened: readonly TaskState[]
  reminded: readonly TaskState[]
  escalated: readonly TaskState[]
}
export type Outcome = { ok: true; state: ApprovalState; effects: Effects } | { ok: false; code: keyof typeof approvalRefusals; data?: Record<string, unknown> }

/** More tasks or comments than any sale needs: hands on, hands back and remarks must not grow without end. */
export const APPROVAL_LIMITS = { tasks: 300, comments: 200 } as const

const none: Effects = { opened: [], reminded: [], escalated: [] }
const refused = (code: keyof typeof approvalRefusals, data?: Record<string, unknown>): Outcome => ({ ok: false, code, ...(data && { data }) })

/** Asks. `applies`: of which steps the condition is true; the others are skipped. */
export function begin(flow: FlowDefinition, applies: ReadonlySet<string>, moment: Moment): Outcome {
  return start(flow, applies, moment, { round: 1, comments: [], earlier: [] })
}

/** Asks again after a return, from the first step on, under the same flow. */
export function resubmit(flow: FlowDefinition, before: ApprovalState, applies: ReadonlySet<string>, moment: Moment): Outcome {
  if (before.status !== 'returned') return refused(before.status === 'waiting' ? 'approval.not_returned' : 'approval.ended')
  if (countTasks(before) > APPROVAL_LIMITS.tasks) return refused('approval.too_many')
  const earlier = [
    ...before.earlier,
    ...before.steps.flatMap((step) => step.tasks.map((task) => ({ ...task, round: before.round, stepId: step.id, stepName: step.name }))),
  ]
  return start(flow, applies, moment, { round: before.round + 1, comments: before.comments, earlier })
}

function start(flow: FlowDefinition, applies: ReadonlySet<string>, moment: Moment, kept: Pick<ApprovalState, 'round' | 'comments' | 'earlier'>): Outcome {
  // Said at once, rather than when its turn has come and nobody can do anything about it.
  const lonely = flow.whenNobody === 'skip' ? undefined : flow.steps.find((step) => applies.has(step.id) && moment.ask(step).length === 0)
  if (lonely !== undefined) return refused('approval.nobody', { step: lonely.name })
  const steps = flow.steps.map((step): StepState => {
    const { id, name, isParallel, mode } = step
    const skips = !applies.has(id)
    return { id, name, isParallel, mode, status: skips ? 'skipped' : 'pending', skipped: skips ? 'condition' : null, tasks: [] }
  })
  const state: ApprovalState = { status: 'waiting', steps, ...structuredClone(kept) }
  return { ok: true, state, effects: { ...none, opened: goOn(flow, state, moment) } }
}

/** Opens what comes next, in `state` itself; answers the new tasks. Ends the approval when nothing is left. */
function goOn(flow: FlowDefinition, state: ApprovalState, moment: Moment): TaskState[] {
  const opened: TaskState[] = []
  for (const group of groupsOf(state.steps)) {
    for (const step of group) {
      const defined = flow.steps.find((one) => one.id === step.id)
      if (step.status !== 'pending' || defined === undefined) continue
      step.tasks = distinct(moment.ask(defined)).map((asked) => newTask(moment, asked, dueOf(defined, moment.now)))
      if (step.tasks.length > 0) {
        step.status = 'open'
        opened.push(...step.tasks)
      } else if (flow.whenNobody === 'skip') {
        step.status = 'skipped'
        step.skipped = 'nobody'
      } else {
        // People left since it was asked: the requester is to see to it, rather than that it waits for nobody.
        step.status = 'returned'
        end(state, 'returned', moment.now)
        return []
      }
    }
    if (group.some((step) => step.status === 'open')) return opened
  }
  state.status = 'approved'
  return opened
}

const dueOf = (step: FlowStep, now: string) => (step.dueHours === null ? null : new Date(Date.parse(now) + step.dueHours * 3_600_000).toISOString())

function newTask(moment: Moment, asked: Asked, dueAt: string | null, takes?: Partial<TaskState>): TaskState {
  const id = moment.newId()
  return {
    id, userId: asked.userId, forUserId: asked.forUserId, seats: [id], status: 'open', openedAt: moment.now, dueAt, remindedAt: null, escalatedAt: null,
    isEscalation: false, decidedAt: null, comment: '', ...takes,
  }
}

/** One person has one task in a step, however many ways lead to them. */
function distinct(asked: readonly Asked[]): Asked[] {
  const known = new Map<string, Asked>()
  for (const one of asked) if (!known.has(one.userId)) known.set(one.userId, one)
  return [...known.values()]
}

/** Ends it, in `state` itself; what was still open has become pointless. */
function end(state: ApprovalState, status: Exclude<ApprovalState['status'], 'waiting'>, now: string): void {
  state.status = status
  for (const step of state.steps) {
    for (const task of step.tasks) if (task.status === 'open') Object.assign(task, { status: 'skipped', decidedAt: now })
    if (step.status === 'open') Object.assign(step, { status: 'skipped', skipped: 'ended' })
  }
}

export type Decision = 'approve' | 'reject' | 'return'

/** Somebody's word on their own task. A no and a return need a comment. */
export function decide(flow: FlowDefinition, before: ApprovalState, by: { userId: string; taskId?: string | undefined; decision: Decision; comment: string }, moment: Moment): Outcome {
  if (before.status !== 'waiting') return refused('approval.ended')
  const state = structuredClone(before)
  const mine = openTaskOf(state, by.userId, by.taskId)
  if (mine === undefined) return refused('approval.not_yours')
  if (by.decision !== 'approve' && by.comment.trim() === '') return refused('approval.comment_required')
  const { step, task } = mine
  const words = { approve: 'approved', reject: 'rejected', return: 'returned' } as const
  Object.assign(task, { status: words[by.decision], decidedAt: moment.now, comment: by.comment })
  if (by.decision === 'return') {
    step.status = 'returned'
    end(state, 'returned', moment.now)
    return { ok: true, state, effects: none }
  }
  const outcome = outcomeOf(step)
  for (const other of step.tasks) {
    if (other.status === 'open' && (outcome !== null || isSuperfluous(other, step.tasks))) Object.assign(other, { status: 'skipped', decidedAt: moment.now })
  }
  if (outcome === null) return { ok: true, state, effects: none }
  step.status = outcome
  if (outcome === 'rejected') {
    end(state, 'rejected', moment.now)
    return { ok: true, state, effects: none }
  }
  return { ok: true, state, effects: { ...none, opened: goOn(flow, state, moment) } }
}

/** Taken back by who asked. */
export function withdraw(before: ApprovalState, now: string): Outcome {
  if (before.status !== 'waiting' && before.status !== 'returned') return refused('approval.ended')
  const state = structuredClone(before)
  end(state, 'withdrawn', now)
  return { ok: true, state, effects: none }
}

/** Hands somebody's open task, with its deadline, to another person. */
export function delegate(before: ApprovalState, by: { userId: string; toUserId: string; comment: string }, moment: Moment): Outcome {
  const checked = asksAnother(before, by.userId, by.toUserId)
  if (!checked.ok) return checked
  const { state, step, task } = checked
  Object.assign(task, { status: 'delegated', decidedAt: moment.now, comment: by.comment })
  const { seats, isEscalation, escalatedAt } = task
  const taken = newTask(moment, { userId: by.toUserId, forUserId: by.userId }, task.dueAt, { seats: [...seats], isEscalation, escalatedAt })
  step.tasks.push(taken)
  return { ok: true, state, effects: { ...none, opened: [taken] } }
}

/** Asks one more person in the step in which somebody is asked. Their vote counts like any other. */
export function addApprover(before: ApprovalState, by: { userId: string; addUserId: string }, moment: Moment): Outcome {
  const checked = asksAnother(before, by.userId, by.addUserId)
  if (!checked.ok) return checked
  const { state, step, task } = checked
  const added = newTask(moment, { userId: by.addUserId, forUserId: null }, task.dueAt)
  step.tasks.push(added)
  return { ok: true, state, effects: { ...none, opened: [added] } }
}

function asksAnother(before: ApprovalState, userId: string, otherId: string): { ok: true; state: ApprovalState; step: StepState; task: TaskState } | (Outcome & { ok: false }) {
  const no = (code: keyof typeof approvalRefusals) => ({ ok: false, code }) as const
  if (before.status !== 'waiting') return no('approval.ended')
  const state = structuredClone(before)
  const mine = openTaskOf(state, userId)
  if (mine === undefined) return no('approval.not_yours')
  // Who handed it on may be handed it back; who has it, or has spoken, is not asked twice.
  if (mine.step.tasks.some((task) => task.userId === otherId && task.status !== 'delegated')) return no('approval.already_asked')
  if (countTasks(before) >= APPROVAL_LIMITS.tasks) return no('approval.too_many')
  return { ok: true, state, ...mine }
}

const countTasks = (state: ApprovalState) => state.earlier.length + state.steps.reduce((sum, step) => sum + step.tasks.length, 0)

/** Adds a remark, which decides nothing. */
export function comment(before: ApprovalState, by: { userId: string; text: string }, now: string): Outcome {
  if (before.comments.length >= APPROVAL_LIMITS.comments) return refused('approval.too_many')
  const state = structuredClone(before)
  state.comments.push({ authorId: by.userId, at: now, text: by.text })
  return { ok: true, state, effects: none }
}

/**
 * What deadlines do: whoever let one pass is reminded, once, and where the step says so others are asked besides
 * (`escalate`: whom, for a step). One of these standing in settles the votes of all who let the deadline pass.
 */
export function passDeadlines(flow: FlowDefinition, before: ApprovalState, moment: Moment & { escalate: (step: FlowStep) => readonly Asked[] }): Outcome {
  if (before.status !== 'waiting') return { ok: true, state: before, effects: none }
  const state = structuredClone(before)
  const reminded: TaskState[] = []
  const escalated: TaskState[] = []
  for (const step of state.steps) {
    const late = step.status === 'open' ? step.tasks.filter((task) => task.status === 'open' && task.dueAt !== null && task.dueAt <= moment.now) : []
    const unreminded = late.filter((task) => task.remindedAt === null)
    for (const task of unreminded) task.remindedAt = moment.now
    reminded.push(...unreminded)
    const defined = flow.steps.find((one) => one.id === step.id)
    const unescalated = late.filter((task) => task.escalatedAt === null && !task.isEscalation)
    if (unescalated.length === 0 || defined === undefined || defined.escalateTo === null) continue
    for (const task of unescalated) task.escalatedAt = moment.now
    const seats = [...new Set(unescalated.flatMap((task) => task.seats))]
    const asked = distinct(moment.escalate(defined)).filter((one) => !step.tasks.some((task) => task.userId === one.userId && task.status !== 'delegated'))
    const added = asked.map((one) => newTask(moment, one, dueOf(defined, moment.now), { seats: [...seats], isEscalation: true }))
    step.tasks.push(...added)
    escalated.push(...added)
  }
  return { ok: true, state, effects: { opened: [], reminded, escalated } }
}

/**
 * Open tasks of people who can no longer sign in go to others. `heirs`: whom a step may ask instead, the best first; when
 * all of them have a task of it already, this one stays where it is.
 */
export function replaceGone(flow: FlowDefinition, before: ApprovalState, isGone: (userId: string) => boolean, moment: Moment & { heirs: (step: FlowStep) => readonly Asked[] }): Outcome {
  if (before.status !== 'waiting') return { ok: true, state: before, effects: none }
  const state = structuredClone(before)
  const opened: TaskState[] = []
  for (const step of state.steps) {
    const defined = flow.steps.find((one) => one.id === step.id)
    const gone = step.status === 'open' ? step.tasks.filter((task) => task.status === 'open' && isGone(task.userId)) : []
    if (gone.length === 0 || defined === undefined) continue
    const free = distinct(moment.heirs(defined)).filter((one) => !step.tasks.some((task) => task.userId === one.userId && task.status !== 'delegated'))
    for (const task of gone) {
      const heir = free.shift()
      if (heir === undefined) continue
      Object.assign(task, { status: 'delegated', decidedAt: moment.now })
      const taken = newTask(moment, { userId: heir.userId, forUserId: task.userId }, dueOf(defined, moment.now), { seats: [...task.seats], isEscalation: task.isEscalation })
      step.tasks.push(taken)
      opened.push(taken)
    }
  }
  return { ok: true, state, effects: { ...none, opened } }
}
