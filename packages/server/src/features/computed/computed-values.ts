import { eventTypes } from '@sluice/core/events/catalogue'
import { FIELD_OBJECTS, type FieldObject } from '@sluice/core/fields/field-type'
import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Consumer, LogEvent } from '../../platform/consumers.ts'
import type { Tx } from '../../platform/db.ts'
import { computeRecords, selectComputed } from './compute-records.ts'
import { computeAll } from './recompute.ts'

/** More events than this in one batch, and browsers are told to refresh everything instead of each. */
const tellEach = 50

/**
 * Keeps formulas and roll-ups: computed anew for every record that an event of the batch is about, and for the accounts of
 * its deals and contacts. It runs as soon as the change is committed, so a value is a moment behind what it is made of,
 * never more; browsers are told of the same events once more when it is there. A field that is added or changed is
 * computed for the first records here and for the rest by `recompute`.
 */
export const computedValues = (clock: Clock): Consumer => ({
  name: 'computed-values',
  follows: new Set(eventTypes),
  isIdle: async (tx, orgId) => (await selectComputed(tx, orgId)).length === 0,
  async handle(tx, orgId, events) {
    const objects = new Set((await selectComputed(tx, orgId)).map((field) => field.object))
    const now = clock.now()
    const changedFields = events.filter((event) => event.type === 'config.changed' && event.payload.what === 'field').map((event) => event.subject_id)
    for (const object of await selectObjectsOf(tx, orgId, changedFields)) if (objects.has(object)) await computeAll(tx, orgId, object, now)

    const concerned = await selectConcerned(tx, orgId, events, objects)
    let changed = 0
    for (const object of FIELD_OBJECTS) {
      const ids = concerned.get(object)
      if (ids !== undefined) changed += (await computeRecords(tx, orgId, object, [...ids], now)).length
    }
    if (changed === 0) return
    const note = events.length > tellEach ? { org: orgId, bulk: true } : { org: orgId, seqs: events.map((event) => event.seq) }
    await sql`select pg_notify('sluice_event', ${JSON.stringify(note)})`.execute(tx)
  },
})

async function selectObjectsOf(tx: Tx, orgId: string, fieldIds: readonly string[]): Promise<FieldObject[]> {
  if (fieldIds.length === 0) return []
  const { rows } = await sql<{ object: FieldObject }>`select distinct object from field where org_id = ${orgId} and id = any(${sql.val([...fieldIds])}::uuid[])`.execute(tx)
  return rows.map((row) => row.object)
}

const isObject = (name: string): name is FieldObject => (FIELD_OBJECTS as readonly string[]).includes(name)
const idsIn = (...values: unknown[]): string[] => values.filter((value) => typeof value === 'string')

/** The records whose computed values the events may have changed, by object; only objects that have any. */
async function selectConcerned(tx: Tx, orgId: string, events: readonly LogEvent[], objects: ReadonlySet<FieldObject>): Promise<Map<FieldObject, Set<string>>> {
  const concerned = new Map<FieldObject, Set<string>>()
  const add = (object: FieldObject, ids: readonly string[]) => {
    if (objects.has(object) && ids.length > 0) concerned.set(object, new Set([...(concerned.get(object) ?? []), ...ids]))
  }
  const onAccounts = new Set<string>()
  const accounts = new Set<string>()
  for (const event of events) {
    if (isObject(event.subject_type)) add(event.subject_type, [event.subject_id])
    if (event.type.startsWith('activity.')) add('activity', idsIn(event.payload.activityId))
    if (event.subject_type !== 'deal' && event.subject_type !== 'contact') continue
    onAccounts.add(event.subject_id)
    const changes = event.payload.changes as Record<string, [unknown, unknown]> | undefined
    for (const id of idsIn(event.payload.accountId, ...(changes?.accountId ?? []))) accounts.add(id)
  }
  if (objects.has('account') && onAccounts.size > 0) {
    const ids = sql.val([...onAccounts])
    // Of what was removed, the log alone still knows where it belonged.
    const { rows } = await sql<{ id: string }>`
      select account_id as id from deal where org_id = ${orgId} and id = any(${ids}::uuid[]) and account_id is not null
      union select account_id from contact where org_id = ${orgId} and id = any(${ids}::uuid[]) and account_id is not null
      union select (payload->>'accountId')::uuid from event where org_id = ${orgId} and subject_type in ('deal', 'contact') and subject_id = any(${ids}::uuid[])
        and type in ('deal.created', 'contact.created') and payload->>'accountId' is not null`.execute(tx)
    add('account', [...accounts, ...rows.map((row) => row.id)])
  }
  return concerned
}
