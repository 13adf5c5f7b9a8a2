import type { Approval } from '@sluice/core/approvals/contract'
import { expect, test } from 'vitest'
import { myTask, nearestDue, needed, openTasks } from './approval-steps.ts'

const task = (id: string, status: 'open' | 'approved', dueAt: string | null = null): Approval['steps'][number]['tasks'][number] => ({
  id, stepId: 's', user: { id: `u-${id}`, name: id }, forUser: null, status, openedAt: '2026-03-01T00:00:00.000Z', dueAt, decidedAt: null, comment: '', isOverdue: dueAt !== null && dueAt < '2026-03-02', isEscalation: false,
})
const approval = (part: Partial<Approval>): Approval => ({
  id: 'a', number: 1, flowId: 'f', flowName: 'F', status: 'waiting', target: null, change: null, askedAmountMinor: null, round: 1, earlier: [], mayResubmit: false, lock: 'stage', comment: '', requestedBy: { id: 'r', name: 'R' },
  deal: { id: 'd', number: 1, title: 'D', stageId: 's', amountMinor: 100, currency: 'CNY', account: null },
  requestedAt: '2026-03-01T00:00:00.000Z', endedAt: null, steps: [], comments: [], myTaskId: null, mayWithdraw: false, version: 1, ...part,
})

test('it waits for open tasks of open steps, and for nobody once it has ended', () => {
  const steps: Approval['steps'] = [
    { id: '1', name: 'A', isParallel: false, mode: 'all', status: 'open', skipped: null, tasks: [task('x', 'approved'), task('y', 'open')] },
    { id: '2', name: 'B', isParallel: false, mode: 'one', status: 'pending', skipped: null, tasks: [task('z', 'open')] },
  ]
  expect(openTasks(approval({ steps })).map((one) => one.id)).toEqual(['y'])
  expect(openTasks(approval({ steps, status: 'withdrawn' }))).toEqual([])
})

test("one's own deadline comes before a colleague's nearer one", () => {
  const steps: Approval['steps'] = [
    { id: '1', name: 'A', isParallel: false, mode: 'all', status: 'open', skipped: null, tasks: [task('x', 'open', '2026-03-01T08:00:00.000Z'), task('y', 'open', '2026-03-05T08:00:00.000Z')] },
  ]
  expect(nearestDue(approval({ steps }))).toEqual({ dueAt: '2026-03-01T08:00:00.000Z', isOverdue: true })
  expect(nearestDue(approval({ steps, myTaskId: 'y' }))).toEqual({ dueAt: '2026-03-05T08:00:00.000Z', isOverdue: false })
  expect(myTask(approval({ steps, myTaskId: 'y' }))?.user.name).toBe('y')
  expect(nearestDue(approval({}))).toBeNull()
})

test('how many must say yes', () => {
  expect([needed('one', 3), needed('all', 3), needed('majority', 3), needed('majority', 4), needed('one', 0)]).toEqual([1, 3, 2, 3, 0])
})
