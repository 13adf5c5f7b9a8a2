import { listNotifications, readNotifications, settleNotifications, type Notification } from '@sluice/core/notifications/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql, type RawBuilder } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { route } from '../../platform/route.ts'

/** Something that was put off stands where it came back. */
const newest = (at: string): Keyset => ({ name: 'created', alias: 'n', key: sql`case when n.snoozed_until <= ${at}::timestamptz then greatest(n.created_at, n.snoozed_until) else n.created_at end`, type: 'instant', nullable: false, direction: 'desc' })
const isOpen = (at: string) => sql<boolean>`n.done_at is null and (n.snoozed_until is null or n.snoozed_until <= ${at}::timestamptz)`
const boxes: Record<'open' | 'snoozed' | 'done', (at: string) => RawBuilder<boolean>> = {
  open: isOpen,
  snoozed: (at) => sql<boolean>`n.done_at is null and n.snoozed_until > ${at}::timestamptz`,
  done: () => sql<boolean>`n.done_at is not null`,
}

/** What the viewer was told. Everybody sees and marks their own alone. */
export function notificationRoutes(api: Api): void {
  route(api, listNotifications, async ({ tx, viewer, act, query }) => {
    const keyset = newest(act.now)
    const { rows } = await sql<Notification & { cursorKey: string }>`
      select n.id, n.kind, n.data, n.subject_type as "subjectType", n.subject_id as "subjectId", n.created_at as "createdAt", n.read_at as "readAt", n.done_at as "doneAt", n.snoozed_until as "snoozedUntil",
        ${keyText(keyset)} as "cursorKey"
      from notification n where n.org_id = ${viewer.orgId} and n.user_id = ${viewer.userId}
        and ${query.unread === 'true' ? sql`n.read_at is null` : sql`true`} and ${query.box === undefined ? sql`true` : boxes[query.box](act.now)}
        and ${query.about === undefined ? sql`true` : sql`split_part(n.kind, '_', 1) = any(${sql.val(query.about.split(','))}::text[])`} and ${keysetAfter(keyset, query.cursor)}
      order by ${keysetOrder(keyset)} limit ${query.limit + 1}`.execute(tx)
    const page = cutPage(keyset, rows, query.limit)
    return { items: page.rows, nextCursor: page.nextCursor, unread: await countUnread(tx, viewer, act.now) }
  })
  route(api, readNotifications, async ({ tx, viewer, act, body }) => {
    const which = body.ids === undefined ? isOpen(act.now) : sql`n.id = any(${sql.val(body.ids)}::uuid[])`
    await sql`update notification n set read_at = ${act.now} where n.org_id = ${viewer.orgId} and n.user_id = ${viewer.userId} and n.read_at is null and ${which}`.execute(tx)
    return { unread: await countUnread(tx, viewer, act.now) }
  })
  route(api, settleNotifications, async ({ tx, viewer, act, body }) => {
    const { to } = body
    const done = to.state === 'done' ? act.now : null
    const until = to.state === 'snoozed' ? to.until : null
    // Done is read; what was put off is new again when it comes back.
    const read = to.state === 'done' || to.state === 'open' ? act.now : null
    await sql`
      update notification set done_at = ${done}::timestamptz, snoozed_until = ${until}::timestamptz, read_at = case when ${read}::timestamptz is null then null else coalesce(read_at, ${read}::timestamptz) end
      where org_id = ${viewer.orgId} and user_id = ${viewer.userId} and id = any(${sql.val(body.ids)}::uuid[])`.execute(tx)
    return { unread: await countUnread(tx, viewer, act.now) }
  })
}

async function countUnread(tx: Reader, viewer: Viewer, at: string): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from notification n where n.org_id = ${viewer.orgId} and n.user_id = ${viewer.userId} and n.read_at is null and ${isOpen(at)}`.execute(tx)
  return rows[0]?.unread ?? 0
}
