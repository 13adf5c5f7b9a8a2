import { createAccount, createContact } from '@sluice/core/customers/contract'
import { createChannel, createProduct, createTag, listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import { logActivity, addComment } from '@sluice/core/activities/contract'
import { createTeam, getMe, invite } from '@sluice/core/identity/contract'
import { createLead } from '@sluice/core/leads/contract'
import type { Contract } from '@sluice/core/lib/contract'
import { createDeal } from '@sluice/core/pipeline/contract'
import { refusals } from '@sluice/core/refusals'
import { createView } from '@sluice/core/views/contract'
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp, type TestClient, type TestOrg } from './app.ts'
import { arbitraryInput, naughtyTexts, spoilt } from './arbitrary-input.ts'

let t: TestApp
let org: TestOrg
const ids: Record<string, string[]> = {}

beforeAll(async () => {
  t = await createTestApp()
  org = await t.org('云帆科技', ['standard'])
  const { admin } = org
  const pipelines = (await admin.ok(listPipelines)).items
  const rep = await org.user('rep', '李雷')
  Object.assign(ids, {
    pipeline: pipelines.map((p) => p.id), stage: pipelines.flatMap((p) => p.stages.slice(0, 3).map((s) => s.id)),
    reason: (await admin.ok(listLossReasons)).items.slice(0, 6).map((r) => r.id), user: [rep.userId, (await org.user('manager', '王芳')).userId],
    team: [org.rootTeamId, (await admin.ok(createTeam, { body: { name: '二队', parentId: org.rootTeamId } })).id],
    product: [(await admin.ok(createProduct, { body: { name: 'GTX Pro' } })).id], channel: [(await admin.ok(createChannel, { body: { name: '展会甲' } })).id],
    tag: [(await admin.ok(createTag, { body: { name: '重点' } })).id],
    invitation: [(await admin.ok(invite, { body: { email: 'new@example.com', role: 'rep', teamId: org.rootTeamId } })).id],
  })
  for (const client of [admin, rep]) {
    const account = (await client.ok(createAccount, { body: { name: '云帆科技有限公司' } })).id
    const contact = (await client.ok(createContact, { body: { name: '张伟', accountId: account } })).id
    const deals = []
    for (let i = 0; i < 4; i++) deals.push((await client.ok(createDeal, { body: { title: `商机${i}`, pipelineId: ids.pipeline?.[0] ?? '', accountId: account, contactIds: [{ id: contact }] } })).id)
    const leads = []
    for (let i = 0; i < 3; i++) leads.push((await client.ok(createLead, { body: { name: `线索${i}`, company: '甲公司' } })).id)
    const activity = (await client.ok(logActivity, { body: { kind: 'call', subjectType: 'deal', subjectId: deals[0] ?? '', body: '通话' } })).id
    const comment = (await client.ok(addComment, { params: { subjectType: 'deal', id: deals[0] ?? '' }, body: { body: '好' } })).id
    const view = (await client.ok(createView, { body: { object: 'deal', name: '视图', definition: { query: {}, columns: [] } } })).id
    for (const [noun, some] of Object.entries({ account: [account], contact: [contact], deal: deals, lead: leads, activity: [activity], comment: [comment], view: [view] })) {
      ids[noun] = [...(ids[noun] ?? []), ...some]
    }
  }
})
afterAll(() => t.close())

const nouns: Record<string, string> = {
  stageId: 'stage', fromStageId: 'stage', pipelineId: 'pipeline', reasonId: 'reason', ownerId: 'user', userIds: 'user', teamId: 'team', sourceId: 'channel', source: 'channel',
  parentId: 'team', tagIds: 'tag', addTagIds: 'tag', removeTagIds: 'tag', contactId: 'contact', contactIds: 'contact', accountId: 'account', beforeId: 'deal', afterId: 'deal',
  subjectId: 'deal', products: 'product', owner: 'user', column: 'stage', users: 'user',
}
const inPath: Record<string, string> = { deals: 'deal', leads: 'lead', accounts: 'account', contacts: 'contact', users: 'user', teams: 'team', pipelines: 'pipeline', products: 'product',
  channels: 'channel', 'loss-reasons': 'reason', invitations: 'invitation', activities: 'activity', comments: 'comment', views: 'view' }
const nowhere = '0197a000-0000-7000-8000-000000000000'

function idsFor(contract: Contract, property: string): string[] {
  // What a plain `id` means is said by the path: /deals/:id, or a body of deals.
  const noun = nouns[property] ?? (property === 'id' || property === 'ids' ? inPath[contract.path.split('/')[1] ?? ''] : property) ?? 'deal'
  return ids[noun] ?? ids.deal ?? []
}

const part = (contract: Contract, schema: Contract['body']): fc.Arbitrary<unknown> =>
  schema === undefined ? fc.constant(undefined) : arbitraryInput(schema, (property) => idsFor(contract, property))
const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
/** In a URL: what cannot be encoded is left out. */
const encoded = (value: unknown) => encodeURIComponent(asText(value).toWellFormed().slice(0, 9500)).slice(0, 60_000)

const succeeded = new Map<string, number>()

/** One hostile request; answers what is wrong with its answer, null when nothing is. */
async function attack(client: TestClient, contract: Contract, input: [unknown[], string, string | undefined]): Promise<string | null> {
  const [[params, query, body], match, key] = input
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encoded(Object(params)[name] ?? nowhere) || '-')
  const search = Object.entries(Object(query) as object).map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&')
  const url = `/api/v1${path}${search === '' ? '' : `?${search}`}`
  const payload = contract.body === undefined ? undefined : (JSON.stringify(body) ?? 'null')
  const answer = await t.app.fastify.inject({
    method: contract.method, url, ...(payload !== undefined && { payload }),
    headers: {
      cookie: client.cookie, 'x-sluice-csrf': '1', 'if-match': match, ...(key !== undefined && { 'idempotency-key': key }),
      ...(payload !== undefined && { 'content-type': 'application/json' }),
    },
  })
  succeeded.set(contract.name, (succeeded.get(contract.name) ?? 0) + (answer.statusCode < 300 ? 1 : 0))
  const told = `${contract.name} ${url.slice(0, 400)} ${payload?.slice(0, 700) ?? ''} → ${answer.statusCode} ${answer.body.slice(0, 300)}`
  if (answer.statusCode >= 500) return told
  if (answer.statusCode >= 400) {
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json')
    return isProblem && answer.json().code in refusals ? null : `no problem: ${told}`
  }
  if (contract.response === undefined) return null
  const read = contract.response.safeParse(answer.json())
  return read.success ? null : `not the contract's answer: ${told} ${read.error.message}`
}

/** Leaves out what ends the session or never ends. */
const skipped = new Set(['signOut', 'openLive'])

/** Refusals alone would prove little: these are tried more often, and some must come through. */
const proving = new Set(['createDeal', 'changeDeal', 'winDeal', 'bulkChangeDeals', 'createLead', 'createAccount', 'getTimeline', 'listDeals', 'getBoard', 'getFunnel'])

test('no input makes the server fail, and every answer is what its contract says', async () => {
  const wrong: string[] = []
  let rep = await org.user('rep', '韩梅')
  for (const [i, contract] of t.app.api.contracts.entries()) {
    if (skipped.has(contract.name)) continue
    const parts = [part(contract, contract.params), part(contract, contract.query), part(contract, contract.body)] as const
    const some = (odd: number | null) => fc.tuple(...parts.map((one, place) => (place === odd ? spoilt(one) : one)))
    const inputs = fc.tuple(
      fc.oneof({ weight: 2, arbitrary: some(null) }, { weight: 1, arbitrary: some(0) }, { weight: 3, arbitrary: some(1) }, { weight: 4, arbitrary: some(2) }),
      fc.constantFrom('"1"', '"1"', '"2"', '"2"', '"3"', '"4"', 'W/"1"', '"99999999999"'), fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom('k1', 'k1', 'ü', 'x'.repeat(200)) }),
    )
    const runs = Number(process.env.FUZZ_RUNS ?? 12) * (proving.has(contract.name) ? 4 : 1)
    for (const [n, input] of fc.sample(inputs, { seed: Number(process.env.FUZZ_SEED ?? 20_260_302) + i, numRuns: runs }).entries()) {
      const problem = await attack(n % 2 === 0 ? org.admin : rep, contract, input)
      if (problem !== null) wrong.push(problem)
    }
    // What was archived or whoever was disabled on the way would leave little to succeed with.
    await t.db.write(org.orgId, async (tx) => {
      for (const table of ['pipeline', 'product', 'loss_reason'] as const) await tx.updateTable(table).set({ archived_at: null }).where('org_id', '=', org.orgId).execute()
    })
    if ((await rep.call(getMe)).status === 401) rep = await org.user('rep', '韩梅')
  }
  expect((await org.admin.call(getMe)).status).toBe(200)
  expect(wrong).toEqual([])
  for (const name of proving) {
    expect([name, (succeeded.get(name) ?? 0) > 0]).toEqual([name, true])
  }
}, 600_000)

test('addresses, headers and bodies that no browser sends are refused with a code', async () => {
  const { cookie } = org.admin
  const ask = (options: InjectOptions) => t.app.fastify.inject(options)
  const json = { cookie, 'x-sluice-csrf': '1', 'content-type': 'application/json' }
  const answers = await Promise.all([
    ask({ url: '/api/v1/deals/%E0%A4%A', headers: { cookie } }),
    ask({ url: '/api/v1/deals/%00', headers: { cookie } }),
    ask({ url: `/api/v1/deals/${'a'.repeat(500)}`, headers: { cookie } }),
    ask({ url: '/api/v1/nothing/here', headers: { cookie } }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: json, payload: '{"name":' }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: json, payload: '' }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: json, payload: '{"__proto__":{"role":"admin"},"name":"x"}' }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: json, payload: `${'['.repeat(100_000)}` }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: json, payload: `{"name":"${'x'.repeat(2_000_000)}"}` }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: { ...json, 'content-type': 'text/xml' }, payload: '<a/>' }),
    ask({ method: 'POST', url: '/api/v1/tags', headers: { ...json, 'content-type': 'multipart/form-data' }, payload: 'x' }),
    ask({ method: 'POST', url: `/api/v1/attachments/deal/${ids.deal?.[0]}`, headers: { ...json, 'content-type': 'multipart/form-data; boundary=b' }, payload: '--b\r\nbroken' }),
    ask({ url: '/api/v1/deals?limit=1&limit=2', headers: { cookie } }),
    ask({ url: '/api/v1/me', headers: { cookie: `${cookie}x` } }),
    ask({ url: '/api/v1/me', headers: { cookie: 'sluice_session=%00' } }),
    ...naughtyTexts.map((text) => ask({ url: `/api/v1/deals?cursor=${Buffer.from(JSON.stringify(['created.desc', text, ids.deal?.[0]])).toString('base64url')}`, headers: { cookie } })),
    ...['0000-01-01', '2026-02-30', '9999-99-99'].map((day) =>
      ask({ url: `/api/v1/deals?sort=close&cursor=${Buffer.from(JSON.stringify(['close.desc', day, ids.deal?.[0]])).toString('base64url')}`, headers: { cookie } })),
  ])
  for (const answer of answers) {
    const told = [answer.statusCode, String(answer.headers['content-type']), answer.body.slice(0, 200)]
    if (answer.statusCode < 400) expect(told.slice(0, 2)).toEqual([200, 'application/json; charset=utf-8'])
    else expect([answer.statusCode < 500, told[1]?.toString().startsWith('application/problem+json'), answer.json().code in refusals, ...told]).toEqual([true, true, true, ...told])
  }
})
