import { aucOf } from '../auc.ts'
import { levelOf, MISSING } from './encoding.ts'
import { type FitColumn, type FitSample, valueOf } from './sample.ts'

/** How telling one column may be by itself before it is taken for an echo of the outcome. */
export type LeakageLimits = {
  /** AUC of the outcome by the column's values alone. */
  valueAuc: number
  /** AUC of the outcome by whether the column is filled. */
  presenceAuc: number
  /** Share of filled values that came after the lead was judged. */
  lateShare: number
}
export const leakageLimits: LeakageLimits = { valueAuc: 0.85, presenceAuc: 0.8, lateShare: 0.5 }

export type ColumnRefusal =
  /** Filled only once a lead had converted or ended. */
  | 'fit_column.after_outcome'
  /** Mostly filled after leads were judged: there is hardly anything to go by in time. */
  | 'fit_column.too_late'
  | 'fit_column.predicts_too_well'
  | 'fit_column.presence_tells'
  | 'fit_column.empty'
  | 'fit_column.constant'

/** What was seen of a column. `coverage`: share of leads of which it was known in time. */
export type ColumnVerdict = { column: FitColumn; refused: ColumnRefusal | null; coverage: number; lateShare: number; valueAuc: number | null; presenceAuc: number | null }

/**
 * Which columns may be learnt from. A value counts only if it was known when the lead was judged; besides, columns are refused that
 * arrive after the outcome, or that tell it too well to have been known before. Statistics cannot prove that a column is honest: what
 * is written over after the outcome must carry the instant of the writing, or be left out by people.
 */
export function columnVerdicts(samples: readonly FitSample[], columns: readonly FitColumn[], limits: LeakageLimits = leakageLimits): ColumnVerdict[] {
  return columns.map((column) => {
    const filled = samples.filter(({ values }) => values[column.key] !== undefined && values[column.key]?.value !== null && values[column.key]?.value !== '')
    const knownAt = ({ values }: FitSample) => values[column.key]?.knownAt ?? Infinity
    const late = filled.filter((sample) => knownAt(sample) > sample.at).length
    const settled = filled.filter(({ converted, outcomeAt }) => converted && outcomeAt !== null)
    const afterwards = settled.filter((sample) => knownAt(sample) >= (sample.outcomeAt ?? Infinity)).length
    const values = samples.map((sample) => valueOf(sample, column))
    const known = values.filter((value) => value !== null).length
    const verdict = {
      column, coverage: samples.length === 0 ? 0 : known / samples.length, lateShare: filled.length === 0 ? 0 : late / filled.length,
      valueAuc: aucByColumn(samples, column, values),
      presenceAuc: mirrored(aucOf(samples.map(({ converted }, i) => ({ score: values[i] === null ? 0 : 1, converted })))?.auc ?? null),
    }
    const refused = (): ColumnRefusal | null => {
      if (settled.length > 0 && afterwards >= 0.9 * settled.length) return 'fit_column.after_outcome'
      if (verdict.lateShare > limits.lateShare) return 'fit_column.too_late'
      if (known === 0) return 'fit_column.empty'
      if ((verdict.presenceAuc ?? 0) >= limits.presenceAuc) return 'fit_column.presence_tells'
      if ((verdict.valueAuc ?? 0) >= limits.valueAuc) return 'fit_column.predicts_too_well'
      return new Set(values.map((value) => (value === null ? MISSING : levelOf(value)))).size === 1 ? 'fit_column.constant' : null
    }
    return { ...verdict, refused: refused() }
  })
}

/**
 * AUC of the column alone: each lead gets the conversion of its value among the leads of the other half (odd and even in order of time), so
 * that a column of unique values tells nothing. Numbers stand for themselves by twentieths.
 */
function aucByColumn(samples: readonly FitSample[], column: FitColumn, values: readonly (string | number | null)[]): number | null {
  const levels = column.kind === 'number' ? binned(values) : values.map((value) => (value === null ? MISSING : levelOf(value)))
  const share = samples.filter(({ converted }) => converted).length / Math.max(1, samples.length)
  const rates = [0, 1].map((half) => {
    const counts = new Map<string, { n: number; hits: number }>()
    samples.forEach(({ converted }, i) => {
      if (i % 2 !== half) return
      const count = counts.get(levels[i] as string) ?? { n: 0, hits: 0 }
      counts.set(levels[i] as string, { n: count.n + 1, hits: count.hits + (converted ? 1 : 0) })
    })
    return counts
  })
  // Drawn towards the share of all by five leads' weight.
  const scored = samples.map(({ converted }, i) => {
    const { n, hits } = rates[1 - (i % 2)]?.get(levels[i] as string) ?? { n: 0, hits: 0 }
    return { converted, score: (hits + 5 * share) / (n + 5) }
  })
  return aucOf(scored)?.auc ?? null
}

function binned(values: readonly (string | number | null)[], bins = 20): string[] {
  const ascending = values.filter((value): value is number => typeof value === 'number').sort((a, b) => a - b)
  const edges = Array.from({ length: bins - 1 }, (_, i) => ascending[Math.floor(((i + 1) * ascending.length) / bins)] as number)
  return values.map((value) => (typeof value === 'number' ? String(edges.filter((edge) => value >= edge).length) : MISSING))
}

const mirrored = (auc: number | null): number | null => (auc === null ? null : Math.max(auc, 1 - auc))
