import type { ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { check } from '@sluice/core/conditions/check'
import type { Condition } from '@sluice/core/conditions/condition'
import { ConditionError } from '@sluice/core/conditions/errors'
import { checkLayout } from '@sluice/core/forms/check-layout'
import { checkQuestionnaire } from '@sluice/core/forms/check-questionnaire'
import type { changeForm as changeFormContract, createForm as createFormContract, Form, Layout, Questionnaire } from '@sluice/core/forms/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { FieldObject } from '@sluice/core/fields/field-type'
import { FIELD_CATALOGUES } from '@sluice/core/fields/settings'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse, type FieldRefusal } from '../../platform/refusal.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { fieldsOf } from '../fields/fields.queries.ts'
import { selectForms, selectGatesWith } from './forms.queries.ts'

/** Adds a form; answers its id. */
export async function createForm(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createFormContract>): Promise<string> {
  requireScope(viewer, 'config', 'write')
  await requireSound(tx, viewer, body)
  const id = newId()
  // Random, so that it cannot meet the key of a template or of another form.
  const key = (body.kind === 'questionnaire' ? body.key : undefined) ?? `form_${id.slice(-12)}`
  const made = await tx
    .insertInto('form')
    .values({ org_id: act.orgId, id, key, name: body.name, object: body.object, kind: body.kind, definition: JSON.stringify(body.definition), created_at: act.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 0n) refuse(body.kind === 'questionnaire' ? 'conflict.duplicate' : 'form.layout_exists')
  await tell(tx, act, body.name, id)
  return id
}

/** Changes, archives or brings back a form that the viewer sees at `version`. */
export async function changeForm(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeFormContract>): Promise<void> {
  requireScope(viewer, 'config', 'write')
  const before = (await selectForms(tx, viewer.orgId, id))[0] ?? refuse('record.not_found')
  if (body.definition !== undefined) {
    const isQuestionnaire = 'questions' in body.definition
    if (isQuestionnaire !== (before.kind === 'questionnaire')) refuse('form.bad_definition', {}, [{ path: 'definition', code: 'form.bad_definition' }])
    await requireSound(tx, viewer, { ...before, definition: body.definition } as Sound)
  }
  if (body.isArchived === false && before.isArchived && before.kind !== 'questionnaire') {
    const others = (await selectForms(tx, viewer.orgId)).filter((form) => form.object === before.object && form.kind === before.kind && !form.isArchived)
    if (others.length > 0) refuse('form.layout_exists')
  }
  if (body.isArchived === true && !before.isArchived) {
    // A gate that asks for what nobody can fill in would never open again.
    const gates = await selectGatesWith(tx, viewer.orgId, id)
    if (gates.length > 0) refuse('form.in_use', { name: gates.slice(0, 3).join('、') })
  }
  const changed = await tx
    .updateTable('form')
    .set({
      version: version + 1, ...(body.name !== undefined && { name: body.name }), ...(body.definition !== undefined && { definition: JSON.stringify(body.definition) }),
      ...(body.isArchived !== undefined && { archived_at: body.isArchived ? act.now : null }),
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) refuse('conflict.stale_version')
  await tell(tx, act, body.name ?? before.name, id)
}

type Sound = { object: FieldObject } & ({ kind: 'page' | 'create'; definition: Layout } | { kind: 'questionnaire'; definition: Questionnaire })

/** Refuses a definition that does not hold together, naming each place. */
async function requireSound(tx: Tx, viewer: Viewer, form: Sound): Promise<void> {
  const problems: FieldRefusal[] = []
  if (form.kind === 'questionnaire') {
    if (!answerable.has(form.object)) refuse('form.not_about', {}, [{ path: 'object', code: 'form.not_about' }])
    problems.push(...checkQuestionnaire(form.definition))
  } else {
    const fields = await fieldsOf(tx, viewer.orgId, form.object)
    const catalogue = await withCustomFields(tx, viewer.orgId, null, FIELD_CATALOGUES[form.object])
    problems.push(...checkLayout(form.definition, form.object, form.kind, fields.map((field) => field.key)))
    for (const [i, section] of form.definition.sections.entries()) {
      const code = section.visibleIf === null ? null : conditionProblem(section.visibleIf, catalogue)
      if (code !== null) problems.push({ path: `definition.sections.${i}.visibleIf`, code })
    }
  }
  if (problems.length > 0) refuse('form.bad_definition', {}, problems)
}

/** Questionnaires are answered about these. */
const answerable = new Set<FieldObject>(['deal', 'lead', 'account', 'contact'])

function conditionProblem(condition: Condition, catalogue: ObjectCatalogue): string | null {
  try {
    check(condition, catalogue)
    return null
  } catch (error) {
    if (error instanceof ConditionError) return error.code
    throw error
  }
}

async function tell(tx: Tx, act: Act, name: Form['name'], id: string): Promise<void> {
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'form', name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
}
