import { systemFaults } from '@sluice/core/diagnosis/root-cause/system-fault'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDesignOrg } from '../../features/designer/designer.fixture.ts'
import { newId } from '../../platform/ids.ts'
import { createTestApp, day, type TestApp } from '../../testing/app.ts'
import { selectSystemEvents } from './circumstances.query.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('an import that failed is an outage on record, until the same file comes through', async () => {
  const org = await createDesignOrg(t)
  const now = t.clock.now().getTime()
  const at = (days: number) => new Date(now + days * day).toISOString()
  const add = (values: { file: string; status: string; days: number; done?: number; kind?: string; use?: string; created?: number | null }) => t.db.write(org.orgId, (tx) => sql`
    insert into import (org_id, id, file_name, kind, status, mapping, summary, created_by, created_at, done_at)
    values (${org.orgId}, ${newId()}, ${values.file}, ${values.kind ?? 'deals'}, ${values.status}, ${JSON.stringify({ version: 1, pipeline: { use: values.use ?? org.pipelineId }, columns: {} })},
      ${values.created === null ? null : JSON.stringify({ created: values.created ?? 40, note: '\u0000' })}, ${org.admin.userId}, ${at(values.days)}, ${values.done === undefined ? null : at(values.done)})`.execute(tx))
  await add({ file: '每日对接.csv', status: 'failed', days: -9 })
  await add({ file: '补录.csv', status: 'failed', days: -8, use: '试验流程', created: 25 })
  await add({ file: '补录.csv', status: 'done', days: -6, done: -6 })
  // Of leads, into another pipeline, never checked, with nothing new, still being looked at, long ago: none of them kept a deal out here.
  await add({ file: 'x', status: 'failed', days: -9, kind: 'leads' })
  await add({ file: 'x', status: 'failed', days: -9, use: '别的流程' })
  await add({ file: 'x', status: 'failed', days: -9, created: null })
  await add({ file: 'x', status: 'failed', days: -9, created: 0 })
  await add({ file: 'x', status: 'checked', days: -9 })
  await add({ file: 'x', status: 'failed', days: -90 })
  const events = await t.db.read(org.orgId, (tx) => selectSystemEvents(tx, { orgId: org.orgId, pipelineId: org.pipelineId, stageId: org.stages[0] }, { from: now - 30 * day, to: now }))
  const outages = events.filter(({ kind }) => kind === 'integration_outage').map(({ id: _, ...event }) => event)
  expect(outages).toEqual([
    { kind: 'integration_outage', label: '补录.csv', at: now - 8 * day, until: now - 6 * day, carried: 25, concernsStage: false, around: null },
    { kind: 'integration_outage', label: '每日对接.csv', at: now - 9 * day, until: null, carried: 40, concernsStage: false, around: null },
  ])
  // Entries fell by 60 since the file failed: it explains two thirds of them. A fall of conversion it does not explain.
  const change = { onset: now - 9 * day, until: now, count: 60, what: 'inflow', isFall: true } as const
  expect(systemFaults(events, change)[0]).toMatchObject({ accepted: true, event: { label: '每日对接.csv' }, carried: 40 / 60 })
  expect(systemFaults(events, { ...change, what: 'conversion' }).some(({ accepted }) => accepted)).toBe(false)
})
