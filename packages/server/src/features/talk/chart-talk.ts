import { chartNames, chartPath, chartPlace, chartReports, chartSlice, coversSlice, pinnedPlace, type ChartReport, type TeamOf } from '@sluice/core/talk/chart-place'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { idOf } from '../../platform/ids.ts'
import type { TalkAbout } from '../activities/comment-place.ts'

export interface Chart {
  id: string
  report: ChartReport
  /** The filters with the viewer's reach said in them (core/talk/chart-place). */
  place: string
  key: string
  ownerId: string | null
}

/** The chart that the viewer looks at under these filters. Nothing is written: its id follows from what it is. */
export async function chartOf(tx: Reader, viewer: Viewer, report: ChartReport, search: string): Promise<Chart> {
  const asked = chartPlace(search)
  const place = pinnedPlace(viewer, asked, await selectTeamOf(tx, viewer.orgId, chartSlice(asked).owners ?? []))
  const key = `${report}?${place}`
  return { id: idOf(viewer.orgId, 'chart', key), report, place, key, ownerId: ownerOf(place) }
}

/** A chart about which something was said. Whoever's numbers alone it shows hears of it as the owner of a record does. */
export async function talkAboutChart(tx: Reader, { orgId }: Viewer, id: string): Promise<TalkAbout | null> {
  const { rows } = await sql<{ key: string }>`select key from talk_place where org_id = ${orgId} and id = ${id} and kind = 'chart'`.execute(tx)
  const [row] = rows
  const cut = row?.key.indexOf('?') ?? -1
  const report = chartReports.find((one) => one === row?.key.slice(0, cut))
  if (row === undefined || report === undefined) return null
  const place = row.key.slice(cut + 1)
  const slice = chartSlice(place)
  const teamOf = await selectTeamOf(tx, orgId, slice.owners ?? [])
  const path = chartPath(report, place)
  return {
    title: chartNames[report].zh, titleEn: chartNames[report].en, ownerId: ownerOf(place), teamId: slice.teams?.length === 1 ? (slice.teams[0] ?? null) : null,
    path: `${path}${path.includes('?') ? '&' : '?'}talk=open`, mayRead: (person) => coversSlice(person, slice, teamOf),
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
function ownerOf(place: string): string | null {
  const { owners } = chartSlice(place)
  const [owner] = owners ?? []
  return owners?.length === 1 && owner !== undefined && uuid.test(owner) ? owner : null
}

/** In which team they are today. */
async function selectTeamOf(tx: Reader, orgId: string, userIds: readonly string[]): Promise<TeamOf> {
  const ids = userIds.filter((id) => uuid.test(id))
  const { rows } = ids.length === 0 ? { rows: [] } : await sql<{ id: string; teamId: string }>`select id, team_id as "teamId" from app_user where org_id = ${orgId} and id = any(${sql.val(ids)}::uuid[])`.execute(tx)
  const teams = new Map(rows.map((row) => [row.id, row.teamId]))
  return (id) => teams.get(id)
}
