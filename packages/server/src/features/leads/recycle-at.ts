import { sql } from 'kysely'

/** Since when nobody has touched a lead `l`: made, given to its owner, moved in status, worked on. */
export const untouchedSinceSql = sql<string>`greatest(l.created_at, l.owned_at, l.status_at, l.last_activity_at)`

/** When a lead `l` that somebody owns goes back into its pool `p`; null: not by itself. The rule's warning comes before, so it may be later. */
export const recycleAtSql = sql<string | null>`case when l.owner_id is not null and l.status in ('new', 'working') and p.recycle_days is not null and p.archived_at is null
  then greatest(${untouchedSinceSql} + p.recycle_days * interval '1 day',
    coalesce(case when l.recycle_warned_at > ${untouchedSinceSql} then l.recycle_warned_at + p.warn_days * interval '1 day' end, '-infinity')) end`
