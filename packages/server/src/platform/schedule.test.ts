import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, TestClock, type TestApp } from '../testing/app.ts'
import { schedule, type PeriodicTask } from './schedule.ts'

let t: TestApp
let orgs: string[]
beforeAll(async () => {
  t = await createTestApp()
  orgs = [(await t.org('甲')).orgId, (await t.org('乙')).orgId].sort()
})
afterAll(() => t.close())

const fail = (error: Error) => {
  throw error
}
/** Notes for whom and when it ran. */
function noting(name: string, everyMinutes: number): PeriodicTask & { ran: { orgId: string; at: string }[] } {
  const ran: { orgId: string; at: string }[] = []
  return { name, everyMinutes, ran, run: async (_, orgId, now) => void ran.push({ orgId, at: now.toISOString() }) }
}

test('a round runs every task for every organisation, and again only when it is due', async () => {
  const clock = new TestClock()
  const often = noting('often', 5)
  const rarely = noting('rarely', 60)
  const tasks = schedule(t.db, clock, [often, rarely], fail)
  await tasks.round()
  expect(often.ran.map((one) => one.orgId).sort()).toEqual(orgs)
  expect(rarely.ran).toHaveLength(2)
  await tasks.round()
  expect(often.ran).toHaveLength(2)
  clock.advance(5 * 60_000)
  await tasks.round()
  expect(often.ran).toHaveLength(4)
  expect(often.ran[3]?.at).toBe(clock.now().toISOString())
  expect(rarely.ran).toHaveLength(2)
  await tasks.round(['rarely'])
  expect(rarely.ran).toHaveLength(4)
  expect(often.ran).toHaveLength(4)
})

test('an error in one organisation is told and holds up nobody else, nor the next round', async () => {
  const told: string[] = []
  const ran: string[] = []
  const failing: PeriodicTask = {
    name: 'failing', everyMinutes: 1,
    run: async (_, orgId) => {
      if (orgId === orgs[0]) throw new Error('broken')
      ran.push(orgId)
    },
  }
  const tasks = schedule(t.db, t.clock, [failing], (error) => told.push(error.message))
  await tasks.round(['failing'])
  await tasks.round(['failing'])
  expect(told).toEqual(['broken', 'broken'])
  expect(ran).toEqual([orgs[1], orgs[1]])
})

test('two processes never run a task for one organisation at once', async () => {
  const running = new Map<string, number>()
  const most = new Map<string, number>()
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow: PeriodicTask = {
    name: 'slow', everyMinutes: 1,
    run: async (_, orgId) => {
      const now = (running.get(orgId) ?? 0) + 1
      running.set(orgId, now)
      most.set(orgId, Math.max(most.get(orgId) ?? 0, now))
      await held
      running.set(orgId, (running.get(orgId) ?? 0) - 1)
    },
  }
  const one = schedule(t.db, t.clock, [slow], fail)
  const other = schedule(t.db, t.clock, [slow], fail)
  const first = one.round()
  while (running.size < 1) await new Promise((resolve) => setTimeout(resolve, 5))
  // The other finds the first organisation taken and goes to the second, where it waits as well.
  const second = other.round()
  while (running.size < 2) await new Promise((resolve) => setTimeout(resolve, 5))
  release()
  await Promise.all([first, second])
  expect([...most.values()]).toEqual([1, 1])
})

test('stopping waits for the organisation under way and starts no further one', async () => {
  const ran: string[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  const slow: PeriodicTask = {
    name: 'stopped', everyMinutes: 1,
    run: async (_, orgId) => {
      await held
      ran.push(orgId)
    },
  }
  const tasks = schedule(t.db, t.clock, [slow], fail)
  const round = tasks.round()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const stopping = tasks.stop()
  release()
  await stopping
  await round
  expect(ran.length).toBeLessThanOrEqual(1)
  await tasks.round()
  expect(ran.length).toBeLessThanOrEqual(1)
})
