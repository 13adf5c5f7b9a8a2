import { placeTree, type Placed } from '../lib/step-tree.ts'
import type { AutomationDefinition, Step } from './definition.ts'

/** A step where it stands; null behind it: the run ends. */
export type PlacedStep = Placed<Step>

/** Every step by id, in reading order. Of two with one id the first counts (`problems.ts` says so). */
export const placeSteps = ({ steps }: Pick<AutomationDefinition, 'steps'>): ReadonlyMap<string, PlacedStep> => placeTree<Step>(steps, 'stop')
