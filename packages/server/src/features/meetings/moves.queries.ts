import type { MeetingState } from '@sluice/core/meetings/contract'
import type { MoveFact } from '@sluice/core/meetings/minutes'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'

/**
 * What people of a running meeting did to deals of its pipeline since it was opened, in their order: moved on or back, closed, given to somebody else.
 * Read by the order of the log from the event that opened it, so its cost is what happened meanwhile.
 */
export async function selectMoves(tx: Reader, orgId: string, meeting: { id: string; pipelineId: string }): Promise<MoveFact[]> {
  const { rows } = await sql<MoveFact>`
    with opened as (
      select e.xid, e.seq from event e where e.org_id = ${orgId} and e.subject_type = 'meeting' and e.subject_id = ${meeting.id} and e.type = 'meeting.opened' order by e.seq desc limit 1
    ), did as (
      select e.*, case e.type when 'deal.moved' then 'stage' when 'deal.won' then 'won' when 'deal.lost' then 'lost' when 'deal.reopened' then 'reopened' else 'owner' end as what
      from event e where e.org_id = ${orgId} and e.xid >= (select xid from opened) and e.subject_type = 'deal'
        and (e.type in ('deal.moved', 'deal.won', 'deal.lost', 'deal.reopened') or e.type = 'deal.changed' and jsonb_exists(e.payload -> 'changes', 'ownerId'))
        and e.payload ->> 'pipelineId' = ${meeting.pipelineId}
        and exists (select from meeting_attendance p where p.org_id = e.org_id and p.meeting_id = ${meeting.id} and p.user_id = e.actor_id)
    )
    select d.subject_id as "dealId", d.what, d.at, case when u.id is not null then jsonb_build_object('id', u.id, 'name', u.name) end as by,
      coalesce((select s.name from stage s where s.org_id = d.org_id and s.id::text = d.payload ->> case when d.what = 'stage' then 'from' else 'stageId' end),
        (select o.name from app_user o where o.org_id = d.org_id and o.id::text = d.payload #>> '{changes,ownerId,0}')) as "from",
      coalesce((select s.name from stage s where d.what = 'stage' and s.org_id = d.org_id and s.id::text = d.payload ->> 'to'),
        (select o.name from app_user o where o.org_id = d.org_id and o.id::text = d.payload #>> '{changes,ownerId,1}')) as "to"
    from did d left join app_user u on u.org_id = d.org_id and u.id = d.actor_id order by d.xid, d.seq limit 200`.execute(tx)
  return rows
}

/** The moves of deals that the viewer may see, with the names of the deals. */
export async function seenMoves(tx: Reader, viewer: Viewer, moves: readonly MoveFact[]): Promise<MeetingState['moves']> {
  const { rows } = await sql<{ id: string; title: string }>`
    select d.id, d.title from deal d where d.org_id = ${viewer.orgId} and d.id = any(${sql.val(moves.map(({ dealId }) => dealId))}::uuid[]) and ${scopeFilter(viewer, 'deal', 'read', 'd')}`.execute(tx)
  const deals = new Map(rows.map((row) => [row.id, row]))
  return moves.flatMap(({ dealId, ...move }) => {
    const deal = deals.get(dealId)
    return deal === undefined ? [] : [{ ...move, deal }]
  })
}
