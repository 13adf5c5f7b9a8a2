import { type Measured, share } from '../../funnel/measured.ts'

/** How many of a rule's alarms that somebody judged were useful; those not judged say nothing and are counted as `censored`. */
export function precisionOf({ useful, notUseful, unjudged = 0 }: { useful: number; notUseful: number; unjudged?: number }): Measured {
  return share(useful, useful + notUseful, unjudged, 'judged alarms')
}
