import { type Belonging, ColumnsBuilder, type StayInput, type VersionInput } from './columns-builder.ts'
import type { DealColumns } from './columns.ts'
import type { FunnelStage, Journey, Stay } from './journey.ts'

/** What a journey does not say. Without it nobody owns the deals, and all was known when it was true. */
export type JourneyExtras = {
  /** Owner, team and source at the three moments a figure may be about. */
  belonging?: (journey: Journey) => { atEntry: Belonging; atClose: Belonging; standing: Belonging }
  /** When entry and end of the stay at this place of the journey became known. */
  knownAt?: (journey: Journey, stay: number) => { entered: number; left: number | null } | null
  dimensions?: { names: readonly string[]; of: (journey: Journey) => Readonly<Record<string, string | null>> }
}

const NOBODY: Belonging = { ownerId: null, teamId: null, sourceId: null }

/**
 * Columns of journeys, one row each in the same order; journeys that were only ever in other pipelines' stages are left out.
 * A journey has one amount, probability, date and sleep, whatever the instant. What its source left open is made explicit:
 * - a stay without an end ends with the next one, or with the closing of the deal
 * - an ended stay without an exit went on to the next one, or ended as the deal did, or left the pipeline
 * - a deal without stays has one in no stage, from its creation
 * @throws RangeError as ColumnsBuilder does.
 */
export function columnsOf(journeys: readonly Journey[], stages: readonly FunnelStage[], extras: JourneyExtras = {}): DealColumns {
  const builder = new ColumnsBuilder(stages, extras.dimensions?.names, journeys.length)
  const order = new Map(builder.columns.stages.map(({ id }, k) => [id, k]))
  for (const journey of journeys) {
    const own = journey.stays.flatMap((stay, i) => (order.has(stay.stageId) ? [{ stay, known: extras.knownAt?.(journey, i) ?? null }] : []))
    if (own.length === 0 && journey.stays.length > 0) continue
    const belonging = extras.belonging?.(journey) ?? { atEntry: NOBODY, atClose: NOBODY, standing: NOBODY }
    const stays = own.map(({ stay, known }, i): StayInput => {
      const next = own[i + 1]?.stay
      const leftAt = stay.leftAt ?? next?.enteredAt ?? closedAt(journey)
      return {
        stageId: stay.stageId, enteredAt: stay.enteredAt, leftAt, imported: stay.imported, riskFrom: stay.riskFrom,
        exit: leftAt === null ? null : (stay.exit ?? exitToward(journey, stay, next, order)),
        lossReasonId: stay.lossReasonId ?? (next === undefined ? journey.lossReasonId : null),
        ...(known !== null && { enteredKnownAt: known.entered, leftKnownAt: known.left }),
      }
    })
    const last = stays.at(-1)
    const isEnded = last !== undefined && (last.exit === 'won' || last.exit === 'lost' || last.exit === 'transfer')
    if (last === undefined || (closedAt(journey) !== null && !isEnded)) stays.push(nowhere(journey, last))
    builder.addDeal({
      id: journey.dealId, createdAt: journey.createdAt, atEntry: belonging.atEntry, cameByTransfer: own[0] !== undefined && own[0].stay !== journey.stays[0],
      stays, versions: versionsOf(journey, belonging), dimensions: extras.dimensions?.of(journey),
    })
  }
  return builder.columns
}

function exitToward(journey: Journey, stay: Stay, next: Stay | undefined, order: ReadonlyMap<string, number>): Stay['exit'] {
  if (next !== undefined) return (order.get(next.stageId) ?? 0) >= (order.get(stay.stageId) ?? 0) ? 'advance' : 'back'
  return journey.outcome === 'open' ? 'transfer' : journey.outcome
}

const closedAt = (journey: Journey) => (journey.outcome === 'open' ? null : journey.closedAt)

/** The stay of a deal of which no stage is known: from its creation, or from where the last known one ended, to its closing. */
function nowhere(journey: Journey, after: StayInput | undefined): StayInput {
  const leftAt = closedAt(journey)
  return {
    stageId: '', enteredAt: after === undefined ? journey.createdAt : (leftAt ?? after.enteredAt), leftAt, imported: after === undefined, riskFrom: null,
    exit: journey.outcome === 'open' ? null : journey.outcome, lossReasonId: journey.lossReasonId,
  }
}

/** One version, or two where the deal belonged to others when it was closed. */
function versionsOf(journey: Journey, { atClose, standing }: { atClose: Belonging; standing: Belonging }): VersionInput[] {
  const version = (belonging: Belonging): VersionInput => ({
    ...belonging, knownFrom: -Infinity, amountMinor: journey.amountMinor, currency: journey.currency, winProbability: journey.winProbability ?? null,
    expectedCloseOn: journey.expectedCloseOn ?? null, closedAt: closedAt(journey), isDormant: journey.isDormant === true,
  })
  const same = atClose.ownerId === standing.ownerId && atClose.teamId === standing.teamId && atClose.sourceId === standing.sourceId
  return same || closedAt(journey) === null ? [version(standing)] : [version(atClose), version(standing)]
}
