import { criteriaOf } from '../config/gate.ts'
import type { Criterion } from '../config/gate.ts'
import { evidenceAt, type Evidence } from '../gates/evidence.ts'
import type { JudgeContext } from '../gates/judge.ts'
import { judgeWay } from '../gates/report.ts'
import { wayTo, type MoveRules } from '../gates/way.ts'
import type { Backtest } from './contract.ts'

/** A move forward, or a win (`toStageId` null), that really happened. Instants are ISO UTC. */
export interface PastMove {
  /** When it was known: the moment at which a gate would have judged it. */
  at: string
  fromStageId: string
  toStageId: string | null
  /** When the stage left had been entered. */
  enteredAt: string
  /** Whom the deal belonged to then. */
  ownerId: string | null
  teamId: string | null
}

/** A deal with the moves to be replayed, and what became of it in the end. */
export interface PastDeal {
  dealId: string
  pipelineId: string
  outcome: 'won' | 'lost' | 'open'
  /** In minor units of the organisation's currency; 0 when the deal is in another. */
  amountMinor: number
  /** With its past: `changes`, and `since` of every piece. */
  evidence: Evidence
  moves: readonly PastMove[]
}

export interface StoppedMove extends PastMove {
  dealId: string
  outcome: PastDeal['outcome']
  /** Criteria that would have stopped it. */
  missing: string[]
  /** Gates at which it would have been stopped. */
  gates: { stageId: string | null; side: 'exit' | 'entry' | 'won' }[]
}

type Outcomes = Backtest['total']

/**
 * Replays past moves against gates: how many would have been stopped, by evidence as it was known at the moment of each,
 * and what became of those deals. A criterion that only warns, or asks for a reason, stops nothing here: the rep would
 * have written one. Won, lost, open and the amount count each stopped deal once (within a gate, a team, a criterion).
 * `stands` says which stage of `rules` stands for one of the past; a move within one such stage is none.
 */
export function backtestOf(rules: MoveRules, context: Omit<JudgeContext, 'now'>, stands: (stageId: string) => string) {
  const total = tally()
  const byGate = new Map<string, { stageId: string | null; side: 'exit' | 'entry' | 'won'; tally: Tally }>()
  const byTeam = new Map<string | null, Tally>()
  const byCriterion = new Map<string, Tally>()
  const stopped: StoppedMove[] = []
  const excused: Record<string, string> = {}
  const asked = new Map<string, Criterion>()
  const held = new Set<string>()
  for (const criterion of allCriteria(rules)) {
    byCriterion.set(criterion.id, tally())
    asked.set(criterion.id, criterion)
    if (criterion.severity === 'reason') excused[criterion.id] = '-'
  }
  const teamOf = (teamId: string | null) => {
    const known = byTeam.get(teamId) ?? tally()
    byTeam.set(teamId, known)
    return known
  }

  return {
    /** Replays the moves of one deal, in order. */
    add(deal: PastDeal): void {
      for (const criterion of asked.values()) if (!held.has(criterion.id) && recordsAny(criterion, deal.evidence)) held.add(criterion.id)
      for (const move of deal.moves) {
        const from = stands(move.fromStageId)
        const to = move.toStageId === null ? 'won' : { stageId: stands(move.toStageId) }
        if (to !== 'won' && to.stageId === from) continue
        const way = wayTo({ pipelineId: deal.pipelineId, stageId: from }, to, rules)
        if (way === null || way.kind === 'back') continue
        const then = evidenceAt(deal.evidence, move.at)
        const evidence = { ...then, fields: { ...then.fields, stageId: from, stageEnteredAt: move.enteredAt, status: 'open', closedAt: null, lostReasonId: null } }
        const judged = judgeWay(way, { evidence, context: { ...context, now: new Date(move.at) }, owed: new Set(), pass: { reasons: excused } })
        const missing = judged.criteria.filter((one) => one.stops)
        const gates = way.gates.map(({ stageId, side }) => ({ stageId, side }))
        const stops = judged.lacking > 0
        total.see(deal, stops)
        teamOf(move.teamId).see(deal, stops)
        for (const gate of gates) {
          const key = `${gate.side} ${gate.stageId ?? ''}`
          const known = byGate.get(key) ?? { ...gate, tally: tally() }
          byGate.set(key, known)
          known.tally.see(deal, missing.some((one) => one.side === gate.side && one.stageId === gate.stageId))
        }
        for (const id of new Set(missing.map((one) => one.criterion.id))) byCriterion.get(id)?.see(deal, true)
        if (stops) {
          stopped.push({
            ...move, dealId: deal.dealId, outcome: deal.outcome, missing: [...new Set(missing.map((one) => one.criterion.id))],
            gates: gates.filter((gate) => missing.some((one) => one.side === gate.side && one.stageId === gate.stageId)),
          })
        }
      }
    },
    stopped,
    total: (): Outcomes => total.outcomes(),
    gates: () => [...byGate.values()].map(({ stageId, side, tally: one }) => ({ stageId, side, ...one.outcomes() })),
    teams: () => [...byTeam].map(([teamId, one]) => ({ teamId, ...one.outcomes() })),
    criteria: () => [...byCriterion].map(([criterionId, one]) => {
      const { stopped: n, won, lost } = one.outcomes()
      return { criterionId, stopped: n, won, lost }
    }),
    /** Criteria about something of which no replayed deal has any record: they say more about the records than about the moves. */
    unrecorded: () => [...asked.keys()].filter((id) => !held.has(id)),
  }
}

interface Tally {
  see(deal: PastDeal, stops: boolean): void
  outcomes(): Outcomes
}

function tally(): Tally {
  let moves = 0
  let stopped = 0
  const deals = new Map<string, PastDeal>()
  return {
    see(deal, stops) {
      moves++
      if (!stops) return
      stopped++
      deals.set(deal.dealId, deal)
    },
    outcomes() {
      const out = { moves, stopped, won: 0, lost: 0, open: 0, amountMinor: 0 }
      for (const deal of deals.values()) {
        out[deal.outcome]++
        out.amountMinor += deal.amountMinor
      }
      return out
    },
  }
}

function* allCriteria({ stages, pipelines }: MoveRules): Iterable<Criterion> {
  for (const stage of stages) yield* [...criteriaOf(stage.entryGate), ...criteriaOf(stage.exitGate)]
  for (const pipeline of pipelines) yield* criteriaOf(pipeline.wonGate)
}

/** Whether the deal has any record, of whatever time, of the kind that the criterion asks about. Fields and conditions always do. */
function recordsAny(criterion: Criterion, evidence: Evidence): boolean {
  switch (criterion.type) {
    case 'field':
    case 'condition':
      return true
    case 'form':
      return evidence.forms.some((form) => form.formId === criterion.formId)
    case 'activity':
      return evidence.activities.some((activity) => criterion.kinds.length === 0 || (criterion.kinds as readonly string[]).includes(activity.kind))
    case 'contact':
      return evidence.contacts.some((contact) => criterion.roles.includes(contact.role))
    case 'attachment':
      return evidence.attachments.some((file) => criterion.kinds.includes(file.kind))
    case 'milestone':
      return evidence.milestones.some((one) => (criterion.kinds as readonly string[]).includes(one.kind))
    case 'checklist':
      return evidence.ticks.some((tick) => tick.criterionId === criterion.id)
    case 'approval':
      return evidence.approvals.some((approval) => approval.flowId === criterion.flowId)
  }
}
