import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { refuse } from '../../platform/refusal.ts'

/** Score rules are marketing's and the administrators': who writes all campaigns. What a rule finds is shown to whoever reads leads. */
export const mayWriteScoring = (viewer: Viewer): boolean => scopeOf(viewer, 'campaign', 'write') === 'all' && scopeOf(viewer, 'lead', 'read') === 'all'

export function requireScoringRead(viewer: Viewer): void {
  if (scopeOf(viewer, 'lead', 'read') === 'none') refuse('permission.denied')
}

export function requireScoringWrite(viewer: Viewer): void {
  if (!mayWriteScoring(viewer)) refuse('permission.denied')
}
