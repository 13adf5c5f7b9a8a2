import { compileFormulas } from '@sluice/core/fields/formula/formula'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { dayOf } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { PeriodicTask } from '../../platform/schedule.ts'
import { selectFields } from '../fields/fields.queries.ts'
import { computeRecords, selectComputed } from './compute-records.ts'

const beginning = '00000000-0000-0000-0000-000000000000'
const batch = 500

/** Has all records of an object computed anew: the first now, the others by the task `recompute` in pieces of their own. */
export async function computeAll(tx: Tx, orgId: string, object: FieldObject, now: Date): Promise<void> {
  await sql`insert into computing (org_id, object, record_after) values (${orgId}, ${object}, ${beginning})
    on conflict (org_id, object) do update set record_after = excluded.record_after`.execute(tx)
  await step(tx, orgId, object, now)
}

/** One piece of what is to be computed anew; whether more is left. */
async function step(tx: Tx, orgId: string, object: FieldObject, now: Date): Promise<boolean> {
  const state = await tx.selectFrom('computing').select('record_after as after').where('org_id', '=', orgId).where('object', '=', object).forUpdate().executeTakeFirst()
  if (state?.after === undefined || state.after === null) return false
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(object)} where org_id = ${orgId} and id > ${state.after}::uuid order by id limit ${batch}`.execute(tx)
  const last = rows.at(-1)?.id ?? null
  await computeRecords(tx, orgId, object, rows.map((row) => row.id), now)
  await tx.updateTable('computing').set({ record_after: rows.length < batch ? null : last }).where('org_id', '=', orgId).where('object', '=', object).execute()
  return rows.length === batch
}

/**
 * What changes by itself: formulas that ask for today, and roll-ups whose condition may count from it, are computed anew
 * once each day of the organisation; and what a new or changed field left to be done is carried on. In pieces, each in a
 * transaction of its own, so that it can break off anywhere.
 */
export const recompute: PeriodicTask = {
  name: 'recompute',
  everyMinutes: 1,
  async run(db, orgId, now) {
    const objects = await db.write(orgId, (tx) => beginDay(tx, orgId, now))
    for (const object of objects) while (await db.write(orgId, (tx) => step(tx, orgId, object, now)));
  },
}

/** Marks what is due today, and answers all objects of which something is left to be done. */
async function beginDay(tx: Tx, orgId: string, now: Date): Promise<FieldObject[]> {
  const fields = await selectComputed(tx, orgId)
  if (fields.length === 0) return []
  const { timeZone } = await tx.selectFrom('org').select('time_zone as timeZone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  const day = dayOf(now, timeZone)
  const all = await selectFields(tx, orgId)
  for (const object of new Set(fields.map((field) => field.object))) {
    const own = all.filter((field) => field.object === object && !field.isArchived)
    const isDaily = compileFormulas(own).usesToday || own.some((field) => field.type === 'rollup' && field.settings.rollup?.where != null)
    if (!isDaily) continue
    await sql`insert into computing (org_id, object, record_after, day) values (${orgId}, ${object}, ${beginning}, ${day})
      on conflict (org_id, object) do update set record_after = excluded.record_after, day = excluded.day where computing.day is distinct from excluded.day`.execute(tx)
  }
  const { rows } = await sql<{ object: FieldObject }>`select object from computing where org_id = ${orgId} and record_after is not null`.execute(tx)
  return rows.map((row) => row.object)
}
