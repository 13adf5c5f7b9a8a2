import { hygieneIssue } from '@sluice/core/hygiene/contract'
import type { HygieneIssue, decideHygiene } from '@sluice/core/hygiene/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { z } from 'zod'

const ids = z.array(z.string()).default([])

/** What a link to the cleaning list carries. */
export const hygieneUrl = z.object({
  issue: hygieneIssue.default('no_next_step'),
  pipeline: z.string().default(''),
  owner: ids,
  team: ids,
  q: z.string().default(''),
})
export type HygieneUrl = z.infer<typeof hygieneUrl>

/** The filter of a request; fields that are not set are left out. */
export function hygieneQuery({ pipeline, owner, team, q }: HygieneUrl) {
  return {
    ...(pipeline !== '' && { pipeline }), ...(owner.length > 0 && { owner: owner.join(',') }), ...(team.length > 0 && { team: team.join(',') }), ...(q !== '' && { q }),
  }
}

export type Decision = BodyInputOf<typeof decideHygiene>['decision']

/** The order of the tabs: what a manager looks at first. */
export const issueOrder: readonly HygieneIssue[] = [
  'no_next_step', 'overdue_step', 'overdue_close', 'stalled', 'dormant_soon', 'dormant', 'loss_unreviewed', 'idle_lead', 'invalid_lead',
]

/** What can be decided about each kind of trouble, the most likely first. */
export const decisionsOf: Readonly<Record<HygieneIssue, readonly Decision['type'][]>> = {
  no_next_step: ['next_step', 'sleep', 'lose', 'owner'],
  overdue_step: ['next_step', 'sleep', 'lose', 'owner'],
  overdue_close: ['close_date', 'sleep', 'lose', 'owner'],
  stalled: ['next_step', 'sleep', 'lose', 'owner'],
  dormant_soon: ['next_step', 'sleep', 'lose', 'owner'],
  dormant: ['wake', 'lose', 'owner'],
  loss_unreviewed: [],
  idle_lead: ['next_step', 'invalid', 'owner'],
  invalid_lead: ['restore', 'owner'],
}
