import { listApprovalFlows, listApprovals, type Approval } from '@sluice/core/approvals/contract'
import { signIn } from '@sluice/core/identity/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { loadDemo } from './load-demo.ts'

let t: TestApp
let cookie: string
beforeAll(async () => {
  t = await createTestApp()
  const login = await loadDemo(t.db, t.clock.now())
  const answer = await t.app.fastify.inject({ method: 'POST', url: `/api/v1${signIn.path}`, headers: { 'x-sluice-csrf': '1' }, payload: login ?? {} })
  cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
}, 300_000)
afterAll(() => t.close())

const get = async (path: string) => (await t.app.fastify.inject({ method: 'GET', url: `/api/v1${path}`, headers: { cookie } })).json()

test('the demo company has approvals in every state, some waiting for its administrator', async () => {
  const flows = (await get(listApprovalFlows.path)).items
  expect(flows.map((flow: { name: string; isActive: boolean }) => [flow.name, flow.isActive])).toEqual([
    ['合同审批', true], ['折扣审批（超过 10%）', false], ['大额折扣审批（超过 20%）', false], ['大额合同审批（100 万以上赢单）', false],
  ])
  const mine = await get(listApprovals.path)
  expect(mine.waitingForMe).toBe(4)
  const all = (await get(`${listApprovals.path}?box=all`)).items
  const byStatus = Map.groupBy(all, (one: { status: string }) => one.status)
  expect(Object.fromEntries([...byStatus].map(([status, of]) => [status, of.length]))).toEqual({ waiting: 6, returned: 1, rejected: 1, approved: 2 })
  expect(all.every((one: { lock: string }) => one.lock === 'none')).toBe(true)
})

test('nothing is overdue when the demo is first opened: the first round neither reminds nor escalates', async () => {
  await t.app.schedule.round(['approval_deadlines'])
  const tasks = (await get(`${listApprovals.path}?box=all`)).items.flatMap((one: Approval) => one.steps.flatMap((step) => step.tasks))
  expect(tasks.length).toBeGreaterThan(20)
  expect(tasks.filter((task: Approval['steps'][number]['tasks'][number]) => task.isOverdue || task.isEscalation)).toEqual([])
})
