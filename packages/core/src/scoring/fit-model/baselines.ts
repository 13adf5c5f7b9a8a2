import { type EncodedColumn, featuresOf, learnEncoding, MISSING, OTHER, takenFor, widthOf } from './encoding.ts'
import { fitLogistic, logitOf, type Row, sigmoid } from './logistic.ts'
import { type FitColumn, type FitSample, valueOf } from './sample.ts'

/** A simple model to hold another against: learns from samples, gives the chance of each of others. */
export type Baseline = (train: readonly FitSample[], columns: readonly FitColumn[], asked: readonly FitSample[]) => number[]

/**
 * Plain logistic regression: categories as features, numbers as they are (standardised), missing as the mean, nothing tuned or calibrated. The
 * least penalty that keeps the answer unique.
 */
export const plainLogistic: Baseline = (train, columns, asked) => {
  const encoded = learnEncoding(columns.filter(({ kind }) => kind === 'category'), (column) => train.map((sample) => valueOf(sample, column)))
  const size = widthOf(encoded)
  const numbers = columns.filter(({ kind }) => kind === 'number').map((column) => {
    const known = train.map((sample) => valueOf(sample, column)).filter((value) => typeof value === 'number')
    const mean = known.reduce((a, b) => a + b, 0) / Math.max(1, known.length)
    const sd = Math.sqrt(known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / Math.max(1, known.length)) || 1
    return (sample: FitSample) => ((Number(valueOf(sample, column) ?? mean) - mean) / sd)
  })
  const rowOf = (sample: FitSample): Row => {
    const levels = encoded.flatMap((column) => featuresOf(column, valueOf(sample, column)))
    return { places: [...levels, ...numbers.map((_, i) => size + i)], values: [...levels.map(() => 1), ...numbers.map((of) => of(sample))] }
  }
  const fit = fitLogistic(train.map(rowOf), train.map(({ converted }) => (converted ? 1 : 0)), size + numbers.length, 1e-3)
  return asked.map((sample) => sigmoid(logitOf(rowOf(sample), fit)))
}

/**
 * Naive Bayes over levels and bins, counts drawn together by one lead a level (Laplace); a missing value is a level. Its chances are known
 * to be too bold: that is part of what it is held against for.
 */
export const naiveBayes: Baseline = (train, columns, asked) => {
  const encoded = learnEncoding(columns, (column) => train.map((sample) => valueOf(sample, column)))
  const hits = train.filter(({ converted }) => converted).length
  const level = (column: EncodedColumn, sample: FitSample) => {
    const taken = takenFor(column, valueOf(sample, column))
    return 'level' in taken ? taken.level : String(taken.from)
  }
  const tables = encoded.map((column) => {
    const counts = new Map<string, [number, number]>()
    for (const sample of train) {
      const count = counts.get(level(column, sample)) ?? [0, 0]
      count[sample.converted ? 1 : 0]++
      counts.set(level(column, sample), count)
    }
    const size = new Set([...counts.keys(), MISSING, OTHER]).size
    return (sample: FitSample) => {
      const [misses, found] = counts.get(level(column, sample)) ?? [0, 0]
      return Math.log((found + 1) / (hits + size)) - Math.log((misses + 1) / (train.length - hits + size))
    }
  })
  const prior = Math.log((hits + 1) / (train.length - hits + 1))
  return asked.map((sample) => sigmoid(tables.reduce((sum, of) => sum + of(sample), prior)))
}
