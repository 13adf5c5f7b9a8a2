import type { changeMeetingSeries, createMeetingSeries, MeetingSeries } from '@sluice/core/meetings/contract'
import { nextMeeting } from '@sluice/core/meetings/cadence'
import { managesFunnel, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectSeries } from './series.queries.ts'

export async function createSeries(tx: Tx, act: Act, viewer: Viewer, timeZone: string, body: BodyOf<typeof createMeetingSeries>): Promise<MeetingSeries> {
  await requireTeam(tx, viewer, body.teamId)
  const { orgId } = viewer
  const pipeline = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).where('id', '=', body.pipelineId).executeTakeFirst()
  if (pipeline === undefined) refuse('meeting.unknown_place', {}, [{ path: 'pipelineId', code: 'unknown' }])
  const members = await requirePeople(tx, orgId, [body.facilitatorId, ...body.memberIds])
  const id = newId()
  await tx.insertInto('meeting_series').values({
    org_id: orgId, id, name: body.name, pipeline_id: body.pipelineId, team_id: body.teamId, facilitator_id: body.facilitatorId, cadence: body.cadence, first_on: body.firstOn, at_time: body.atTime,
    section_minutes: body.sectionMinutes, created_by: viewer.userId, created_at: act.now,
  }).execute()
  await setMembers(tx, orgId, id, members)
  await plan(tx, orgId, id, nextMeeting(body, timeZone, Date.parse(act.now)))
  return told(tx, act, viewer, id, 'created')
}

export async function changeSeries(tx: Tx, act: Act, viewer: Viewer, timeZone: string, id: string, version: number, body: BodyOf<typeof changeMeetingSeries>): Promise<MeetingSeries> {
  const { orgId } = viewer
  await tx.selectFrom('meeting_series').select('id').where('org_id', '=', orgId).where('id', '=', id).forUpdate().execute()
  const series = (await selectSeries(tx, viewer, id)) ?? refuse('record.not_found')
  if (!series.canWrite) refuse('permission.denied')
  if (series.version !== version) refuse('conflict.stale_version')
  const isArchived = body.isArchived ?? series.isArchived
  if (series.isArchived && isArchived) refuse('meeting.archived')
  const facilitatorId = body.facilitatorId ?? series.facilitator.id
  if (body.facilitatorId !== undefined || body.memberIds !== undefined) {
    const before = series.members.map((member) => member.id)
    const kept = new Set(before)
    const wanted = [...new Set([facilitatorId, ...(body.memberIds ?? before)])]
    // Who takes part already may stay, also when their account was disabled meanwhile.
    await requirePeople(tx, orgId, wanted.filter((one) => !kept.has(one)))
    await setMembers(tx, orgId, id, wanted)
  }
  const rhythm = { cadence: body.cadence ?? series.cadence, firstOn: body.firstOn ?? series.firstOn, atTime: body.atTime ?? series.atTime }
  await tx
    .updateTable('meeting_series')
    .set({
      name: body.name ?? series.name, facilitator_id: facilitatorId, cadence: rhythm.cadence, first_on: rhythm.firstOn, at_time: rhythm.atTime,
      section_minutes: body.sectionMinutes ?? series.sectionMinutes, archived_at: isArchived ? act.now : null, version: version + 1,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
  const moves = rhythm.cadence !== series.cadence || rhythm.firstOn !== series.firstOn || rhythm.atTime !== series.atTime
  if (isArchived || moves) await tx.deleteFrom('meeting').where('org_id', '=', orgId).where('series_id', '=', id).where('status', '=', 'planned').execute()
  const ahead = await tx.selectFrom('meeting').select('id').where('org_id', '=', orgId).where('series_id', '=', id).where('status', 'in', ['planned', 'open']).executeTakeFirst()
  if (!isArchived && ahead === undefined) await plan(tx, orgId, id, nextMeeting(rhythm, timeZone, Date.parse(act.now)))
  return told(tx, act, viewer, id, isArchived ? 'ended' : series.isArchived ? 'taken_up' : 'changed')
}

/** Puts the next meeting, at an instant (ms), into the calendar of the series. */
export async function plan(tx: Tx, orgId: string, seriesId: string, at: number): Promise<void> {
  await tx.insertInto('meeting').values({ org_id: orgId, id: newId(), series_id: seriesId, status: 'planned', planned_at: new Date(at).toISOString() }).execute()
}

/** A meeting tells about the whole team, so it is arranged by who may read the team's deals. */
export async function requireTeam(tx: Reader, viewer: Viewer, teamId: string | null): Promise<void> {
  if (!managesFunnel(viewer)) refuse('permission.denied')
  if (scopeOf(viewer, 'deal', 'read') !== 'all' && (teamId === null || !viewer.teamIds.includes(teamId))) refuse('meeting.team_needed', {}, [{ path: 'teamId', code: 'meeting.team_needed' }])
  if (teamId === null) return
  const team = await tx.selectFrom('team').select('id').where('org_id', '=', viewer.orgId).where('id', '=', teamId).executeTakeFirst()
  if (team === undefined) refuse('meeting.unknown_place', {}, [{ path: 'teamId', code: 'unknown' }])
}

async function requirePeople(tx: Reader, orgId: string, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return []
  const found = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', 'in', wanted).where('status', '=', 'active').execute()
  if (found.length < wanted.length) refuse('meeting.unknown_person', {}, [{ path: 'memberIds', code: 'meeting.unknown_person' }])
  return wanted
}

async function setMembers(tx: Tx, orgId: string, seriesId: string, userIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('meeting_member').where('org_id', '=', orgId).where('series_id', '=', seriesId).execute()
  await tx.insertInto('meeting_member').values(userIds.map((userId) => ({ org_id: orgId, series_id: seriesId, user_id: userId }))).execute()
}

async function told(tx: Tx, act: Act, viewer: Viewer, id: string, what: 'created' | 'changed' | 'ended' | 'taken_up'): Promise<MeetingSeries> {
  const series = (await selectSeries(tx, viewer, id)) ?? refuse('record.not_found')
  await append(tx, act, [{ type: 'meeting.series_changed', payload: { seriesId: id, what, name: series.name }, subjectType: 'meeting', subjectId: id, ownerId: series.facilitator.id, teamId: series.team?.id ?? null }])
  return series
}
