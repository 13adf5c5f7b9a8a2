import type { Viewer } from '@sluice/core/identity/policy'
import { scopeOf } from '@sluice/core/identity/policy'
import type { MeetingSection } from '@sluice/core/meetings/agenda'
import { readPoint, sectionNames } from '@sluice/core/talk/meeting-points'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { requireRecord, type TalkAbout } from '../activities/comment-place.ts'

/** What a meeting says of itself; handed over by app.ts. `itemOf`: what an item of its agenda is, null when there is none. */
export interface MeetingFacts {
  name: string
  facilitatorId: string
  teamId: string | null
  mayRead: (person: Viewer) => boolean
  itemOf: (section: MeetingSection, itemId: string) => { kind: 'deal' | 'alarm' | 'person' | 'plain'; title: string | null } | null
}
export interface TalkSources {
  meeting: (tx: Reader, orgId: string, id: string) => Promise<MeetingFacts | null>
  alarm: (tx: Reader, viewer: Viewer, id: string) => Promise<TalkAbout | null>
}

/**
 * A section of a meeting, or an item of it: seen by those who see the meeting, and of these by who may see the deal, the alarm or the
 * person's figures that the item is about.
 */
export async function talkAboutPoint(tx: Reader, viewer: Viewer, id: string, sources: TalkSources): Promise<TalkAbout | null> {
  const { rows } = await sql<{ key: string; meetingId: string }>`select key, meeting_id as "meetingId" from talk_place where org_id = ${viewer.orgId} and id = ${id} and kind = 'meeting_point'`.execute(tx)
  const [row] = rows
  return row === undefined ? null : pointOf(tx, viewer, row.meetingId, row.key, sources)
}

/** The same of a point that nothing was said about yet. */
export async function pointOf(tx: Reader, viewer: Viewer, meetingId: string, key: string, sources: TalkSources): Promise<TalkAbout | null> {
  const meeting = await sources.meeting(tx, viewer.orgId, meetingId)
  if (meeting === null || !meeting.mayRead(viewer)) return null
  const { section, itemId } = readPoint(key)
  const item = itemId === null ? null : meeting.itemOf(section, itemId)
  if (itemId !== null && item === null) return null
  const about = itemId === null || item === null ? null : await itemAbout(tx, viewer, item.kind, itemId, sources)
  if (about !== null && !about.mayRead(viewer)) return null
  const name = about?.title ?? item?.title
  const end = name === null || name === undefined || name === '' ? '' : ` · ${name}`
  return {
    title: `${meeting.name} · ${sectionNames[section].zh}${end}`, titleEn: `${meeting.name} · ${sectionNames[section].en}${end}`,
    ownerId: about === null ? meeting.facilitatorId : about.ownerId, teamId: meeting.teamId, path: `/meetings/${meetingId}?talk=${encodeURIComponent(key)}`,
    mayRead: (person) => meeting.mayRead(person) && (about === null || about.mayRead(person)),
  }
}

type ItemAbout = Pick<TalkAbout, 'ownerId' | 'mayRead'> & { title: string | null }

async function itemAbout(tx: Reader, viewer: Viewer, kind: 'deal' | 'alarm' | 'person' | 'plain', id: string, sources: TalkSources): Promise<ItemAbout | null> {
  if (kind === 'plain') return null
  if (kind === 'deal') return requireRecord(tx, viewer, 'deal', id)
  const nobody = { title: null, ownerId: null, mayRead: () => false }
  if (kind === 'alarm') return (await sources.alarm(tx, viewer, id)) ?? nobody
  const { rows } = await sql<{ name: string; teamId: string }>`select name, team_id as "teamId" from app_user where org_id = ${viewer.orgId} and id = ${id}`.execute(tx)
  const [user] = rows
  return user === undefined ? nobody : { title: user.name, ownerId: null, mayRead: (person) => seesFiguresOf(person, id, user.teamId) }
}

/** Figures of single people are for themselves, their managers, and those who read everybody's deals. */
function seesFiguresOf(person: Viewer, userId: string, teamId: string): boolean {
  const scope = scopeOf(person, 'deal', 'read')
  return scope === 'all' || person.userId === userId || (scope === 'team' && person.teamIds.includes(teamId))
}
