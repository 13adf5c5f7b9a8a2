import type { Way } from '../gates/way.ts'
import type { FlowTrigger } from './flow.ts'

/** What of a deal decides whether a flow is set off, as it will be after the move. Amounts in minor units of `currency`. */
export interface FlowFacts {
  amountMinor: number | null
  currency: string
  /** What its products come to; null without a price. */
  productsMinor: number | null
}

/** A grant, with what the deal came to when it was asked for. */
export interface Grant extends FlowFacts {
  endedAt: string
  /** Where it was asked to go; null: nowhere in particular. */
  to: string | null
}

/** Where on a way a flow stands. */
export interface FlowPlace {
  side: 'exit' | 'entry' | 'won'
  /** Null for the win. */
  stageId: string | null
}

/**
 * Whether a way sets a flow off, and where on it; null: it does not. Stages that are passed over count as entered and
 * left, so that nobody gets around an approval by skipping. Going back, losing and leaving for another pipeline set
 * nothing off. A threshold is in the organisation's currency: an amount in another cannot be compared, and is asked about.
 */
export function setOff(trigger: FlowTrigger, way: Way, fromStageId: string | null, facts: FlowFacts, orgCurrency: string): FlowPlace | null {
  if (way.kind === 'back' || way.kind === 'stay') return null
  const here: FlowPlace = way.stage === null ? { side: 'won', stageId: null } : { side: 'entry', stageId: way.stage.id }
  switch (trigger.type) {
    case 'stage_entry':
      if (trigger.stageId === 'won') return way.kind === 'win' ? here : null
      return trigger.stageId === way.stage?.id || way.skipped.includes(trigger.stageId) ? { side: 'entry', stageId: trigger.stageId } : null
    case 'stage_exit': {
      const leaves = way.kind !== 'enter' && trigger.stageId === fromStageId
      return leaves || way.skipped.includes(trigger.stageId) ? { side: 'exit', stageId: trigger.stageId } : null
    }
    case 'amount': {
      const { amountMinor } = facts
      if (amountMinor === null) return null
      const beyond = (trigger.over !== null && amountMinor > trigger.over) || (trigger.under !== null && amountMinor < trigger.under)
      return beyond || facts.currency !== orgCurrency ? here : null
    }
    case 'discount':
      return exceeds(trigger.percent, facts) ? here : null
    case 'manual':
    case 'field_change':
    case 'quote':
      return null
  }
}

/** Whether the amount is more than `percent` below the products' total. In hundredths of a percent, exactly. */
function exceeds(percent: number, { amountMinor, productsMinor }: FlowFacts): boolean {
  if (amountMinor === null || productsMinor === null || productsMinor <= 0) return false
  return BigInt(amountMinor) * 10_000n < BigInt(productsMinor) * BigInt(10_000 - Math.round(percent * 100))
}

/**
 * Whether a grant opens the way. One about a stage holds for the present stay, and for the destination that was asked for;
 * one about an amount or a discount for precisely this amount, in whatever stage.
 */
export function isGrantedBy(grant: Grant, trigger: FlowTrigger, way: Way, facts: FlowFacts, stageEnteredAt: string): boolean {
  if (trigger.type === 'amount' || trigger.type === 'discount') {
    const sameAmount = grant.amountMinor === facts.amountMinor && grant.currency === facts.currency
    return sameAmount && (trigger.type === 'amount' || grant.productsMinor === facts.productsMinor)
  }
  return grant.endedAt >= stageEnteredAt && (grant.to === null || grant.to === (way.stage?.id ?? 'won'))
}
