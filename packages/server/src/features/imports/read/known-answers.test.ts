import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { MapContext } from '@sluice/core/imports/compile'
import { compileMapping } from '@sluice/core/imports/compile'
import { caseHistory } from '@sluice/core/imports/event-history'
import type { Transition } from '@sluice/core/imports/history'
import { rowHistory } from '@sluice/core/imports/history'
import type { MappingInput } from '@sluice/core/imports/mapping'
import { parseMapping } from '@sluice/core/imports/mapping'
import type { DealRow, EventRow, ImportRecord, LeadRow } from '@sluice/core/imports/records'
import { mapRow } from '@sluice/core/imports/rows'
import { analyseFile } from './analyse-file.ts'
import { openTable } from './open-table.ts'
import { sharedData } from './shared-data.ts'

const folder = sharedData ?? ''
if (sharedData === null) console.warn('skipped: ../shared/data is absent')

const now = '2026-11-01T00:00:00.000Z'
const at = (file: string) => () => createReadStream(join(folder, file))
const analyse = (file: string, existing = {}, name = file.split('/').at(-1) ?? file) =>
  analyseFile(at(file), name, { pipelines: [], existing, currency: 'USD', timeZone: 'Asia/Shanghai' })

async function mapFile(file: string, input: MappingInput, context: Partial<MapContext> = {}) {
  const mapping = parseMapping(input)
  const table = await openTable(at(file), file)
  const compiled = compileMapping(mapping, { header: table.header, now, timeZone: 'Asia/Shanghai', currency: 'USD', pipelines: [], existing: {}, ...context })
  const records: ImportRecord[] = []
  const refused: unknown[] = []
  for await (const row of table.rows) {
    const mapped = mapRow(compiled, row)
    if (mapped.ok) records.push(mapped.record)
    else refused.push(mapped)
  }
  return { compiled, records, refused }
}

/** Plain lines and cells: the files have no quotes (checked), so nothing of the reader is used. */
function plainRows(file: string): Record<string, string>[] {
  const bytes = readFileSync(join(folder, file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  expect(text.includes('"')).toBe(false)
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '')
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])))
}
const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[half] ?? NaN) : ((sorted[half - 1] ?? NaN) + (sorted[half] ?? NaN)) / 2
}
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
const stagesOf = (transitions: readonly Transition[]) => transitions.flatMap((t) => ('stageKey' in t ? [t.stageKey] : []))

describe.skipIf(sharedData === null)('Maven', () => {
  const files = ['maven-crm/sales_pipeline.csv', 'maven-crm/sales_pipeline_mdy.csv.gz']

  test('both date formats: columns, order of dates, stages and the near product are found without help', async () => {
    const existing = { product: [{ id: 'p1', name: 'GTX Pro' }] }
    for (const [i, file] of files.entries()) {
      const { draft, rows } = await analyse(file, existing)
      expect(rows).toBe(8800)
      const dates = (field: string) => (i === 0 ? field : { field, dates: 'mdy' })
      expect(draft.mapping).toMatchObject({
        kind: 'deals',
        columns: {
          opportunity_id: 'key', sales_agent: 'owner', product: 'product', account: 'accountName', deal_stage: 'stage',
          engage_date: dates('createdAt'), close_date: dates('closedAt'), close_value: 'amount',
        },
        pipeline: { stages: ['Prospecting', 'Engaging'] },
        stages: { Won: 'won', Lost: 'lost' },
        options: { startStage: 'Engaging' },
      })
      expect(draft.questions.some((question) => question.code === 'dates.ambiguous')).toBe(false)
      const near = draft.questions.find((question) => question.code === 'values.near')
      expect(near).toMatchObject({ field: 'product' })
      expect(near?.code === 'values.near' && near.values.find(({ value }) => value === 'GTXPro')).toMatchObject({
        count: 1480, status: 'propose', candidates: [{ id: 'p1', name: 'GTX Pro', reason: 'spacing' }],
      })
    }
  })

  test('known answers, from the drafted mapping, the same for both date formats', async () => {
    const results = []
    for (const file of files) {
      const { draft } = await analyse(file, {}, 'Maven.csv')
      const { records, refused, compiled } = await mapFile(file, draft.mapping)
      expect(refused).toEqual([])
      results.push(records)
      const deals = records as DealRow[]
      const count = (test: (deal: DealRow) => boolean) => deals.filter(test).length
      expect({
        won: count((deal) => deal.outcome === 'won'), lost: count((deal) => deal.outcome === 'lost'),
        engaging: count((deal) => deal.outcome === 'open' && deal.stageKey === 'Engaging'),
        prospecting: count((deal) => deal.outcome === 'open' && deal.stageKey === 'Prospecting'),
      }).toEqual({ won: 4238, lost: 2473, engaging: 1589, prospecting: 500 })
      expect(deals.reduce((sum, deal) => sum + (deal.outcome === 'won' ? (deal.amountMinor ?? 0) : 0), 0)).toBe(10_005_534_00)
      const cycles = deals.filter((deal) => deal.outcome === 'won').map((deal) => days(deal.createdAt?.at ?? '', deal.closedAt?.at ?? ''))
      expect(median(cycles)).toBe(57)
      expect(Math.round((cycles.reduce((sum, n) => sum + n, 0) / cycles.length) * 1000) / 1000).toBe(51.782)
      expect(count((deal) => deal.outcome === 'open' && deal.accountName === null)).toBe(1425)

      const stages = compiled.target?.stages ?? []
      const histories = deals.map((deal) => ({ deal, history: rowHistory(deal, stages, compiled.startStage, now) }))
      for (const { deal, history } of histories) {
        const expected = {
          won: [{ kind: 'created', at: deal.createdAt?.at, stageKey: 'Engaging' }, { kind: 'won', at: deal.closedAt?.at }],
          lost: [{ kind: 'created', at: deal.createdAt?.at, stageKey: 'Engaging' }, { kind: 'lost', at: deal.closedAt?.at }],
          // Prospecting deals have no date: they are first seen, and at risk, from the import.
          open: [{ kind: 'created', at: deal.createdAt?.at ?? now, stageKey: deal.stageKey }],
        }[deal.outcome]
        expect(history.transitions).toEqual(expected)
        expect(history.riskFrom).toBe(deal.stageKey === 'Prospecting' ? now : null)
      }
    }
    expect(results[1]).toEqual(results[0])
    // Against the file itself, counted by other code.
    const plain = plainRows(files[0] ?? '')
    const wonPlain = plain.filter((row) => row.deal_stage === 'Won')
    expect(wonPlain.length).toBe(4238)
    expect(wonPlain.reduce((sum, row) => sum + Number(row.close_value), 0)).toBe(10_005_534)
    for (const [i, row] of plain.entries()) {
      const deal = results[0]?.[i] as DealRow
      expect([deal.key, deal.amountMinor, deal.accountName]).toEqual([row.opportunity_id, row.close_value === '' ? null : Number(row.close_value) * 100, row.account || null])
      // Midnight in Shanghai.
      expect(deal.createdAt?.at ?? null).toBe(row.engage_date === '' ? null : new Date(`${row.engage_date}T00:00:00+08:00`).toISOString())
    }
  })

  test('accounts and products are known for what they are', async () => {
    const accounts = await analyse('maven-crm/accounts.csv')
    expect(accounts.draft.mapping).toMatchObject({ kind: 'accounts', columns: { account: 'name', sector: 'industry', employees: 'size', office_location: 'region' } })
    const products = await analyse('maven-crm/products.csv')
    expect(products.draft.mapping).toMatchObject({ kind: 'products', columns: { product: 'name', series: 'family', sales_price: 'price' } })
    const { records } = await mapFile('maven-crm/products.csv', products.draft.mapping)
    expect(records).toContainEqual(expect.objectContaining({ name: 'GTX Pro', family: 'GTX', priceMinor: 482_100 }))
  })
})

describe.skipIf(sharedData === null)('BPI slice', () => {
  const file = 'bpi2012/dev_slice_2011-10_milestones.csv.gz'
  const names = ['A_SUBMITTED', 'A_PREACCEPTED', 'A_ACCEPTED', 'A_FINALIZED', 'O_SENT', 'O_SENT_BACK']
  const mapping: MappingInput = {
    version: 1, kind: 'events',
    pipeline: { create: 'Loans', stages: names },
    columns: { case_id: 'caseKey', activity: 'activity', timestamp: 'at', resource: 'resource', amount_req: 'amount' },
    stages: { A_APPROVED: 'won', A_DECLINED: { lost: 'Declined' }, A_CANCELLED: { lost: 'Cancelled' } },
    unmatched: { resource: 'empty' },
  }

  async function histories() {
    const { records, refused, compiled } = await mapFile(file, mapping)
    expect(refused).toEqual([])
    const cases = Map.groupBy(records as EventRow[], (event) => event.caseKey)
    const { backwards, afterClose } = compiled.mapping.options
    return [...cases].map(([key, events]) => ({ key, events, history: caseHistory(events, compiled.target?.stages ?? [], { backwards, afterClose }) }))
  }

  test('reached, outcomes and first-to-first medians come out as known', async () => {
    const all = await histories()
    expect(all.length).toBe(2393)
    const reached = names.map((name) => all.filter(({ history }) => stagesOf(history?.transitions ?? []).includes(name)).length)
    expect(reached).toEqual([2393, 1427, 1024, 1004, 1004, 680])
    const ends = all.map(({ history }) => history?.transitions.at(-1)?.kind)
    expect([ends.filter((kind) => kind === 'won').length, ends.filter((kind) => kind === 'lost').length]).toEqual([500, 1335 + 558])
    const reasons = all.map(({ history }) => history?.lostReason).filter((reason) => reason !== null)
    expect(reasons.filter((reason) => JSON.stringify(reason) === '{"create":"Declined"}').length).toBe(1335)

    const first = (transitions: readonly Transition[], want: string) => transitions.find((t) => ('stageKey' in t ? t.stageKey === want : t.kind === want))?.at
    const spans = (from: string, to: string) =>
      all.flatMap(({ history }) => {
        const [a, b] = [first(history?.transitions ?? [], from), first(history?.transitions ?? [], to)]
        return a === undefined || b === undefined ? [] : [days(a, b)]
      })
    expect(median(spans('O_SENT', 'O_SENT_BACK')).toFixed(4)).toBe('8.7619')
    expect(median(spans('O_SENT_BACK', 'won')).toFixed(4)).toBe('4.2170')
    // Offers repeat: from O_SENT_BACK to O_SENT, as often as the file says.
    const backs = all.flatMap(({ history }) => (history?.transitions ?? []).filter((t) => t.kind === 'entered' && t.direction === 'back'))
    expect(backs.length).toBe(72)
    for (const { history } of all) {
      const times = (history?.transitions ?? []).map((t) => t.at)
      expect(times).toEqual(times.toSorted())
      expect(history?.riskFrom).toBe(null)
      expect(history?.passed).toEqual([])
    }
  })

  test('offsets are honoured across the change of daylight-saving time', async () => {
    const plain = plainRows(file)
    expect(new Set(plain.map((row) => row.timestamp?.slice(-6))).size).toBe(2)
    const { records } = await mapFile(file, mapping)
    expect((records as EventRow[]).map((event) => event.at)).toEqual(plain.map((row) => new Date(row.timestamp ?? '').toISOString()))
    expect((records as EventRow[]).map((event) => event.amountMinor)).toEqual(plain.map((row) => Number(row.amount_req) * 100))
  })

  test('the draft knows an event log and its order', async () => {
    const { draft } = await analyse(file)
    expect(draft.mapping).toMatchObject({ kind: 'events', columns: mapping.columns })
    const stages = draft.mapping.pipeline !== undefined && 'create' in draft.mapping.pipeline ? draft.mapping.pipeline.stages : []
    expect(stages.filter((name) => names.includes(name))).toEqual(names)
    expect(draft.mapping.stages).toMatchObject({ A_APPROVED: 'won', A_DECLINED: { lost: 'A_DECLINED' } })
    expect(draft.questions.map((question) => question.code)).toEqual(expect.arrayContaining(['pipeline.new', 'stages.unclear']))
  })
})

describe.skipIf(sharedData === null)('other files', () => {
  test('event logs with names of their own', async () => {
    expect((await analyse('event-logs/running-example.csv')).draft.mapping).toMatchObject({
      kind: 'events', columns: { 'case:concept:name': 'caseKey', 'concept:name': 'activity', 'time:timestamp': 'at', 'org:resource': 'resource', Costs: 'amount' },
    })
    const receipt = await analyse('event-logs/receipt.csv.gz')
    expect(receipt.rows).toBe(8577)
    expect(receipt.draft.mapping).toMatchObject({
      kind: 'events', columns: { 'case:concept:name': 'caseKey', 'concept:name': 'activity', 'time:timestamp': 'at', 'lifecycle:transition': 'lifecycle' },
    })
    const { records, refused } = await mapFile('event-logs/receipt.csv.gz', receipt.draft.mapping)
    expect([records.length, refused.length]).toEqual([8577, 0])
    expect(new Set((records as EventRow[]).map((event) => event.caseKey)).size).toBe(1434)
  })

  test('leads: sources that differ in case are proposed, Select means nothing', async () => {
    const { draft, rows } = await analyse('x-education/leads.csv.gz')
    expect(rows).toBe(9240)
    expect(draft.mapping).toMatchObject({ kind: 'leads', columns: { 'Prospect ID': 'key', 'Lead Source': 'source', Converted: 'status' } })
    expect(draft.mapping.options?.emptyWords).toEqual(['Select'])
    const near = draft.questions.find((question) => question.code === 'values.near' && question.field === 'source')
    expect(near?.code === 'values.near' ? near.values : []).toContainEqual(expect.objectContaining({ value: 'google', count: 5, variants: ['Google'] }))
    const { records, refused } = await mapFile('x-education/leads.csv.gz', draft.mapping)
    expect([records.length, refused.length]).toEqual([9240, 0])
    // 338 rows were quoted as a whole by whoever exported the file.
    expect(records.filter((record) => record.warnings.some((warning) => warning.code === 'row.wrapped')).length).toBe(338)
    const converted = (records as LeadRow[]).filter((lead) => JSON.stringify(lead.status) === '{"id":"converted"}')
    expect(((converted.length / records.length) * 100).toFixed(3)).toBe('38.539')
  })
})
