import { getDraft, getDraftEffect, getPipelineVersion, listPipelineVersions, publishDraft, undoPublication } from '@sluice/core/designer/contract'
import { createApprovalFlow } from '@sluice/core/approvals/contract'
import { createField, listFields } from '@sluice/core/fields/contract'
import { listNotifications } from '@sluice/core/notifications/contract'
import { createDeal, getDeal, loseDeal, moveDeal, reopenDeal, winDeal } from '@sluice/core/pipeline/contract'
import { listLossReasons } from '@sluice/core/catalog/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, day, hour, type TestApp } from '../../testing/app.ts'
import { rebuildProjections } from '../pipeline/rebuild-projections.ts'
import { createDesignOrg, newStage } from './designer.fixture.ts'

let t: TestApp
beforeAll(async () => {
  t = await createTestApp()
})
afterAll(() => t.close())

test('publishing takes a stage away: its open deals stand in the stage that it is mapped to, and nobody\'s clock is reset', async () => {
  const org = await createDesignOrg(t)
  const manager = await org.user('manager')
  const [a, b, c, d] = org.stages
  const deal = await org.deal('会被移走', a)
  t.clock.advance(day)
  await org.move(deal.id, b)
  const closed = await org.deal('早已赢单', b)
  await org.admin.ok(winDeal, { params: { id: closed.id }, body: {} })
  const before = await org.admin.ok(getDeal, { params: { id: deal.id } })
  const [touched] = await org.rows(sql`select touched_at, last_activity_at from deal where id = ${deal.id}`)
  t.clock.advance(5 * day)

  await org.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }))
  const effect = await org.admin.ok(getDraftEffect, { params: org.params })
  expect(effect.removedStages).toEqual([{ id: b, name: '乙', openDeals: 1, stays: 2, to: null }])
  expect(effect.problems).toEqual([{ path: `mapping.${b}`, code: 'designer.unmapped_stage' }])
  const refused = await org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })
  expect([refused.status, refused.code]).toEqual([422, 'designer.not_publishable'])
  expect(JSON.parse(refused.text)).toMatchObject({ errors: [{ path: `mapping.${b}`, code: 'designer.unmapped_stage' }] })
  expect((await org.live()).publishedN).toBe(1)

  await org.save((draft) => draft, [{ from: b, to: c }])
  expect((await org.live()).hasDraft).toBe(true)
  const published = await org.publish('合并跟进阶段')
  expect(published.stages.map((stage) => [stage.id, stage.position])).toEqual([[a, 1], [c, 2], [d, 3]])
  expect(published).toMatchObject({ publishedN: 2, hasDraft: false, formerStages: [{ id: b, name: '乙', successorId: c }] })

  const after = await org.admin.ok(getDeal, { params: { id: deal.id } })
  expect(after).toMatchObject({ stageId: c, stageEnteredAt: before.stageEnteredAt, version: before.version + 1, lastActivityAt: before.lastActivityAt })
  expect(await org.rows(sql`select touched_at, last_activity_at from deal where id = ${deal.id}`)).toEqual([touched])
  expect((await org.stays(deal.id)).map((stay) => [stay.stage_id, stay.exit, stay.to_stage_id])).toEqual([[a, 'advance', b], [b, 'remap', c], [c, null, null]])
  // The won deal's history is untouched, down to its stage.
  expect(await org.admin.ok(getDeal, { params: { id: closed.id } })).toMatchObject({ stageId: b, status: 'won' })
  expect((await org.stays(closed.id)).map((stay) => [stay.stage_id, stay.exit])).toEqual([[b, 'won']])

  const events = await org.rows(sql<{ type: string; payload: unknown }>`select type, payload from event where org_id = ${org.orgId} and type in ('deal.remapped', 'pipeline.published') order by seq`)
  expect(events).toEqual([
    { type: 'deal.remapped', payload: { pipelineId: org.pipelineId, from: b, to: c, versionN: 2 } },
    { type: 'pipeline.published', payload: { name: '试验流程', n: 2, note: '合并跟进阶段' } },
  ])
  const [notice] = (await manager.ok(listNotifications, { query: {} })).items
  expect(notice).toMatchObject({ kind: 'pipeline_published', subjectId: org.pipelineId, data: { name: '试验流程', n: 2 } })
  // Whoever published knows.
  expect((await org.admin.ok(listNotifications, { query: {} })).items).toEqual([])

  const { items } = await org.admin.ok(listPipelineVersions, { params: org.params })
  expect(items.map((one) => [one.n, one.note, one.stageCount, one.publishedBy?.id])).toEqual([[2, '合并跟进阶段', 3, org.admin.userId], [1, '', 4, org.admin.userId]])
  const old = await org.admin.ok(getPipelineVersion, { params: { ...org.params, n: 1 } })
  expect(old.definition.stages.map((stage) => stage.name)).toEqual(['甲', '乙', '丙', '丁'])
  expect(old.mapping).toEqual([])
})

test('merge: 甲 and 乙 become 合; the funnel before and after stays readable, and the counts add up', async () => {
  const org = await createDesignOrg(t)
  const [a, b, c] = org.stages
  const reason = (await org.admin.ok(listLossReasons)).items.find((one) => one.parentId !== null && !one.asksText && !one.asksCompetitor)?.id ?? ''
  const onlyA = await org.deal('停在甲', a)
  const viaB = await org.deal('甲到乙', a)
  const toC = await org.deal('甲乙丙', a)
  const lost = await org.deal('乙里丢单', b)
  t.clock.advance(day)
  for (const deal of [viaB, toC]) await org.move(deal.id, b)
  t.clock.advance(day)
  await org.move(toC.id, c)
  await org.admin.ok(loseDeal, { params: { id: lost.id }, body: { reasonId: reason } })
  t.clock.advance(day)
  const before = await org.funnel()
  expect([before.甲?.entered.value, before.乙?.entered.value, before.丙?.entered.value]).toEqual([4, 3, 1])

  const merged = newStage('合')
  await org.save((live) => ({ ...live, stages: [merged, ...live.stages.slice(2)] }), [{ from: a, to: merged.id }, { from: b, to: merged.id }])
  const published = await org.publish()
  expect(published.stages.map((stage) => stage.name)).toEqual(['合', '丙', '丁'])
  const after = await org.funnel()
  expect(Object.keys(after)).toEqual(['合', '丙', '丁'])
  expect([after.合?.entered.value, after.丙?.entered.value]).toEqual([4, 1])
  // Who reached 丙 went on from 合; two still stand there; one was lost there.
  expect([after.合?.reachedNext.value, after.合?.stock.value, after.合?.lost.hits, after.合?.stillOpen.hits]).toEqual([1, 2, 1, 2])
  // A move from 甲 to 乙 is none any more: nobody comes in twice.
  expect(after.合?.reentry.hits).toBe(0)
  // The same question about yesterday reads in today's stages too.
  const yesterday = new Date(t.clock.now().getTime() - day).toISOString().slice(0, 10)
  expect(Object.keys(await org.funnel({ asOf: yesterday }))).toEqual(['合', '丙', '丁'])
  expect((await org.funnel({ asOf: yesterday })).合?.entered.value).toBe(4)

  expect(await org.admin.ok(getDeal, { params: { id: onlyA.id } })).toMatchObject({ stageId: merged.id })
  expect((await org.stays(toC.id)).map((stay) => stay.stage_id)).toEqual([a, b, c])
})

test('split and undo: old deals keep their history, what was moved by the publication goes back, a rebuild gives the same rows', async () => {
  const org = await createDesignOrg(t)
  const [a, b, c, d] = org.stages
  const old = await org.deal('旧商机', a)
  t.clock.advance(hour)
  await org.move(old.id, b)
  await org.move(old.id, c)
  await org.admin.ok(winDeal, { params: { id: old.id }, body: {} })
  const untouched = await org.deal('拆分后没动过', b)
  const moved = await org.deal('拆分后被推进', b)
  t.clock.advance(day)
  const oldStays = await org.stays(old.id)
  const untouchedBefore = await org.admin.ok(getDeal, { params: { id: untouched.id } })

  const [b1, b2] = [newStage('乙一'), newStage('乙二')]
  await org.save((live) => ({ ...live, stages: live.stages.flatMap((stage) => (stage.id === b ? [b1, b2] : [stage])) }), [{ from: b, to: b1.id }])
  await org.publish('拆分')
  expect((await org.funnel()).乙一?.entered.value).toBe(3)
  expect(await org.stays(old.id)).toEqual(oldStays)
  t.clock.advance(day)
  await org.move(moved.id, b2.id)
  const later = await org.deal('拆分后新建', b2.id)
  const afterSplit = await org.funnel()
  expect([afterSplit.乙一?.entered.value, afterSplit.乙二?.stock.value]).toEqual([4, 2])
  const rebuilt = async () => {
    const rows = await org.projections()
    await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))
    expect(await org.projections()).toEqual(rows)
  }
  await rebuilt()

  t.clock.advance(day)
  const undone = await org.undo(2)
  expect(undone.stages.map((stage) => stage.id)).toEqual([a, b, c, d])
  expect(undone.publishedN).toBe(3)
  expect(undone.formerStages.map((stage) => [stage.name, stage.successorId])).toEqual([['乙一', b], ['乙二', b]])
  const stageOf = async (id: string) => (await org.admin.ok(getDeal, { params: { id } })).stageId
  expect([await stageOf(untouched.id), await stageOf(moved.id), await stageOf(later.id)]).toEqual([b, b, b])
  expect(await org.admin.ok(getDeal, { params: { id: untouched.id } })).toMatchObject({ stageEnteredAt: untouchedBefore.stageEnteredAt })
  expect(await org.stays(old.id)).toEqual(oldStays)
  // There and back is one stay to whoever reads.
  const funnel = await org.funnel()
  expect(Object.keys(funnel)).toEqual(['甲', '乙', '丙', '丁'])
  expect([funnel.乙?.entered.value, funnel.乙?.stock.value, funnel.乙?.reentry.hits]).toEqual([4, 3, 0])
  await rebuilt()

  const versions = (await org.admin.ok(listPipelineVersions, { params: org.params })).items
  expect(versions.map((one) => [one.n, one.undoesN, one.undoneAt !== null])).toEqual([[3, 2, false], [2, null, true], [1, null, false]])
  const again = await org.admin.call(undoPublication, { params: org.params, body: { n: 2 } })
  expect([again.status, again.code]).toEqual([409, 'designer.nothing_to_undo'])
  // An undoing can be undone: what was split is split again, with the same stages.
  expect((await org.undo(3)).stages.map((stage) => stage.id)).toEqual([a, b1.id, b2.id, c, d])
  expect(await stageOf(untouched.id)).toBe(b1.id)
  await rebuilt()
})

test('undoing a merge: deals go back to the stage each came from', async () => {
  const org = await createDesignOrg(t)
  const [a, b] = org.stages
  const [inA, inB] = [await org.deal('在甲', a), await org.deal('在乙', b)]
  const merged = newStage('合')
  await org.save((live) => ({ ...live, stages: [merged, ...live.stages.slice(2)] }), [{ from: a, to: merged.id }, { from: b, to: merged.id }])
  await org.publish()
  const since = await org.deal('合并后新建', merged.id)
  await org.undo(2)
  const stageOf = async (id: string) => (await org.admin.ok(getDeal, { params: { id } })).stageId
  expect([await stageOf(inA.id), await stageOf(inB.id), await stageOf(since.id)]).toEqual([a, b, a])
})

test('undoing a removal: deals that went into a stage that stays go back, those that stood in it stay', async () => {
  const org = await createDesignOrg(t)
  const [, b, c] = org.stages
  const [inB, inC, on] = [await org.deal('在乙', b), await org.deal('在丙', c), await org.deal('移走后推进', c)]
  await org.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== c) }), [{ from: c, to: b }])
  await org.publish()
  const stageOf = async (id: string) => (await org.admin.ok(getDeal, { params: { id } })).stageId
  expect(await Promise.all([inB, inC, on].map((deal) => stageOf(deal.id)))).toEqual([b, b, b])
  await org.move(on.id, org.stages[3])
  await org.undo(2)
  expect(await Promise.all([inB, inC, on].map((deal) => stageOf(deal.id)))).toEqual([b, c, org.stages[3]])
})

test('the first publication cannot be undone; a pipeline from before versions keeps what it was as version 1', async () => {
  const org = await createDesignOrg(t)
  expect((await org.admin.call(undoPublication, { params: org.params, body: { n: 1 } })).code).toBe('designer.nothing_to_undo')
  await t.db.write(org.orgId, async (tx) => {
    await sql`delete from pipeline_version where org_id = ${org.orgId} and pipeline_id = ${org.pipelineId}`.execute(tx)
    await sql`update pipeline set published_n = 0 where org_id = ${org.orgId} and id = ${org.pipelineId}`.execute(tx)
  })
  expect((await org.admin.ok(listPipelineVersions, { params: org.params })).items).toEqual([])
  await org.save((live) => ({ ...live, stages: live.stages.map((stage, i) => (i === 0 ? { ...stage, name: '新甲' } : stage)) }))
  expect((await org.publish()).publishedN).toBe(2)
  const first = await org.admin.ok(getPipelineVersion, { params: { ...org.params, n: 1 } })
  expect([first.definition.stages[0]?.name, first.publishedBy]).toEqual(['甲', null])
  expect((await org.undo(2)).stages[0]?.name).toBe('甲')
})

test('two publications at once: one is published, the other finds no draft', async () => {
  const org = await createDesignOrg(t)
  await org.save((live) => ({ ...live, wonName: '成交' }))
  const answers = await Promise.all([1, 2, 3].map(() => org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409])
  expect(answers.filter((answer) => answer.status === 409).map((answer) => answer.code)).toEqual(['designer.no_draft', 'designer.no_draft'])
  expect((await org.admin.ok(listPipelineVersions, { params: org.params })).items).toHaveLength(2)
})

test('while a stage is taken away nobody can put a deal into it: moves and new deals come before or after', async () => {
  const org = await createDesignOrg(t)
  const [a, b, c] = org.stages
  const deals = await Promise.all(Array.from({ length: 8 }, (_, i) => org.deal(`并发${i}`, i % 2 === 0 ? a : b)))
  await org.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }), [{ from: b, to: c }])
  const attempts = deals.map((deal, i) => org.admin.call(moveDeal, { params: { id: deal.id }, body: { stageId: i % 2 === 0 ? b : a } }))
  const made = Array.from({ length: 4 }, (_, i) => org.admin.call(createDeal, { body: { title: `同时新建${i}`, pipelineId: org.pipelineId, stageId: b } }))
  const published = org.admin.call(publishDraft, { params: org.params, body: { version: 1 } })
  expect((await published).status).toBe(200)
  for (const answer of await Promise.all([...attempts, ...made])) expect([200, 201, 409, 422]).toContain(answer.status)
  expect(await org.rows(sql`select title from deal where org_id = ${org.orgId} and status = 'open' and stage_id = ${b}`)).toEqual([])
  const rows = await org.projections()
  await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))
  expect(await org.projections()).toEqual(rows)
})

test('a back-dated move after a publication makes no stay of negative length', async () => {
  const org = await createDesignOrg(t)
  const [a, b, c] = org.stages
  const deal = await org.deal('补录', b)
  t.clock.advance(3 * day)
  await org.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }), [{ from: b, to: a }])
  await org.publish()
  await org.admin.ok(moveDeal, { params: { id: deal.id }, body: { stageId: c, at: new Date(t.clock.now().getTime() - 2 * day).toISOString() } })
  for (const stay of await org.stays(deal.id)) expect(stay.left_at === null || stay.left_at >= stay.entered_at).toBe(true)
  const rows = await org.projections()
  await t.db.write(org.orgId, (tx) => rebuildProjections(tx, org.orgId))
  expect(await org.projections()).toEqual(rows)
})

test('criteria keep their ids through drafts, publications and an undoing', async () => {
  const org = await createDesignOrg(t)
  const item = (label: string) => ({ ...newStage(label), criterion: { id: newStage(label).id, type: 'checklist' as const, severity: 'block' as const, label, help: '' } }).criterion
  const [kept, gone] = [item('一直在'), item('后来删掉')]
  await org.save((live) => ({ ...live, stages: live.stages.map((stage, i) => (i === 0 ? { ...stage, exitGate: { op: 'all', items: [kept, gone] } } : stage)) }))
  await org.publish()
  const idsOf = async () => ((await org.live()).stages[0]?.exitGate?.items ?? []).map((one) => ('id' in one ? one.id : ''))
  expect(await idsOf()).toEqual([kept.id, gone.id])
  expect((await org.admin.ok(listPipelineVersions, { params: org.params })).items.map((one) => one.criteriaCount)).toEqual([2, 0])
  await org.save((live) => ({ ...live, stages: live.stages.map((stage, i) => (i === 0 ? { ...stage, exitGate: { op: 'any', items: [{ ...kept, label: '换了说法', severity: 'warn' }] } } : stage)) }))
  await org.publish()
  expect(await idsOf()).toEqual([kept.id])
  await org.undo(3)
  expect(await idsOf()).toEqual([kept.id, gone.id])
  expect((await org.admin.ok(getDraft, { params: org.params })).definition.stages[0]?.exitGate).toEqual({ op: 'all', items: [kept, gone] })
})

test('what names a stage that was taken away is about the one that stands for it: a reopened deal, a field, an approval flow', async () => {
  const org = await createDesignOrg(t)
  const [a, b, c] = org.stages
  const closed = await org.deal('在乙赢单', b)
  await org.admin.ok(winDeal, { params: { id: closed.id }, body: {} })
  const field = await org.admin.ok(createField, { body: { object: 'deal', label: '交付地点', key: 'site', type: 'text', settings: { requiredFromStages: [b] } } })
  await org.admin.ok(createApprovalFlow, { body: { name: '进入审批', definition: {
    trigger: { type: 'stage_entry', stageId: b }, condition: null, lock: 'none',
    steps: [{ id: newStage('').id, name: '一', approvers: [{ type: 'role', role: 'admin' }], mode: 'one' }],
  } } })
  const newcomer = await org.deal('要过关', a)
  await org.save((live) => ({ ...live, stages: live.stages.filter((stage) => stage.id !== b) }), [{ from: b, to: c }])
  await org.publish()

  const refused = await org.admin.call(moveDeal, { params: { id: newcomer.id }, body: { stageId: c } })
  expect([refused.status, refused.code]).toEqual([422, 'gate.missing'])
  const asked = (JSON.parse(refused.text) as { data: { report: { standings: { criterion: { type: string } }[] } } }).data.report.standings.map((one) => one.criterion.type)
  expect(asked.sort()).toEqual(['approval', 'field'])
  expect((await org.admin.ok(listFields, { query: { object: 'deal' } })).items.find((one) => one.id === field.id)?.settings.requiredFromStages).toEqual([c])
  // Where it stood is gone; it comes back to what stands for it, as far as that lets it in.
  expect((await org.admin.call(reopenDeal, { params: { id: closed.id }, body: {} })).code).toBe('gate.missing')
  const reopened = await org.admin.ok(reopenDeal, { params: { id: closed.id }, body: { stageId: a } })
  expect(reopened).toMatchObject({ status: 'open', stageId: a })
})
