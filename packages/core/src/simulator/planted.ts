import type { HazardPiece } from './hazards.ts'
import type { Leak, PlantedChange, Rates, SimulationParams, Span, Where } from './params.ts'
import { leaking, type Segment } from './segments.ts'
import { repKey } from './staff.ts'
import { leakBodies } from './texts.ts'

/** What of a customer a planted change may ask, beyond the segment. */
export interface Traits {
  industry: string
  city: string
}

/** A leak is a planted change of one pipeline, stage, team and channel that goes on. */
const asChange = (leak: Leak): PlantedChange => ({
  key: leak.key,
  where: { pipelineKey: leak.pipelineKey, stageKeys: [leak.stageKey], teamKeys: [leak.teamKey], channelKeys: [leak.channelKey] },
  fromDaysAgo: leak.daysAgo,
  untilDaysAgo: 0,
  factor: leak.factor,
  loss: { reasonKey: leak.lossReasonKey, share: leak.lossReasonShare },
  texts: { bodies: leakBodies, share: 0.5 },
})

/** All that is planted, leaks first. Made once a company. */
export function plantedChanges(params: SimulationParams): PlantedChange[] {
  return [...params.leaks.map(asChange), ...(params.changes ?? [])]
}

/** Those of them that concern the stays of this deal in this stage, whenever they apply. */
export function concerning(changes: readonly PlantedChange[], segment: Segment, traits: Traits, stageKey: string): PlantedChange[] {
  return changes.filter(({ where }) => holds(where, segment, traits, stageKey))
}

function holds(where: Where, s: Segment, traits: Traits, stageKey: string): boolean {
  const of = (list: readonly string[] | undefined, value: string) => list === undefined || list.includes(value)
  return (
    (where.pipelineKey === undefined || where.pipelineKey === s.pipelineKey) &&
    of(where.stageKeys, stageKey) && of(where.teamKeys, s.teamKey) && of(where.ownerKeys, repKey(s.teamKey, s.rep)) &&
    of(where.channelKeys, s.channelKey) && of(where.sizeKeys, s.sizeKey) && of(where.industries, traits.industry) && of(where.cities, traits.city)
  )
}

/** Begin and end in smooth days since the company's start; what goes on has no end. */
export function spanOf(span: Span, days: number): { from: number; until: number } {
  return { from: days - span.fromDaysAgo, until: span.untilDaysAgo <= 0 ? Infinity : days - span.untilDaysAgo }
}

/** The ages at which it begins and ends for a stay that began at `entered`. */
const ages = (change: Span, days: number, entered: number) => {
  const { from, until } = spanOf(change, days)
  return { from: from - entered, until: until - entered }
}

/** Whether it applies to a stay that began at `entered` and has this age. */
export function applies(change: Span, days: number, entered: number, age: number): boolean {
  const { from, until } = ages(change, days, entered)
  return age >= from && age < until
}

/** The hazards of a stay over its age: its own, with the factors of what applies. */
export function piecesOf(own: Rates, changes: readonly PlantedChange[], days: number, entered: number): HazardPiece[] {
  const cuts = new Set([0])
  for (const change of changes) {
    const { from, until } = ages(change, days, entered)
    if (from > 0) cuts.add(from)
    if (until > 0 && until < Infinity) cuts.add(until)
  }
  return [...cuts].sort((a, b) => a - b).map((fromAge) => ({
    fromAge,
    rates: changes.filter((change) => applies(change, days, entered, fromAge)).reduce(leaking, own),
  }))
}
