import type { Approval } from '@sluice/core/approvals/contract'

export type ApprovalStep = Approval['steps'][number]
type ApprovalTask = ApprovalStep['tasks'][number]

/** The tasks it waits for now. */
export function openTasks(approval: Approval): ApprovalTask[] {
  return approval.status === 'waiting' ? approval.steps.filter((step) => step.status === 'open').flatMap((step) => step.tasks.filter((task) => task.status === 'open')) : []
}

/** The viewer's own task, whose deadline counts for them. */
export function myTask(approval: Approval): ApprovalTask | undefined {
  return approval.myTaskId === null ? undefined : approval.steps.flatMap((step) => step.tasks).find((task) => task.id === approval.myTaskId)
}

/** The nearest deadline of what it waits for; null: none is set. */
export function nearestDue(approval: Approval): { dueAt: string; isOverdue: boolean } | null {
  const mine = myTask(approval)
  const tasks = mine?.dueAt ? [mine] : openTasks(approval)
  const due = tasks.flatMap((task) => (task.dueAt === null ? [] : [{ dueAt: task.dueAt, isOverdue: task.isOverdue }])).sort((a, b) => a.dueAt.localeCompare(b.dueAt))
  return due[0] ?? null
}

/** How many of the asked a step needs. */
export function needed(mode: ApprovalStep['mode'], asked: number): number {
  return mode === 'one' ? Math.min(1, asked) : mode === 'all' ? asked : Math.floor(asked / 2) + 1
}
