export type HealthLevel = 'good' | 'fair' | 'poor'

/** How a score is called: from 80 good, from 60 fair. */
export function healthLevel(score: number): HealthLevel {
  return score >= 80 ? 'good' : score >= 60 ? 'fair' : 'poor'
}
