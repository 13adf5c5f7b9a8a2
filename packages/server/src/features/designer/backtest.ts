import { successorOf } from '@sluice/core/catalog/successor'
import type { PipelineDefinition, StageMapping } from '@sluice/core/config/pipeline-definition'
import { backtestOf, type StoppedMove } from '@sluice/core/designer/backtest'
import type { getBacktest, listBacktestMoves } from '@sluice/core/designer/contract'
import type { MoveRules } from '@sluice/core/gates/way'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectSuccessors } from '../catalog/catalog.queries.ts'
import { partsAsked, selectEvidence } from '../gates/evidence.queries.ts'
import { readGateWorld } from '../gates/gate-world.ts'
import { selectDealFields, withRequired } from '../gates/gates.queries.ts'
import { selectMovedCards, selectMovedDeals, selectPeople } from './backtest.queries.ts'
import { readDraft, requirePipeline } from './draft.ts'

/** More deals than these are not replayed: the newest count, and the answer says that it is a part. */
const dealsAtMost = 10_000
/** Deals whose evidence is in memory at once. */
const batch = 500

type Query = QueryOf<typeof getBacktest>

/** Replays the moves of the last months against the draft's gates, or the live ones. */
async function replay(tx: Reader, viewer: Viewer, pipelineId: string, { months, of, team }: Query, now: Date) {
  const { orgId } = viewer
  await requirePipeline(tx, orgId, pipelineId)
  const world = await readGateWorld(tx, orgId, viewer, now.toISOString())
  const successors = await selectSuccessors(tx, orgId, pipelineId)
  let rules: MoveRules = {
    stages: world.rules.stages.filter((stage) => stage.pipelineId === pipelineId), pipelines: world.rules.pipelines.filter((pipeline) => pipeline.id === pipelineId),
  }
  if (of === 'draft') {
    const { definition, mapping } = await readDraft(tx, orgId, pipelineId)
    rules = withRequired(rulesOf(pipelineId, definition), await selectDealFields(tx, orgId))
    for (const [from, to] of asPairs(mapping)) successors.set(from, to)
    // What the draft brings back stands for itself again.
    for (const { id } of definition.stages) successors.delete(id)
  }
  const start = new Date(now)
  start.setUTCMonth(start.getUTCMonth() - months)
  const span = { from: start.toISOString(), to: now.toISOString() }
  const moved = await selectMovedDeals(tx, viewer, pipelineId, span, team ?? [], world.currency, dealsAtMost + 1)
  const isPartial = moved.length > dealsAtMost
  const run = backtestOf(rules, world.context, successorOf(successors))
  const parts = partsAsked([...rules.stages.flatMap((stage) => [stage.entryGate, stage.exitGate]), ...rules.pipelines.map((pipeline) => pipeline.wonGate)])
  const deals = isPartial ? moved.slice(0, dealsAtMost) : moved
  for (let from = 0; from < deals.length; from += batch) {
    const part = deals.slice(from, from + batch)
    const evidence = await selectEvidence(tx, orgId, part.map((deal) => deal.dealId), { past: true, parts })
    for (const deal of part) {
      const found = evidence.get(deal.dealId)
      if (found !== undefined) run.add({ ...deal, evidence: found })
    }
  }
  return { span, run, isPartial }
}

function rulesOf(pipelineId: string, definition: PipelineDefinition): MoveRules {
  return {
    stages: definition.stages.map((stage, i) => ({
      id: stage.id, pipelineId, position: i + 1, name: stage.name, nextStepRequired: stage.nextStepRequired, entryGate: stage.entryGate, exitGate: stage.exitGate,
    })),
    pipelines: [{ id: pipelineId, wonName: definition.wonName, rules: definition.rules, wonGate: definition.wonGate }],
  }
}
const asPairs = (mapping: StageMapping) => mapping.map(({ from, to }) => [from, to] as const)

/** The figures of a back-test: teams that moved most first. */
export async function readBacktest(tx: Reader, viewer: Viewer, pipelineId: string, query: Query, now: Date): Promise<AnswerOf<typeof getBacktest>> {
  const { span, run, isPartial } = await replay(tx, viewer, pipelineId, query, now)
  const { teams } = await selectPeople(tx, viewer.orgId)
  return {
    ...span, isPartial, total: run.total(), gates: run.gates(), criteria: run.criteria(), unrecorded: run.unrecorded(),
    teams: run.teams().map(({ teamId, ...rest }) => ({ team: teams.get(teamId ?? '') ?? null, ...rest })).sort((a, b) => b.moves - a.moves),
  }
}

/** The stopped moves behind the figures, newest first. The cursor is a place in that list, which only grows at its head. */
export async function listStoppedMoves(
  tx: Reader, viewer: Viewer, pipelineId: string, query: QueryOf<typeof listBacktestMoves>, now: Date,
): Promise<AnswerOf<typeof listBacktestMoves>> {
  const { run } = await replay(tx, viewer, pipelineId, query, now)
  const wanted = ({ gates, missing, outcome }: StoppedMove) =>
    (query.stage === undefined || gates.some((gate) => (gate.stageId ?? 'won') === query.stage))
    && (query.criterion === undefined || missing.includes(query.criterion)) && (query.outcome === undefined || outcome === query.outcome)
  const stopped = run.stopped.filter(wanted).sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.dealId < b.dealId ? -1 : 1))
  const from = query.cursor === undefined ? 0 : stopped.findIndex((move) => cursorOf(move) === query.cursor) + 1
  if (query.cursor !== undefined && from === 0) refuse('cursor.invalid')
  const page = stopped.slice(from, from + query.limit)
  const last = page.at(-1)
  const cards = await selectMovedCards(tx, viewer.orgId, page.map((move) => move.dealId))
  const { teams, users } = await selectPeople(tx, viewer.orgId)
  return {
    items: page.flatMap((move) => {
      const card = cards.get(move.dealId)
      if (card === undefined) return []
      return [{
        dealId: move.dealId, number: card.number, title: card.title, amountMinor: card.amountMinor, currency: card.currency, at: move.at, fromStageId: move.fromStageId,
        toStageId: move.toStageId, owner: users.get(move.ownerId ?? '') ?? null, team: teams.get(move.teamId ?? '') ?? null, outcome: move.outcome, missing: move.missing,
      }]
    }),
    nextCursor: last !== undefined && from + page.length < stopped.length ? cursorOf(last) : null,
    total: stopped.length,
  }
}

const cursorOf = (move: StoppedMove) => `${move.at} ${move.dealId} ${move.fromStageId}`
