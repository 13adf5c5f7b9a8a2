import { placeTree, type Placed } from '../lib/step-tree.ts'
import type { SequenceDefinition, Step } from './sequence.ts'

/** A step where it stands; null behind it: the sequence ends. */
export type PlacedStep = Placed<Step>

/** Every step by id, in reading order. Of two with one id the first counts (`problems.ts` says so). */
export const placeSteps = ({ steps }: Pick<SequenceDefinition, 'steps'>): ReadonlyMap<string, PlacedStep> => placeTree<Step>(steps, 'end')

export const firstStep = (definition: Pick<SequenceDefinition, 'steps'>): string | null => definition.steps[0]?.id ?? null
