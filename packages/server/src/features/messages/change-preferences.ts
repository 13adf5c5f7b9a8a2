import type { changeMessagePreferences } from '@sluice/core/messages/contract'
import { defaultPreferences, defaultWays, waysOf, type MessagePreferences } from '@sluice/core/messages/preferences'
import type { NotificationKind } from '@sluice/core/notifications/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { showPreferences } from './preferences.queries.ts'

/** Only what differs from what holds for everybody is kept, so that a better default reaches those who never chose. */
export async function changePreferences(tx: Tx, { orgId, userId, ...viewer }: Viewer, version: number, body: BodyOf<typeof changeMessagePreferences>): Promise<void> {
  await tx.insertInto('message_preference').values({ org_id: orgId, user_id: userId, version: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  const held = await tx.selectFrom('message_preference').select('version').where('org_id', '=', orgId).where('user_id', '=', userId).forUpdate().executeTakeFirstOrThrow()
  if (held.version !== version) refuse('conflict.stale_version')
  const before = held.version === 0 ? defaultPreferences : await showPreferences(tx, { orgId, userId, ...viewer })
  const after: MessagePreferences = { ...before, ...body }
  const kinds = Object.fromEntries(Object.entries(after.kinds).filter(([kind]) => !isUsual(after, kind as NotificationKind)))
  await tx.updateTable('message_preference').set({
    kinds: JSON.stringify(kinds), quiet_from: after.quietFrom, quiet_to: after.quietTo, is_quiet_on_days_off: after.isQuietOnDaysOff, brief_at: after.briefAt, wants_weekly: after.wantsWeekly, version: version + 1,
  }).where('org_id', '=', orgId).where('user_id', '=', userId).execute()
}

const isUsual = (preferences: MessagePreferences, kind: NotificationKind): boolean => {
  const [chosen, usual] = [waysOf(preferences, kind), defaultWays(kind)]
  return chosen.mail === usual.mail && chosen.robot === usual.robot && chosen.push === usual.push && chosen.app === usual.app
}
