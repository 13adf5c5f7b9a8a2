import { createTestApp, type TestApp, type TestOrg } from '@sluice/server/testing/app'
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, afterEach, expect, test, vi } from 'vitest'
import { run } from './import.ts'

let t: TestApp
let org: TestOrg
let folder: string
let out = ''
let errors = ''

beforeAll(async () => {
  t = await createTestApp()
  const { admin, app } = t.database
  const url = (login: typeof admin) =>
    `postgres://${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@localhost/${login.database}?host=${encodeURIComponent(login.host)}&port=${login.port}`
  vi.stubEnv('DATABASE_URL', url(admin))
  vi.stubEnv('DATABASE_APP_URL', url(app))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await t.close()
})
beforeEach(async () => {
  org = await t.org('命令行', [])
  folder = mkdtempSync(join(tmpdir(), 'sluice-cli-test-'))
  out = ''
  errors = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += String(text)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
async function sluice(...args: string[]) {
  out = ''
  errors = ''
  const code = await run([...args, '--org', org.orgId, '--json'])
  const told = (text: string): unknown => (text.trim() === '' ? null : JSON.parse(text.trim().split('\n').at(-1) ?? ''))
  return { code, out: told(out) as Record<string, unknown>, error: errors }
}

test('drafts, asks what it may not guess, and does as the filled mapping says; the dry run writes nothing', async () => {
  const deals = file('deals.csv', 'deal id,title,stage,amount,created,owner\n1,甲,Prospecting,10,3/4/2025,Ann\n2,乙,Negotiation,20,1/2/2025,Bob\n3,丙,Negotiation,x,1/2/2025,Bob\n')
  const saved = join(folder, 'map.json')
  const asked = await sluice(deals, '--save-mapping', saved, '--pipeline', '海外')
  expect([asked.code, asked.out.status, asked.out.import]).toEqual([1, 'open', null])
  const open = (asked.out.questions as { code: string; column?: string; required: boolean; answered: boolean }[]).filter((one) => one.required && !one.answered)
  expect(open.map(({ code, column }) => [code, column])).toEqual([['dates.ambiguous', 'created']])

  const mapping = JSON.parse(readFileSync(saved, 'utf8')) as { columns: Record<string, unknown>; pipeline: unknown }
  expect(mapping.pipeline).toEqual({ create: '海外', stages: ['Prospecting', 'Negotiation'] })
  mapping.columns.created = { field: 'createdAt', dates: 'mdy' }
  writeFileSync(saved, JSON.stringify(mapping))
  const rejected = join(folder, 'rejected.csv')
  const dry = await sluice(deals, '--mapping', saved, '--dry-run', '--errors', rejected)
  expect(dry).toMatchObject({ code: 3, out: { status: 'checked', import: null, created: 2, rejected: 1, rejectedFile: rejected } })
  expect(readFileSync(rejected, 'utf8')).toContain('amount.unreadable')
  const counted = () => t.db.read(org.orgId, (tx) => tx.selectFrom('deal').select('id').where('org_id', '=', org.orgId).execute())
  expect(await counted()).toEqual([])

  const done = await sluice(deals, '--mapping', saved, '--errors', rejected)
  expect(done).toMatchObject({ code: 3, out: { status: 'done', created: 2, rejected: 1, rejectedFile: rejected } })
  const again = await sluice(deals, '--mapping', saved)
  expect(again).toMatchObject({ code: 3, out: { created: 0, updated: 0, unchanged: 2 } })
  const undone = await sluice('--undo', String(done.out.import))
  expect(undone).toMatchObject({ code: 0, out: { status: 'undone' } })
  expect(await counted()).toEqual([])
})

test('near values: refused without an answer, then used, made or rejected as it says', async () => {
  await t.db.write(org.orgId, (tx) => tx.insertInto('product').values({ org_id: org.orgId, id: '01900000-0000-7000-8000-000000000001', name: 'GTX Pro', created_at: '2026-01-01T00:00:00Z' }).execute())
  const deals = file('deals.csv', 'deal id,title,stage,amount,product\n1,甲,Prospecting,10,GTXPro\n2,乙,Prospecting,20,Other\n')
  expect((await sluice(deals)).code).toBe(1)
  expect(await sluice(deals, '--answer-near', 'reject', '--dry-run')).toMatchObject({ code: 3, out: { created: 1, rejected: 1 } })
  expect(await sluice(deals, '--answer-near', 'create', '--dry-run')).toMatchObject({ code: 0, out: { created: 2, made: expect.arrayContaining([{ what: 'product', count: 2, names: ['GTXPro', 'Other'] }]) } })
  const errorsFile = join(folder, 'none.csv')
  expect(await sluice(deals, '--answer-near', 'use', '--errors', errorsFile)).toMatchObject({ code: 0, out: { created: 2, rejectedFile: null, made: expect.arrayContaining([{ what: 'product', count: 1, names: ['Other'] }]) } })
  expect(existsSync(errorsFile)).toBe(false)
})

test('wrong words, files and mappings are refused with a code', async () => {
  expect((await sluice('nowhere.csv')).code).toBe(2)
  expect((await sluice(file('a.csv', 'a\n1\n'), '--kind', 'nonsense')).code).toBe(2)
  const empty = await sluice(file('empty.csv', ''))
  expect([empty.code, JSON.parse(empty.error)]).toMatchObject([1, { error: { code: 'file.empty' } }])
  const wrong = await sluice(file('b.csv', 'a\n1\n'), '--mapping', file('map.json', '{"version":1,"kind":"deals","columns":{"a":"nonsense"}}'))
  expect([wrong.code, JSON.parse(wrong.error)]).toMatchObject([1, { error: { code: 'import.mapping_invalid', problems: expect.arrayContaining([expect.objectContaining({ code: 'mapping.unknown_field' })]) } }])
  const rep = await org.user('rep')
  const email = await t.db.read(org.orgId, (tx) => tx.selectFrom('app_user').select('email').where('org_id', '=', org.orgId).where('id', '=', rep.userId).executeTakeFirstOrThrow())
  const denied = await sluice(file('c.csv', '姓名,电话\n甲,13912345678\n'), '--kind', 'leads', '--as', email.email)
  expect([denied.code, JSON.parse(denied.error)]).toMatchObject([1, { error: { code: 'permission.denied' } }])
})
