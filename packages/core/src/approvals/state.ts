import type { FlowStep } from './flow.ts'

/**
 * What runs through a flow, as stored with the approval and judged by machine.ts. Instants are ISO UTC. Nothing is
 * deleted: tasks of rounds before a resubmission stay in `earlier`.
 */
export interface ApprovalState {
  status: 'waiting' | 'returned' | 'approved' | 'rejected' | 'withdrawn'
  /** 1, and one more with every resubmission. */
  round: number
  /** In the order of the flow. */
  steps: StepState[]
  comments: { authorId: string; at: string; text: string }[]
  earlier: (TaskState & { round: number; stepId: string; stepName: string })[]
}

export interface StepState extends Pick<FlowStep, 'id' | 'name' | 'isParallel' | 'mode'> {
  status: 'pending' | 'open' | 'approved' | 'rejected' | 'returned' | 'skipped'
  skipped: 'condition' | 'nobody' | 'ended' | null
  tasks: TaskState[]
}

export interface TaskState {
  id: string
  userId: string
  /** In whose place. */
  forUserId: string | null
  /**
   * The votes that this task casts. Usually one of its own; a delegate takes over that of the delegator, and who is asked
   * besides after a deadline stands for everybody who let it pass. The first word on a vote counts.
   */
  seats: string[]
  status: 'open' | 'approved' | 'rejected' | 'returned' | 'skipped' | 'delegated'
  openedAt: string
  dueAt: string | null
  remindedAt: string | null
  /** When somebody else was asked besides, because it was overdue. */
  escalatedAt: string | null
  isEscalation: boolean
  decidedAt: string | null
  comment: string
}

/** Somebody to be asked. */
export interface Asked {
  userId: string
  forUserId: string | null
}

/** The steps that run together: each group begins when the one before it is through. */
export function groupsOf<S extends { isParallel: boolean }>(steps: readonly S[]): S[][] {
  const groups: S[][] = []
  for (const step of steps) {
    const last = groups.at(-1)
    if (step.isParallel && last !== undefined) last.push(step)
    else groups.push([step])
  }
  return groups
}

/** What the votes of a step come to: through, refused, or not decided yet (null). A tie of a majority is no majority. */
export function outcomeOf(step: Pick<StepState, 'mode' | 'tasks'>): 'approved' | 'rejected' | null {
  const votes = votesOf(step.tasks)
  const yes = votes.filter((vote) => vote === 'approved').length
  const no = votes.filter((vote) => vote === 'rejected').length
  switch (step.mode) {
    case 'one':
      return no > 0 ? 'rejected' : yes > 0 ? 'approved' : null
    case 'all':
      return no > 0 ? 'rejected' : yes === votes.length ? 'approved' : null
    case 'majority':
      return 2 * yes > votes.length ? 'approved' : 2 * no >= votes.length ? 'rejected' : null
  }
}

/** By vote: the word on it, null while nobody has said one. */
function votesOf(tasks: readonly TaskState[]): ('approved' | 'rejected' | null)[] {
  const words = new Map<string, 'approved' | 'rejected' | null>()
  for (const task of tasks) {
    for (const seat of task.seats) {
      const word = task.status === 'approved' || task.status === 'rejected' ? task.status : null
      words.set(seat, words.get(seat) ?? word)
    }
  }
  return [...words.values()]
}

/** Whether every vote that the task could cast has been cast by others. */
export function isSuperfluous(task: TaskState, tasks: readonly TaskState[]): boolean {
  const decided = new Set(tasks.filter((other) => other.status === 'approved' || other.status === 'rejected').flatMap((other) => other.seats))
  return task.seats.every((seat) => decided.has(seat))
}

/** The open task of somebody; the one with that id, if one is asked for. */
export function openTaskOf(state: ApprovalState, userId: string, taskId?: string): { step: StepState; task: TaskState } | undefined {
  if (state.status !== 'waiting') return undefined
  for (const step of state.steps) {
    if (step.status !== 'open') continue
    for (const task of step.tasks) {
      if (task.status === 'open' && task.userId === userId && (taskId === undefined || task.id === taskId)) return { step, task }
    }
  }
  return undefined
}
