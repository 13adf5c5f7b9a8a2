import type { ConditionRecord } from '@sluice/core/conditions/catalogue'
import type { Changes } from '@sluice/core/events/deal-events'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'
import { writeCustom as decide } from '@sluice/core/fields/write'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import type { CustomTarget } from './custom-target.ts'
import { fieldsOf, forgetFields } from './fields.queries.ts'
import { requireReferences } from './field-references.ts'
import { storeValues } from './store-values.ts'
import { lockFields, takeUnique } from './unique-values.ts'

/**
 * Writes the custom values that were sent with a record: judged by core, stored with the record, as typed rows and as
 * taken unique values, all in the caller's transaction. Answers what changed, as `c_<key>: [before, after]`, for the
 * record's own event; the caller raises the version. Nothing is read or written when nothing was sent with a record that
 * exists. `viewer` null is the system: it may write any field and is asked for none.
 */
export async function writeCustom(tx: Tx, act: Act, viewer: Viewer | null, target: CustomTarget, sent: Custom | undefined): Promise<Changes> {
  const { changes, store } = await judgeCustom(tx, act, viewer, target, sent)
  await store()
  return changes
}

/** What was sent, judged and not written yet. */
export interface JudgedCustom {
  changes: Changes
  store: () => Promise<void>
}

const nothing: JudgedCustom = { changes: {}, store: () => Promise.resolve() }

/** The first half of `writeCustom`, for who has to ask something about the record as it was, knowing what will change. */
export async function judgeCustom(tx: Tx, act: Act, viewer: Viewer | null, target: CustomTarget, sent: Custom | undefined): Promise<JudgedCustom> {
  const { orgId } = act
  const isSent = sent !== undefined && Object.keys(sent).length > 0
  if (!isSent && !target.isNew) return nothing
  if (isSent) {
    await lockFields(tx, orgId, 'shared')
    forgetFields(tx)
  }
  const fields = await fieldsOf(tx, orgId, target.object)
  if (fields.length === 0 && !isSent) return nothing
  const before = target.isNew ? {} : await selectCustom(tx, orgId, target)
  const { rows } = await sql<{ timeZone: string }>`select time_zone as "timeZone" from org where org_id = ${orgId}`.execute(tx)
  const asksTeams = fields.some((field) => field.settings.visibleIf !== null)
  const teams = asksTeams ? await tx.selectFrom('team').select(['id', 'path']).where('org_id', '=', orgId).execute() : []
  const written = decide({
    fields, before, sent: sent ?? {}, isNew: target.isNew, role: viewer?.role ?? null, record: target.record as ConditionRecord,
    context: {
      now: new Date(act.now), timeZone: rows[0]?.timeZone ?? 'UTC', me: act.actorId, myTeams: viewer?.teamIds ?? [],
      teamSubtree: (id) => teams.filter((team) => team.path.includes(id)).map((team) => team.id),
    },
  })
  const [first] = written.errors
  if (first !== undefined) refuse(first.code, { name: first.label }, written.errors.map(({ key, code }) => ({ path: `custom.${key}`, code })))
  if (written.changed.length === 0) return nothing

  const after = new Map(Object.entries(written.custom))
  const changed = fields.filter((field) => written.changed.includes(field.key))
  await requireReferences(tx, orgId, viewer, target, changed.map((field) => ({ field, value: after.get(field.key) ?? null })))
  return { changes: written.changes, store: () => store(tx, orgId, target, written.custom, changed) }
}

async function store(tx: Tx, orgId: string, target: CustomTarget, custom: Custom, changed: readonly CustomField[]): Promise<void> {
  const after = new Map(Object.entries(custom))
  await sql`update ${sql.table(target.object)} set custom = ${JSON.stringify(custom)}::jsonb where org_id = ${orgId} and id = ${target.id}`.execute(tx)
  await storeValues(tx, orgId, changed.map((field) => ({ recordId: target.id, field, value: after.get(field.key) })))
  // In the order of their ids, so that two writers of two fields never wait for each other.
  for (const field of changed.filter((one) => one.settings.unique).sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (!(await takeUnique(tx, orgId, field, target.id, after.get(field.key)))) {
      refuse('field.not_unique', { name: field.label }, [{ path: `custom.${field.key}`, code: 'field.not_unique' }])
    }
  }
}

async function selectCustom(tx: Tx, orgId: string, { object, id }: CustomTarget): Promise<Custom> {
  const { rows } = await sql<{ custom: Custom }>`select custom from ${sql.table(object)} where org_id = ${orgId} and id = ${id}`.execute(tx)
  return rows[0]?.custom ?? {}
}
