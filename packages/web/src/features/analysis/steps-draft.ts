import { customView } from '@sluice/core/funnel/measures/custom-view'
import type { CustomStepKind, CustomView } from '@sluice/core/funnel/measures/custom-view'

/** Steps that need nothing besides their kind, in the order in which they usually come. */
export const plainKinds = ['lead_created', 'lead_qualified', 'lead_converted', 'deal_created', 'deal_won', 'contract_signed', 'payment_confirmed'] as const
export type Step = CustomView['steps'][number]
export const stepLimits = { fewest: 2, most: 12 } as const

/** One text for what a step asks, for choices: `deal_won`, `stage:<pipeline>:<stage>`, `milestone:<kind>`. */
export function keyOfStep(step: CustomStepKind): string {
  if (step.kind === 'stage_reached') return `stage:${step.pipelineId}:${step.stageId}`
  return step.kind === 'milestone_reached' ? `milestone:${step.milestoneKind}` : step.kind
}

/** Reads what `keyOfStep` writes; null when it is none. */
export function stepOfKey(key: string): CustomStepKind | null {
  const [head = '', first = '', second = ''] = key.split(':')
  if (head === 'stage') return first === '' || second === '' ? null : { kind: 'stage_reached', pipelineId: first, stageId: second }
  if (head === 'milestone') return first === '' ? null : { kind: 'milestone_reached', milestoneKind: first }
  const plain = plainKinds.find((kind) => kind === head)
  return plain === undefined ? null : { kind: plain }
}

/** A draft from an address; null when there is none, or it does not fit. */
export function readDraft(text: string): CustomView | null {
  if (text === '') return null
  try {
    return customView.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The question of a definition: names are the user's affair, so that writing one asks nothing anew. */
export function questionOf(view: CustomView): string {
  return JSON.stringify({ ...view, name: '-', visibility: 'private', steps: view.steps.map(({ step }) => ({ name: '-', step })) } satisfies CustomView)
}

/** Why a definition cannot be answered or kept yet. */
export function missingOf(view: CustomView): 'few' | 'name' | null {
  if (view.steps.length < stepLimits.fewest) return 'few'
  return view.name.trim() === '' || view.steps.some((step) => step.name.trim() === '') ? 'name' : null
}

/** Whether two definitions say the same. */
export function isSame(one: CustomView, other: CustomView): boolean {
  const text = ({ name, steps, order, windowDays, where, visibility }: CustomView) => JSON.stringify([name, steps.map((step) => [step.name, keyOfStep(step.step)]), order, windowDays, where, visibility])
  return text(one) === text(other)
}
