import { managesFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'

/** Which series `s` the viewer arranges: administrators all, managers those of their teams and those they facilitate. */
export function seriesWritten(viewer: Viewer): RawBuilder<boolean> {
  if (!managesFunnel(viewer)) return sql<boolean>`false`
  if (scopeOf(viewer, 'deal', 'read') === 'all') return sql<boolean>`true`
  return sql<boolean>`(s.facilitator_id = ${viewer.userId} or coalesce(s.team_id = any(${sql.val([...viewer.teamIds])}::uuid[]), false))`
}

/** Which series `s`, and their meetings, the viewer sees: those they arrange, and those they take part in. */
export function seriesSeen(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`(${seriesWritten(viewer)} or exists (select from meeting_member mm where mm.org_id = s.org_id and mm.series_id = s.id and mm.user_id = ${viewer.userId}))`
}

/** Who opens, skips and closes a meeting and may take over: who arranges it, and its facilitator. */
export function meetingLed(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`(s.facilitator_id = ${viewer.userId} or ${seriesWritten(viewer)})`
}
