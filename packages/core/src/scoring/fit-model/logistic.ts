/** One lead's features: the places that are not 0, ascending, and what they are; all 1 when left out. */
export type Row = { places: readonly number[]; values?: readonly number[] }

export type LogisticFit = { intercept: number; weights: Float64Array; rounds: number; converged: boolean }

/**
 * Logistic regression with an L2 penalty `λ/2 · |w|²` (not on the intercept), by Newton's method with halved steps (IRLS; Hastie, Tibshirani,
 * Friedman, The Elements of Statistical Learning, 4.4.1). The objective is strictly convex for λ > 0, so there is one answer, whatever the
 * order of rows. Targets lie in [0, 1]. Costs rows × features² of a row + features³ a round.
 * @throws RangeError for λ ≤ 0.
 */
export function fitLogistic(rows: readonly Row[], targets: ArrayLike<number>, size: number, lambda: number): LogisticFit {
  if (!(lambda > 0)) throw new RangeError('fitLogistic: lambda')
  const d = size + 1
  let beta = new Float64Array(d)
  const share = (Array.from(targets).reduce((a, b) => a + b, 0) + 0.5) / (rows.length + 1)
  beta[size] = Math.log(share / (1 - share))
  let loss = objective(rows, targets, beta, lambda)
  let rounds = 0
  let converged = false
  while (rounds < 60 && !converged) {
    rounds++
    const { gradient, hessian } = derivatives(rows, targets, beta, lambda)
    const step = solve(hessian, gradient, d)
    let scale = 1
    let next = beta
    let nextLoss = loss
    for (let halvings = 0; halvings < 30; halvings++, scale /= 2) {
      next = beta.map((b, i) => b - scale * (step[i] as number))
      nextLoss = objective(rows, targets, next, lambda)
      if (nextLoss <= loss) break
    }
    converged = step.every((s, i) => Math.abs(s) < 1e-9 * (1 + Math.abs(beta[i] as number))) || !(nextLoss < loss)
    if (nextLoss <= loss) {
      beta = next
      loss = nextLoss
    }
  }
  return { intercept: beta[size] as number, weights: beta.slice(0, size), rounds, converged }
}

/** Log-odds of a row. */
export function logitOf({ places, values }: Row, fit: { intercept: number; weights: ArrayLike<number> }): number {
  let sum = fit.intercept
  for (let a = 0; a < places.length; a++) sum += (fit.weights[places[a] as number] as number) * (values === undefined ? 1 : (values[a] as number))
  return sum
}

export const sigmoid = (logit: number): number => (logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit)))

/** log(1 + eˣ) without overflow. */
const softplus = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)))

function objective(rows: readonly Row[], targets: ArrayLike<number>, beta: Float64Array, lambda: number): number {
  const intercept = beta[beta.length - 1] as number
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const logit = logitOf(rows[i] as Row, { intercept, weights: beta })
    sum += softplus(logit) - (targets[i] as number) * logit
  }
  for (let j = 0; j < beta.length - 1; j++) sum += (lambda / 2) * (beta[j] as number) ** 2
  return sum
}

function derivatives(rows: readonly Row[], targets: ArrayLike<number>, beta: Float64Array, lambda: number): { gradient: Float64Array; hessian: Float64Array } {
  const d = beta.length
  const last = d - 1
  const gradient = new Float64Array(d)
  const hessian = new Float64Array(d * d)
  const plus = (array: Float64Array, at: number, value: number) => (array[at] = (array[at] as number) + value)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Row
    const { places } = row
    const value = (a: number) => row.values?.[a] ?? 1
    const p = sigmoid(logitOf(row, { intercept: beta[last] as number, weights: beta }))
    const off = p - (targets[i] as number)
    const w = p * (1 - p)
    for (let a = 0; a < places.length; a++) {
      const ja = places[a] as number
      const va = value(a)
      plus(gradient, ja, off * va)
      plus(hessian, last * d + ja, w * va)
      // Lower triangle only: places ascend.
      for (let b = 0; b <= a; b++) plus(hessian, ja * d + (places[b] as number), w * va * value(b))
    }
    plus(gradient, last, off)
    plus(hessian, last * d + last, w)
  }
  for (let j = 0; j < last; j++) {
    plus(gradient, j, lambda * (beta[j] as number))
    plus(hessian, j * d + j, lambda)
  }
  // Where all are converted or none, the intercept's curvature vanishes.
  plus(hessian, last * d + last, 1e-9)
  return { gradient, hessian }
}

/** Solves H x = g for a symmetric positive definite H, given by its lower triangle, which is overwritten (Cholesky). */
function solve(h: Float64Array, g: Float64Array, d: number): Float64Array {
  for (let j = 0; j < d; j++) {
    for (let i = j; i < d; i++) {
      let sum = h[i * d + j] as number
      for (let k = 0; k < j; k++) sum -= (h[i * d + k] as number) * (h[j * d + k] as number)
      h[i * d + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (h[j * d + j] as number)
    }
  }
  const x = g.slice()
  for (let i = 0; i < d; i++) {
    let sum = x[i] as number
    for (let k = 0; k < i; k++) sum -= (h[i * d + k] as number) * (x[k] as number)
    x[i] = sum / (h[i * d + i] as number)
  }
  for (let i = d - 1; i >= 0; i--) {
    let sum = x[i] as number
    for (let k = i + 1; k < d; k++) sum -= (h[k * d + i] as number) * (x[k] as number)
    x[i] = sum / (h[i * d + i] as number)
  }
  return x
}
