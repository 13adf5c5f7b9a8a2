/**
 * How stays ended, counted: `moves[i][j]` stays of stage i led to stage j (a skip is j > i + 1, a return j < i, a reopening
 * j = i), `won[i]` to the win, `lost[i]` out of the pipeline for good. Only stays that have ended; stages in their order.
 */
export type TransitionCounts = { stages: readonly string[]; moves: readonly (readonly number[])[]; won: readonly number[]; lost: readonly number[] }

export type Absorbing = {
  /** B[first, won]: the share of those entering the first stage that are won in the end, with its delta-method standard error. */
  win: number
  winError: number
  /** P(won | in stage k). */
  winFrom: number[]
  /** Expected stays in each stage of one deal that enters the first, N = (I − Q)⁻¹, first row. */
  visits: number[]
  /** The share of deals that are ever in the stage: visits / N[k,k]. */
  touches: number[]
  /** Relative standard error of touches[k] / win, which is what the need at stage k is made of. */
  needErrors: number[]
  /** Stays that ended, of the stage that has the fewest of those a deal can come to. */
  fewest: number
}

/**
 * The absorbing Markov chain of a pipeline: N = (I − Q)⁻¹, B = N·R (Kemeny & Snell, Finite Markov Chains, 1960, ch. 3), right with skips and
 * returns, where a product of step conversions is not. Standard error by the delta method over independent multinomial rows:
 * var(w₁) = Σᵢ N₁ᵢ² · (Σⱼ pᵢⱼ vⱼ² − (Σⱼ pᵢⱼ vⱼ)²) / nᵢ, with v the win probability of where the move leads.
 * Null when a stage that a deal can come to has no ended stay, or when a circle without exit leaves no answer.
 */
export function absorbing(counts: TransitionCounts): Absorbing | null {
  const k = counts.stages.length
  if (k === 0) return null
  const ended = counts.stages.map((_, i) => (counts.moves[i] ?? []).reduce((a, b) => a + b, 0) + (counts.won[i] ?? 0) + (counts.lost[i] ?? 0))
  const within = reachable(counts)
  if (within.some((i) => ended[i] === 0)) return null
  const share = (count: number, i: number) => ((ended[i] as number) === 0 ? 0 : count / (ended[i] as number))
  const q = counts.stages.map((_, i) => counts.stages.map((__, j) => share(counts.moves[i]?.[j] ?? 0, i)))
  const n = inverse(q.map((row, i) => row.map((p, j) => (i === j ? 1 : 0) - p)))
  if (n === null) return null
  const r = counts.won.map((won, i) => share(won, i))
  const winFrom = n.map((row) => clamp(row.reduce((sum, stays, i) => sum + stays * (r[i] ?? 0), 0)))
  const visits = n[0] as number[]
  const win = winFrom[0] as number
  const touches = visits.map((stays, i) => clamp(stays / ((n[i] as number[])[i] as number)))
  /** Variance of a function of the rows' shares, from its gradient: `toStage(i, j)` by a move, `toWin(i)` by the win, 0 by a loss. */
  const variance = (toStage: (i: number, j: number) => number, toWin: (i: number) => number) =>
    within.reduce((sum, i) => {
      const row = q[i] as number[]
      const won = r[i] as number
      const mean = row.reduce((s, p, j) => s + p * toStage(i, j), won * toWin(i))
      const square = row.reduce((s, p, j) => s + p * toStage(i, j) ** 2, won * toWin(i) ** 2)
      return sum + Math.max(0, square - mean * mean) / (ended[i] as number)
    }, 0)
  const needErrors = touches.map((touch, k2) => {
    if (touch === 0 || win === 0) return Infinity
    const own = (n[k2] as number[])[k2] as number
    /** P(the stage is ever entered | in j), and the visits to i before that: the chain with the stage made absorbing. */
    const hits = (j: number) => (j === k2 ? 1 : ((n[j] as number[])[k2] as number) / own)
    const before = (i: number) => Math.max(0, (visits[i] as number) - touch * ((n[k2] as number[])[i] as number))
    return Math.sqrt(variance(
      (i, j) => (before(i) * hits(j)) / touch - ((visits[i] as number) * (winFrom[j] as number)) / win,
      (i) => -(visits[i] as number) / win,
    ))
  })
  return {
    win,
    winError: Math.sqrt(variance((i, j) => (visits[i] as number) * (winFrom[j] as number), (i) => visits[i] as number)),
    winFrom,
    visits,
    touches,
    needErrors,
    fewest: Math.min(...within.map((i) => ended[i] as number)),
  }
}

const clamp = (p: number) => Math.min(1, Math.max(0, p))

/** The stages that a deal which enters the first one can come to. */
function reachable(counts: TransitionCounts): number[] {
  const seen = new Set([0])
  for (const i of seen) (counts.moves[i] ?? []).forEach((n, j) => n > 0 && seen.add(j))
  return [...seen]
}

/** Gauss–Jordan with partial pivoting; null for a matrix that is singular to working precision. */
function inverse(matrix: readonly (readonly number[])[]): number[][] | null {
  const n = matrix.length
  const a = matrix.map((row, i) => [...row, ...Array.from({ length: n }, (_, j) => (i === j ? 1 : 0))])
  const cell = (i: number, j: number) => (a[i] as number[])[j] as number
  for (let p = 0; p < n; p++) {
    let best = p
    for (let i = p + 1; i < n; i++) if (Math.abs(cell(i, p)) > Math.abs(cell(best, p))) best = i
    if (Math.abs(cell(best, p)) < 1e-12) return null
    ;[a[p], a[best]] = [a[best] as number[], a[p] as number[]]
    const pivot = cell(p, p)
    a[p] = (a[p] as number[]).map((x) => x / pivot)
    for (let i = 0; i < n; i++) {
      const f = cell(i, p)
      if (i !== p && f !== 0) a[i] = (a[i] as number[]).map((x, j) => x - f * cell(p, j))
    }
  }
  return a.map((row) => row.slice(n))
}
