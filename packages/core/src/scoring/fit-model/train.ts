import { aucDifference } from '../auc.ts'
import { naiveBayes, plainLogistic } from './baselines.ts'
import { calibrate, calibrated, type Calibration } from './calibrate.ts'
import { type EncodedColumn, featuresOf, learnEncoding, widthOf } from './encoding.ts'
import { type Judgement, judge } from './judge.ts'
import { columnVerdicts, type ColumnVerdict, type LeakageLimits } from './leakage.ts'
import { fitLogistic, logitOf, type Row, sigmoid } from './logistic.ts'
import { type FitModel, fitOf, partOf } from './model.ts'
import { type FitColumn, type FitSample, valueOf } from './sample.ts'

/** Fewer leads, or fewer of either outcome, and nothing is learnt: what came out would be noise with a confident face. */
export const fitFloor = { leads: 500, ofEach: 100, ofEachHeldOut: 20 }

/** The oldest are learnt from, the next calibrate, the newest judge; in order of time, as it will be used. */
const parts = { learn: 0.6, calibrate: 0.2 }
const penalties = [0.3, 1, 3, 10, 30, 100]

export type FitReport = {
  learnt: number
  calibrated: number
  /** The share of the leads learnt from that converted. */
  share: number
  penalty: number
  calibration: 'platt' | 'isotonic'
  columns: ColumnVerdict[]
  /** All on the newest leads, which nothing was learnt from. */
  model: Judgement
  logistic: Judgement
  naiveBayes: Judgement
  /** Against the rules, on those of the newest leads that have a rule score; null: too few of them. */
  rules: { n: number; difference: number; low: number; high: number; p: number; verdict: 'model' | 'rules' | 'undecided' } | null
}

export type FitTraining =
  | { ok: true; model: FitModel; report: FitReport }
  | { ok: false; code: 'fit_model.too_few_leads'; detail: { leads: number; needed: number } }
  | { ok: false; code: 'fit_model.too_few_outcomes'; detail: { converted: number; others: number; needed: number } }
  | { ok: false; code: 'fit_model.no_columns'; detail: { columns: ColumnVerdict[] } }
  /** On the newest leads it is not surely better than chance. */
  | { ok: false; code: 'fit_model.no_signal'; detail: { low: number; report: FitReport } }

/**
 * Learns the chance that a lead converts from past leads, or says why not. Leads whose outcome came before they were judged are left out;
 * values known later than that are missing. The same samples give the same model, in whatever order.
 */
export function trainFit(given: readonly FitSample[], columns: readonly FitColumn[], limits?: LeakageLimits): FitTraining {
  const samples = given.filter(({ at, outcomeAt }) => outcomeAt === null || outcomeAt > at).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  if (samples.length < fitFloor.leads) return { ok: false, code: 'fit_model.too_few_leads', detail: { leads: samples.length, needed: fitFloor.leads } }
  const learnEnd = Math.floor(samples.length * parts.learn)
  const calibrateEnd = Math.floor(samples.length * (parts.learn + parts.calibrate))
  const [learn, tune, held] = [samples.slice(0, learnEnd), samples.slice(learnEnd, calibrateEnd), samples.slice(calibrateEnd)]
  const short = [[samples, fitFloor.ofEach] as const, [tune, fitFloor.ofEachHeldOut] as const, [held, fitFloor.ofEachHeldOut] as const].find(([some, needed]) => Math.min(hitsOf(some), some.length - hitsOf(some)) < needed)
  if (short !== undefined) return { ok: false, code: 'fit_model.too_few_outcomes', detail: { converted: hitsOf(short[0]), others: short[0].length - hitsOf(short[0]), needed: short[1] } }

  // The newest leads take no part in this either: the verdict on the model would be a little too kind.
  const seen = [...learn, ...tune]
  const verdicts = columnVerdicts(seen, columns, limits)
  const admitted = verdicts.filter(({ refused }) => refused === null).map(({ column }) => column)
  if (admitted.length === 0) return { ok: false, code: 'fit_model.no_columns', detail: { columns: verdicts } }

  const penalty = bestPenalty(learn, admitted)
  const early = learnWeights(learn, admitted, penalty)
  const calibration = calibrate(tune.map((sample) => logit(early, sample)), tune.map(({ converted }) => converted))
  // Calibrated on leads it had not seen, then learnt once more from these too: the newest of them tell the most of what comes.
  const weights = learnWeights(seen, admitted, penalty)
  const model: FitModel = { ...weights, intercept: weights.intercept + levelShift(seen.map((sample) => logit(weights, sample)), calibration, hitsOf(seen)), calibration }

  const share = hitsOf(seen) / seen.length
  const said = held.map((sample) => fitOf(model, sample).probability)
  const judged = (probabilities: readonly number[]) => judge(held.map(({ converted }, i) => ({ converted, probability: probabilities[i] as number })), share)
  const report: FitReport = {
    learnt: learn.length, calibrated: tune.length, share, penalty, calibration: model.calibration.method, columns: verdicts,
    model: judged(said), logistic: judged(plainLogistic(seen, admitted, held)), naiveBayes: judged(naiveBayes(seen, admitted, held)),
    rules: againstRules(held, said),
  }
  const low = report.model.auc?.low ?? 0
  return low > 0.5 ? { ok: true, model, report } : { ok: false, code: 'fit_model.no_signal', detail: { low, report } }
}

const hitsOf = (samples: readonly FitSample[]): number => samples.filter(({ converted }) => converted).length

type Weights = Omit<FitModel, 'calibration'>

function encode(samples: readonly FitSample[], columns: readonly FitColumn[]): { encoded: EncodedColumn[]; rows: Row[] } {
  const encoded = learnEncoding(columns, (column) => samples.map((sample) => valueOf(sample, column)))
  return { encoded, rows: samples.map((sample) => rowOf(encoded, sample)) }
}

const rowOf = (columns: readonly EncodedColumn[], sample: FitSample): Row => ({ places: columns.flatMap((column) => featuresOf(column, valueOf(sample, column))) })

const targetsOf = (samples: readonly FitSample[]): number[] => samples.map(({ converted }) => (converted ? 1 : 0))

function learnWeights(samples: readonly FitSample[], columns: readonly FitColumn[], penalty: number): Weights {
  const { encoded, rows } = encode(samples, columns)
  const { intercept, weights } = fitLogistic(rows, targetsOf(samples), widthOf(encoded), penalty)
  const withUsual = encoded.map((column) => ({ ...column, usual: samples.reduce((sum, sample) => sum + partOf(column, valueOf(sample, column), weights), 0) / samples.length }))
  return { columns: withUsual, intercept, weights: [...weights] }
}

const logit = (model: Weights, sample: FitSample): number => logitOf(rowOf(model.columns, sample), model)

/**
 * What to add to log-odds so that the chances of all leads learnt from add up to their conversions. The calibration has met a model that
 * knew less: the rise or fall since then must not be counted by both.
 */
function levelShift(logits: readonly number[], calibration: Calibration, hits: number): number {
  let [low, high] = [-10, 10]
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2
    if (logits.reduce((sum, x) => sum + calibrated(x + middle, calibration), 0) < hits) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The penalty that predicts the last quarter of the leads learnt from best, learnt from the others. */
function bestPenalty(samples: readonly FitSample[], columns: readonly FitColumn[]): number {
  const [before, after] = [samples.slice(0, Math.floor(samples.length * 0.75)), samples.slice(Math.floor(samples.length * 0.75))]
  const { encoded, rows } = encode(before, columns)
  const asked = after.map((sample) => rowOf(encoded, sample))
  const loss = (penalty: number) => {
    const fit = fitLogistic(rows, targetsOf(before), widthOf(encoded), penalty)
    return after.reduce((sum, { converted }, i) => {
      const p = sigmoid(logitOf(asked[i] as Row, fit))
      return sum - Math.log(Math.max(1e-12, converted ? p : 1 - p))
    }, 0)
  }
  const losses = penalties.map((penalty) => ({ penalty, loss: loss(penalty) }))
  return losses.reduce((best, one) => (one.loss < best.loss ? one : best)).penalty
}

function againstRules(held: readonly FitSample[], said: readonly number[]): FitReport['rules'] {
  const both = held.flatMap(({ ruleScore, converted }, i) => (ruleScore === undefined || ruleScore === null ? [] : [{ a: said[i] as number, b: ruleScore, converted }]))
  const compared = aucDifference(both)
  if (compared === null || both.length < fitFloor.ofEachHeldOut * 2) return null
  return { n: both.length, ...compared, verdict: compared.low > 0 ? 'model' : compared.high < 0 ? 'rules' : 'undecided' }
}
