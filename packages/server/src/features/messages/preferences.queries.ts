import type { getMessagePreferences } from '@sluice/core/messages/contract'
import { defaultPreferences, messagePreferences, type MessagePreferences } from '@sluice/core/messages/preferences'
import { readsWholeFunnel, type Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { selectMailSetting } from '../nurture/mail-settings.queries.ts'
import { selectOwnApps } from './chat-apps.queries.ts'
import { selectDevices } from './push-devices.ts'

interface Row { kinds: unknown; quietFrom: string; quietTo: string; isQuietOnDaysOff: boolean; briefAt: string | null; wantsWeekly: boolean }
/** Columns of `message_preference p`, as `readPreferences` takes them. */
export const preferenceColumns = sql`p.kinds, p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.is_quiet_on_days_off as "isQuietOnDaysOff", p.brief_at as "briefAt", p.wants_weekly as "wantsWeekly"`

/** As chosen, else what holds for everybody. A kind that is no more is passed over. */
export function readPreferences(row: Row | { kinds: null }): MessagePreferences {
  if (!('quietFrom' in row) || row.kinds === null) return defaultPreferences
  const known = Object.entries<unknown>(Object(row.kinds) as Record<string, unknown>).filter(([kind, value]) => messagePreferences.shape.kinds.safeParse({ [kind]: value }).success)
  const { quietFrom, quietTo, isQuietOnDaysOff, briefAt, wantsWeekly } = row
  return messagePreferences.parse({ kinds: Object.fromEntries(known), quietFrom, quietTo, isQuietOnDaysOff, briefAt, wantsWeekly })
}

/** The robot that posts for somebody: their team's, else that of the nearest team above. */
export async function robotOf(tx: Reader, orgId: string, userId: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select r.id, r.name from app_user u join team t on t.org_id = u.org_id and t.id = u.team_id join robot r on r.org_id = t.org_id and r.team_id = any(t.path) and r.is_on
    where u.org_id = ${orgId} and u.id = ${userId} order by array_position(t.path, r.team_id) desc, r.created_at, r.id limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function showPreferences(tx: Reader, viewer: Viewer): Promise<AnswerOf<typeof getMessagePreferences>> {
  const { orgId, userId } = viewer
  const { rows } = await sql<Row & { version: number }>`select ${preferenceColumns}, p.version from message_preference p where p.org_id = ${orgId} and p.user_id = ${userId}`.execute(tx)
  return {
    ...readPreferences(rows[0] ?? { kinds: null }), isMailReady: (await selectMailSetting(tx, orgId)).isReady, robot: await robotOf(tx, orgId, userId), apps: await selectOwnApps(tx, viewer), devices: (await selectDevices(tx, viewer)).length, maySeeWeekly: readsWholeFunnel(viewer), version: rows[0]?.version ?? 0,
  }
}
