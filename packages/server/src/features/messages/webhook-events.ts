import { ConditionError } from '@sluice/core/conditions/errors'
import { eventTypes } from '@sluice/core/events/catalogue'
import { webhookCondition, type WebhookCondition } from '@sluice/core/messages/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import { filterOf } from '../../platform/condition-filter.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Reader } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { isOwnedNoun, scopeFilter, scopeText } from '../../platform/policy.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { maskChanges } from '../fields/show-custom.queries.ts'
import { viewerOf } from '../identity/viewer-of.ts'
import { callWebhook } from './deliver.ts'
import { webhookObjects } from './save-webhook.ts'
import { switchOff } from './settle-delivery.ts'

/** An import of years is no news: what was told of the past goes to nobody. */
const pastMs = 3 * 86_400_000
const mostBytes = 200_000

/**
 * Writes what webhooks are to be told, once each: with the cursor, by (webhook, event). A condition is asked of the record as it is now, with the eyes
 * of the webhook's owner; who is no active administrator any more has no webhooks.
 */
export const webhookEvents = (clock: Clock): Consumer => ({
  name: 'webhooks',
  follows: new Set(eventTypes),
  async isIdle(tx, orgId) {
    return (await tx.selectFrom('webhook').select('id').where('org_id', '=', orgId).where('is_on', '=', true).limit(1).executeTakeFirst()) === undefined
  },
  async handle(tx, orgId, events) {
    const now = clock.now()
    const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
    const { rows: webhooks } = await sql<{ id: string; ownerId: string; types: string[]; condition: unknown; since: string; isAdmin: boolean }>`
      select w.id, w.owner_id as "ownerId", w.event_types as types, w.condition, w.created_at as since, u.role = 'admin' and u.status = 'active' as "isAdmin"
      from webhook w join app_user u on u.org_id = w.org_id and u.id = w.owner_id where w.org_id = ${orgId} and w.is_on order by w.id for update of w`.execute(tx)
    for (const webhook of webhooks) {
      const told = events.filter((event) => webhook.types.includes(event.type) && event.known_at >= webhook.since && Date.parse(event.at) >= Date.parse(event.known_at) - pastMs)
      if (told.length === 0) continue
      if (!webhook.isAdmin) {
        await switchOff(tx, act, webhook.id, 'owner')
        continue
      }
      const viewer = await viewerOf(tx, orgId, webhook.ownerId)
      const meets = await meeting(tx, viewer, webhook.condition === null ? null : webhookCondition.parse(webhook.condition), told, now)
      for (const event of told) {
        if (!meets(event)) continue
        await callWebhook(tx, act, {
          webhookId: webhook.id, key: `event:${event.seq}`, type: event.type, record: { id: event.subject_id, place: event.seq },
          data: { id: String(event.seq), at: event.at, actorId: event.actor_id, subjectType: event.subject_type, subjectId: event.subject_id, ...(await shown(tx, viewer, event)) },
        })
      }
    }
  },
})

/** Of the event's own data what the owner may see: changes of fields that their role may not read are left out. */
async function shown(tx: Reader, viewer: Viewer, { payload, subject_type: object }: LogEvent): Promise<{ payload: Record<string, unknown> }> {
  const changes = payload['changes']
  // Whoever is told of it can ask for the record.
  if (Buffer.byteLength(JSON.stringify(payload)) > mostBytes) return { payload: {} }
  if (typeof changes !== 'object' || changes === null || !isOwnedNoun(object)) return { payload }
  return { payload: { ...payload, changes: await maskChanges(tx, viewer, object, { ...(changes as Record<string, [unknown, unknown]>) }) } }
}

/** Which of the events are about a record that meets the condition. One that no longer fits (a field went) is met by none. */
async function meeting(tx: Reader, viewer: Viewer, condition: WebhookCondition | null, events: readonly LogEvent[], now: Date): Promise<(event: LogEvent) => boolean> {
  if (condition === null) return () => true
  const { object, where } = condition
  const ids = [...new Set(events.filter((event) => event.subject_type === object).map((event) => event.subject_id))]
  if (ids.length === 0) return () => false
  const org = await tx.selectFrom('org').select('time_zone').where('org_id', '=', viewer.orgId).executeTakeFirstOrThrow()
  const teams = await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', viewer.orgId).execute()
  try {
    const filter = filterOf(where, await withCustomFields(tx, viewer.orgId, viewer.role, webhookObjects[object]), {
      now, timeZone: org.time_zone, me: viewer.userId, myTeams: viewer.teamIds, teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
      mayRead: (table, related, bind) => (isOwnedNoun(table) ? scopeText(viewer, table, 'read', related, bind) : null),
    }, 'r')
    const { rows } = await sql<{ id: string }>`
      select r.id from ${sql.table(object)} r where r.org_id = ${viewer.orgId} and r.id = any(${sql.val(ids)}::uuid[]) and ${scopeFilter(viewer, object, 'read', 'r')} and ${filter}`.execute(tx)
    const met = new Set(rows.map((row) => row.id))
    return (event) => event.subject_type === object && met.has(event.subject_id)
  } catch (error) {
    if (error instanceof ConditionError) return () => false
    throw error
  }
}
