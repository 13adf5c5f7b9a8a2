import { type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { scopeFilter } from '../../platform/policy.ts'

const account = (viewer: Viewer, action: 'read' | 'write') => sql<boolean>`exists (select from account pa where pa.org_id = p.org_id and pa.id = p.account_id and ${scopeFilter(viewer, 'account', action, 'pa')})`

/** Which projects `p` the viewer sees: of accounts and deals in sight, and those in which they have something to do. */
export const projectSeen = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(
  p.owner_id = ${viewer.userId} or p.hand_over_to = ${viewer.userId} or ${account(viewer, 'read')}
  or exists (select from deal pd where pd.org_id = p.org_id and pd.id = p.deal_id and ${scopeFilter(viewer, 'deal', 'read', 'pd')})
  or exists (select from action_item pi where pi.org_id = p.org_id and pi.project_id = p.id and pi.assignee_id = ${viewer.userId}))`

/** Which of them they may change: who may change the account, who answers for the project, who takes it over. */
export const projectWritten = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`coalesce(p.owner_id = ${viewer.userId} or p.hand_over_to = ${viewer.userId} or ${account(viewer, 'write')}, false)`
