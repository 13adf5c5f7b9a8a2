import { exitShares } from './hazards.ts'
import type { Rates } from './params.ts'

/** Where a stay in stage i leads: probabilities of the next stage, of the win and of the final loss. Rows sum to 1. */
export interface Chain {
  /** moves[i][j]; a reopened loss is a move from i to i. */
  moves: number[][]
  won: number[]
  lost: number[]
}

/** The embedded Markov chain of a segment: `skip` from the last but one stage wins, `advance` from the last stage too. */
export function chainOf(rates: readonly Rates[], reopenShare: number): Chain {
  const k = rates.length
  const chain: Chain = { moves: [], won: [], lost: [] }
  rates.forEach((r, i) => {
    const share = exitShares(r)
    const row = new Array<number>(k).fill(0)
    let won = share.won
    const to = (j: number, p: number) => {
      if (j >= k) won += p
      else row[Math.max(0, j)] = (row[Math.max(0, j)] ?? 0) + p
    }
    to(i + 1, share.advance)
    to(i + 2, share.skip)
    to(i - 1, share.back)
    to(i, share.lost * reopenShare)
    chain.moves.push(row)
    chain.won.push(won)
    chain.lost.push(share.lost * (1 - reopenShare))
  })
  return chain
}

/** x = M·x + b by elimination; M is small and strictly sub-stochastic, so no pivoting is needed. */
function solve(moves: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length
  const a = moves.map((row, i) => row.slice(0, n).map((m, j) => (i === j ? 1 - m : -m)))
  const x = [...b]
  const cell = (i: number, j: number) => a[i]?.[j] ?? 0
  for (let p = 0; p < n; p++) {
    for (let i = p + 1; i < n; i++) {
      const f = cell(i, p) / cell(p, p)
      const row = a[i]
      if (row === undefined || f === 0) continue
      for (let j = p; j < n; j++) row[j] = cell(i, j) - f * cell(p, j)
      x[i] = (x[i] ?? 0) - f * (x[p] ?? 0)
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0
    for (let j = i + 1; j < n; j++) sum -= cell(i, j) * (x[j] ?? 0)
    x[i] = sum / cell(i, i)
  }
  return x
}

/** P(a deal that starts in stage 0 ever reaches stage m or beyond); m = number of stages: P(won). Reopenings included. */
export function reachProbability(chain: Chain, m: number): number {
  if (m === 0) return 1
  const direct = Array.from({ length: m }, (_, i) => {
    const beyond = (chain.moves[i] ?? []).slice(m).reduce((s, p) => s + p, 0)
    return beyond + (chain.won[i] ?? 0)
  })
  return solve(chain.moves.slice(0, m), direct)[0] ?? 0
}

/** Expected number of stays in each stage of a deal that starts in stage 0: first row of (I − Q)⁻¹. */
export function expectedStays(chain: Chain): number[] {
  const k = chain.won.length
  const transposed = Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => chain.moves[j]?.[i] ?? 0))
  return solve(transposed, Array.from({ length: k }, (_, i) => (i === 0 ? 1 : 0)))
}
