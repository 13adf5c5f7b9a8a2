import { pickByWeight } from '../lib/pick-by-weight.ts'
import type { ExperimentArm } from './definition.ts'

/** The arm of a deal: at random by the weights, and the same however often and whenever it is asked. */
export function assignArm<T extends Pick<ExperimentArm, 'weight'>>(arms: readonly [T, ...T[]] | readonly T[], experimentId: string, dealId: string): T {
  const arm = pickByWeight(arms, `${experimentId} ${dealId}`)
  if (arm === undefined) throw new RangeError('an experiment has arms')
  return arm
}
