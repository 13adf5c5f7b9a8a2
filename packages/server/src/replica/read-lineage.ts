import { type DealColumns, EXIT_CODES, IMPORTED, LATE, NO_STAGE, TRUNCATED } from '@sluice/core/funnel/columns'
import type { FunnelStage, StayExit } from '@sluice/core/funnel/journey'
import { type RecordedStay, readStays } from '@sluice/core/funnel/lineage'

/** Code of the exit `remap` while stays are as recorded; as they read today there is none. */
export const REMAP = EXIT_CODES.length

interface Recorded {
  stay: DealColumns['stay']
  known: DealColumns['known']
  riskFrom: DealColumns['riskFrom']
  /** The stays of one deal: rows `[begin, end)`, their stages and where they went by number in `stageIds`. */
  begin: number
  end: number
  toStage: Uint8Array | null
  stageIds: readonly (string | null)[]
  stages: readonly FunnelStage[]
  standsFor: (stageId: string) => string
  stageIndex: ReadonlyMap<string, number>
}

/**
 * Writes the stays of a deal as they read with today's stages, in the place of those recorded; how many they are (never
 * more). A stay put together of several was known to be entered when the first was, and left when the last was.
 */
export function readLineage({ stay, known, riskFrom, begin, end, toStage, stageIds, stages, standsFor, stageIndex }: Recorded): number {
  const recorded: (RecordedStay & { row: number })[] = []
  for (let s = begin; s < end; s++) {
    const exit = stay.exit[s] as number
    const left = stay.leftAt[s] as number
    recorded.push({
      row: s, stageId: stageIds[stay.stage[s] as number] ?? '', enteredAt: stay.enteredAt[s] as number, leftAt: left === Infinity ? null : left,
      exit: exit === 0 ? null : exit === REMAP ? 'remap' : (EXIT_CODES[exit] as StayExit),
      toStageId: stageIds[toStage?.[s] ?? 0] ?? null, riskFrom: null, imported: false,
    })
  }
  const lossReasons = stay.lossReason.slice(begin, end)
  const flags = stay.flags.slice(begin, end)
  const times = recorded.map(({ row, enteredAt, leftAt }) => known.get(row) ?? { entered: enteredAt, left: leftAt ?? Infinity })
  const risks = recorded.map(({ row }) => riskFrom.get(row))
  const read = readStays(recorded, standsFor, stages) as (ReturnType<typeof readStays>[number] & { row: number })[]
  for (let i = 0; i < read.length; i++) {
    const now = read[i] as (typeof read)[number]
    const first = now.row - begin
    const last = (read[i + 1]?.row ?? end) - 1 - begin
    const s = begin + i
    const left = now.leftAt ?? Infinity
    const entered = times[first]?.entered ?? now.enteredAt
    const leftKnown = times[last]?.left ?? left
    const risk = risks[first]
    stay.stage[s] = stageIndex.get(now.stageId) ?? NO_STAGE
    stay.enteredAt[s] = now.enteredAt
    stay.leftAt[s] = left
    stay.exit[s] = now.exit === null ? 0 : EXIT_CODES.indexOf(now.exit)
    stay.lossReason[s] = lossReasons[last] as number
    const isLate = entered > now.enteredAt || leftKnown > left
    stay.flags[s] = ((flags[first] as number) & IMPORTED) | (isLate ? LATE : 0) | (risk === undefined ? 0 : TRUNCATED)
    if (isLate) known.set(s, { entered, left: leftKnown })
    else known.delete(s)
    if (risk === undefined) riskFrom.delete(s)
    else riskFrom.set(s, risk)
  }
  for (let s = begin + read.length; s < end; s++) {
    known.delete(s)
    riskFrom.delete(s)
  }
  return read.length
}
