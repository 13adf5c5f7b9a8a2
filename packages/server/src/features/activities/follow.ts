import type { SubjectType } from '@sluice/core/activities/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import type { CommentPlace } from './comment-place.ts'

type Place = Pick<CommentPlace, 'type' | 'id' | 'ownerId'>

/** Users who follow it: whoever began, and its owner, except who ended it by hand. */
export async function selectFollowers(tx: Reader, orgId: string, { type, id, ownerId }: Place): Promise<string[]> {
  const { rows } = await sql<{ userId: string; isOn: boolean }>`
    select user_id as "userId", is_on as "isOn" from follow where org_id = ${orgId} and subject_type = ${type} and subject_id = ${id}`.execute(tx)
  const byHand = rows.filter((row) => row.isOn).map((row) => row.userId)
  return ownerId === null || rows.some((row) => row.userId === ownerId) ? byHand : [...byHand, ownerId]
}

/** How many comments of others the viewer has not seen; of a record that the viewer does not follow none. */
export async function countUnread(tx: Reader, viewer: Viewer, { type, id, ownerId }: Place): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from comment m left join follow f on f.org_id = m.org_id and f.subject_type = m.subject_type and f.subject_id = m.subject_id and f.user_id = ${viewer.userId}
    where m.org_id = ${viewer.orgId} and m.subject_type = ${type} and m.subject_id = ${id} and m.deleted_at is null and m.author_id <> ${viewer.userId}
      and coalesce(f.is_on, ${ownerId === viewer.userId}) and (f.seen_at is null or m.created_at > f.seen_at)`.execute(tx)
  return rows[0]?.n ?? 0
}

export interface Unread {
  id: string
  unread: number
  mentions: number
}

/**
 * Of some records, those with something unread: what others said since the viewer last looked, where the viewer follows, and mentions that
 * are unread in the inbox. For the rows of a page: each costs a look into the indexes of comments and of unread notices, however many records there are.
 */
export async function selectUnread(tx: Reader, viewer: Viewer, type: SubjectType, ids: readonly string[]): Promise<Unread[]> {
  const { rows } = await sql<Unread>`
    select r.id, greatest(c.n, n.n)::integer as unread, n.n::integer as mentions from ${sql.table(type)} r
    left join follow f on f.org_id = r.org_id and f.subject_type = ${type} and f.subject_id = r.id and f.user_id = ${viewer.userId}
    cross join lateral (select count(*) as n from comment m
      where m.org_id = r.org_id and m.subject_type = ${type} and m.subject_id = r.id and m.created_at > coalesce(f.seen_at, '-infinity') and m.deleted_at is null and m.author_id <> ${viewer.userId}
        and coalesce(f.is_on, coalesce(r.owner_id = ${viewer.userId}, false))) c
    cross join lateral (select count(*) as n from notification t
      where t.org_id = r.org_id and t.user_id = ${viewer.userId} and t.subject_type = ${type} and t.subject_id = r.id and t.read_at is null and t.kind = 'mention') n
    where r.org_id = ${viewer.orgId} and r.id = any(${sql.val([...ids])}::uuid[]) and ${scopeFilter(viewer, type, 'read', 'r')} and greatest(c.n, n.n) > 0
    order by r.id`.execute(tx)
  return rows
}

/** What was said so far is read. `begins`: whoever has no word on following yet begins with it; otherwise only the owner has something to keep. */
export async function markSeen(tx: Tx, { orgId, userId }: Viewer, { type, id, ownerId }: Place, now: string, { begins = false } = {}): Promise<void> {
  if (begins || ownerId === userId) {
    await sql`insert into follow (org_id, subject_type, subject_id, user_id, is_on, seen_at) values (${orgId}, ${type}, ${id}, ${userId}, true, ${now})
      on conflict (org_id, subject_type, subject_id, user_id) do update set seen_at = excluded.seen_at`.execute(tx)
  } else {
    await sql`update follow set seen_at = ${now} where org_id = ${orgId} and subject_type = ${type} and subject_id = ${id} and user_id = ${userId}`.execute(tx)
  }
  await sql`update notification set read_at = ${now} where org_id = ${orgId} and user_id = ${userId} and read_at is null and kind in ('mention', 'comment_followed')
    and subject_type = ${type} and subject_id = ${id}`.execute(tx)
}

/** A comment and all after it are unread again, and so are their notices. Whoever has no word on following begins with it: there must be something to come back to. */
export async function markUnseen(tx: Tx, { orgId, userId }: Viewer, { type, id }: Place, commentId: string): Promise<void> {
  const { rows } = await sql<{ at: string }>`
    select created_at as at from comment where org_id = ${orgId} and id = ${commentId} and subject_type = ${type} and subject_id = ${id} and deleted_at is null`.execute(tx)
  const { at } = rows[0] ?? refuse('record.not_found')
  await sql`insert into follow (org_id, subject_type, subject_id, user_id, is_on, seen_at) values (${orgId}, ${type}, ${id}, ${userId}, true, ${at}::timestamptz - interval '1 microsecond')
    on conflict (org_id, subject_type, subject_id, user_id) do update set seen_at = excluded.seen_at`.execute(tx)
  await sql`
    update notification n set read_at = null, done_at = null from comment m
    where n.org_id = ${orgId} and n.user_id = ${userId} and n.kind in ('mention', 'comment_followed') and n.subject_type = ${type} and n.subject_id = ${id}
      and m.org_id = n.org_id and m.id = (n.data ->> 'commentId')::uuid and m.deleted_at is null and m.created_at >= ${at}::timestamptz`.execute(tx)
}

export async function setFollowing(tx: Tx, { orgId, userId }: Viewer, { type, id }: Place, isOn: boolean, now: string): Promise<void> {
  await sql`insert into follow (org_id, subject_type, subject_id, user_id, is_on, seen_at) values (${orgId}, ${type}, ${id}, ${userId}, ${isOn}, ${now})
    on conflict (org_id, subject_type, subject_id, user_id) do update set is_on = excluded.is_on`.execute(tx)
}
