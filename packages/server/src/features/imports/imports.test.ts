import { createProduct, createTag, listProducts } from '@sluice/core/catalog/contract'
import { changeAccount, listAccounts, listContacts } from '@sluice/core/customers/contract'
import {
  changeImport, changeMapping, checkImport, discardImport, getImport, getRejectedRows, listImports, listMappings, removeMapping, runImport, saveMapping, undoImport,
} from '@sluice/core/imports/contract'
import { changeLead, listLeads } from '@sluice/core/leads/contract'
import { changeDeal, listDeals } from '@sluice/core/pipeline/contract'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { caseSpool } from './case-spool.ts'
import { checkAndRun, importFile, map, settled, upload } from './import-client.fixture.ts'
import { openTable } from './read/open-table.ts'
import { sharedData } from './read/shared-data.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
}, 60_000)
afterAll(() => t.close())

const gbk = (text: string): Uint8Array => {
  // The platform only decodes GB18030: find each character's bytes by decoding.
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let a = 0x81; a <= 0xfe; a++) for (let b = 0x40; b <= 0xfe; b++) if (b !== 0x7f) table.set(decoder.decode(Uint8Array.of(a, b)), [a, b])
  return Uint8Array.from([...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : (table.get(c) ?? [63]))))
}

const dealHead = '商机编号,商机名称,客户名称,阶段,金额,创建时间,关闭时间,负责人\n'
const dealMapping = {
  version: 1, kind: 'deals', pipeline: { create: '导入的流程', stages: ['接洽', '方案', '谈判'] },
  columns: { 商机编号: 'key', 商机名称: 'title', 客户名称: 'accountName', 阶段: 'stage', 金额: 'amount', 创建时间: 'createdAt', 关闭时间: 'closedAt', 负责人: 'owner' },
  stages: { 赢单: 'won', 丢单: { lost: '价格' } }, unmatched: { owner: 'create' },
}

describe('questions', () => {
  test('ambiguous dates are asked, and nothing is imported before they are answered', async () => {
    const org = await t.org()
    let found = await upload(t, org.admin, 'deals.csv', 'deal id,title,stage,amount,created,close date\n1,甲,初步接洽,10,3/4/2025,\n2,乙,Won,20,1/2/2025,5/6/2025\n')
    expect(found.status).toBe('read')
    const dates = found.questions.filter((one) => one.question.code === 'dates.ambiguous')
    expect(dates.map((one) => [one.required, one.answered])).toEqual([[true, false], [true, false]])
    const refused = await org.admin.call(checkImport, { params: { id: found.id }, version: found.version })
    expect([refused.status, refused.code]).toEqual([422, 'import.questions_open'])
    const columns = { ...found.mapping?.columns, created: { field: 'createdAt', dates: 'dmy' }, 'close date': { field: 'closedAt', dates: 'dmy' } }
    found = await map(org.admin, found, { ...found.mapping, columns })
    expect(found.questions.filter((one) => one.required && !one.answered)).toEqual([])
    const { done } = await checkAndRun(org.admin, found)
    expect(done.summary).toMatchObject({ created: 2, rejected: 0 })
    const deals = (await org.admin.ok(listDeals, { query: {} })).items
    expect(deals.find((deal) => deal.title === '乙')?.createdAt).toBe('2025-01-31T16:00:00.000Z')
  })

  test('near values are asked one by one: merged, made or refused as answered, never by themselves', async () => {
    const org = await t.org()
    await org.admin.ok(createProduct, { body: { name: 'GTX Pro' } })
    const file = `商机名称,阶段,产品,金额\n甲,初步接洽,GTXPro,1\n乙,初步接洽,GTX Pro,2\n丙,初步接洽,Other,3\n`
    const found = await upload(t, org.admin, 'deals.csv', file)
    const near = found.questions.find((one) => one.question.code === 'values.near')
    expect(near).toMatchObject({ required: true, answered: false, open: ['GTXPro'] })
    const product = (await org.admin.ok(listProducts)).items[0]
    const mapped = await map(org.admin, found, { ...found.mapping, values: { product: { GTXPro: { use: product?.id } } } })
    expect(mapped.questions.find((one) => one.question.code === 'values.near')).toMatchObject({ answered: true, open: [] })
    const { done } = await checkAndRun(org.admin, mapped)
    expect(done.summary).toMatchObject({ created: 3, made: [{ what: 'product', count: 1, names: ['Other'] }] })
    expect((await org.admin.ok(listProducts)).items.map((one) => one.name)).toEqual(['GTX Pro', 'Other'])
    const rows = await t.db.read(org.orgId, (tx) => tx.selectFrom('deal_product').select('product_id').where('org_id', '=', org.orgId).execute())
    expect(rows.filter((row) => row.product_id === product?.id).length).toBe(2)
  })

  test('a mapping that does not fit names every problem, and its file is read anew with other options', async () => {
    const org = await t.org()
    let found = await upload(t, org.admin, 'x.txt', gbk('商机名称;阶段;金额\n甲公司项目;初步接洽;1\n'))
    expect(found.reading).toMatchObject({ encoding: 'gb18030', delimiter: ';', header: ['商机名称', '阶段', '金额'], sample: [['甲公司项目', '初步接洽', '1']] })
    found = await map(org.admin, found, { version: 1, kind: 'deals', columns: { 没有这列: 'title', 阶段: 'stage' }, pipeline: { use: '没有这个流程' } })
    expect(found.problems.map((problem) => problem.code).toSorted()).toEqual(['mapping.column_missing', 'mapping.pipeline_unknown'])
    expect((await org.admin.call(runImport, { params: { id: found.id }, version: found.version })).code).toBe('import.mapping_invalid')
    await org.admin.ok(changeImport, { params: { id: found.id }, version: found.version, body: { file: { encoding: 'latin1', delimiter: ',' } } })
    found = await settled(org.admin, found.id)
    expect(found.reading?.header.length).toBe(1)
    expect(found.reading?.encoding).toBe('windows-1252')
    await org.admin.ok(changeImport, { params: { id: found.id }, version: found.version, body: { file: {}, kind: 'leads' } })
    found = await settled(org.admin, found.id)
    expect(found).toMatchObject({ status: 'read', kind: 'leads', reading: { encoding: 'gb18030', kind: 'leads' } })
  })
})

test('a file in GBK, its rejected rows with the reason beside each, and a stale version', async () => {
  const org = await t.org()
  const text = `${dealHead}D1,一号,云帆,接洽,￥1.5万,2025-03-01,,李雷\nD2,二号,云帆,接洽,一大笔,2025-03-01,,李雷\nD1,重复,云帆,接洽,1,2025-03-01,,李雷\nD3,三号,,赢单,"1,000",2025-03-01,不是日期,\n`
  const read = await upload(t, org.admin, '商机.csv', gbk(text))
  const mapped = await map(org.admin, read, dealMapping)
  expect((await org.admin.call(checkImport, { params: { id: mapped.id }, version: mapped.version - 1 })).code).toBe('conflict.stale_version')
  const { checked, done } = await checkAndRun(org.admin, mapped)
  for (const one of [checked, done]) expect(one.summary).toMatchObject({ rows: 4, created: 1, rejected: 3 })
  expect((await org.admin.ok(listDeals, { query: {} })).items.map((deal) => [deal.title, deal.amountMinor, deal.owner?.name, deal.account?.name])).toEqual([['一号', 15_000_00, '李雷', '云帆']])
  const file = await org.admin.call(getRejectedRows, { params: { id: done.id }, query: { locale: 'zh-CN' } })
  expect(file.text.startsWith('\ufeff')).toBe(true)
  const table = await openTable(() => [Buffer.from(file.text)], 'rejected.csv')
  expect(table.header.slice(0, 4)).toEqual(['原文件行号', '拒绝原因', '原因代码', '商机编号'])
  const rows = []
  for await (const row of table.rows) rows.push(row.cells)
  expect(rows.map((cells) => [cells[0], cells[2], cells[3]])).toEqual(expect.arrayContaining([
    ['3', 'amount.unreadable', 'D2'], ['4', 'row.duplicate_key', 'D1'], ['5', 'date.unreadable date.close_missing', 'D3'],
  ].map(([line, code, key]) => [line, code === undefined ? '' : expect.stringContaining(code.split(' ')[0] ?? ''), key])))
  const english = await org.admin.call(getRejectedRows, { params: { id: done.id }, query: { locale: 'en' } })
  expect(english.text).toContain('Not an amount')
})

describe('undo', () => {
  test('records changed since stand in its way, are listed, and are kept or undone as asked', async () => {
    const org = await t.org()
    const run = async () => (await importFile(t, org.admin, 'a.csv', `${dealHead}K1,一号,甲公司,接洽,1,2025-03-01,,\nK2,二号,乙公司,接洽,2,2025-03-01,,\nK3,三号,丙公司,赢单,3,2025-03-01,2025-04-01,\n`, dealMapping)).done
    const first = await run()
    const deal = (await org.admin.ok(listDeals, { query: {} })).items.find((one) => one.title === '一号')
    await org.admin.ok(changeDeal, { params: { id: deal?.id ?? '' }, version: 1, body: { title: '一号，改过' } })
    const refused = await org.admin.call(undoImport, { params: { id: first.id }, version: first.version, body: {} })
    expect([refused.status, refused.code]).toEqual([409, 'import.changed_since'])
    expect(JSON.parse(refused.text)).toMatchObject({ data: { count: 1, records: [{ object: 'deal', id: deal?.id, name: '一号，改过' }] } })
    await org.admin.ok(undoImport, { params: { id: first.id }, version: first.version, body: { changed: 'keep' } })
    expect(await settled(org.admin, first.id)).toMatchObject({ status: 'undone', error: null })
    expect((await org.admin.ok(listDeals, { query: {} })).items.map((one) => [one.title, one.account?.name])).toEqual([['一号，改过', '甲公司']])
    expect((await org.admin.ok(listAccounts, { query: {} })).items.map((one) => one.name)).toEqual(['甲公司'])

    const second = await run()
    expect(second.summary).toMatchObject({ created: 2, updated: 1 })
    const [account] = (await org.admin.ok(listAccounts, { query: { q: '乙公司' } })).items
    await org.admin.ok(changeAccount, { params: { id: account?.id ?? '' }, version: 1, body: { industry: '制造' } })
    await org.admin.ok(undoImport, { params: { id: second.id }, version: second.version, body: { changed: 'undo' } })
    expect(await settled(org.admin, second.id)).toMatchObject({ status: 'undone', error: null })
    expect((await org.admin.ok(listDeals, { query: {} })).items.map((one) => one.title)).toEqual(['一号，改过'])
    expect((await org.admin.ok(listAccounts, { query: {} })).items.map((one) => one.name)).toEqual(['甲公司'])
    expect((await org.admin.call(undoImport, { params: { id: second.id }, version: second.version + 2, body: {} })).code).toBe('import.not_done')
  })
})

describe('lists of leads, accounts, contacts and products', () => {
  test('leads: made, found again by key or by name and telephone, changed where the file says so, put back by undo', async () => {
    const org = await t.org()
    const head = '线索编号,姓名,公司,手机,线索状态,来源,标签\n'
    const mapping = { version: 1, kind: 'leads', columns: { 线索编号: 'key', 姓名: 'name', 公司: 'company', 手机: 'phone', 线索状态: 'status', 来源: 'source', 标签: 'tags' }, values: { source: { 展会直采: { create: '展会直采' } } }, unmatched: { source: 'create', status: 'empty' } }
    const first = await importFile(t, org.admin, 'leads.csv', `${head}L1,王伟,甲公司,13912345678,跟进中,展会直采,重点\nL2,李娜,乙公司,13900000000,,,\n,无号,丙公司,13911111111,,,\n`, mapping)
    expect(first.done.summary).toMatchObject({ created: 3, rejected: 0 })
    const same = await importFile(t, org.admin, 'leads.csv', `${head}L1,王伟,甲公司,13912345678,跟进中,展会直采,重点\nL2,李娜,乙公司,13900000000,,,\n,无号,丙公司,13911111111,,,\n`, mapping)
    expect(same.done.summary).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
    const second = await importFile(t, org.admin, 'leads.csv', `${head}L1,王伟,甲集团,13912345678,合格,,新标签\nL2,李娜,,,,,\n`, mapping)
    for (const one of [second.checked, second.done]) expect(one.summary).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    expect(second.done.summary?.examples.updated[0]?.changes).toMatchObject({ company: ['甲公司', '甲集团'], status: ['working', 'qualified'] })
    const lead = (await org.admin.ok(listLeads, { query: { q: '王伟' } })).items[0]
    expect(lead).toMatchObject({ company: '甲集团', status: 'qualified', phone: '13912345678', version: 2 })
    await org.admin.ok(undoImport, { params: { id: second.done.id }, version: second.done.version, body: {} })
    await settled(org.admin, second.done.id)
    expect((await org.admin.ok(listLeads, { query: { q: '王伟' } })).items[0]).toMatchObject({ company: '甲公司', status: 'working', version: 3 })
    expect((await org.admin.ok(listLeads, { query: { q: '乙公司' } })).total).toBe(1)
    // A lead that was changed by hand is not taken away without asking.
    const other = (await org.admin.ok(listLeads, { query: { q: '李娜' } })).items[0]
    await org.admin.ok(changeLead, { params: { id: other?.id ?? '' }, version: other?.version ?? 0, body: { name: '李娜娜' } })
    const refused = await org.admin.call(undoImport, { params: { id: first.done.id }, version: first.done.version, body: {} })
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'import.changed_since', data: { count: 2 } })
  })

  test('accounts, contacts and products', async () => {
    const org = await t.org()
    await importFile(t, org.admin, '客户.csv', '客户编号,客户名称,行业,规模\nA1,远山科技有限公司,软件,200\nA2,近水贸易,贸易,10\n', { version: 1, kind: 'accounts', columns: { 客户编号: 'key', 客户名称: 'name', 行业: 'industry', 规模: 'size' } })
    const contacts = { version: 1, kind: 'contacts', columns: { 姓名: 'name', 客户名称: 'accountName', 手机: 'phone', 职位: 'title' } }
    const file = '姓名,客户名称,手机,职位\n张三,远山科技有限公司,13912345678,采购\n李四,新客户,13900001111,\n张三,近水贸易,,\n'
    const { done } = await importFile(t, org.admin, '联系人.csv', file, contacts)
    expect(done.summary).toMatchObject({ created: 3, made: [{ what: 'account', count: 1, names: ['新客户'] }] })
    expect((await importFile(t, org.admin, '联系人.csv', file, contacts)).done.summary).toMatchObject({ created: 0, unchanged: 3 })
    expect((await org.admin.ok(listContacts, { query: { q: '张三' } })).items.map((one) => one.account?.name).toSorted()).toEqual(['近水贸易', '远山科技有限公司'])
    const products = { version: 1, kind: 'products', columns: { 产品: 'name', 系列: 'family', 单价: 'price' } }
    expect((await importFile(t, org.admin, '产品.csv', '产品,系列,单价\nX1,X,100\nX2,X,200\n', products)).done.summary).toMatchObject({ created: 2 })
    const second = await importFile(t, org.admin, '产品.csv', '产品,系列,单价\nx1,X,150\nX2,X,200\n', products)
    expect(second.done.summary).toMatchObject({ updated: 1, unchanged: 1 })
    await org.admin.ok(undoImport, { params: { id: second.done.id }, version: second.done.version, body: {} })
    await settled(org.admin, second.done.id)
    expect((await org.admin.ok(listProducts)).items.map((one) => [one.name, one.priceMinor])).toEqual([['X1', 10_000], ['X2', 20_000]])
  })
})

describe('who may', () => {
  test('a rep imports nothing; a manager sees their own and makes no configuration; a stranger sees none', async () => {
    const org = await t.org()
    const rep = await org.user('rep')
    await expect(upload(t, rep, 'a.csv', 'a\n1\n')).rejects.toThrow('403')
    const manager = await org.user('manager', '经理甲')
    const found = await upload(t, manager, 'deals.csv', `${dealHead}M1,一号,甲,接洽,1,2025-03-01,,\n`)
    const other = await org.user('manager', '经理乙')
    expect((await other.call(getImport, { params: { id: found.id } })).status).toBe(404)
    expect((await other.ok(listImports, { query: {} })).items).toEqual([])
    expect((await org.admin.ok(listImports, { query: {} })).items.map((one) => one.createdBy.name)).toEqual(['经理甲'])
    const mapped = await map(manager, found, dealMapping)
    await manager.ok(checkImport, { params: { id: mapped.id }, version: mapped.version })
    expect((await settled(manager, mapped.id))).toMatchObject({ status: 'failed', error: { code: 'import.may_not_create' } })
    // Into a pipeline that there is, for people of their own team.
    const again = await settled(manager, mapped.id)
    const own = await map(manager, again, { ...dealMapping, pipeline: { use: (await t.db.read(org.orgId, (tx) => tx.selectFrom('pipeline').select('id').where('org_id', '=', org.orgId).executeTakeFirstOrThrow())).id }, stages: { 接洽: { stage: '初步接洽' } } })
    expect((await checkAndRun(manager, own)).done.summary).toMatchObject({ created: 1 })
    // The other manager's deal of the same key is beyond reach, and is neither changed nor made again.
    await t.db.write(org.orgId, (tx) => tx.updateTable('deal').set({ owner_id: other.userId, team_id: other.teamId }).where('org_id', '=', org.orgId).execute())
    const third = await map(manager, await upload(t, manager, 'deals.csv', `${dealHead}M1,一号改,甲,接洽,1,2025-03-01,,\n`), own.mapping)
    const { done } = await checkAndRun(manager, third)
    expect(done.summary).toMatchObject({ created: 0, rejected: 1, reasons: [{ code: 'record.out_of_reach', count: 1 }] })
  })

  test('saved mappings; an import is discarded with its file', async () => {
    const org = await t.org()
    const saved = await org.admin.ok(saveMapping, { body: { name: '月报', mapping: dealMapping as never } })
    expect(saved.mapping).toMatchObject({ kind: 'deals', stages: dealMapping.stages })
    const renamed = await org.admin.ok(changeMapping, { params: { id: saved.id }, version: 1, body: { name: '月报二' } })
    expect((await org.admin.call(changeMapping, { params: { id: saved.id }, version: 1, body: { name: 'x' } })).code).toBe('conflict.stale_version')
    expect((await org.admin.ok(listMappings)).items.map((one) => one.name)).toEqual([renamed.name])
    await org.admin.ok(removeMapping, { params: { id: saved.id } })
    expect((await org.admin.ok(listMappings)).items).toEqual([])

    const found = await upload(t, org.admin, 'a.csv', '姓名\n甲\n')
    await org.admin.ok(discardImport, { params: { id: found.id }, version: found.version })
    expect((await org.admin.call(getImport, { params: { id: found.id } })).status).toBe(404)
    expect(await t.db.read(org.orgId, (tx) => tx.selectFrom('file_piece').select('n').where('file_id', '=', found.id).execute())).toEqual([])
  })
})

test('what cannot be read fails with a code, and an empty upload is refused', async () => {
  const org = await t.org()
  await expect(upload(t, org.admin, 'a.csv', '')).rejects.toThrow('import.empty')
  const pdf = await upload(t, org.admin, 'a.pdf', '%PDF-1.7\n')
  expect(pdf).toMatchObject({ status: 'failed', error: { code: 'file.unsupported' } })
  const torn = await upload(t, org.admin, 'a.csv.gz', Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), Buffer.alloc(50, 7)]))
  expect(torn).toMatchObject({ status: 'failed', error: { code: 'file.damaged' } })
})

test('a job that dies is done again by whoever comes next, once', { timeout: 60_000 }, async () => {
  const org = await t.org()
  await org.admin.ok(createTag, { body: { name: '标签' } })
  const mapped = await map(org.admin, await upload(t, org.admin, 'a.csv', `${dealHead}J1,一号,甲,接洽,1,2025-03-01,,\n`), dealMapping)
  // As a process leaves it that was killed in the middle: the status says running, and the transaction is gone.
  await t.db.write(org.orgId, (tx) => tx.updateTable('import').set({ status: 'running' }).where('org_id', '=', org.orgId).where('id', '=', mapped.id).execute())
  await t.db.write(org.orgId, async (tx) => {
    await t.app.api.jobs.send(tx, 'import', { orgId: org.orgId, id: mapped.id })
    await t.app.api.jobs.send(tx, 'import', { orgId: org.orgId, id: mapped.id })
  })
  expect((await settled(org.admin, mapped.id)).summary).toMatchObject({ created: 1 })
  // A job sent in a transaction that is rolled back was never sent.
  const sent = async () => (await sql<{ n: number }>`select count(*) as n from job.job_common where name = 'import' and data->>'id' = ${mapped.id}`.execute(t.db.outside)).rows[0]?.n
  const before = await sent()
  await t.db.write(org.orgId, async (tx) => {
    await t.app.api.jobs.send(tx, 'import', { orgId: org.orgId, id: mapped.id })
    throw new Error('rolled back')
  }).catch(() => undefined)
  expect(before).toBeGreaterThanOrEqual(2)
  expect(await sent()).toBe(before)
  expect((await org.admin.ok(listDeals, { query: {} })).total).toBe(1)
})

test('a log that does not fit into memory at once is put together by case', async () => {
  const spool = await caseSpool(1_000_000)
  const event = (line: number) => ({ line, cells: [`${line}\u2028\n"`], event: null, reasons: [] })
  for (let i = 0; i < 3000; i++) await spool.add(`case ${i % 700}`, event(i))
  const seen = new Map<string, number[]>()
  for await (const cases of spool.cases()) for (const [key, lines] of cases) seen.set(key, [...(seen.get(key) ?? []), ...lines.map((one) => one.line)])
  await spool.close()
  expect(seen.size).toBe(700)
  expect(seen.get('case 5')).toEqual([5, 705, 1405, 2105, 2805])
})

describe.skipIf(sharedData === null)('bad input, through the whole way', () => {
  const folder = join(sharedData ?? '', 'bad-input')

  /** Imports as leads whose first column is the name and the rest is kept as it is; answers what went in and what came out. */
  async function through(name: string, content: Uint8Array) {
    const org = await t.org()
    const read = await upload(t, org.admin, name, content)
    if (read.status === 'failed') return { org, read, done: null }
    const [first, ...rest] = read.reading?.header ?? []
    const columns = { [first ?? '']: 'name', ...Object.fromEntries(rest.map((column) => [column, { field: 'custom', as: column }])) }
    const mapped = await map(org.admin, read, { version: 1, kind: 'leads', file: {}, columns })
    return { org, read, done: (await checkAndRun(org.admin, mapped)).done }
  }
  const kept = (orgId: string) => t.db.read(orgId, (tx) => tx.selectFrom('lead').select(['name', 'custom']).where('org_id', '=', orgId).orderBy('number').execute())

  test('csv-spectrum: every row is a record or a rejected row', { timeout: 120_000 }, async () => {
    for (const file of readdirSync(join(folder, 'csv-spectrum/csvs'))) {
      const { org, read, done } = await through(file, readFileSync(join(folder, 'csv-spectrum/csvs', file)))
      if (done === null) throw new Error(`${file}: ${JSON.stringify(read.error)}`)
      const { rows = 0, created = 0, rejected = 0 } = done.summary ?? {}
      expect([file, created + rejected]).toEqual([file, rows])
      expect((await kept(org.orgId)).length).toBe(created)
    }
  })

  test('naughty strings: each is kept unchanged, or stands unchanged in the file of rejected rows', { timeout: 120_000 }, async () => {
    const strings = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8')) as string[]
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const file = ['n,naughty', ...strings.map((text, i) => `row ${i},${quoted(text)}`)].join('\n')
    const { org, done } = await through('blns.csv', Buffer.from(file))
    if (done === null) throw new Error('not imported')
    const rows = await kept(org.orgId)
    const { created = 0, rejected = 0 } = done.summary ?? {}
    expect(created + rejected).toBe(strings.length)
    const found = new Map(rows.map((row) => [row.name, (row.custom as Record<string, string>).naughty ?? '']))
    const answer = await org.admin.call(getRejectedRows, { params: { id: done.id }, query: {} })
    const table = await openTable(() => [Buffer.from(answer.text)], 'rejected.csv')
    const refused = new Map<string, string>()
    for await (const { cells } of table.rows) refused.set(cells[3] ?? '', cells[4] ?? '')
    expect(refused.size).toBe(rejected)
    for (const [i, text] of strings.entries()) {
      const name = `row ${i}`
      if (refused.has(name)) expect(refused.get(name)).toBe(text)
      // Blanks around a value are no part of it.
      else expect([name, found.get(name)]).toEqual([name, text.trim()])
    }
  })

  test('what Papa Parse is tested with', { timeout: 300_000 }, async () => {
    const all = JSON.parse(readFileSync(join(folder, 'papaparse/test-cases.json'), 'utf8')) as Record<string, { input: unknown; config?: { download?: boolean } }[]>
    const texts = [...(all.CORE_PARSER_TESTS ?? []), ...(all.PARSE_TESTS ?? [])].flatMap(({ input, config }) => (typeof input === 'string' && input !== '' && config?.download !== true ? [input] : []))
    // One in eight goes the whole way; the reader's own tests take them all.
    for (const [i, text] of texts.entries()) {
      if (i % 8 !== 0) continue
      const { read, done } = await through(`papa-${i}.csv`, Buffer.from(text))
      if (done === null) expect([i, read.error?.code]).toEqual([i, 'file.empty'])
      else expect([i, (done.summary?.created ?? 0) + (done.summary?.rejected ?? 0)]).toEqual([i, done.summary?.rows])
    }
  })
})

test('the source of a file can be read as often as wished', async () => {
  const org = await t.org()
  const found = await upload(t, org.admin, 'a.csv', '姓名\n甲\n')
  const { storedFile } = await import('./import-file.ts')
  const open = storedFile(t.db, org.orgId, found.id)
  for (let i = 0; i < 2; i++) expect(Buffer.concat(await Readable.from(open()).toArray()).toString()).toBe('姓名\n甲\n')
})
