import type { ConditionRecord } from '../conditions/catalogue.ts'
import type { IcpCriterion } from './rules.ts'
import type { Scoring } from './compile.ts'

/** How well a lead matches the ideal customer (客户规模适配度), 0–1; null when nothing of it is known. */
export type IcpMatch = { match: number | null; parts: readonly { criterion: IcpCriterion; match: number | null }[] }

/** The weighted mean over the criteria of which something is known. */
export function icpMatch(scoring: Pick<Scoring, 'icp'>, lead: ConditionRecord): IcpMatch {
  const parts = scoring.icp.map(({ criterion, levels }) => {
    const level = levels.find(({ holds }) => holds(lead))
    return { criterion, match: level === undefined ? criterion.otherwise : level.match }
  })
  let weights = 0
  let sum = 0
  for (const { criterion, match } of parts) {
    if (match === null) continue
    weights += criterion.weight
    sum += criterion.weight * match
  }
  return { match: weights === 0 ? null : sum / weights, parts }
}
