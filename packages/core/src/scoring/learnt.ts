import type { ConditionRecord } from '../conditions/catalogue.ts'
import { fitOf, type FitModel, type FitReason } from './fit-model/model.ts'
import { MISSING, OTHER, type Taken } from './fit-model/encoding.ts'
import { valuesOf } from './fit-model/lead-columns.ts'

/** A learnt model put to use: what it says of a lead, and for how many points that counts. */
export type Learnt = { of: (lead: ConditionRecord) => { chance: number; rank: number; points: number; reasons: readonly FitReason[] } }

/** What is kept of a model beside the model itself: chances of the leads it was learnt from, at twentieths of their order. */
export type ChanceLevels = readonly number[]

/**
 * Puts a model to use. Points follow the rank of the chance among past leads, not the chance itself: where one in fifty converts, even the
 * best lead's chance is small.
 */
export function learntFit(model: FitModel, levels: ChanceLevels, points: number): Learnt {
  return {
    of(lead) {
      const { probability, reasons } = fitOf(model, { at: 0, values: valuesOf(lead, 0) })
      const rank = rankOf(probability, levels)
      return { chance: probability, rank, points: points * rank, reasons }
    },
  }
}

/** Share of past leads with a lower chance, 0–1, between the levels by straight lines. */
export function rankOf(chance: number, levels: ChanceLevels): number {
  const last = levels.length - 1
  const above = levels.findIndex((level) => level > chance)
  if (above === 0 || last < 1) return 0
  if (above < 0) return 1
  const [low, high] = [levels[above - 1] as number, levels[above] as number]
  return (above - 1 + (chance - low) / (high - low)) / last
}

/** Twenty-one levels of chances, lowest to highest. */
export function levelsOf(chances: readonly number[]): number[] {
  const ascending = chances.toSorted((a, b) => a - b)
  return Array.from({ length: 21 }, (_, i) => ascending[Math.round((i / 20) * (ascending.length - 1))] ?? 0)
}

/** The weightiest reasons of a lead's learnt fit, as columns and values; null where the value is missing. */
export function fitReasons(learnt: Learnt | null, lead: ConditionRecord, most = 5): { column: string; value: string | null; logOdds: number }[] {
  return (learnt?.of(lead).reasons ?? []).slice(0, most).map(({ column, taken, logOdds }) => ({ column, value: takenText(taken), logOdds }))
}

/** A value as it was taken, as text: `a`, `5–20`, `≥ 20`; null when missing, `*` for one too rare to be learnt. */
export function takenText(taken: Taken): string | null {
  if ('level' in taken) return taken.level === MISSING ? null : taken.level === OTHER ? '*' : taken.level
  if (taken.from === null) return taken.to === null ? null : `< ${taken.to}`
  return taken.to === null ? `≥ ${taken.from}` : `${taken.from}–${taken.to}`
}
