import { median, medianInterval, sorted } from '../../lib/quantile.ts'
import type { StayExit } from '../journey.ts'
import { type Measured, MIN_N, share, statistic } from '../measured.ts'
import { quantileTime, survival } from '../survival.ts'

/** A lead or deal that came in and waits for its first contact; `firstAt` null = not yet. Instants in UTC ms. */
export type ResponseRow = { ownerId: string | null; at: number; firstAt: number | null }

/** One stay with its customer-facing activities; `exit` null = it lasts. */
export type TouchRow = { dealId: string; ownerId: string | null; stageId: string; touches: number; exit: StayExit | null }

/**
 * First response: median hours (Kaplan–Meier: those still waiting count as waiting) and the share answered within `withinHours`
 * (default 2), of those that came in at least so long ago. `waiting`: not answered yet.
 */
export type Response = { median: Measured; within: Measured; waiting: number }

/** Customer contacts in one stage: how many it takes until the deal moves on, and until it is lost. Medians over stays that ended so. */
export type StageTouches = {
  stageId: string
  untilAdvance: Measured
  untilLoss: Measured
  /** Open stays with more contacts than nine in ten of those that moved on had (`limit`; at least 5): much effort, no progress. */
  limit: number | null
  over: { share: Measured; dealIds: string[] }
}

export type ActivityMeasures = {
  asOf: number
  response: Response
  stages: StageTouches[]
  byOwner: { ownerId: string | null; response: Response; touchesPerStay: Measured; over: Measured }[]
}

const HOUR_MS = 3_600_000
const LEAST_LIMIT = 5

/** `stages` in their order; rows of other stages are left out. Owners by their number of rows, the most first. */
export function activityMeasures(
  rows: { responses: readonly ResponseRow[]; touches: readonly TouchRow[] }, stages: readonly string[], options: { asOf: number; withinHours?: number },
): ActivityMeasures {
  const { asOf, withinHours = 2 } = options
  const known = rows.responses.filter(({ at }) => at <= asOf)
  const byStage = Map.groupBy(rows.touches, ({ stageId }) => stageId)
  const limits = new Map<string, number>()
  const views = stages.map((stageId): StageTouches => {
    const own = byStage.get(stageId) ?? []
    const on = touchesOf(own.filter(({ exit }) => exit === 'advance' || exit === 'won'))
    const lost = touchesOf(own.filter(({ exit }) => exit === 'lost'))
    const limit = on.length < MIN_N ? null : Math.max(LEAST_LIMIT, on[Math.ceil(on.length * 0.9) - 1] as number)
    if (limit !== null) limits.set(stageId, limit)
    const open = own.filter(({ exit }) => exit === null)
    const over = open.filter(({ touches }) => limit !== null && touches > limit)
    return {
      stageId,
      untilAdvance: statistic(median(on), on.length, open.length, medianInterval(on), 'touches/median'),
      untilLoss: statistic(median(lost), lost.length, 0, medianInterval(lost), 'touches/median'),
      limit,
      over: { share: share(over.length, limit === null ? 0 : open.length, 0, 'over-follow-up'), dealIds: over.sort((a, b) => b.touches - a.touches).map(({ dealId }) => dealId) },
    }
  })
  const inStages = rows.touches.filter(({ stageId }) => stages.includes(stageId))
  const responsesOf = Map.groupBy(known, ({ ownerId }) => ownerId)
  const touchesBy = Map.groupBy(inStages, ({ ownerId }) => ownerId)
  const owners = [...new Set([...responsesOf.keys(), ...touchesBy.keys()])]
  const weight = (ownerId: string | null) => (responsesOf.get(ownerId)?.length ?? 0) + (touchesBy.get(ownerId)?.length ?? 0)
  return {
    asOf,
    response: responseOf(known, asOf, withinHours),
    stages: views,
    byOwner: owners
      .sort((a, b) => weight(b) - weight(a) || ((a ?? '') < (b ?? '') ? -1 : 1))
      .map((ownerId) => {
        const own = touchesBy.get(ownerId) ?? []
        const touches = touchesOf(own)
        const judged = own.filter(({ exit, stageId }) => exit === null && limits.has(stageId))
        const over = judged.filter(({ touches: n, stageId }) => n > (limits.get(stageId) ?? Infinity))
        return {
          ownerId,
          response: responseOf(responsesOf.get(ownerId) ?? [], asOf, withinHours),
          touchesPerStay: statistic(median(touches), touches.length, own.filter(({ exit }) => exit === null).length, medianInterval(touches), 'touches/median'),
          over: share(over.length, judged.length, 0, 'over-follow-up'),
        }
      }),
  }
}

function responseOf(rows: readonly ResponseRow[], asOf: number, withinHours: number): Response {
  const answered = (row: ResponseRow) => (row.firstAt !== null && row.firstAt <= asOf ? row.firstAt : null)
  const curve = survival(
    rows.map((row) => {
      const firstAt = answered(row)
      // A contact before the lead was written down answered it at once.
      return { time: Math.max(0, (firstAt ?? asOf) - row.at) / HOUR_MS, entry: null, cause: firstAt === null ? null : ('answered' as const) }
    }),
    ['answered'],
  )
  const middle = quantileTime(curve, 0.5)
  const due = rows.filter(({ at }) => at <= asOf - withinHours * HOUR_MS)
  const inTime = due.filter((row) => (answered(row) ?? Infinity) - row.at <= withinHours * HOUR_MS)
  return {
    median: statistic(middle.value, curve.n, curve.censored, middle, 'kaplan-meier/median', 'not_reached'),
    within: share(inTime.length, due.length, 0, `within-${withinHours}-hours`),
    waiting: rows.filter((row) => answered(row) === null).length,
  }
}

const touchesOf = (rows: readonly TouchRow[]): Float64Array => sorted(rows.map(({ touches }) => touches))
