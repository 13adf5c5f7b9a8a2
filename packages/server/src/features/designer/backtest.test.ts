import { listPipelines } from '@sluice/core/catalog/contract'
import { definitionOf } from '@sluice/core/designer/definition'
import { getBacktest, getDraft, listBacktestMoves, saveDraft } from '@sluice/core/designer/contract'
import type { PipelineDefinition } from '@sluice/core/config/pipeline-definition'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { createTestApp, type TestApp } from '../../testing/app.ts'
import { loadDemo } from '../demo/load-demo.ts'
import { selectPipelines } from '../catalog/catalog.queries.ts'
import { listStoppedMoves, readBacktest } from './backtest.ts'
import { saveDraft as keepDraft } from './draft.ts'

let t: TestApp
let orgId = ''
beforeAll(async () => {
  t = await createTestApp()
  await loadDemo(t.db, t.clock.now())
  const { rows } = await sql<{ org_id: string }>`select org_id from all_orgs()`.execute(t.db.outside)
  orgId = rows[0]?.org_id ?? ''
}, 300_000)
afterAll(() => t.close())

const [talked, decider, large] = [newId(), newId(), newId()]
const none = { entryGate: null, exitGate: null }
const base = { severity: 'block', label: '', help: '' } as const

/** The demo's first pipeline with three criteria and no others: two at the way out of the first stage, one at the way into the third. */
function gated(live: PipelineDefinition): PipelineDefinition {
  return {
    ...live, wonGate: null,
    stages: live.stages.map((stage, i) => ({
      ...stage, ...none,
      ...(i === 0 && {
        exitGate: {
          op: 'all' as const,
          items: [
            { ...base, id: talked, type: 'activity' as const, kinds: ['call' as const, 'visit' as const, 'meeting' as const], outcomes: [], effective: true, withinDays: 14, count: 2 },
            { ...base, id: decider, type: 'contact' as const, roles: ['decision_maker'] },
          ],
        },
      }),
      ...(i === 2 && { entryGate: { op: 'all' as const, items: [{ ...base, id: large, type: 'condition' as const, condition: { field: 'amount', op: 'gte', value: 300_000_00 } }] } }),
    })),
  }
}

test('the figures of the demo company are those of a recount by hand-written SQL', async () => {
  const admin = await t.db.read(orgId, (tx) => tx.selectFrom('app_user').select(['id', 'team_id']).where('org_id', '=', orgId).where('role', '=', 'admin').executeTakeFirstOrThrow())
  const teamIds = await t.db.read(orgId, async (tx) => (await tx.selectFrom('team').select('id').where('org_id', '=', orgId).execute()).map((team) => team.id))
  const viewer = { orgId, userId: admin.id, role: 'admin' as const, teamId: admin.team_id, teamIds }
  const pipeline = await t.db.read(orgId, async (tx) => (await selectPipelines(tx, orgId))[0])
  if (pipeline === undefined) throw new Error('the demo has pipelines')
  const now = t.clock.now()
  const [first, , third] = pipeline.stages.map((stage) => stage.id)
  await t.db.write(orgId, (tx) => keepDraft(tx, { orgId, actorId: admin.id, now: now.toISOString() }, pipeline.id, { definition: gated(definitionOf(pipeline)), mapping: [], version: 0 }))
  const query = { months: 6, of: 'draft' as const, team: undefined }
  const found = await t.db.read(orgId, (tx) => readBacktest(tx, viewer, pipeline.id, query, now))

  interface Recounted {
    deal_id: string; team_id: string | null; status: 'won' | 'lost' | 'open'; amount_minor: number
    at_first: boolean; into_third: boolean; no_talk: boolean; no_decider: boolean; too_small: boolean
  }
  const moves = await t.db.read(orgId, async (tx) => (await sql<Recounted>`
    select s.deal_id, v.team_id, d.status, d.amount_minor,
      s.stage_id = ${first} as at_first, s.exit = 'advance' and s.to_stage_id = ${third} as into_third,
      s.stage_id = ${first} and (select count(*) from activity a where a.org_id = s.org_id and a.subject_type = 'deal' and a.subject_id = s.deal_id
        and a.at <= s.left_at and a.at >= s.left_at - interval '14 days'
        and (a.kind, a.outcome) in (('call', 'connected'), ('visit', 'met'), ('meeting', 'held'))) < 2 as no_talk,
      s.stage_id = ${first} and not exists (select from deal_contact c where c.org_id = s.org_id and c.deal_id = s.deal_id and c.role = 'decision_maker') as no_decider,
      s.exit = 'advance' and s.to_stage_id = ${third} and v.amount_minor < 30000000 as too_small
    from stay s join deal d on d.org_id = s.org_id and d.id = s.deal_id
    join deal_version v on v.org_id = s.org_id and v.deal_id = s.deal_id and v.known_from <= s.left_at and (v.known_to > s.left_at or v.known_to is null)
    where s.org_id = ${orgId} and s.pipeline_id = ${pipeline.id} and s.exit in ('advance', 'won')
      and s.left_at >= ${now.toISOString()}::timestamptz - interval '6 months' and s.left_at < ${now.toISOString()}`.execute(tx)).rows)
  const stopped = moves.filter((move) => move.no_talk || move.no_decider || move.too_small)
  const outcomesOf = (all: Recounted[], stops: Recounted[]) => {
    const deals = [...new Map(stops.map((move) => [move.deal_id, move])).values()]
    const of = (status: string) => deals.filter((deal) => deal.status === status).length
    return { moves: all.length, stopped: stops.length, won: of('won'), lost: of('lost'), open: of('open'), amountMinor: deals.reduce((sum, deal) => sum + deal.amount_minor, 0) }
  }
  // The test would say nothing if nothing, or everything, were stopped.
  expect(stopped.length).toBeGreaterThan(20)
  expect(stopped.length).toBeLessThan(moves.length - 20)
  expect(found.total).toEqual(outcomesOf(moves, stopped))
  expect(found.isPartial).toBe(false)
  expect(found.gates.find((gate) => gate.stageId === first && gate.side === 'exit')).toEqual({
    stageId: first, side: 'exit', ...outcomesOf(moves.filter((move) => move.at_first), moves.filter((move) => move.no_talk || move.no_decider)),
  })
  expect(found.gates.find((gate) => gate.stageId === third && gate.side === 'entry')).toEqual({
    stageId: third, side: 'entry', ...outcomesOf(moves.filter((move) => move.into_third), moves.filter((move) => move.too_small)),
  })
  for (const [id, missing] of [[talked, 'no_talk'], [decider, 'no_decider'], [large, 'too_small']] as const) {
    const { stopped: n, won, lost } = outcomesOf([], moves.filter((move) => move[missing]))
    expect(found.criteria.find((criterion) => criterion.criterionId === id)).toEqual({ criterionId: id, stopped: n, won, lost })
  }
  const byTeam = Map.groupBy(moves, (move) => move.team_id)
  expect(found.teams.length).toBe(byTeam.size)
  for (const { team, ...outcomes } of found.teams) {
    const own = byTeam.get(team?.id ?? null) ?? []
    expect(outcomes).toEqual(outcomesOf(own, own.filter((move) => stopped.includes(move))))
  }
  expect(found.unrecorded).toEqual([])

  // The list behind the figure holds exactly the stopped moves, page by page.
  const listed: string[] = []
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await t.db.read(orgId, (tx) => listStoppedMoves(tx, viewer, pipeline.id, { ...query, limit: 50, cursor, stage: undefined, criterion: undefined, outcome: undefined }, now))
    expect(page.total).toBe(stopped.length)
    for (const move of page.items) listed.push(`${move.dealId} ${move.missing.length}`)
    cursor = page.nextCursor ?? undefined
    more = cursor !== undefined
  }
  expect(listed.sort()).toEqual(stopped.map((move) => `${move.deal_id} ${[move.no_talk, move.no_decider, move.too_small].filter(Boolean).length}`).sort())
  const lost = await t.db.read(orgId, (tx) => listStoppedMoves(tx, viewer, pipeline.id, { ...query, limit: 1, cursor: undefined, stage: undefined, criterion: large, outcome: 'lost' }, now))
  expect(lost.total).toBe(moves.filter((move) => move.too_small && move.status === 'lost').length)
}, 300_000)

test('a back-test is for who may configure, and sees one organisation', async () => {
  const org = await t.org()
  const pipeline = (await org.admin.ok(listPipelines)).items[0]
  if (pipeline === undefined) throw new Error('the organisation has a pipeline')
  const rep = await org.user('rep')
  const stranger = await t.org('别家')
  expect((await rep.call(getBacktest, { params: { id: pipeline.id } })).code).toBe('permission.denied')
  expect((await rep.call(listBacktestMoves, { params: { id: pipeline.id } })).code).toBe('permission.denied')
  expect((await stranger.admin.call(getBacktest, { params: { id: pipeline.id } })).code).toBe('record.not_found')
  const draft = await org.admin.ok(getDraft, { params: { id: pipeline.id } })
  await org.admin.ok(saveDraft, { params: { id: pipeline.id }, body: { definition: draft.definition, mapping: [], version: 0 } })
  expect((await org.admin.ok(getBacktest, { params: { id: pipeline.id } })).total).toMatchObject({ moves: 0, stopped: 0 })
  expect((await org.admin.call(listBacktestMoves, { params: { id: pipeline.id }, query: { cursor: 'nonsense' } })).code).toBe('cursor.invalid')
})
