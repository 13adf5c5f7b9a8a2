import { formAnswers } from '@sluice/core/public-forms/stored-answers'
import type { Viewer } from '@sluice/core/identity/policy'
import { scopeOf } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectShownForm } from './public-forms.queries.ts'
import { toLead } from './submit-form.ts'

/** A suspected submission was a person's: its lead is made now, of what was sent then. */
export async function releaseSubmission(tx: Tx, act: Act, viewer: Viewer, id: string): Promise<void> {
  const { orgId } = viewer
  const row = await tx
    .selectFrom('form_submission as s')
    .innerJoin('public_form as f', (join) => join.onRef('f.org_id', '=', 's.org_id').onRef('f.id', '=', 's.form_id'))
    .select(['s.verdict', 's.lead_id as leadId', 's.answers', 's.form_version as no', 's.consent_version as consentVersion', 'f.key'])
    .where('s.org_id', '=', orgId).where('s.id', '=', id).forUpdate('s').executeTakeFirst()
  if (row === undefined) refuse('record.not_found')
  if (scopeOf(viewer, 'lead', 'write') === 'none' || scopeOf(viewer, 'lead', 'write') === 'own') refuse('permission.denied')
  if (row.verdict !== 'suspected_bot') refuse('public_form.not_suspected')
  const form = (await selectShownForm(tx, orgId, row.key, row.no)) ?? refuse('public_form.archived')
  const made = await toLead(tx, act, { form, answers: formAnswers.parse(row.answers), hasAgreed: row.consentVersion !== null, id, page: undefined })
  await tx.updateTable('form_submission').set({ verdict: made.verdict, lead_id: made.leadId, released_by: viewer.userId }).where('org_id', '=', orgId).where('id', '=', id).execute()
}
