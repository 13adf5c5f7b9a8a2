import { sigmoid } from './logistic.ts'

/** From log-odds to a probability that means what it says. Plain data. */
export type Calibration =
  | { method: 'platt'; slope: number; offset: number }
  /** Straight lines between the points; flat beyond the ends. Both ascend. */
  | { method: 'isotonic'; logits: readonly number[]; probabilities: readonly number[] }

export function calibrated(logit: number, calibration: Calibration): number {
  if (calibration.method === 'platt') return sigmoid(calibration.offset + calibration.slope * logit)
  const { logits, probabilities } = calibration
  const above = logits.findIndex((x) => x > logit)
  if (above === 0) return probabilities[0] as number
  if (above < 0) return probabilities.at(-1) as number
  const [x0, x1, p0, p1] = [logits[above - 1] as number, logits[above] as number, probabilities[above - 1] as number, probabilities[above] as number]
  return p0 + ((p1 - p0) * (logit - x0)) / (x1 - x0)
}

/** Below so many leads the steps of an isotonic fit follow noise. */
const enoughForSteps = 500

const folds = 5

/**
 * Calibrates on leads that the model has not seen. Isotonic where there are enough of them and on held-out folds it is surely better than
 * Platt's curve, by more than a standard error a lead; else Platt, which has two numbers to get wrong instead of many.
 */
export function calibrate(logits: readonly number[], converted: readonly boolean[]): Calibration {
  if (logits.length < enoughForSteps) return platt(logits, converted)
  const gains: number[] = []
  for (let fold = 0; fold < folds; fold++) {
    // Every fifth, by order of time: each fold spans the whole.
    const kept = logits.map((_, i) => i).filter((i) => i % folds !== fold)
    const [xs, ys] = [kept.map((i) => logits[i] as number), kept.map((i) => converted[i] === true)]
    const [curve, steps] = [platt(xs, ys), isotonic(xs, ys)]
    for (let i = fold; i < logits.length; i += folds) gains.push(lossOf(curve, logits[i] as number, converted[i] === true) - lossOf(steps, logits[i] as number, converted[i] === true))
  }
  const mean = gains.reduce((a, b) => a + b, 0) / gains.length
  const error = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0)) / gains.length
  return mean > error ? isotonic(logits, converted) : platt(logits, converted)
}

function lossOf(calibration: Calibration, logit: number, hit: boolean): number {
  const p = calibrated(logit, calibration)
  return -Math.log(hit ? p : 1 - p)
}

/** Platt's sigmoid with his smoothed targets (in: Advances in Large Margin Classifiers, 1999), by Newton's method; never falling. */
export function platt(logits: readonly number[], converted: readonly boolean[]): Calibration {
  const hits = converted.filter(Boolean).length
  const high = (hits + 1) / (hits + 2)
  const low = 1 / (converted.length - hits + 2)
  let [slope, offset] = [1, 0]
  for (let round = 0; round < 100; round++) {
    // A little ridge keeps the matrix regular when all log-odds are equal.
    let [gs, go, hss, hso, hoo] = [1e-6 * (slope - 1), 0, 1e-6, 0, 1e-9]
    for (let i = 0; i < logits.length; i++) {
      const x = logits[i] as number
      const p = sigmoid(offset + slope * x)
      const off = p - (converted[i] === true ? high : low)
      const w = p * (1 - p)
      gs += off * x
      go += off
      hss += w * x * x
      hso += w * x
      hoo += w
    }
    const determinant = hss * hoo - hso * hso
    const [dSlope, dOffset] = [(hoo * gs - hso * go) / determinant, (hss * go - hso * gs) / determinant]
    // Newton may overshoot where the curve is flat; no step of a sensible fit is longer.
    const scale = Math.min(1, 2 / Math.max(Math.abs(dSlope), Math.abs(dOffset), 1e-12))
    slope -= scale * dSlope
    offset -= scale * dOffset
    if (Math.abs(dSlope) + Math.abs(dOffset) < 1e-10) break
  }
  return { method: 'platt', slope: Math.max(0, slope), offset }
}

/** Leads that are one step at least: a lead alone at an end would be a step of its own, and a certain one. */
const smallestStep = 25

/**
 * Pool adjacent violators (Zadrozny, Elkan, KDD 2002) over steps of at least 25 leads: flat over each block, straight between blocks, each
 * block's share drawn a lead towards one half, so that no probability is 0 or 1.
 */
export function isotonic(logits: readonly number[], converted: readonly boolean[]): Calibration {
  const order = logits.map((_, i) => i).sort((a, b) => (logits[a] as number) - (logits[b] as number) || a - b)
  const blocks: { hits: number; n: number; from: number; to: number }[] = []
  const kept: typeof blocks = []
  for (const i of order) {
    const x = logits[i] as number
    const hits = converted[i] === true ? 1 : 0
    const open = blocks.at(-1)
    // Equal log-odds are one point, whatever their outcomes.
    if (open !== undefined && (open.n < smallestStep || open.to === x)) Object.assign(open, { hits: open.hits + hits, n: open.n + 1, to: x })
    else blocks.push({ hits, n: 1, from: x, to: x })
  }
  for (const block of blocks) {
    kept.push(block)
    for (let at = kept.length - 1; at > 0; at--) {
      const [before, last] = [kept[at - 1], kept[at]]
      if (before === undefined || last === undefined || before.hits * last.n < last.hits * before.n) break
      kept.splice(at - 1, 2, { hits: before.hits + last.hits, n: before.n + last.n, from: before.from, to: last.to })
    }
  }
  const found: { x: number; p: number }[] = []
  for (const { hits, n, from, to } of kept) {
    // Drawing small blocks towards one half may turn two neighbours round.
    const p = Math.max((hits + 0.5) / (n + 1), found.at(-1)?.p ?? 0)
    found.push({ x: from, p }, ...(to > from ? [{ x: to, p }] : []))
  }
  return { method: 'isotonic', logits: found.map(({ x }) => x), probabilities: found.map(({ p }) => p) }
}
