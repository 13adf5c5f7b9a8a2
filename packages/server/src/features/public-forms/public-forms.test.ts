import { createHash } from 'node:crypto'
import { Script } from 'node:vm'
import { createChannelCodes, createCampaign } from '@sluice/core/campaigns/contract'
import { listChannels } from '@sluice/core/catalog/contract'
import { createField } from '@sluice/core/fields/contract'
import { changeLead, getLead, listLeads } from '@sluice/core/leads/contract'
import {
  addPublicFormFile, changePublicForm, createPublicForm, exportSubmissions, getPublicForm, listLeadSubmissions, listPublicForms, listSubmissions, publishPublicForm, releaseSubmission,
  removePublicFormFile, type WholeForm,
} from '@sluice/core/public-forms/contract'
import { sampleForm } from '@sluice/core/public-forms/sample.fixture'
import { refusals } from '@sluice/core/refusals'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, hour, type TestApp, type TestClient, type TestOrg } from '../../testing/app.ts'
import { naughtyStrings } from '../../testing/naughty-strings.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

const phone = { 'user-agent': 'Mozilla/5.0 (iPhone) MicroMessenger/8.0' }
const pathOf = (form: { link: string }) => new URL(form.link).pathname
let addresses = 0
/** Each visitor from an address of their own, unless a test is about floods. */
const freshAddress = () => `10.${1 + (addresses >> 14)}.${(addresses >> 7) & 127}.${addresses++ & 127}`

async function published(client: TestClient, more: Parameters<typeof sampleForm>[0] = {}, name = '预约演示'): Promise<WholeForm> {
  const made = await client.ok(createPublicForm, { body: { name, draft: sampleForm(more) } })
  return client.ok(publishPublicForm, { params: { id: made.id }, version: made.version })
}

/** As the page does: asks for a challenge, and tries numbers. */
async function prove(path: string, remoteAddress = freshAddress()) {
  const answer = await t.app.fastify.inject({ method: 'POST', url: `${path}/start`, headers: phone, remoteAddress })
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)])
  const { algorithm, challenge, maxnumber, salt, signature } = answer.json()
  for (let number = 0; number <= maxnumber; number++) {
    if (createHash('sha256').update(salt + number).digest('hex') === challenge) return { algorithm, challenge, number, salt, signature }
  }
  throw new Error('unsolved')
}
const answers = (more: object = {}) => ({ name: '张伟', company: '云帆科技', phone: '138 0013 8000', ...more })
async function post(path: string, body: object, headers: Record<string, string> = {}, remoteAddress = freshAddress()) {
  const answer = await t.app.fastify.inject({ method: 'POST', url: path, headers: { ...phone, 'content-type': 'application/json', ...headers }, payload: JSON.stringify(body), remoteAddress })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}
/** Opens nothing, types for some seconds and sends. */
async function send(path: string, body: object = {}) {
  const proof = await prove(path)
  t.clock.advance(9_000)
  return post(path, { answers: answers(), consent: true, proof, ...body })
}
const leadsOf = async (org: TestOrg) => (await org.admin.ok(listLeads, { query: { sort: 'created' } })).items
const sentTo = async (client: TestClient, form: { id: string }, query: object = {}) => (await client.ok(listSubmissions, { params: { id: form.id }, query })).items

test('a form is drafted, published as versions, closed, archived; its address is fixed once it was shown', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing', '王芳')
  const made = await marketing.ok(createPublicForm, { body: { name: '预约演示' } })
  expect(made).toMatchObject({ key: 'yuyueyanshi', status: 'draft', publishedNo: null, isChanged: false, owner: { name: '王芳' }, figures: { views: 0, rate: null }, published: null, version: 1 })
  expect((await marketing.ok(createPublicForm, { body: { name: '预约演示' } })).key).toBe('yuyueyanshi-2')
  const at = { params: { id: made.id } }
  expect((await t.app.fastify.inject({ url: pathOf(made), headers: phone })).statusCode).toBe(404)
  expect((await marketing.call(changePublicForm, { ...at, version: 1, body: { key: 'yuyueyanshi-2' } })).code).toBe('public_form.key_taken')
  await marketing.ok(changePublicForm, { ...at, version: 1, body: { key: 'demo', draft: sampleForm({ fields: [] }) } })
  const refused = await marketing.call(publishPublicForm, { ...at, version: 2 })
  expect([refused.code, JSON.parse(refused.text).errors]).toEqual(['public_form.not_ready', [{ path: 'draft.fields', code: 'public_form.no_fields' }]])
  await marketing.ok(changePublicForm, { ...at, version: 2, body: { draft: sampleForm() } })
  const shown = await marketing.ok(publishPublicForm, { ...at, version: 3 })
  expect(shown).toMatchObject({ status: 'open', publishedNo: 1, isChanged: false, version: 4 })
  expect((await marketing.call(changePublicForm, { ...at, version: 4, body: { key: 'other' } })).code).toBe('public_form.key_fixed')
  expect((await marketing.call(changePublicForm, { ...at, version: 3, body: { name: '旧' } })).code).toBe('conflict.stale_version')
  const changed = await marketing.ok(changePublicForm, { ...at, version: 4, body: { draft: sampleForm({ title: { zh: '新标题', en: 'New' } }) } })
  expect(changed).toMatchObject({ isChanged: true, publishedNo: 1 })
  expect((await t.app.fastify.inject({ url: pathOf(shown), headers: phone })).body).toContain('预约演示')
  await marketing.ok(publishPublicForm, { ...at, version: 5 })
  expect((await t.app.fastify.inject({ url: pathOf(shown), headers: phone })).body).toContain('新标题')
  await marketing.ok(changePublicForm, { ...at, version: 6, body: { isOpen: false } })
  expect((await t.app.fastify.inject({ url: pathOf(shown), headers: phone })).statusCode).toBe(410)
  await marketing.ok(changePublicForm, { ...at, version: 7, body: { isArchived: true } })
  expect((await t.app.fastify.inject({ url: pathOf(shown), headers: phone })).statusCode).toBe(404)
  expect((await marketing.ok(listPublicForms)).total).toBe(1)
  expect((await marketing.ok(listPublicForms, { query: { archived: 'true' } })).total).toBe(1)
})

test('who may: marketing all, managers their own, reps only what they own; another organisation finds nothing', async () => {
  const org = await t.org()
  const [marketing, manager, rep] = [await org.user('marketing'), await org.user('manager'), await org.user('rep')]
  const form = await published(marketing)
  const at = { params: { id: form.id } }
  expect((await rep.call(createPublicForm, { body: { name: '不行' } })).code).toBe('permission.denied')
  expect((await manager.call(changePublicForm, { ...at, version: form.version, body: { name: '不行' } })).code).toBe('permission.denied')
  expect((await manager.ok(createPublicForm, { body: { name: '可以' } })).canWrite).toBe(true)
  expect([(await rep.call(getPublicForm, at)).code, (await rep.ok(listPublicForms)).total]).toEqual(['record.not_found', 0])
  const stranger = (await t.org()).admin
  for (const contract of [getPublicForm, listSubmissions, exportSubmissions]) expect((await stranger.call(contract, at)).code).toBe('record.not_found')
  // The other organisation's address with this form's key is words, not this form.
  const other = await t.org()
  const theirs = await published(other.admin, {}, '别家')
  const mixed = pathOf(theirs).replace(theirs.key, form.key)
  const answer = await t.app.fastify.inject({ url: mixed, headers: { ...phone, 'accept-language': 'en' } })
  expect([answer.statusCode, answer.body.includes('No such form')]).toEqual([404, true])
  expect((await post(mixed, {})).body.code).toBe('public_form.not_found')
})

test('scan, fill in, send: the lead has campaign, channel, promoter, consent and behaviour; the log tells it', async () => {
  const org = await t.org()
  const marketing = await org.user('marketing')
  const rep = await org.user('rep', '李雷')
  const form = await published(marketing)
  const channelId = (await org.admin.ok(listChannels)).items.find((one) => one.key === 'exhibition')?.id ?? ''
  const campaign = await marketing.ok(createCampaign, { body: { name: '春季展会', kind: 'exhibition', fromOn: '2026-03-01', landingUrl: form.link } })
  const code = (await marketing.ok(createChannelCodes, { params: { id: campaign.id }, body: { channelIds: [channelId], promoterIds: [rep.userId] } })).items[0]
  const scanned = await t.app.fastify.inject({ url: new URL(code?.link ?? '').pathname, headers: phone })
  const landed = new URL(String(scanned.headers.location))
  expect(landed.pathname).toBe(pathOf(form))
  const page = await t.app.fastify.inject({ url: landed.pathname + landed.search, headers: phone })
  expect(page.statusCode).toBe(200)
  const sent = await send(pathOf(form), { page: { url: landed.href }, answers: answers({ mail: 'wei@example.cn', size: 'large', wish: '想看\n演示' }), version: 1 })
  expect(sent).toMatchObject({ status: 200, body: { thanks: { text: '已收到，我们会尽快与您联系。', url: null }, reward: null } })
  const [lead] = await leadsOf(org)
  const shown = await org.admin.ok(getLead, { params: { id: lead?.id ?? '' } })
  expect(shown).toMatchObject({
    name: '张伟', company: '云帆科技', phone: '138 0013 8000', email: 'wei@example.cn', note: '想看\n演示', sourceId: channelId, sourceDetail: '预约演示', owner: null, status: 'new',
    lastTouch: { kind: 'code', campaign: { id: campaign.id }, channel: { id: channelId }, promoter: { name: '李雷' } },
  })
  const [submission] = (await org.admin.ok(listLeadSubmissions, { params: { id: shown.id } })).items
  expect(submission).toMatchObject({
    verdict: 'accepted', formVersion: 1, consentVersion: 1, consentText: '我同意', lead: { id: shown.id }, page: form.link,
    answers: [{ key: 'name', label: '姓名', value: '张伟' }, { value: '云帆科技' }, { value: '138 0013 8000' }, { value: 'wei@example.cn' }, { key: 'size', value: '50 人以上' }, { key: 'wish' }],
  })
  const told = await t.db.read(org.orgId, async (tx) => (await sql<{ type: string; payload: { verdict?: string } }>`select type, payload from event where org_id = ${org.orgId} and subject_id = ${shown.id} order by seq`.execute(tx)).rows)
  expect(told.map((event) => event.type)).toEqual(expect.arrayContaining(['lead.created', 'lead.captured', 'lead.form_submitted']))
  expect(told.find((event) => event.type === 'lead.form_submitted')?.payload).toMatchObject({ formId: form.id, verdict: 'accepted', consentVersion: 1 })
  const behaviour = await t.db.read(org.orgId, async (tx) => (await sql`select kind, subject, n from lead_behaviour_day where org_id = ${org.orgId} and lead_id = ${shown.id}`.execute(tx)).rows)
  expect(behaviour).toEqual([{ kind: 'form_submit', subject: form.key, n: 1 }])
})

test('a page whose address says nothing gives the lead the source that the form names', async () => {
  const org = await t.org()
  const channelId = (await org.admin.ok(listChannels)).items.find((one) => one.key === 'exhibition')?.id ?? ''
  const campaign = await org.admin.ok(createCampaign, { body: { name: '官网', kind: 'content', fromOn: '2026-03-01' } })
  const form = await published(org.admin, { source: { campaignId: campaign.id, channelId } })
  await send(pathOf(form), { page: { url: form.link } })
  const [lead] = await leadsOf(org)
  expect(await org.admin.ok(getLead, { params: { id: lead?.id ?? '' } })).toMatchObject({ sourceId: channelId, lastTouch: { campaign: { id: campaign.id } } })
  const made = await org.admin.ok(createPublicForm, { body: { name: '坏来源', draft: sampleForm({ source: { campaignId: form.id } }) } })
  expect((await org.admin.call(publishPublicForm, { params: { id: made.id }, version: 1 })).code).toBe('public_form.unknown_source')
})

test('a double click makes one lead; the same proof with other content is refused', async () => {
  const org = await t.org()
  const form = await published(org.admin)
  const path = pathOf(form)
  const proof = await prove(path)
  t.clock.advance(9_000)
  const both = await Promise.all([1, 2, 3].map(() => post(path, { answers: answers(), consent: true, proof })))
  expect(both.map((one) => one.status)).toEqual([200, 200, 200])
  expect(await leadsOf(org)).toHaveLength(1)
  expect(await sentTo(org.admin, form)).toHaveLength(1)
  expect((await post(path, { answers: answers({ name: '别人' }), consent: true, proof })).body.code).toBe('public_form.proof_used')
})

test('the same person again: fills gaps, is only noted, or makes another lead, as the form says; never overwrites', async () => {
  const org = await t.org()
  const path = async (duplicates: 'update' | 'note' | 'new') => pathOf(await published(org.admin, { duplicates }, duplicates))
  const [update, note, fresh] = [await path('update'), await path('note'), await path('new')]
  await send(update)
  await send(note, { answers: answers({ mail: 'wei@example.cn', company: '别的公司' }) })
  expect((await leadsOf(org)).map((one) => [one.company, one.email])).toEqual([['云帆科技', null]])
  await send(update, { answers: answers({ name: '改名', mail: 'wei@example.cn', company: '别的公司' }) })
  expect((await leadsOf(org)).map((one) => [one.name, one.company, one.email])).toEqual([['张伟', '云帆科技', 'wei@example.cn']])
  await send(fresh)
  expect(await leadsOf(org)).toHaveLength(2)
  // Found by mail alone; a lead that was given up is not open.
  await send(update, { answers: answers({ phone: '139 1234 5678', mail: 'WEI@example.cn' }) })
  expect(await leadsOf(org)).toHaveLength(2)
  for (const lead of await leadsOf(org)) await t.db.write(org.orgId, (tx) => sql`update lead set status = 'invalid', invalid_reason = '空号' where org_id = ${org.orgId} and id = ${lead.id}`.execute(tx))
  await send(update)
  expect(await leadsOf(org)).toHaveLength(3)
  // Two at once of one person make one lead.
  const [one, two] = [await prove(update), await prove(update)]
  t.clock.advance(9_000)
  const person = { name: '同时', phone: '137 0000 1111', company: null }
  await Promise.all([one, two].map((proof) => post(update, { answers: person, consent: true, proof })))
  expect((await leadsOf(org)).filter((lead) => lead.name === '同时')).toHaveLength(1)
})

test('consent is kept with its words and version; without the required one nothing is taken', async () => {
  const org = await t.org()
  const form = await published(org.admin)
  const path = pathOf(form)
  expect((await send(path, { consent: false })).body).toMatchObject({ code: 'public_form.invalid', errors: [{ path: 'consent', code: 'public_form.consent_required' }] })
  await send(path, { version: 1 })
  const at = { params: { id: form.id } }
  // Other words are another version; a changed title is not.
  const second = await org.admin.ok(changePublicForm, { ...at, version: form.version, body: { draft: sampleForm({ consent: { text: { zh: '我同意并已年满 18 岁', en: 'I agree and am 18' } } }) } })
  const third = await org.admin.ok(publishPublicForm, { ...at, version: second.version })
  await send(path, { answers: answers({ phone: '139 1234 0001' }), language: 'en' })
  // A page that was opened before: what it showed is what counts.
  await send(path, { answers: answers({ phone: '139 1234 0002' }), version: 1 })
  const fourth = await org.admin.ok(changePublicForm, { ...at, version: third.version, body: { draft: sampleForm({ title: { zh: '改', en: 'x' }, consent: { text: { zh: '我同意', en: 'I agree' } } }) } })
  await org.admin.ok(publishPublicForm, { ...at, version: fourth.version })
  await send(path, { answers: answers({ phone: '139 1234 0003' }) })
  expect((await sentTo(org.admin, form)).map((one) => [one.formVersion, one.consentVersion, one.consentText])).toEqual([
    [3, 1, '我同意'], [1, 1, '我同意'], [2, 2, 'I agree and am 18'], [1, 1, '我同意'],
  ])
})

test('no proof, a forged one, another form’s or an old one: refused with a code', async () => {
  const org = await t.org()
  const path = pathOf(await published(org.admin))
  const other = pathOf(await published(org.admin, {}, '另一个'))
  const proof = await prove(path)
  const code = async (sent: unknown, at = path) => (await post(at, { answers: answers(), consent: true, proof: sent })).body.code
  expect(await code(undefined)).toBe('public_form.proof_required')
  expect(await code({ ...proof, number: proof.number + 1 })).toBe('public_form.proof_invalid')
  expect(await code({ ...proof, signature: '0'.repeat(64) })).toBe('public_form.proof_invalid')
  expect(await code({ ...proof, salt: proof.salt.replace(/at=\d+/, 'at=1') })).toBe('public_form.proof_invalid')
  expect(await code({ ...proof, salt: `${proof.salt}&form=x` })).toBe('public_form.proof_invalid')
  expect(await code(proof, other)).toBe('public_form.proof_invalid')
  expect(await code('x')).toBe('public_form.proof_required')
  t.clock.advance(61 * 60_000)
  expect(await code(proof)).toBe('public_form.proof_expired')
})

test('suspected bots are answered like everybody and make no lead, until somebody releases them', async () => {
  const org = await t.org()
  const [marketing, rep] = [await org.user('marketing'), await org.user('rep')]
  const form = await published(marketing)
  const path = pathOf(form)
  expect((await send(path, { website: 'http://spam' })).body.thanks.text).toContain('已收到')
  const proof = await prove(path)
  expect((await post(path, { answers: answers({ wish: 'http://a http://b http://c http://d' }), consent: true, proof })).status).toBe(200)
  expect(await leadsOf(org)).toEqual([])
  const [fast, trapped] = await sentTo(marketing, form, { verdict: 'suspected_bot' })
  expect([fast?.reasons, trapped?.reasons, fast?.lead]).toEqual([['too_fast', 'many_links'], ['honeypot'], null])
  expect((await rep.call(releaseSubmission, { params: { id: trapped?.id ?? '' } })).code).toBe('record.not_found')
  const released = await marketing.ok(releaseSubmission, { params: { id: trapped?.id ?? '' } })
  expect(released).toMatchObject({ verdict: 'accepted', lead: { name: '张伟' } })
  expect((await marketing.call(releaseSubmission, { params: { id: released.id } })).code).toBe('public_form.not_suspected')
  t.clock.advance(31 * day)
  await t.app.schedule.round(['form-retention'])
  const later = await org.user('marketing', '以后')
  expect((await sentTo(later, form)).map((one) => one.id)).toEqual([released.id])
})

test('views, starts and submissions are counted, robots and floods are not', async () => {
  const org = await t.org()
  const form = await published(org.admin)
  const path = pathOf(form)
  const view = (headers: Record<string, string> = {}, remoteAddress = '10.200.0.1') => t.app.fastify.inject({ url: path, headers: { ...phone, ...headers }, remoteAddress })
  await view()
  await view({ 'user-agent': 'Googlebot/2.1' })
  await view({ 'sec-purpose': 'prefetch' })
  await view({}, '10.200.0.2')
  await send(path)
  await send(path, { answers: answers({ mail: 'wei@example.cn' }) })
  await send(path, { website: 'x' })
  const read = async () => (await org.admin.ok(getPublicForm, { params: { id: form.id } })).figures
  expect(await read()).toEqual({ views: 2, starts: 3, submissions: 2, duplicates: 1, suspected: 1, rate: 1 })
  for (let i = 0; i < 100; i++) await view()
  expect((await read()).views).toBeLessThanOrEqual(62)
  const { days } = await org.admin.ok(getPublicForm, { params: { id: form.id } })
  expect([days.length, days.at(-1)?.starts, days.at(-1)?.submissions]).toEqual([30, 3, 2])
})

test('floods are limited with a code and a time to wait', async () => {
  const org = await t.org()
  const path = pathOf(await published(org.admin))
  const codes = new Set<string>()
  let waits: unknown
  for (let i = 0; i < 90; i++) {
    const answer = await post(path, { answers: answers() }, {}, '10.99.0.1')
    codes.add(`${answer.status} ${answer.body.code}`)
    waits = answer.headers['retry-after']
  }
  expect([...codes]).toEqual(['422 public_form.proof_required', '429 request.too_many'])
  expect(Number(waits)).toBeGreaterThan(0)
  const starts = []
  for (let i = 0; i < 130; i++) starts.push((await t.app.fastify.inject({ method: 'POST', url: `${path}/start`, headers: phone, remoteAddress: '10.99.0.2' })).statusCode)
  expect([...new Set(starts)]).toEqual([200, 429])
  const pages = []
  for (let i = 0; i < 250; i++) pages.push((await t.app.fastify.inject({ url: path, headers: phone, remoteAddress: '10.99.0.3' })).statusCode)
  expect([...new Set(pages)]).toEqual([200, 429])
  expect(await leadsOf(org)).toEqual([])
})

test('whoever asks again and again has more to work', async () => {
  const org = await t.org()
  const path = pathOf(await published(org.admin))
  const work: number[] = []
  for (let i = 0; i < 25; i++) work.push((await t.app.fastify.inject({ method: 'POST', url: `${path}/start`, headers: phone, remoteAddress: '10.98.0.1' })).json().maxnumber)
  expect(Math.min(...work.slice(20))).toBeGreaterThan(Math.max(...work.slice(0, 20)) * 5)
})

test('every naughty string through the door is stored as it was sent, or refused with a code', async () => {
  const org = await t.org()
  const label = { zh: '题' }
  const perForm = 30
  const form = await published(org.admin, {
    duplicates: 'new', languages: ['zh'],
    fields: [{ key: 'phone', type: 'phone', target: 'phone', label }, ...Array.from({ length: perForm }, (_, i) => ({ key: `f${i}`, type: i % 2 === 0 ? ('text' as const) : ('long_text' as const), label, ...(i === 0 && { target: 'name' as const }), ...(i === 1 && { target: 'note' as const }) }))],
  })
  const path = pathOf(form)
  expect(naughtyStrings.length).toBeGreaterThanOrEqual(515)
  let stored = 0
  for (let from = 0; from < naughtyStrings.length; from += perForm) {
    const part = naughtyStrings.slice(from, from + perForm)
    let fields = Object.fromEntries(part.map((text, i) => [`f${i}`, text]))
    const first = await send(path, { answers: { phone: '138 0013 8000', ...fields }, language: 'zh', page: { url: part[0], referrer: part[1] } })
    expect([from, first.status < 500, first.status < 300 || first.body.code in refusals]).toEqual([from, true, true])
    if (first.status >= 400) {
      const refused = (first.body.errors as { path: string; code: string }[]).map((error) => error.path.replace('answers.', ''))
      for (const error of first.body.errors as { code: string }[]) expect(['public_form.bad_characters', 'public_form.too_long']).toContain(error.code)
      fields = Object.fromEntries(Object.entries(fields).filter(([key]) => !refused.includes(key)))
      expect((await send(path, { answers: { phone: '138 0013 8000', ...fields } })).status).toBe(200)
    }
    const kept = await t.db.read(org.orgId, async (tx) => (await sql<{ answers: Record<string, string> }>`select answers from form_submission where org_id = ${org.orgId} order by at desc, id desc limit 1`.execute(tx)).rows[0]?.answers ?? {})
    for (const [key, text] of Object.entries(fields)) {
      if (text.trim() === '') continue
      expect(kept[key]).toBe(text)
      stored++
    }
  }
  expect(stored).toBeGreaterThan(naughtyStrings.length * 0.9)
  expect((await sentTo(org.admin, form, { limit: 200 })).length).toBeGreaterThan(10)
  // As keys, languages, versions, whole bodies.
  for (const text of naughtyStrings.slice(0, 120)) {
    for (const body of [{ answers: { [text]: text } }, { language: text }, { version: text }, { proof: text }, text, [text], { website: [text], page: text }]) {
      const answer = await t.app.fastify.inject({ method: 'POST', url: path, headers: { ...phone, 'content-type': 'application/json', 'accept-language': text.replace(/[^\x20-\x7e]/g, '').slice(0, 100) }, payload: JSON.stringify(body), remoteAddress: freshAddress() })
      expect([text, answer.statusCode < 500, answer.json().code in refusals]).toEqual([text, true, true])
    }
  }
  for (const text of naughtyStrings) {
    const key = encodeURIComponent(text.toWellFormed()).slice(0, 190) || '-'
    for (const url of [`/f/${key}/x`, `${path.slice(0, path.lastIndexOf('/'))}/${key}`, `${path}?lang=${key}&sl=${key}&utm_source=${key}`, `${path}/file?form=${key}&sign=${key}`]) {
      const answer = await t.app.fastify.inject({ url, headers: phone, remoteAddress: freshAddress() })
      expect([url, answer.statusCode < 500]).toEqual([url, true])
      expect(answer.body).not.toContain('<script>alert')
    }
  }
}, 240_000)

test('script in a form and in its answers is kept as text and shown harmless', async () => {
  const org = await t.org()
  const evil = '<script>alert(1)</script>'
  const form = await published(org.admin, { title: { zh: evil, en: evil }, intro: { zh: `${evil}</script>`, en: evil }, thanks: { kind: 'text', text: { zh: evil, en: evil } } })
  const page = await t.app.fastify.inject({ url: `${pathOf(form)}?utm_source=${encodeURIComponent(`"><script>alert(2)</script>`)}`, headers: phone })
  expect(page.body).not.toMatch(/<script>alert/)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /)
  expect(policy).not.toContain('unsafe')
  // The hash is of the one script that runs.
  const script = /<script>([\s\S]*?)<\/script>/.exec(page.body)?.[1] ?? ''
  expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  expect(() => new Script(script)).not.toThrow()
  expect((await send(pathOf(form), { answers: answers({ name: evil }) })).body.thanks.text).toBe(evil)
  expect((await leadsOf(org))[0]?.name).toBe(evil)
})

test('framed by the sites that the form names and no other; the embedding script is one for all', async () => {
  const org = await t.org()
  const policy = async (sites: string[]) => {
    const form = await published(org.admin, { sites }, `站点 ${sites.length}`)
    const page = await t.app.fastify.inject({ url: pathOf(form), headers: phone })
    expect(page.headers['x-frame-options']).toBeUndefined()
    expect(page.headers['set-cookie']).toBeUndefined()
    return String(page.headers['content-security-policy']).split('; ').at(-1)
  }
  expect(await policy([])).toBe(`frame-ancestors 'none'`)
  expect(await policy(['https://www.example.cn', 'https://*.example.com'])).toBe('frame-ancestors https://www.example.cn https://*.example.com')
  const embed = await t.app.fastify.inject({ url: '/f/any/thing/embed.js' })
  expect([embed.statusCode, embed.headers['cross-origin-resource-policy']]).toEqual([200, 'cross-origin'])
  expect(() => new Script(embed.body)).not.toThrow()
})

test('without JavaScript: words that say what is needed', async () => {
  const org = await t.org()
  const form = await published(org.admin)
  const page = await t.app.fastify.inject({ url: pathOf(form), headers: phone })
  expect(page.body).toMatch(/<noscript>.*JavaScript.*<\/noscript>/)
  const answer = await t.app.fastify.inject({
    method: 'POST', url: pathOf(form), headers: { ...phone, 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' }, payload: 'name=%00&phone=1',
  })
  expect([answer.statusCode, answer.headers['content-type'], answer.body.includes('JavaScript')]).toEqual([422, 'text/html; charset=utf-8', true])
})

test('a file as reward: for who sent the form, for so many hours, and nobody else', async () => {
  const org = await t.org()
  const made = await org.admin.ok(createPublicForm, { body: { name: '白皮书' } })
  const upload = '--b\r\ncontent-disposition: form-data; name="file"; filename="白皮书.pdf"\r\ncontent-type: text/html\r\n\r\n%PDF-1.7 内容\r\n--b--\r\n'
  const file = (await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${addPublicFormFile.path.replace(':id', made.id)}`, payload: upload, headers: { cookie: org.admin.cookie, 'x-sluice-csrf': '1', 'content-type': 'multipart/form-data; boundary=b' },
  })).json()
  expect(file).toMatchObject({ name: '白皮书.pdf', mediaType: 'application/pdf' })
  const at = { params: { id: made.id } }
  await org.admin.ok(changePublicForm, { ...at, version: 1, body: { draft: sampleForm({ reward: { fileId: file.id, hours: 2, label: { zh: '下载白皮书', en: 'Get it' } } }) } })
  const form = await org.admin.ok(publishPublicForm, { ...at, version: 2 })
  expect((await org.admin.call(removePublicFormFile, { params: { id: made.id, fileId: file.id } })).code).toBe('public_form.in_use')
  const { reward } = (await send(pathOf(form))).body
  expect(reward.label).toBe('下载白皮书')
  const got = await t.app.fastify.inject({ url: reward.url, headers: phone })
  expect([got.statusCode, got.body, got.headers['content-type'], String(got.headers['content-disposition']).startsWith('attachment')]).toEqual([200, '%PDF-1.7 内容', 'application/pdf', true])
  for (const spoilt of [reward.url.replace(/until=\d+/, 'until=99999999999999'), reward.url.replace(/sign=./, (was: string) => (was === 'sign=A' ? 'sign=B' : 'sign=A')), reward.url.replace(/&s=[^&]+/, `&s=${form.id}`)]) {
    expect((await t.app.fastify.inject({ url: spoilt, headers: phone })).statusCode).toBe(404)
  }
  const stranger = await t.org()
  const theirs = pathOf(await published(stranger.admin))
  expect((await t.app.fastify.inject({ url: reward.url.replace(pathOf(form), theirs), headers: phone })).statusCode).toBe(404)
  t.clock.advance(3 * hour)
  expect((await t.app.fastify.inject({ url: reward.url, headers: phone })).statusCode).toBe(410)
  expect((await send(pathOf(form), { website: 'bot' })).body.reward).toBeNull()
})

test('custom fields are filled; one that changed meanwhile keeps nobody from sending', async () => {
  const org = await t.org()
  await org.admin.ok(createField, { body: { object: 'lead', key: 'industry', label: '行业', type: 'select', settings: { options: [{ value: 'it', label: '软件' }] } } })
  const field = (value: string) => ({ key: 'industry', type: 'select' as const, target: 'c_industry', label: { zh: '行业', en: 'Industry' }, options: [{ value, label: { zh: value, en: value } }] })
  const base = sampleForm().fields.slice(0, 3)
  const good = await published(org.admin, { fields: [...base, field('it')] }, '好')
  await send(pathOf(good), { answers: answers({ industry: 'it' }) })
  expect((await leadsOf(org))[0]?.custom).toEqual({ industry: 'it' })
  const odd = await published(org.admin, { fields: [...base, field('gone')] }, '旧')
  expect((await send(pathOf(odd), { answers: { name: '王', phone: '139 0000 0001', industry: 'gone' } })).status).toBe(200)
  const [sent] = await sentTo(org.admin, odd)
  expect(sent).toMatchObject({ verdict: 'accepted', reasons: ['custom_refused'], lead: { name: '王' } })
})

test('as CSV: a column for each field, formulas made harmless, only what one may see', async () => {
  const org = await t.org()
  const form = await published(org.admin)
  await send(pathOf(form), { answers: answers({ name: `=HYPERLINK("http://evil","点我")`, company: '@SUM(1)', wish: '第一行\n"引号"' }) })
  const csv = (await org.admin.call(exportSubmissions, { params: { id: form.id }, headers: { 'accept-language': 'zh-CN' } })).text
  expect(csv.startsWith('\ufeff时间,判定,')).toBe(true)
  expect(csv).toContain(`"'=HYPERLINK(""http://evil"",""点我"")"`)
  expect(csv).toContain(`'@SUM(1)`)
  expect(csv).not.toMatch(/(^|,|")=HYPERLINK/m)
  const rep = await org.user('rep')
  await org.admin.ok(changePublicForm, { params: { id: form.id }, version: form.version, body: { ownerId: rep.userId } })
  expect((await rep.ok(listSubmissions, { params: { id: form.id } })).items).toEqual([])
  const [lead] = await leadsOf(org)
  await org.admin.ok(changeLead, { params: { id: lead?.id ?? '' }, version: 1, body: { ownerId: rep.userId } })
  expect((await rep.ok(listSubmissions, { params: { id: form.id } })).items).toHaveLength(1)
})
