import type { Reason } from '@sluice/core/cleaning/likeness'

/** Two leads that may be one; the sides of the reasons are low and high. */
export interface FoundPair {
  lowId: string
  highId: string
  score: number
  reasons: Reason[]
}
