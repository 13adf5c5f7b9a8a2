import type { Viewer } from '@sluice/core/identity/policy'
import type { Role } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { addComment } from '../activities/comment.ts'
import type { Talk } from '../activities/comment-place.ts'
import { chartOf, talkAboutChart } from '../talk/chart-talk.ts'
import { keepChart, keepPoint } from '../talk/keep-place.ts'
import { talkAboutPoint, type TalkSources } from '../talk/meeting-talk.ts'

/** What colleagues of the demo company say about a chart and about a point of their last meeting. */
export async function writeTalk(tx: Tx, act: Act): Promise<void> {
  const { orgId } = act
  const { rows: people } = await sql<{ id: string; role: Role; teamId: string }>`
    select distinct on (u.role) u.id, u.role, u.team_id as "teamId" from app_user u join meeting_member m on m.org_id = u.org_id and m.user_id = u.id
    where u.org_id = ${orgId} and u.status = 'active' order by u.role, (u.id = ${act.actorId}) desc, u.created_at, u.id`.execute(tx)
  const [leader, manager] = [people.find(({ id }) => id === act.actorId), people.find(({ role }) => role === 'manager')]
  const { rows: marketers } = await sql<{ id: string; role: Role; teamId: string }>`
    select id, role, team_id as "teamId" from app_user where org_id = ${orgId} and status = 'active' and role = 'marketing' order by created_at, id limit 1`.execute(tx)
  const { rows: meetings } = await sql<{ id: string; pipelineId: string; memberIds: string[] }>`
    select m.id, s.pipeline_id as "pipelineId", array(select mm.user_id from meeting_member mm where mm.org_id = s.org_id and mm.series_id = s.id) as "memberIds"
    from meeting m join meeting_series s on s.org_id = m.org_id and s.id = m.series_id where m.org_id = ${orgId} and m.status = 'closed' order by m.opened_at desc limit 1`.execute(tx)
  const [marketer, meeting] = [marketers[0], meetings[0]]
  if (leader === undefined || manager === undefined || meeting === undefined) return
  const sources: TalkSources = {
    alarm: () => Promise.resolve(null),
    meeting: () => Promise.resolve({ name: '漏斗例会', facilitatorId: leader.id, teamId: null, mayRead: (person) => meeting.memberIds.includes(person.userId), itemOf: () => null }),
  }
  const talk: Talk = { alarm: sources.alarm, chart: talkAboutChart, meeting_point: (reader, viewer, id) => talkAboutPoint(reader, viewer, id, sources) }
  const say = (person: { id: string; role: Role; teamId: string }, hoursAgo: number, subject: { type: 'chart' | 'meeting_point' | 'deal'; id: string }, body: string) => {
    const viewer: Viewer = { orgId, userId: person.id, role: person.role, teamId: person.teamId, teamIds: [person.teamId] }
    return addComment(tx, { orgId, actorId: person.id, now: new Date(Date.parse(act.now) - hoursAgo * 3_600_000).toISOString() }, viewer, subject.type, subject.id, body, talk)
  }
  const point = { type: 'meeting_point' as const, id: await keepPoint(tx, act, meeting.id, 'stuck', null) }
  await say(leader, 30, point, `@[${manager.id}] 前三单这周都要约到决策人，周五前在这里说进展。`)
  await say(manager, 6, point, '第一单约到了采购总监，周四下午；另两单还在等预算批复。')
  const { rows: deals } = await sql<{ id: string }>`
    select id from deal where org_id = ${orgId} and pipeline_id = ${meeting.pipelineId} and status = 'open' and team_id = ${manager.teamId} order by stage_entered_at desc, id limit 1`.execute(tx)
  for (const deal of deals) await say(manager, 2, { type: 'deal', id: deal.id }, `@[${leader.id}] 客户想周五前要报价，能先给个折扣区间吗？`)
  if (marketer === undefined) return
  const chart = await chartOf(tx, { orgId, userId: leader.id, role: leader.role, teamId: leader.teamId, teamIds: [leader.teamId] }, 'heat', `pipeline=${meeting.pipelineId}`)
  const heat = { type: 'chart' as const, id: await keepChart(tx, act, chart) }
  await say(marketer, 26, heat, '最近几周方案到谈判这一格明显变淡，和展会线索进来的时间对得上。')
  await say(marketer, 4, heat, `@[${leader.id}] 按来源再看一遍，是否只有展会的线索在这里掉？`)
}
