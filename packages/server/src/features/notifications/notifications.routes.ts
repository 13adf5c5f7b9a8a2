import { listNotifications, readNotifications, type Notification } from '@sluice/core/notifications/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { cutPage, keysetAfter, keysetOrder, keyText, type Keyset } from '../../platform/keyset.ts'
import { route } from '../../platform/route.ts'

const newest: Keyset = { name: 'created', alias: 'n', key: sql`n.created_at`, type: 'instant', nullable: false, direction: 'desc' }

/** What the viewer was told. Everybody sees and marks their own alone. */
export function notificationRoutes(api: Api): void {
  route(api, listNotifications, async ({ tx, viewer, query }) => {
    const { rows } = await sql<Notification & { cursorKey: string }>`
      select n.id, n.kind, n.data, n.subject_type as "subjectType", n.subject_id as "subjectId", n.created_at as "createdAt", n.read_at as "readAt",
        ${keyText(newest)} as "cursorKey"
      from notification n where n.org_id = ${viewer.orgId} and n.user_id = ${viewer.userId}
        and ${query.unread === 'true' ? sql`n.read_at is null` : sql`true`} and ${keysetAfter(newest, query.cursor)}
      order by ${keysetOrder(newest)} limit ${query.limit + 1}`.execute(tx)
    const page = cutPage(newest, rows, query.limit)
    return { items: page.rows, nextCursor: page.nextCursor, unread: await countUnread(tx, viewer) }
  })
  route(api, readNotifications, async ({ tx, viewer, act, body }) => {
    const which = body.ids === undefined ? sql`true` : sql`id = any(${sql.val(body.ids)}::uuid[])`
    await sql`update notification set read_at = ${act.now} where org_id = ${viewer.orgId} and user_id = ${viewer.userId} and read_at is null and ${which}`.execute(tx)
    return { unread: await countUnread(tx, viewer) }
  })
}

async function countUnread(tx: Reader, viewer: Viewer): Promise<number> {
  const { rows } = await sql<{ unread: number }>`
    select count(*) as unread from notification where org_id = ${viewer.orgId} and user_id = ${viewer.userId} and read_at is null`.execute(tx)
  return rows[0]?.unread ?? 0
}
