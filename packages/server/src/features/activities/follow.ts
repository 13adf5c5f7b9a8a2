import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
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

export async function setFollowing(tx: Tx, { orgId, userId }: Viewer, { type, id }: Place, isOn: boolean, now: string): Promise<void> {
  await sql`insert into follow (org_id, subject_type, subject_id, user_id, is_on, seen_at) values (${orgId}, ${type}, ${id}, ${userId}, ${isOn}, ${now})
    on conflict (org_id, subject_type, subject_id, user_id) do update set is_on = excluded.is_on`.execute(tx)
}
