import { managesFunnel, readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import { scopeFilter } from '../../platform/policy.ts'

/**
 * Which alarms of `a` the viewer sees: all of them, or, for who reads their own deals alone, those of stages in which they have
 * open deals (the numbers in them are of everybody, and they can do something about it), and those that are theirs to handle.
 */
export function alarmsSeen(viewer: Viewer): RawBuilder<boolean> {
  if (readsWholeFunnel(viewer)) return sql<boolean>`true`
  return sql<boolean>`(a.assignee_id = ${viewer.userId} or exists (
    select from deal d where d.org_id = a.org_id and d.pipeline_id = a.pipeline_id and d.status = 'open' and (a.stage_id is null or d.stage_id = a.stage_id)
      and ${scopeFilter(viewer, 'deal', 'read', 'd')}))`
}

/** Who may acknowledge, hand on, resolve and reopen: administrators, managers, and whom it was given to. */
export function alarmsHandled(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`(${managesFunnel(viewer)}::boolean or coalesce(a.assignee_id = ${viewer.userId}, false))`
}
