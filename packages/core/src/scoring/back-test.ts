import { ratio, wilson, type Interval } from '../lib/ratio.ts'
import { type Auc, aucOf, type Scored } from './auc.ts'
import { type Band, conversionByBand, type LiftPoint, liftCurve } from './lift.ts'
import { adviseThreshold, type ThresholdAdvice, type ThresholdWish } from './threshold.ts'

/** Fewer leads, or fewer of either outcome, say nothing about a score. */
export const backTestFloor = { leads: 100, ofEach: 20 }

export type BackTest =
  | {
      ok: true
      n: number; converted: number; rate: number | null; interval: Interval | null
      bands: Band[]
      lift: LiftPoint[]
      auc: Auc
      advice: ThresholdAdvice
      /** A score whose interval of the AUC holds 0.5 may as well be guessing. */
      verdict: 'separates' | 'no_better_than_chance' | 'worse_than_chance'
    }
  | { ok: false; code: 'score.too_few_to_test'; detail: { leads: number; converted: number; needLeads: number; needOfEach: number } }

const tens = Array.from({ length: 11 }, (_, i) => (i === 10 ? 101 : i * 10))

/** What scores would have been worth on past leads (see `landmarkRows`): bands of ten, lift, AUC, and where to put the threshold. */
export function backTest(rows: readonly Scored[], options: { edges?: readonly number[]; wish?: ThresholdWish } = {}): BackTest {
  const converted = rows.filter((row) => row.converted).length
  const auc = aucOf(rows)
  if (auc === null || rows.length < backTestFloor.leads || Math.min(converted, rows.length - converted) < backTestFloor.ofEach)
    return { ok: false, code: 'score.too_few_to_test', detail: { leads: rows.length, converted, needLeads: backTestFloor.leads, needOfEach: backTestFloor.ofEach } }
  return {
    ok: true, n: rows.length, converted, rate: ratio(converted, rows.length), interval: wilson(converted, rows.length),
    bands: conversionByBand(rows, options.edges ?? tens), lift: liftCurve(rows), auc, advice: adviseThreshold(rows, options.wish),
    verdict: auc.low > 0.5 ? 'separates' : auc.high < 0.5 ? 'worse_than_chance' : 'no_better_than_chance',
  }
}
