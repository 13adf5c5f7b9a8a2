import type { FitColumn, FitSample } from '@sluice/core/scoring/fit-model/sample'
import { trainFit } from '@sluice/core/scoring/fit-model/train'
import { fitOf, type FitModel } from '@sluice/core/scoring/fit-model/model'
import { levelsOf } from '@sluice/core/scoring/learnt'
import { coefficientsOf } from '@sluice/core/scoring/fit-model/coefficients'
import type { FitModelReport } from '@sluice/core/scoring/contract'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

/** What a training answers: a model to be stored with its report, or why there is none, in plain data. */
export type Trained =
  | { ok: true; model: { model: FitModel; levels: number[] }; report: FitModelReport }
  | { ok: false; refusal: { code: string; detail: Record<string, unknown> }; report: FitModelReport | null }

export function train(samples: readonly FitSample[], columns: readonly FitColumn[]): Trained {
  const found = trainFit(samples, columns)
  if (found.ok) {
    const { model } = found
    return { ok: true, model: { model, levels: levelsOf(samples.map((sample) => fitOf(model, sample).probability)) }, report: reportOf(found.report, model) }
  }
  if (found.code === 'fit_model.no_signal') return { ok: false, refusal: { code: found.code, detail: { low: found.detail.low } }, report: reportOf(found.detail.report, null) }
  if (found.code === 'fit_model.no_columns') return { ok: false, refusal: { code: found.code, detail: {} }, report: null }
  return { ok: false, refusal: { code: found.code, detail: { ...found.detail } }, report: null }
}

type Report = Extract<ReturnType<typeof trainFit>, { ok: true }>['report']

function reportOf({ learnt, calibrated, share, calibration, columns, model, logistic, naiveBayes, rules }: Report, trained: FitModel | null): FitModelReport {
  return {
    learnt, calibrated, share, calibration, model, logistic, naiveBayes, rules,
    columns: columns.map(({ column, ...verdict }) => ({ key: column.key, ...verdict })),
    coefficients: trained === null ? [] : coefficientsOf(trained, 20),
  }
}

// As a thread of its own: training takes seconds of arithmetic, and meanwhile people want answers.
if (!isMainThread && (workerData as { does?: string } | null)?.does === 'train-fit-model') {
  const { samples, columns } = workerData as { samples: FitSample[]; columns: FitColumn[] }
  parentPort?.postMessage(train(samples, columns))
}
