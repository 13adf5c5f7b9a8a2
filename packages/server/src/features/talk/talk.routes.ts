import * as contracts from '@sluice/core/talk/contract'
import { chartPath, chartPlace } from '@sluice/core/talk/chart-place'
import { pointKey, readPoint } from '@sluice/core/talk/meeting-points'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { Refusal, refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { countUnread } from '../activities/follow.ts'
import { chartOf, type Chart } from './chart-talk.ts'
import { keepChart, keepPoint } from './keep-place.ts'
import { pointOf, type TalkSources } from './meeting-talk.ts'

/** Charts and points of meetings as places to talk. What is said there, and by whom it is read: the comments of activities. */
export function talkRoutes(api: Api, sources: TalkSources): void {
  route(api, contracts.getChartTalk, async ({ tx, viewer, query }) => showChart(tx, viewer, await chartOf(tx, viewer, query.report, query.place), query.place))
  route(api, contracts.openChartTalk, async ({ tx, act, viewer, body }) => {
    const chart = await chartOf(tx, viewer, body.report, body.place)
    await keepChart(tx, act, chart)
    return showChart(tx, viewer, chart, body.place)
  })
  route(api, contracts.listMeetingTalk, async ({ tx, viewer, params }) => {
    const meeting = await sources.meeting(tx, viewer.orgId, params.id)
    if (meeting === null || !meeting.mayRead(viewer)) refuse('record.not_found')
    const { rows } = await sql<{ id: string; key: string; count: number }>`
      select p.id, p.key, count(*)::integer as count from talk_place p join comment m on m.org_id = p.org_id and m.subject_type = 'meeting_point' and m.subject_id = p.id and m.deleted_at is null
      where p.org_id = ${viewer.orgId} and p.meeting_id = ${params.id} group by p.id, p.key order by p.key limit 500`.execute(tx)
    const items = []
    for (const { id, key, count } of rows) {
      const about = await seenOrNull(() => pointOf(tx, viewer, params.id, key, sources))
      if (about !== null) items.push({ id, ...readPoint(key), count, unread: await countUnread(tx, viewer, { type: 'meeting_point', id, ownerId: about.ownerId }) })
    }
    return { items }
  })
  route(api, contracts.openMeetingTalk, async ({ tx, act, viewer, params, body }) => {
    const key = pointKey(body.section, body.itemId)
    if ((await pointOf(tx, viewer, params.id, key, sources)) === null) refuse('record.not_found')
    return { id: await keepPoint(tx, act, params.id, body.section, body.itemId) }
  })
}

async function showChart(tx: Reader, viewer: Viewer, { id, report, place, ownerId }: Chart, asked: string) {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from comment where org_id = ${viewer.orgId} and subject_type = 'chart' and subject_id = ${id} and deleted_at is null`.execute(tx)
  return { id, count: rows[0]?.count ?? 0, unread: await countUnread(tx, viewer, { type: 'chart', id, ownerId }), place, path: chartPath(report, place), isPinned: chartPlace(asked) !== place }
}

/** What is about something out of the viewer's sight is passed over in a list. */
async function seenOrNull<T>(read: () => Promise<T | null>): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'record.not_found') return null
    throw error
  }
}
