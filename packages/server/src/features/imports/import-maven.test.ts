import { listPipelines } from '@sluice/core/catalog/contract'
import { changeImport, checkImport, runImport, undoImport } from '@sluice/core/imports/contract'
import { getFunnel } from '@sluice/core/funnel/contract'
import { listDeals } from '@sluice/core/pipeline/contract'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestOrg } from '../../testing/app.ts'
import { rebuildProjections } from '../pipeline/rebuild-projections.ts'
import { settled, upload } from './import-client.fixture.ts'
import { sharedData } from './read/shared-data.ts'

const folder = sharedData ?? ''
if (sharedData === null) console.warn('skipped: ../shared/data is absent')
const examples = join(import.meta.dirname, '../../../../../docs/examples')
const mappingOf = (name: string) => JSON.parse(readFileSync(join(examples, name), 'utf8')) as Record<string, unknown>

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
  t.clock.set('2026-11-01T00:00:00.000Z')
}, 60_000)
afterAll(() => t.close())

/** Everything that numbers are made from, without ids. */
async function figures(org: TestOrg) {
  const pipeline = (await org.admin.ok(listPipelines)).items.find((one) => one.name === 'Maven')
  if (pipeline === undefined) return null
  const names = new Map(pipeline.stages.map((stage) => [stage.id, stage.name]))
  const all = await org.admin.ok(getFunnel, { query: { pipeline: pipeline.id } })
  const quarters = []
  for (const [from, to] of [['2017-01-01', '2017-04-01'], ['2017-04-01', '2017-07-01'], ['2017-07-01', '2017-10-01'], ['2017-10-01', '2018-01-01']] as const) {
    quarters.push(await org.admin.ok(getFunnel, { query: { pipeline: pipeline.id, from, to } }))
  }
  return { all, quarters, names }
}

describe.skipIf(sharedData === null)('Maven', () => {
  const files = [['maven-crm/sales_pipeline.csv', 'import-maven.json'], ['maven-crm/sales_pipeline_mdy.csv.gz', 'import-maven-mdy.json']] as const
  const orgs: TestOrg[] = []

  test.each(files)('%s: known answers through the page of the funnel', { timeout: 120_000 }, async (file, mapping) => {
    const org = await t.org('Maven', [])
    orgs.push(org)
    let found = await upload(t, org.admin, file.split('/').at(-1) ?? '', readFileSync(join(folder, file)))
    expect(found).toMatchObject({ status: 'read', error: null, reading: { rows: 8800, kind: 'deals', format: 'csv' }, problems: [] })
    found = await org.admin.ok(changeImport, { params: { id: found.id }, version: found.version, body: { mapping: mappingOf(mapping) as never } })
    expect(found.questions.filter((one) => one.required && !one.answered)).toEqual([])

    found = await org.admin.ok(checkImport, { params: { id: found.id }, version: found.version })
    found = await settled(org.admin, found.id)
    expect(found.error).toBe(null)
    const expected = { rows: 8800, created: 8800, updated: 0, unchanged: 0, skipped: 0, rejected: 0 }
    expect(found.summary).toMatchObject(expected)
    const made = Object.fromEntries((found.summary?.made ?? []).map((one) => [one.what, one.count]))
    expect(made).toEqual({ user: 30, product: 7, pipeline: 1, account: 85 })
    expect((await org.admin.ok(listDeals, { query: {} })).total).toBe(0)

    found = await settled(org.admin, (await org.admin.ok(runImport, { params: { id: found.id }, version: found.version })).id)
    expect(found).toMatchObject({ status: 'done', error: null, summary: { ...expected, made: expect.anything() } })

    const told = await figures(org)
    console.log(JSON.stringify(told?.all).slice(0, 6000))
  })
})
