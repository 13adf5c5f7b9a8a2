import type { Activity, getTimeline, SubjectType } from '@sluice/core/activities/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { scopeFilter, type OwnedNoun } from '../../platform/policy.ts'
import { activityJson } from './activities.queries.ts'

/** One event of a timeline as stored, with the activity or comment it tells of as it is today. */
export interface TimelineRow {
  id: string
  seq: number
  type: string
  at: string
  recordedAt: string
  isImported: boolean
  actor: { id: string; name: string } | null
  payload: Record<string, unknown>
  subjectType: string
  subjectId: string
  activity: Activity | null
  /** What was written was taken away since. */
  isRemoved: boolean
}

type Kind = QueryOf<typeof getTimeline>['kind']
const kinds: Record<Kind, RawBuilder<boolean>> = {
  all: sql<boolean>`true`,
  activity: sql<boolean>`e.type like 'activity.%'`,
  stage: sql<boolean>`e.type in ('lead.created', 'lead.converted', 'deal.created', 'deal.moved', 'deal.transferred', 'deal.won', 'deal.lost', 'deal.reopened')`,
  change: sql<boolean>`(e.type like '%.changed' or e.type like '%.contacts_changed') and e.type not like 'activity.%'`,
  comment: sql<boolean>`e.type like 'comment.%'`,
  file: sql<boolean>`e.type like 'attachment.%'`,
}

/**
 * The records whose events make up a timeline, with how much of each: `all`, or its `activity` alone. A deal shows its
 * lead, a lead those merged into it and its deal, an account and a contact the leads they came from and what was done on their deals.
 * Deals of others stay hidden to who may not see them; what a record came from is part of its own history.
 */
function sources(viewer: Viewer, type: SubjectType, id: string): RawBuilder<unknown> {
  const { orgId } = viewer
  const own = sql`select ${type}::text as type, ${id}::uuid as id, 'all' as part`
  const visible = scopeFilter(viewer, 'deal', 'read', 'd')
  switch (type) {
    case 'deal':
      return sql`${own} union select 'lead', d.lead_id, 'all' from deal d where d.org_id = ${orgId} and d.id = ${id} and d.lead_id is not null`
    case 'lead':
      return sql`${own} union select 'lead', m.id, 'all' from (
          with recursive merged(id, n) as (
            select m.merged_id, 1 from lead_merge m where m.org_id = ${orgId} and m.kept_id = ${id} and m.undone_at is null
            union all select m.merged_id, w.n + 1 from merged w join lead_merge m on m.org_id = ${orgId} and m.kept_id = w.id and m.undone_at is null where w.n < 100)
          select id from merged) m union select 'deal', d.id, 'all' from lead l join deal d on d.org_id = l.org_id and d.id = l.converted_deal_id
        where l.org_id = ${orgId} and l.id = ${id} and ${visible}`
    case 'account':
      return sql`${own} union select 'lead', l.id, 'all' from lead l where l.org_id = ${orgId} and l.converted_account_id = ${id}
        union select 'deal', d.id, 'activity' from deal d where d.org_id = ${orgId} and d.account_id = ${id} and ${visible}
        union select 'contact', c.id, 'activity' from contact c where c.org_id = ${orgId} and c.account_id = ${id} and ${scopeFilter(viewer, 'contact', 'read', 'c')}`
    case 'contact':
      return sql`${own} union select 'lead', l.id, 'all' from lead l where l.org_id = ${orgId} and l.converted_contact_id = ${id}
        union select 'deal', d.id, 'activity' from deal d join deal_contact dc on dc.org_id = d.org_id and dc.deal_id = d.id
          where d.org_id = ${orgId} and dc.contact_id = ${id} and ${visible}`
  }
}

/** A page of a timeline, newest first by when it was true; back-dated events stand where they belong. */
export async function selectTimeline(tx: Reader, viewer: Viewer, type: SubjectType, id: string, query: QueryOf<typeof getTimeline>) {
  // The log has no uuid of its own: the sequence number takes the place of the id that breaks ties.
  const keyset: Keyset = { name: 'timeline', direction: 'desc', key: sql`e.at`, alias: 'e', type: 'instant', nullable: false }
  const { rows } = await sql<TimelineRow & { cursorKey: string }>`
    with source as (${sources(viewer, type, id)}),
    e as (
      select event.*, lpad(to_hex(event.seq), 32, '0')::uuid as id from source s
      join event on event.org_id = ${viewer.orgId} and event.subject_type = s.type and event.subject_id = s.id and (s.part = 'all' or event.type like 'activity.%')
    )
    select e.id, e.seq, e.type, e.at, e.recorded_at as "recordedAt", e.known_at = e.at and e.recorded_at > e.at as "isImported",
           case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as actor, e.payload,
           e.subject_type as "subjectType", e.subject_id as "subjectId",
           case when a.id is not null and a.deleted_at is null then ${activityJson} end as activity,
           (e.type in ('activity.logged', 'activity.changed') and (a.id is null or a.deleted_at is not null)) or (e.type = 'comment.added' and (m.id is null or m.deleted_at is not null))
             or (e.type = 'attachment.added' and (f.id is null or f.deleted_at is not null)) as "isRemoved",
           ${keyText(keyset)} as "cursorKey"
    from e
    left join app_user u on u.org_id = e.org_id and u.id = e.actor_id
    left join activity a on e.type like 'activity.%' and a.org_id = e.org_id and a.id = (e.payload ->> 'activityId')::uuid
    left join comment m on e.type = 'comment.added' and m.org_id = e.org_id and m.id = (e.payload ->> 'commentId')::uuid
    left join attachment f on e.type = 'attachment.added' and f.org_id = e.org_id and f.id = (e.payload ->> 'attachmentId')::uuid
    where ${kinds[query.kind]} and ${keysetAfter(keyset, query.cursor)}
    order by ${keysetOrder(keyset)} limit ${query.limit + 1}`.execute(tx)
  return cutPage(keyset, rows, query.limit)
}

/**
 * Names of what the organisation has under these ids: people, configuration, and the records that the viewer may see,
 * with the account and contacts of their deals. Ids come out of payloads, where people may have typed any of them.
 */
export async function selectNames(tx: Reader, viewer: Viewer, ids: readonly string[]): Promise<Record<string, string>> {
  if (ids.length === 0) return {}
  const { orgId } = viewer
  const wanted = sql`org_id = ${orgId} and id = any(${sql.val([...ids])}::uuid[])`
  const seen = (noun: OwnedNoun, alias: string) => scopeFilter(viewer, noun, 'read', alias)
  // Who reads only some campaigns knows those by name that leads in sight came from.
  const seenCampaign = scopeOf(viewer, 'campaign', 'read') === 'all' ? sql<boolean>`true` : sql<boolean>`exists (select from lead l join touch t on t.org_id = l.org_id
    and t.id in (l.first_touch_id, l.last_touch_id) where l.org_id = campaign.org_id and t.campaign_id = campaign.id and ${seen('lead', 'l')})`
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from app_user where ${wanted} union all select id, name from team where ${wanted}
    union all select id, name from stage where ${wanted} union all select id, name from pipeline where ${wanted}
    union all select id, name from loss_reason where ${wanted} union all select id, name from channel where ${wanted}
    union all select id, name from product where ${wanted} union all select id, name from tag where ${wanted}
    union all select id, name from account where ${wanted} and (${seen('account', 'account')}
      or exists (select from deal d where d.org_id = account.org_id and d.account_id = account.id and ${seen('deal', 'd')}))
    union all select id, name from contact where ${wanted} and (${seen('contact', 'contact')}
      or exists (select from deal_contact dc join deal d on d.org_id = dc.org_id and d.id = dc.deal_id
        where dc.org_id = contact.org_id and dc.contact_id = contact.id and ${seen('deal', 'd')}))
    union all select id, name from lead where ${wanted} and ${seen('lead', 'lead')}
    union all select id, title from deal where ${wanted} and ${seen('deal', 'deal')}
    union all select id, file_name from import where ${wanted}
    union all select id, name from lead_pool where ${wanted}
    union all select id, name from campaign where ${wanted} and ${seenCampaign}`.execute(tx)
  return Object.fromEntries(rows.map((row) => [row.id, row.name]))
}
