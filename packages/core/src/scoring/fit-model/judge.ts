import { ratio, wilson, type Interval } from '../../lib/ratio.ts'
import { type Auc, aucOf } from '../auc.ts'

export type Prediction = { probability: number; converted: boolean }

/** Said and seen in a tenth of the leads, by rising probability. */
export type ReliabilityRow = { n: number; said: number; seen: number; interval: Interval | null }

/** How good probabilities are on leads that took no part in making them. */
export type Judgement = {
  n: number
  converted: number
  auc: Auc | null
  /** Mean −log of the probability given to what happened; natural logarithm. */
  logLoss: number
  /** Of a model that says the same share for every lead. */
  logLossOfShare: number
  brier: number
  /** Expected calibration error over ten equally full bins (Naeini et al., AAAI 2015). */
  ece: number
  reliability: ReliabilityRow[]
}

/** `share`: what "the same for all" says, from the leads learnt from. */
export function judge(predictions: readonly Prediction[], share: number): Judgement {
  const n = predictions.length
  const converted = predictions.filter((one) => one.converted).length
  const loss = (p: number, hit: boolean) => -Math.log(Math.max(1e-15, hit ? p : 1 - p))
  const mean = (of: (one: Prediction) => number) => predictions.reduce((sum, one) => sum + of(one), 0) / n
  const reliability = reliabilityOf(predictions)
  return {
    n, converted,
    auc: aucOf(predictions.map((one) => ({ score: one.probability, converted: one.converted }))),
    logLoss: mean(({ probability, converted: hit }) => loss(probability, hit)),
    logLossOfShare: mean(({ converted: hit }) => loss(share, hit)),
    brier: mean(({ probability, converted: hit }) => (probability - (hit ? 1 : 0)) ** 2),
    ece: reliability.reduce((sum, row) => sum + (row.n / n) * Math.abs(row.said - row.seen), 0),
    reliability,
  }
}

function reliabilityOf(predictions: readonly Prediction[], bins = 10): ReliabilityRow[] {
  const order = predictions.toSorted((a, b) => a.probability - b.probability)
  return Array.from({ length: bins }, (_, i) => {
    const some = order.slice(Math.round((i * order.length) / bins), Math.round(((i + 1) * order.length) / bins))
    const hits = some.filter((one) => one.converted).length
    return { n: some.length, said: some.reduce((sum, one) => sum + one.probability, 0) / some.length, seen: ratio(hits, some.length) ?? 0, interval: wilson(hits, some.length) }
  }).filter((row) => row.n > 0)
}
