import { createAutomation, publishAutomation } from '@sluice/core/automation/contract'
import { createAssignRule } from '@sluice/core/assignment/contract'
import { createLeadPool } from '@sluice/core/lead-pools/contract'
import { listLeadPairs, mergeLeads } from '@sluice/core/cleaning/contract'
import { criterion } from '@sluice/core/config/gate'
import { addAttachment, addComment, getTimeline, logActivity } from '@sluice/core/activities/contract'
import { addSubstitute, createApprovalFlow, requestApproval } from '@sluice/core/approvals/contract'
import { createChannel, createProduct, createTag, listLossReasons, listPipelines } from '@sluice/core/catalog/contract'
import { createAccount, createContact, getAccount, getContact } from '@sluice/core/customers/contract'
import { invite } from '@sluice/core/identity/contract'
import { getImport, listMappings, saveMapping, uploadImport } from '@sluice/core/imports/contract'
import { createExperiment } from '@sluice/core/experiments/contract'
import { experimentDefinition } from '@sluice/core/experiments/definition'
import { createField } from '@sluice/core/fields/contract'
import { createForm } from '@sluice/core/forms/contract'
import { recordMilestone } from '@sluice/core/gates/contract'
import { createLead, getLead } from '@sluice/core/leads/contract'
import type { Contract } from '@sluice/core/lib/contract'
import { addCampaignCost, createCampaign, createChannelCodes } from '@sluice/core/campaigns/contract'
import { createDeal, getDeal, loseDeal } from '@sluice/core/pipeline/contract'
import { createAction } from '@sluice/core/actions/contract'
import { createAlarmRule } from '@sluice/core/alarms/contract'
import { createCustomFunnel } from '@sluice/core/custom-funnels/contract'
import { changePublicForm, createPublicForm, publishPublicForm } from '@sluice/core/public-forms/contract'
import { addSuppression, changeSequence, createContent, createMailTemplate, createSequence, enrolLeads, listEnrolments, publishSequence } from '@sluice/core/nurture/contract'
import { createRobot, createWebhook } from '@sluice/core/messages/contract'
import { listEscalationChains } from '@sluice/core/messages/escalation-contract'
import { addPushDevice } from '@sluice/core/messages/push-contract'
import { createMailbox } from '@sluice/core/mailbox/contract'
import { createMeetingSeries, listMeetingSeries, openMeeting } from '@sluice/core/meetings/contract'
import { createProject, createProjectTemplate } from '@sluice/core/projects/contract'
import { usualTemplate } from '@sluice/core/projects/usual-template'
import { createPlan } from '@sluice/core/planning/contract'
import { createRemedy } from '@sluice/core/remedies/contract'
import { createSite } from '@sluice/core/tracking/contract'
import { createView } from '@sluice/core/views/contract'
import { createECDH } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { recordDebts } from './features/gates/debts.ts'
import { newId } from './platform/ids.ts'
import { createTestApp, type TestApp, type TestClient } from './testing/app.ts'
import { administration, type Attempt, bodies, figuresOnly, foreignAttempts, isCovered, listings, remedyBody, type OwnRecords, type SharedRecords } from './testing/every-route.ts'

let t: TestApp
let owner: TestClient
let neighbour: TestClient
/** Reps import nothing: a manager does, and only administrators see it besides. */
let importer: TestClient
let stranger: TestClient
let own: OwnRecords
let shared: SharedRecords
let strangersShared: SharedRecords

const secret = '秘密'

beforeAll(async () => {
  t = await createTestApp()
  const org = await t.org('甲公司')
  const other = await t.org('乙公司')
  const ownerUser = await org.user('rep', '李雷')
  const neighbourUser = await org.user('rep', '韩梅')
  owner = ownerUser
  neighbour = neighbourUser
  importer = await org.user('manager', '导入的经理')
  stranger = other.admin
  const sharedOf = async (admin: TestClient, otherUser: string, otherTeam: string): Promise<SharedRecords> => {
    const pipeline = (await admin.ok(listPipelines)).items[0]
    const reasons = (await admin.ok(listLossReasons)).items
    const stage = pipeline?.stages[0]
    const nextStage = pipeline?.stages[1]
    const lossReason = reasons.find((r) => r.parentId !== null && !r.asksText && !r.asksCompetitor)
    if (!pipeline || !stage || !nextStage || !lossReason) throw new Error('arranged')
    const robot = (await admin.ok(createRobot, { body: { name: '机器人', kind: 'wecom', address: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x', isOn: false } })).id
    const delivery = newId()
    await t.db.write(admin.orgId, (tx) => tx.insertInto('delivery').values({ org_id: admin.orgId, id: delivery, robot_id: robot, key: 'x', type: 'message', body: '{}', state: 'failed', created_at: t.clock.now().toISOString(), not_before: t.clock.now().toISOString() }).execute())
    return {
      escalationChain: (await admin.ok(listEscalationChains)).items[0]?.id ?? '', robot, delivery, webhook: (await admin.ok(createWebhook, { body: { name: '外部系统', url: 'https://example.com/', eventTypes: [], isOn: false } })).webhook.id,
      pipeline: pipeline.id, stage: stage.id, nextStage: nextStage.id, lossReason: lossReason.id, otherUser, otherTeam,
      ...(await buttonOf(admin)),
      experiment: (await admin.ok(createExperiment, { body: { name: '实验', definition: experimentDefinition.parse({ arms: [{ key: 'a', name: '甲' }, { key: 'b', name: '乙' }] }) } })).id,
      projectTemplate: (await admin.ok(createProjectTemplate, { body: usualTemplate('zh') })).id,
      sequence: await runningSequence(admin),
      mailTemplate: (await admin.ok(createMailTemplate, { body: { name: '模板', subject: '您好', body: '您好' } })).id,
      content: (await admin.ok(createContent, { body: { title: '案例', kind: 'case', url: 'https://example.cn/' } })).id,
      suppression: (await admin.ok(addSuppression, { body: { address: 'nobody@example.com' } })).id,
      mailbox: (await admin.ok(createMailbox, { body: { name: '收信', host: '127.0.0.1', port: 1, security: 'none', username: 'x', password: 'x', isOn: false } })).id,
      product: (await admin.ok(createProduct, { body: { name: '产品' } })).id, channel: (await admin.ok(createChannel, { body: { name: '渠道甲' } })).id,
      tag: (await admin.ok(createTag, { body: { name: '标签' } })).id,
      flow: (await admin.ok(createApprovalFlow, {
        body: { name: '审批', definition: { trigger: { type: 'manual' }, lock: 'none', steps: [{ id: newId(), name: '管理员', approvers: [{ type: 'role', role: 'admin' }] }] } },
      })).id,
      invitation: (await admin.ok(invite, { body: { email: 'x@example.com', role: 'rep', teamId: otherTeam } })).id,
      alarmRule: (await admin.ok(createAlarmRule, { body: { name: '规则', definition: { kind: 'stock_growth', scope: { pipelineId: pipeline.id } } } })).id,
      assignRule: (await admin.ok(createAssignRule, { body: { name: '分配', isEnabled: false, triggers: ['ready'], condition: null, by: 'pool', choice: 'round_robin', matchField: null, members: [{ userId: admin.userId, values: [] }] } })).id,
      pool: (await admin.ok(createLeadPool, { body: { name: '公海', teamId: null, pickPerDay: null, handLimit: null, coolDownDays: 0, recycleDays: null, warnDays: 0, takesTeamLeads: false, hidesDetails: true } })).id,
      site: (await admin.ok(createSite, { body: { name: '官网', origins: ['https://example.cn'] } })).id,
      remedy: (await admin.ok(createRemedy, { body: remedyBody })).remedy.key,
      field: (await admin.ok(createField, { body: { object: 'deal', label: '客户行业', type: 'text' } })).id,
      form: (await admin.ok(createForm, { body: { kind: 'questionnaire', name: '评估', object: 'deal', definition: { questions: [{ key: 'a', label: '甲', type: 'text' }] } } })).id,
    }
  }
  shared = await sharedOf(org.admin, owner.userId, ownerUser.teamId)
  strangersShared = await sharedOf(other.admin, other.admin.userId, other.rootTeamId)

  const account = (await owner.ok(createAccount, { body: { name: `${secret}客户有限公司`, phone: '13912345678' } })).id
  const contact = (await owner.ok(createContact, { body: { name: `${secret}联系人`, accountId: account, phone: '13912345678' } })).id
  const lead = (await owner.ok(createLead, { body: { name: `${secret}线索`, company: `${secret}公司`, phone: '13912345678' } })).id
  // The same once more, and of that one a third, which is merged into it; the first is held back.
  const [twin = '', third = ''] = await Promise.all(['二', '三'].map(async (n) => (await owner.ok(createLead, { body: { name: `${secret}线索${n}`, company: `${secret}公司`, phone: '13912345678' } })).id))
  await owner.ok(mergeLeads, { params: { id: twin }, version: 1, body: { mergedId: third } })
  // A transaction of another test holds the log back for as long as it runs.
  await vi.waitFor(async () => {
    await t.app.schedule.round(['lead-pairs'])
    if ((await org.admin.ok(listLeadPairs)).items.length === 0) throw new Error('not found yet')
  }, { timeout: 60_000, interval: 100 })
  await t.db.write(org.orgId, (tx) => tx.insertInto('hand_over').values({ org_id: org.orgId, id: newId(), lead_id: lead, at: t.clock.now().toISOString(), to_id: owner.userId, note: secret }).execute())
  await t.db.write(org.orgId, (tx) => tx.insertInto('screened_lead').values({ org_id: org.orgId, lead_id: lead, at: t.clock.now().toISOString(), verdict: 'hold', rule_name: secret }).execute())
  const deal = (await owner.ok(createDeal, {
    body: { title: `${secret}商机`, pipelineId: shared.pipeline, accountId: account, contactIds: [{ id: contact, role: 'user' }], amountMinor: 987_654_321 },
  })).id
  const lost = (await owner.ok(createDeal, { body: { title: `${secret}失单`, pipelineId: shared.pipeline } })).id
  await owner.ok(loseDeal, { params: { id: lost }, body: { reasonId: shared.lossReason } })
  const activity = (await owner.ok(logActivity, { body: { kind: 'note', subjectType: 'deal', subjectId: deal, body: `${secret}跟进` } })).id
  const comment = (await owner.ok(addComment, { params: { subjectType: 'deal', id: deal }, body: { body: `${secret}评论` } })).id
  const approval = (await owner.ok(requestApproval, { body: { flowId: shared.flow, dealId: deal, comment: `${secret}理由` } })).id
  const substitute = (await owner.ok(addSubstitute, { body: { substituteId: neighbourUser.userId, from: '2026-03-10T00:00:00Z', to: '2026-03-11T00:00:00Z' } })).id
  const view = (await owner.ok(createView, { body: { object: 'deal', name: `${secret}视图`, definition: { query: {}, columns: [] } } })).id
  const milestone = (await owner.ok(recordMilestone, { params: { id: deal }, body: { kind: 'demo_held', note: `${secret}演示` } })).id
  const [debt = ''] = await t.db.write(org.orgId, (tx) => recordDebts(tx, { orgId: org.orgId, actorId: owner.userId, now: t.clock.now().toISOString() }, [{
    deal: { id: deal, ownerId: owner.userId, teamId: ownerUser.teamId },
    debts: [{ pipelineId: shared.pipeline, stageId: shared.stage, criterion: criterion.parse({ id: newId(), type: 'checklist', label: `${secret}检查项` }), asks: '', kind: 'override', reason: secret }],
  }]))
  await owner.ok(enrolLeads, { params: { id: shared.sequence }, body: { leadIds: [lead] } })
  const enrolment = (await owner.ok(listEnrolments, { query: { lead } })).items[0]?.id ?? ''
  const mail = newId()
  await t.db.write(org.orgId, (tx) => tx.insertInto('outbox').values({
    org_id: org.orgId, id: mail, enrolment_id: enrolment, step_id: 'mail1', sequence_id: shared.sequence, version_number: 1, lead_id: lead, message_id: '<1@example.com>', to_address: 'x@example.com',
    address_key: 'x@example.com', subject: `${secret}邮件`, html: secret, body_text: secret, state: 'failed', queued_at: t.clock.now().toISOString(), not_before: t.clock.now().toISOString(),
  }).execute())
  const action = (await owner.ok(createAction, { body: { title: `${secret}待办`, assigneeId: owner.userId } })).id
  const customFunnel = (await owner.ok(createCustomFunnel, {
    body: { definition: { name: `${secret}漏斗`, steps: [{ name: '来', step: { kind: 'lead_created' } }, { name: '赢', step: { kind: 'deal_won' } }] } },
  })).id
  const plan = (await org.admin.ok(createPlan, { body: { definition: { ...plainPlan, name: `${secret}计划`, pipelineId: shared.pipeline } } })).id
  const seriesBody = { pipelineId: shared.pipeline, facilitatorId: org.admin.userId, memberIds: [owner.userId], cadence: 'weekly' as const, firstOn: '2026-03-09', atTime: '09:30' }
  const meetingSeries = (await org.admin.ok(createMeetingSeries, { body: { ...seriesBody, name: `${secret}例会` } })).id
  await org.admin.ok(createMeetingSeries, { body: { ...seriesBody, name: `${secret}例会二` } })
  const [meeting = '', plannedMeeting = ''] = (await org.admin.ok(listMeetingSeries)).items.toSorted((a, b) => Number(b.id === meetingSeries) - Number(a.id === meetingSeries)).map(({ next }) => next?.id ?? '')
  await org.admin.ok(openMeeting, { params: { id: meeting } })
  const campaign = (await org.admin.ok(createCampaign, { body: { name: `${secret}活动`, kind: 'exhibition', fromOn: '2026-03-01', landingUrl: 'https://example.cn/' } })).id
  const cost = (await org.admin.ok(addCampaignCost, { params: { id: campaign }, body: { onDay: '2026-03-01', amountMinor: 987_654_321 } })).id
  const code = (await org.admin.ok(createChannelCodes, { params: { id: campaign }, body: { channelIds: [shared.channel], promoterIds: [owner.userId] } })).items[0]?.id ?? ''
  const contactWay = newId()
  await t.db.write(org.orgId, (tx) => tx.insertInto('wecom_contact_way').values({
    org_id: org.orgId, id: contactWay, code_id: code, config_id: secret, userids: ['lilei'], qr_url: secret, created_by: owner.userId, created_at: t.clock.now().toISOString(),
  }).execute())
  const alarm = await giveAlarm(org.orgId, owner.userId)
  const { id: publicForm } = await org.admin.ok(createPublicForm, { body: { name: `${secret}表单` } })
  await org.admin.ok(publishPublicForm, { params: { id: publicForm }, version: 1 })
  await org.admin.ok(changePublicForm, { params: { id: publicForm }, version: 2, body: { ownerId: owner.userId } })
  const [publicFile, submission] = [newId(), newId()]
  await t.db.write(org.orgId, async (tx) => {
    const at = { org_id: org.orgId, form_id: publicForm }
    await tx.insertInto('public_form_file').values({ ...at, id: publicFile, name: '秘密.txt', media_type: 'text/plain', size_bytes: 1, sha256: Buffer.alloc(32), uploaded_by: owner.userId, created_at: t.clock.now().toISOString() }).execute()
    await tx.insertInto('form_submission').values({
      ...at, id: submission, form_version: 1, at: t.clock.now().toISOString(), verdict: 'accepted', reasons: [], answers: JSON.stringify({ name: secret }), language: 'zh', lead_id: lead, proof: 'x', content_hash: Buffer.alloc(32),
    }).execute()
  })
  const project = (await owner.ok(createProject, { body: { accountId: account, name: `${secret}项目` } })).id
  const key = createECDH('prime256v1')
  const pushDevice = (await owner.ok(addPushDevice, { body: { name: secret, endpoint: 'https://push.example.com/x', p256dh: key.generateKeys('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') } })).id
  own = { pushDevice, project, meetingSeries, meeting, plannedMeeting, contactWay, enrolment, mail, publicForm, publicFile, submission, campaign, cost, code, action, customFunnel, plan, alarm, milestone, debt, deal, lead, account, contact, activity, comment, view, approval, substitute, attachment: await upload(owner, deal), import: await uploadFile(importer), mapping: await keepMapping(importer) }
})
afterAll(() => t.close())

/** An automation with a button on deals that does nothing, and a run of it that has ended. */
async function buttonOf(admin: TestClient): Promise<{ automation: string; automationRun: string }> {
  const { id } = await admin.ok(createAutomation, { body: { name: `${secret}按钮`, draft: { trigger: { kind: 'button', object: 'deal', label: '按' }, steps: [{ id: 'stop1', type: 'stop' }], runAsUserId: admin.userId } } })
  await admin.ok(publishAutomation, { params: { id }, version: 1, body: {} })
  const automationRun = newId()
  const at = t.clock.now().toISOString()
  await t.db.write(admin.orgId, (tx) => tx.insertInto('automation_run').values({ org_id: admin.orgId, id: automationRun, automation_id: id, version_number: 1, key: 'x', occasion: 'x', position: 1, state: 'done', at, ended_at: at }).execute())
  return { automation: id, automationRun }
}

/** A sequence in which nothing happens for a day. */
async function runningSequence(admin: TestClient): Promise<string> {
  const { id } = await admin.ok(createSequence, { body: { name: '培育' } })
  await admin.ok(changeSequence, { params: { id }, version: 1, body: { draft: { trigger: { kind: 'manual' }, steps: [{ id: 'wait1', type: 'wait', amount: 1, unit: 'days' }] } } })
  await admin.ok(publishSequence, { params: { id }, version: 2, body: {} })
  return id
}

/** An alarm of a stage in which nobody has a deal, given to the rep. */
async function giveAlarm(orgId: string, assigneeId: string): Promise<string> {
  const id = newId()
  const verdict = {
    kind: 'stock_growth', pipelineId: shared.pipeline, stageId: shared.nextStage, slice: null, day: '2026-03-01', value: 30, baseline: 20, threshold: 30, severity: 1, n: 30,
    evidence: {}, causes: ['stock_growth'], said: { key: 'alarm.stock_growth', params: { stage: shared.nextStage } },
  }
  await t.db.write(orgId, (tx) =>
    tx.insertInto('alarm').values({
      org_id: orgId, id, rule_id: shared.alarmRule, pipeline_id: shared.pipeline, stage_id: shared.nextStage, cause_key: secret, severity: 'info', status: 'open', note: `${secret}备注`,
      verdict: JSON.stringify(verdict), worst: JSON.stringify(verdict), first_day: '2026-03-01', last_day: '2026-03-01', opened_at: t.clock.now().toISOString(), assignee_id: assigneeId,
    }).execute())
  return id
}

const plainPlan = {
  target: { kind: 'deals' as const, deals: 12 }, method: 'product' as const,
  assumptions: { from: null, to: null, asOf: '2026-03-01', steps: [], meanAmount: null, channels: [], capacity: null },
  start: { value: 100, low: 80, high: 130 }, stages: [], channels: [], months: [{ month: '2026-03', start: 100, stages: [], channels: [], wins: 12, wonMinor: null }], whatIf: null,
}

async function upload(client: TestClient, dealId: string): Promise<string> {
  const form = '--b\r\ncontent-disposition: form-data; name="file"; filename="秘密.txt"\r\ncontent-type: text/plain\r\n\r\n秘密内容\r\n--b--\r\n'
  const answer = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${addAttachment.path.replace(':subjectType', 'deal').replace(':id', dealId)}`, payload: form,
    headers: { cookie: client.cookie, 'x-sluice-csrf': '1', 'content-type': 'multipart/form-data; boundary=b' },
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json().id
}

async function uploadFile(client: TestClient): Promise<string> {
  const form = '--b\r\ncontent-disposition: form-data; name="file"; filename="秘密.csv"\r\ncontent-type: text/csv\r\n\r\n姓名,电话\n秘密,13912345678\n\r\n--b--\r\n'
  const answer = await t.app.fastify.inject({
    method: 'POST', url: `/api/v1${uploadImport.path}`, payload: form,
    headers: { cookie: client.cookie, 'x-sluice-csrf': '1', 'content-type': 'multipart/form-data; boundary=b' },
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json().id
}

async function keepMapping(client: TestClient): Promise<string> {
  return (await client.ok(saveMapping, { body: { name: `${secret}对应关系`, mapping: { version: 1, kind: 'leads', columns: { 姓名: 'name' } } } })).id
}

const ask = (client: TestClient, contract: Contract, attempt: Attempt) =>
  client.call(contract, { ...attempt, ...(contract.upload && { body: undefined }) } as never)
const contracts = () => t.app.api.contracts
const named = (name: string) => {
  const found = contracts().find((contract) => contract.name === name)
  if (found === undefined) throw new Error(`no route ${name}`)
  return found
}

test('the walk knows every route', () => {
  expect(contracts().filter((contract) => !isCovered(contract)).map((contract) => contract.name)).toEqual([])
  const names = new Set(contracts().map((contract) => contract.name))
  const stale = [foreignAttempts, administration, listings, bodies].flatMap((table) => Object.keys(table)).filter((name) => !names.has(name))
  expect(stale).toEqual([])
})

test('every route needs a session, except those that say so', async () => {
  for (const contract of contracts()) {
    if (contract.anonymous) continue
    const url = `/api/v1${contract.path.replace(/:subjectType/, 'deal').replace(/:\w+/g, own.deal)}`
    const answer = await t.app.fastify.inject({ method: contract.method, url, headers: { 'x-sluice-csrf': '1' } })
    expect([contract.name, answer.statusCode]).toEqual([contract.name, 401])
  }
})

test('a record of the neighbour, or of another organisation, does not exist: for any route', async () => {
  for (const [name, make] of Object.entries(foreignAttempts)) {
    const contract = named(name)
    for (const [who, client, theirs] of [['neighbour', neighbour, shared], ['stranger', stranger, strangersShared]] as const) {
      for (const attempt of make(own, theirs)) {
        const answer = await ask(client, contract, attempt)
        // An upload is refused for its missing form before or after the look-up; both tell nothing.
        const accepted = contract.upload ? [404, 415] : [404]
        expect([name, who, accepted.includes(answer.status) ? 'hidden' : answer.status]).toEqual([name, who, 'hidden'])
        expect(answer.text).not.toContain(secret)
      }
    }
  }
})

test('the owner reaches each of them: the walk asks for things that exist', async () => {
  for (const contract of [getDeal, getLead, getAccount, getContact]) {
    const id = own[contract.tag]
    expect((await owner.call(contract, { params: { id } })).text).toContain(secret)
  }
  expect((await owner.call(getTimeline, { params: { subjectType: 'deal', id: own.deal } })).text).toContain(secret)
  for (const [name, make] of Object.entries(listings)) {
    const found = []
    const reader = name === 'listImports' || name === 'listMappings' ? importer : owner
    for (const attempt of make(own, shared)) found.push((await ask(reader, named(name), attempt)).text)
    if (figuresOnly.has(name)) continue
    expect([name, found.some((text) => text.includes(secret))]).toEqual([name, true])
  }
})

test('no list, search, board, report or export shows them to others', async () => {
  for (const [name, make] of Object.entries(listings)) {
    for (const [who, client, theirs] of [['neighbour', neighbour, shared], ['stranger', stranger, strangersShared], ['stranger with our ids', stranger, shared]] as const) {
      for (const attempt of make(own, theirs)) {
        const answer = await ask(client, named(name), attempt)
        expect([name, who, answer.status < 500]).toEqual([name, who, true])
        expect([name, who, answer.text.includes(secret), answer.text.includes('987654321')]).toEqual([name, who, false, false])
        if (name === 'getFunnel' && answer.status === 200) expect(answer.text).toContain('"value":0')
      }
    }
  }
})

test('a body that names them is refused, or says so for each', async () => {
  for (const [name, make] of Object.entries(bodies)) {
    for (const [who, client, theirs] of [['neighbour', neighbour, shared], ['stranger', stranger, strangersShared]] as const) {
      for (const body of make(own, theirs)) {
        const answer = await ask(client, named(name), { body })
        const refusedEach = answer.status === 200 && (JSON.parse(answer.text) as { changed?: unknown[] }).changed?.length === 0
        expect([name, who, answer.status >= 400 && answer.status < 500 ? true : refusedEach]).toEqual([name, who, true])
      }
    }
  }
})

test('configuration and people are changed by administrators of the same organisation only', async () => {
  for (const [name, make] of Object.entries(administration)) {
    expect([name, (await ask(neighbour, named(name), make(shared))).status]).toEqual([name, 403])
    expect([name, (await ask(stranger, named(name), make(shared))).status]).toEqual([name, 404])
  }
})

test('after all of this, nothing of the owner was touched', async () => {
  expect((await owner.ok(getDeal, { params: { id: own.deal } })).version).toBe(1)
  expect((await owner.ok(getLead, { params: { id: own.lead } })).version).toBe(1)
  expect((await owner.ok(getAccount, { params: { id: own.account } })).version).toBe(1)
  expect((await owner.ok(getContact, { params: { id: own.contact } })).version).toBe(1)
  expect((await importer.ok(getImport, { params: { id: own.import } })).fileName).toBe('秘密.csv')
  expect((await importer.ok(listMappings)).items.map((one) => [one.id, one.version])).toEqual([[own.mapping, 1]])
})
