import { clockOf, isClock, type ClockFacts, type ClockTrigger } from '@sluice/core/automation/clock'
import type { AutomationObject, RecordObject } from '@sluice/core/automation/definition'
import { objectOf } from '@sluice/core/automation/definition'
import type { Timing } from '@sluice/core/nurture/wait'
import { sql, type RawBuilder } from 'kysely'
import type { Db, Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { catalogueOf } from './judge.ts'
import { setOff, type NewRun } from './set-off.ts'
import { selectTiming } from './timing.queries.ts'
import { selectActive, type ActiveAutomation } from './versions.ts'

type Ids = Readonly<Record<RecordObject, readonly string[]>>
interface Facts extends Omit<ClockFacts, 'day'> {
  id: string
  /** By the fields that dates are asked of. */
  days: Readonly<Record<string, string | null>>
}

const trigger = (automation: ActiveAutomation): ClockTrigger => {
  const { trigger: one } = automation.definition
  if (!isClock(one)) throw new Error(`${automation.id} has no clock`)
  return one
}
/** What became due longer ago is history. */
const lateMs = 2 * 86_400_000

/**
 * Sets the clocks of some records anew, by what they are now: a row for each that runs, none for the others. An instant before the automation
 * was active is not made up for, and none is set that has set it off already.
 */
export async function setClocks(tx: Tx, act: Act, automations: readonly ActiveAutomation[], ids: Ids): Promise<void> {
  const timing = await selectTiming(tx, act.orgId)
  const set: { automation_id: string; record_id: string; key: string; due_at: string }[] = []
  const looked: { automation_id: string; record_id: string }[] = []
  for (const object of ['deal', 'lead', 'account', 'contact'] as const) {
    const own = automations.filter((automation) => objectOf(automation.definition.trigger) === object)
    if (own.length === 0 || ids[object].length === 0) continue
    const facts = await selectFacts(tx, act.orgId, object, own, sql<boolean>`r.id = any(${sql.val([...ids[object]])}::uuid[])`)
    for (const automation of own) {
      looked.push(...ids[object].map((id) => ({ automation_id: automation.id, record_id: id })))
      for (const one of facts) {
        const clock = runningClock(automation, one, timing, act.now)
        if (clock !== null) set.push({ automation_id: automation.id, record_id: one.id, ...clock })
      }
    }
  }
  // Most clocks are as they were: they are not written again.
  const keys = new Map(set.map((one) => [`${one.automation_id} ${one.record_id}`, one.key]))
  await deleteClocks(tx, act.orgId, looked.map((one) => ({ ...one, key: keys.get(`${one.automation_id} ${one.record_id}`) ?? null })))
  await putClocks(tx, act.orgId, set)
}

function runningClock(automation: ActiveAutomation, facts: Facts, timing: Timing, now: string): { key: string; due_at: string } | null {
  const one = trigger(automation)
  const clock = clockOf(one, { ...facts, day: one.kind === 'date_reached' ? (facts.days[one.field] ?? null) : null }, timing)
  if (clock === null || clock.dueAt < Date.parse(automation.activeSince) || clock.dueAt < Date.parse(now) - lateMs) return null
  return { key: `${clock.key}:${facts.id}`, due_at: new Date(clock.dueAt).toISOString() }
}

/** Takes clocks away, but for one that has the key. */
const deleteClocks = (tx: Tx, orgId: string, rows: readonly { automation_id: string; record_id: string; key: string | null }[]) => sql`
  delete from automation_due d using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(automation_id uuid, record_id uuid, key text)
  where d.org_id = ${orgId} and d.automation_id = l.automation_id and d.record_id = l.record_id and d.key is distinct from l.key`.execute(tx)

const putClocks = (tx: Tx, orgId: string, rows: readonly object[]) => (rows.length === 0 ? undefined : sql`
  insert into automation_due as d (org_id, automation_id, record_id, key, due_at)
  select ${orgId}::uuid, automation_id, record_id, key, due_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(automation_id uuid, record_id uuid, key text, due_at timestamptz)
  where not exists (select from automation_run e where e.org_id = ${orgId} and e.automation_id = r.automation_id and e.key = r.key)
  on conflict (org_id, automation_id, record_id) do update set key = excluded.key, due_at = excluded.due_at where (d.key, d.due_at) is distinct from (excluded.key, excluded.due_at)`.execute(tx))

const open: Record<RecordObject, RawBuilder<boolean>> = { deal: sql`r.status = 'open'`, lead: sql`r.status not in ('converted', 'invalid')`, account: sql`true`, contact: sql`true` }

/** What the clocks of some records are reckoned from; the fields of dates are the condition catalogue's. */
async function selectFacts(tx: Reader, orgId: string, object: RecordObject, automations: readonly ActiveAutomation[], where: RawBuilder<boolean>): Promise<Facts[]> {
  const catalogue = await catalogueOf(tx, { orgId, role: null }, object)
  const names = [...new Set(automations.flatMap((automation) => {
    const one = trigger(automation)
    return one.kind === 'date_reached' ? [one.field] : []
  }))]
  const { timeZone } = await tx.selectFrom('org').select('time_zone as timeZone').where('org_id', '=', orgId).executeTakeFirstOrThrow()
  // A field that went has no dates. Its SQL is the catalogue's own text, never outside input.
  const days = names.flatMap((name) => {
    const field = catalogue.fields.get(name)
    if (field === undefined) return []
    const value = sql.raw(field.sql('r'))
    return [sql`${name}::text, ${field.type === 'instant' ? sql`(${value} at time zone ${timeZone})::date` : value}`]
  })
  const stay = object === 'deal' ? sql`jsonb_build_object('pipelineId', r.pipeline_id, 'stageId', r.stage_id, 'enteredAt', to_char(r.stage_entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))` : sql`null::jsonb`
  const { rows } = await sql<Facts>`
    select r.id, ${open[object]} as "isOpen", ${stay} as stay, coalesce(r.last_activity_at, r.created_at) as "lastAt", jsonb_build_object(${sql.join(days)}) as days
    from ${sql.table(object)} r where r.org_id = ${orgId} and ${where} order by r.id`.execute(tx)
  return rows
}

const firedAtOnce = 200

/** Asks of every clock that has run out whether it still stands: it sets its automation off, moves on, or is forgotten. Answers how many. */
export async function fireClocks(db: Db, orgId: string, now: Date, isStopped: () => boolean): Promise<number> {
  let fired = 0
  for (let more = true; more && !isStopped();) {
    more = await db.write(orgId, async (tx) => {
      const act: Act = { orgId, actorId: null, now: now.toISOString(), isAutomatic: true }
      const { rows } = await sql<{ automationId: string; recordId: string; key: string; dueAt: string }>`
        select automation_id as "automationId", record_id as "recordId", key, due_at as "dueAt" from automation_due
        where org_id = ${orgId} and due_at <= ${act.now}::timestamptz order by due_at limit ${firedAtOnce} for update skip locked`.execute(tx)
      if (rows.length === 0) return false
      const active = new Map((await selectActive(tx, orgId)).filter((one) => isClock(one.definition.trigger)).map((one) => [one.id, one]))
      const timing = await selectTiming(tx, orgId)
      const runs: NewRun[] = []
      const moved: { automation_id: string; record_id: string; key: string; due_at: string }[] = []
      await deleteClocks(tx, orgId, rows.map((row) => ({ automation_id: row.automationId, record_id: row.recordId, key: null })))
      for (const [automationId, due] of Map.groupBy(rows, (row) => row.automationId)) {
        const automation = active.get(automationId)
        const object = automation === undefined ? null : (objectOf(automation.definition.trigger) as RecordObject | null)
        if (automation === undefined || object === null) continue
        const facts = await selectFacts(tx, orgId, object, [automation], sql<boolean>`r.id = any(${sql.val(due.map((row) => row.recordId))}::uuid[])`)
        for (const one of facts) {
          const clock = runningClock(automation, one, timing, act.now)
          if (clock === null) continue
          if (clock.due_at > act.now) moved.push({ automation_id: automationId, record_id: one.id, ...clock })
          else runs.push(timedRun(automation, object, one.id, clock.key, clock.due_at))
        }
      }
      await putClocks(tx, orgId, moved)
      fired += (await setOff(tx, act, runs)).length
      return rows.length === firedAtOnce
    })
  }
  return fired
}

export const timedRun = (automation: ActiveAutomation, recordType: AutomationObject | null, recordId: string | null, key: string, at: string): NewRun => ({
  automation, key, recordType, recordId, causeSeq: null, depth: 0, actorId: null, occasion: `time:${recordId ?? automation.id}:${at}`, inputs: { dueAt: at }, at,
})

const filledAtOnce = 1000

/** Sets the clocks of records that were there before the automation was; in batches, each its own transaction. */
export async function fillClocks(db: Db, orgId: string, automationId: string, now: () => Date, isStopped: () => boolean): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    if (isStopped()) throw new Error('the process ends')
    const last = await db.write(orgId, async (tx) => {
      const automation = (await selectActive(tx, orgId)).find((one) => one.id === automationId && isClock(one.definition.trigger))
      if (automation === undefined) return null
      const object = objectOf(automation.definition.trigger) as RecordObject
      const { rows } = await sql<{ id: string }>`select r.id from ${sql.table(object)} r where r.org_id = ${orgId} and r.id > ${after}::uuid and ${open[object]} order by r.id limit ${filledAtOnce}`.execute(tx)
      const none: Ids = { deal: [], lead: [], account: [], contact: [] }
      if (rows.length > 0) await setClocks(tx, { orgId, actorId: null, now: now().toISOString(), isAutomatic: true }, [automation], { ...none, [object]: rows.map((row) => row.id) })
      return rows.length < filledAtOnce ? null : (rows.at(-1)?.id ?? null)
    })
    if (last === null) break
    after = last
  }
  await db.write(orgId, (tx) => tx.updateTable('automation').set({ is_filling: false }).where('org_id', '=', orgId).where('id', '=', automationId).execute())
}
