import { createApprovalFlow, decideApproval, requestApproval } from '@sluice/core/approvals/contract'
import { createAutomation, pressAutomationButton, publishAutomation } from '@sluice/core/automation/contract'
import { createPipeline, listLossReasons } from '@sluice/core/catalog/contract'
import { criterion } from '@sluice/core/config/gate'
import { undoImport } from '@sluice/core/imports/contract'
import { convertLead, bulkChangeDeals, createDeal, getDeal, loseDeal, moveDeal, reopenDeal, winDeal } from '@sluice/core/pipeline/contract'
import { createLead } from '@sluice/core/leads/contract'
import { sql } from 'kysely'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile, settled } from './features/imports/import-client.fixture.ts'
import { newId } from './platform/ids.ts'
import { createTestApp, hour, type TestApp, type TestClient, type TestOrg } from './testing/app.ts'

/**
 * No way around a gate. The ways to move a deal are listed from the code: every contract that could, and every file that
 * writes deals or asks for it, has to be in one of the tables below; and each way is tried against the same closed gate.
 */

let t: TestApp
let org: TestOrg
let rep: TestClient
let manager: TestClient
/** One pipeline whose gates open at an amount, and one that already asks for it at its first stage. */
let guarded: { id: string; stages: string[] }
let strict: { id: string; stages: string[] }
let approver: string
let lossReason: string
/** An automation that moves a deal on, by its button. */
let button: string

const gate = (label: string) => ({ op: 'all', items: [criterion.parse({ id: newId(), type: 'condition', label, condition: { field: 'amount', op: 'gte', value: 100_000 } })] })
const [short, enough] = [50_000, 100_000]

beforeAll(async () => {
  t = await createTestApp()
  org = await t.org()
  const { admin } = org
  const plain = await admin.ok(createPipeline, { body: { name: '有门禁', stages: ['接洽', '方案', '谈判'] } })
  const other = await admin.ok(createPipeline, { body: { name: '门在最前', stages: ['接洽', '方案'] } })
  guarded = { id: plain.id, stages: plain.stages.map((stage) => stage.id) }
  strict = { id: other.id, stages: other.stages.map((stage) => stage.id) }
  await t.db.write(org.orgId, async (tx) => {
    for (const stage of [...guarded.stages.slice(1), ...strict.stages]) await sql`update stage set entry_gate = ${JSON.stringify(gate('金额'))}::jsonb where id = ${stage}`.execute(tx)
    // Only administrators let through, and none of the ways below is an administrator's.
    await sql`update pipeline set won_gate = ${JSON.stringify(gate('金额'))}::jsonb, rules = '{"overrideRoles": ["admin"]}' where id in (${guarded.id}, ${strict.id})`.execute(tx)
  })
  manager = await org.user('manager', '经理')
  rep = await org.user('rep', '小李', (manager as TestClient & { teamId: string }).teamId)
  const flow = { trigger: { type: 'manual' as const }, lock: 'none' as const, steps: [{ id: newId(), name: '管理员', approvers: [{ type: 'user' as const, userId: admin.userId }] }] }
  approver = (await admin.ok(createApprovalFlow, { body: { name: '放行', definition: flow } })).id
  button = (await admin.ok(createAutomation, { body: { name: '推进', draft: { trigger: { kind: 'button', object: 'deal', label: '推进' }, steps: [{ id: 'move1', type: 'move_stage', stageId: stage(1) }], runAsUserId: manager.userId } } })).id
  await admin.ok(publishAutomation, { params: { id: button }, version: 1, body: {} })
  lossReason = (await admin.ok(listLossReasons)).items.find((one) => one.parentId !== null && !one.asksText && !one.asksCompetitor)?.id ?? ''
})
afterAll(() => t.close())

interface Outcome {
  passed: boolean
  /** How it was refused. */
  code?: string | undefined
}
type Way = (amountMinor: number) => Promise<Outcome>

const stage = (n: number) => guarded.stages[n] ?? ''
const fresh = (amountMinor: number) => rep.ok(createDeal, { body: { title: '闯关', pipelineId: guarded.id, amountMinor } })
const where = async (id: string) => {
  const { stageId, status, pipelineId } = await rep.ok(getDeal, { params: { id } })
  return { stageId, status, pipelineId }
}
/** Tries it on a new deal in the first stage, and looks whether that is where it still stands. */
const onDeal = (attempt: (id: string) => Promise<{ code: string | undefined }>, prepare: (id: string) => Promise<unknown> = async () => undefined): Way => async (amountMinor) => {
  const { id } = await fresh(amountMinor)
  t.clock.advance(hour)
  await prepare(id)
  const before = await where(id)
  const { code } = await attempt(id)
  return { passed: JSON.stringify(await where(id)) !== JSON.stringify(before), code }
}
let files = 0
/** The rows of a file about one deal, by its key. */
const bring = async (rows: readonly string[]) => {
  const answer = await importFile(t, manager, `${++files}.csv`, `编号,名称,阶段,金额,创建时间\n${rows.join('\n')}\n`, {
    version: 1, kind: 'deals', pipeline: { use: guarded.id }, columns: { 编号: 'key', 名称: 'title', 阶段: 'stage', 金额: 'amount', 创建时间: 'createdAt' }, stages: { 赢了: 'won' },
  })
  return { done: answer.done, code: answer.done.summary?.reasons[0]?.code }
}
const log = async (rows: readonly string[]) => {
  const answer = await importFile(t, manager, `${++files}.csv`, `案例,活动,时间,金额\n${rows.join('\n')}\n`, {
    version: 1, kind: 'events', pipeline: { use: guarded.id }, columns: { 案例: 'caseKey', 活动: 'activity', 时间: 'at', 金额: 'amount' }, stages: { 赢了: 'won' },
  })
  return { code: answer.done.summary?.reasons[0]?.code }
}
const byKey = (key: string) => t.db.read(org.orgId, async (tx) => (await sql<{ id: string; stageId: string; status: string }>`
  select id, stage_id as "stageId", status from deal where external_key = ${key}`.execute(tx)).rows[0])
const yuan = (minor: number) => String(minor / 100)

/** Every way to move a deal, by the contract that it goes by. */
const ways: Record<string, Record<string, Way>> = {
  moveDeal: {
    'to the next stage': onDeal((id) => rep.call(moveDeal, { params: { id }, body: { stageId: stage(1) } })),
    'over a stage': onDeal((id) => rep.call(moveDeal, { params: { id }, body: { stageId: stage(2) } })),
    'into another pipeline': onDeal((id) => rep.call(moveDeal, { params: { id }, body: { stageId: strict.stages[0] ?? '' } })),
  },
  winDeal: { 'from the first stage': onDeal((id) => rep.call(winDeal, { params: { id }, body: {} })) },
  reopenDeal: {
    'further on than it was': onDeal(
      (id) => rep.call(reopenDeal, { params: { id }, body: { stageId: stage(2) } }),
      (id) => rep.ok(loseDeal, { params: { id }, body: { reasonId: lossReason } }),
    ),
  },
  bulkChangeDeals: {
    'of a list': onDeal(async (id) => {
      const { refused } = await rep.ok(bulkChangeDeals, { body: { ids: [id], stageId: stage(1) } })
      // What is missing is counted beside the code.
      return { code: refused[0]?.missing === 0 ? 'not counted' : refused[0]?.code }
    }),
  },
  createDeal: {
    'made in a later stage': async (amountMinor) => {
      const { status, code } = await rep.call(createDeal, { body: { title: '半路出现', pipelineId: guarded.id, stageId: stage(1), amountMinor } })
      return { passed: status === 201, code }
    },
  },
  convertLead: {
    'into a pipeline that asks from the start': async (amountMinor) => {
      const lead = await rep.ok(createLead, { body: { name: '王总', company: `云帆${newId()}` } })
      const { status, code } = await rep.call(convertLead, { params: { id: lead.id }, body: { deal: { title: '线索转来', pipelineId: strict.id, amountMinor } } })
      return { passed: status === 201, code }
    },
  },
  requestApproval: {
    'moved by what was granted': onDeal(async (id) => {
      const { id: approval } = await rep.ok(requestApproval, { body: { flowId: approver, dealId: id, target: stage(1) } })
      await org.admin.ok(decideApproval, { params: { id: approval }, body: { decision: 'approve' } })
      const [refused] = await t.db.read(org.orgId, async (tx) => (await sql<{ n: number }>`
        select count(*) as n from event where subject_id = ${id} and type = 'approval.changed' and payload->>'what' = 'move_refused'`.execute(tx)).rows)
      return { code: refused?.n === 1 ? 'gate.missing' : undefined }
    }),
  },
  pressAutomationButton: {
    'moved by an automation': onDeal(async (id) => {
      await rep.ok(pressAutomationButton, { params: { id: button }, body: { recordId: id } })
      await t.app.schedule.round(['automations'])
      const [step] = await t.db.read(org.orgId, async (tx) => (await sql<{ code: string | null }>`
        select s.code from automation_step s join automation_run r on r.org_id = s.org_id and r.id = s.run_id where r.record_id = ${id}`.execute(tx)).rows)
      return { code: step?.code ?? undefined }
    }),
  },
  runImport: {
    'made by a file in a later stage': async (amountMinor) => {
      const key = `N${newId()}`
      const { code } = await bring([`${key},${key},方案,${yuan(amountMinor)},2026-01-05`])
      return { passed: (await byKey(key)) !== undefined, code }
    },
    'moved by a file': async (amountMinor) => {
      const key = `U${newId()}`
      await bring([`${key},${key},接洽,${yuan(amountMinor)},2026-01-05`])
      const { code } = await bring([`${key},${key},谈判,${yuan(amountMinor)},2026-01-05`])
      return { passed: (await byKey(key))?.stageId === stage(2), code }
    },
    'won by a file': async (amountMinor) => {
      const key = `W${newId()}`
      await bring([`${key},${key},接洽,${yuan(amountMinor)},2026-01-05`])
      const { code } = await bring([`${key},${key},赢了,${yuan(amountMinor)},2026-01-05`])
      return { passed: (await byKey(key))?.status === 'won', code }
    },
    'made by a log in a later stage': async (amountMinor) => {
      const key = `L${newId()}`
      const { code } = await log([`${key},接洽,2026-01-05,${yuan(amountMinor)}`, `${key},方案,2026-01-06,${yuan(amountMinor)}`])
      return { passed: (await byKey(key)) !== undefined, code }
    },
    'moved by a longer log': async (amountMinor) => {
      const key = `M${newId()}`
      const first = `${key},接洽,2026-01-05,${yuan(amountMinor)}`
      await log([first])
      const { code } = await log([first, `${key},方案,2026-01-06,${yuan(amountMinor)}`])
      return { passed: (await byKey(key))?.stageId === stage(1), code }
    },
  },
  undoImport: {
    'put back further on, where more is asked by now': async (amountMinor) => {
      const key = `Z${newId()}`
      await bring([`${key},${key},方案,${yuan(enough)},2026-01-05`])
      const { done } = await bring([`${key},${key},接洽,,`])
      const asked = (group: unknown) => t.db.write(org.orgId, (tx) => sql`update stage set entry_gate = ${JSON.stringify(group)}::jsonb where id = ${stage(1)}`.execute(tx))
      if (amountMinor < enough) await asked({ op: 'all', items: [criterion.parse({ id: newId(), type: 'checklist' })] })
      const { code } = await manager.call(undoImport, { params: { id: done.id }, version: done.version, body: { changed: 'undo' } })
      const after = await settled(manager, done.id)
      await asked(gate('金额'))
      return { passed: (await byKey(key))?.stageId === stage(1), code: code ?? after.error?.code }
    },
  },
}

test.each(Object.entries(ways).flatMap(([contract, each]) => Object.entries(each).map(([how, way]) => ({ contract, how, way }))))(
  '$contract, $how: not without the evidence, and with it',
  async ({ contract, way }) => {
    const stopped = await way(short)
    expect(stopped).toEqual({ passed: false, code: contract === 'undoImport' ? 'import.changed_since' : 'gate.missing' })
    expect(await way(enough)).toEqual({ passed: true, code: undefined })
  },
)

/** Contracts that write about deals, leads or their definitions and yet move no deal past a gate, each for a reason. */
const moveNothing: Record<string, string> = {
  loseDeal: 'a loss is judged by no gate', decideHygiene: 'loses, puts to sleep or changes fields, by the use cases of one record', sleepDeal: 'stays in its stage', wakeDeal: 'stays in its stage',
  reviewLoss: 'stays lost', changeDeal: 'fields alone', setDealContact: 'evidence', removeDealContact: 'evidence', setDealCollaborators: 'people alone', setDealProducts: 'products alone',
  recordMilestone: 'evidence', removeMilestone: 'evidence', tickItem: 'evidence', waiveGateDebt: 'writes off what was let through before',
  publishDraft: 'a stage that is taken away is replaced under its deals, by who may configure; nothing enters a stage by it', undoPublication: 'as publishing',
}
/** Nouns whose contracts cannot be about where a deal stands. */
const aside = new Set(['automation', 'experiment', 'nurture', 'account', 'activity', 'catalog', 'comment', 'talk', 'language model', 'contact', 'field', 'form', 'identity', 'notification', 'search', 'user', 'view', 'session', 'team', 'org', 'attachment', 'live', 'report', 'company', 'alarm', 'action', 'remedy', 'meeting', 'project', 'benchmark', 'plan', 'custom funnel', 'cleaning', 'door', 'mailbox', 'wecom', 'robot', 'webhook', 'public_form', 'campaign', 'tracking', 'assignment', 'answering', 'pool', 'calendar', 'scoring', 'take_over', 'day'])
const readsOrDefines = /^(get|list|export|check|discard|save|copy|order|propose|upload|change(Import|Mapping|Lead|Pipeline|ApprovalFlow)|create(Lead|Pipeline|ApprovalFlow)|bulkChangeLeads|remove(Mapping|Substitute)|addSubstitute|backtest)/
/** Steps of an approval: what is granted moves by `requestApproval`'s target. */
const approvalSteps = new Set(['decideApproval', 'withdrawApproval', 'resubmitApproval', 'delegateApproval', 'addApprover', 'commentApproval'])

test('every contract that might move a deal is a way above, or says why it moves none', () => {
  const asked = t.app.api.contracts.filter((contract) => contract.method !== 'GET' && !aside.has(contract.tag) && !readsOrDefines.test(contract.name) && !approvalSteps.has(contract.name))
  expect(asked.map((contract) => contract.name).filter((name) => !(name in ways) && !(name in moveNothing))).toEqual([])
  const names = new Set(t.app.api.contracts.map((contract) => contract.name))
  expect([...Object.keys(ways), ...Object.keys(moveNothing)].filter((name) => !names.has(name))).toEqual([])
})

/** Files that write deals, tell of their moves, or call what does: how each stands to the one decision. */
const doors: Record<string, string> = {
  'features/pipeline/decide.ts': 'the decision',
  'features/pipeline/move-deal.ts': 'asks it', 'features/pipeline/bulk-change-deals.ts': 'asks it', 'features/pipeline/create-deal.ts': 'asks it',
  'features/imports/deal-update.ts': 'asks it', 'features/imports/import-gate.ts': 'asks it', 'features/imports/take-deals.ts': 'asks it', 'features/imports/take-cases.ts': 'asks it', 'features/imports/undo-import.ts': 'asks it',
  'features/pipeline/save-deals.ts': 'writes what callers decided', 'features/pipeline/load-deals.ts': 'writes histories that importers judged', 'features/imports/deal-facts.ts': 'words of a history, for load-deals',
  'features/pipeline/convert-lead.ts': 'by create-deal', 'features/pipeline/pipeline.routes.ts': 'by the use cases', 'features/approvals/grant.ts': 'by move-deal', 'features/hygiene/decide-hygiene.ts': 'by move-deal and change-deal',
  'features/pipeline/change-deal.ts': 'fields alone', 'features/pipeline/change-deal-parts.ts': 'parts alone', 'features/pipeline/sleep-deals.ts': 'asleep or awake, in its stage', 'features/pipeline/deal-search.ts': 'search words alone',
  'features/take-overs/take-over.ts': 'by change-deal', 'features/gates/touch-deal.ts': 'touched, in its stage', 'features/forms/answer-form.ts': 'touched and awake, in its stage', 'features/hygiene/review-loss.ts': 'the reason of a loss', 'features/hygiene/dormancy-task.ts': 'asleep, in its stage', 'features/hygiene/hygiene.routes.ts': 'asleep or awake', 'features/approvals/request-approval.ts': 'looks, and moves by grant.ts',
  'automation-actions.ts': 'by move-deal and change-deal',
  'features/designer/publish.ts': 'a stage is replaced under its deals', 'features/demo/write-company.ts': 'the demo company, made as history', 'features/demo/deal-facts.ts': 'the same', 'features/pipeline/remove-deals.ts': 'takes away',
}
const here = import.meta.dirname
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$|(^|\/)testing\//.test(name))
const signs = [
  // Who calls what writes or decides.
  /from '[./\w-]*\/(save-deals|load-deals|move-deal|create-deal|decide)\.ts'/,
  // Who writes the table.
  /\b(update deal\b(?!_)|into deal\b(?!_)|delete from deal\b(?!_)|(insertInto|updateTable|deleteFrom)\('deal'\))/,
  // Who says that a deal moved.
  /type: '?deal\.(created|moved|transferred|remapped|won|lost|reopened)\b/,
]

test('every file that writes deals or moves them is known, and says how it stands to the one decision', () => {
  const found = sources.filter((name) => {
    const text = readFileSync(join(here, name), 'utf8')
    return signs.some((sign) => sign.test(text))
  }).map((name) => relative('.', name))
  expect(found.filter((name) => !(name in doors))).toEqual([])
  expect(Object.keys(doors).filter((name) => !sources.includes(name))).toEqual([])
})

test('the pure decision is asked in one place', () => {
  const asking = sources.filter((name) => /\b(transition|beginIn|broughtTo)\(/.test(readFileSync(join(here, name), 'utf8')))
  expect(asking).toEqual(['features/pipeline/decide.ts'])
})

test('two at once: one moves the deal, the other is told', async () => {
  for (const [first, second, code] of [
    [(id: string) => rep.call(moveDeal, { params: { id }, body: { stageId: stage(1), fromStageId: stage(0) } }), (id: string) => manager.call(moveDeal, { params: { id }, body: { stageId: stage(2), fromStageId: stage(0) } }), 'deal.moved_meanwhile'],
    [(id: string) => rep.call(winDeal, { params: { id }, body: {} }), (id: string) => manager.call(winDeal, { params: { id }, body: {} }), 'deal.not_open'],
  ] as const) {
    const { id } = await fresh(enough)
    const answers = await Promise.all([first(id), second(id)])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409])
    expect(answers.map((answer) => answer.code)).toContain(code)
    const [moves] = await t.db.read(org.orgId, async (tx) => (await sql<{ n: number }>`select count(*) as n from event where subject_id = ${id} and type in ('deal.moved', 'deal.won')`.execute(tx)).rows)
    expect(moves?.n).toBe(1)
  }
})
