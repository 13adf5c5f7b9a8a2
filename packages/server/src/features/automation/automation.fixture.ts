import { changeAutomation, createAutomation, getAutomation, listAutomationRuns, publishAutomation, type AutomationPage, type AutomationRun } from '@sluice/core/automation/contract'
import type { automationDefinition } from '@sluice/core/automation/definition'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import type { z } from 'zod'
import type { TestApp, TestClient } from '../../testing/app.ts'
import { followLog } from '../../testing/follow-log.ts'
import { automationWatch } from './watch.ts'

type DraftIn = z.input<typeof automationDefinition>

/** An automation that is published and in force, the clocks of its records set. */
export async function publish(client: TestClient, draft: Omit<DraftIn, 'runAsUserId'> & { runAsUserId?: string | null }, name = '自动化'): Promise<AutomationPage> {
  const made = await client.ok(createAutomation, { body: { name, draft: { runAsUserId: client.userId, ...draft } } })
  const published = await client.ok(publishAutomation, { params: { id: made.id }, version: made.version, body: {} })
  if (!published.isFilling) return published
  return vi.waitFor(async () => {
    const page = await client.ok(getAutomation, { params: { id: made.id } })
    expect(page.isFilling).toBe(false)
    return page
  }, { timeout: 200_000, interval: 50 })
}

export async function pause(client: TestClient, id: string, isPaused: boolean): Promise<AutomationPage> {
  const { version } = await client.ok(getAutomation, { params: { id } })
  return client.ok(changeAutomation, { params: { id }, version, body: { isPaused } })
}

/**
 * All that the log and the clocks set off is written down and worked, until nothing is left to be done now. A transaction that runs elsewhere holds
 * events back for a moment: no clock is asked before the log is followed to its end, since an event that is still to be read may move it.
 */
export async function settle(t: TestApp, orgId: string): Promise<void> {
  await vi.waitFor(async () => {
    await followLog(t.db, automationWatch(t.clock), orgId)
    await t.app.schedule.round(['automations'])
    const left = await t.db.read(orgId, async (tx) => (await sql<{ events: number; runs: number }>`
      select (select count(*)::int from event e join consumer_cursor c on c.org_id = e.org_id and c.consumer = 'automations' where e.org_id = ${orgId} and (e.xid, e.seq) > (c.xid, c.seq)) as events,
        (select count(*)::int from automation_run where org_id = ${orgId} and state in ('queued', 'waiting') and not is_held and due_at <= ${t.clock.now().toISOString()}::timestamptz) as runs`.execute(tx)).rows[0])
    expect(left).toEqual({ events: 0, runs: 0 })
  }, { timeout: 200_000, interval: 30 })
}

export const runsOf = async (client: TestClient, automation: string): Promise<AutomationRun[]> => (await client.ok(listAutomationRuns, { query: { automation, limit: 200 } })).items
