import { checkDefinition } from '@sluice/core/public-forms/check-definition'
import { formDefinition, type FormDefinition } from '@sluice/core/public-forms/definition'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { lockForm, tellForm } from './lock-form.ts'

/** Shows the draft as the next version and opens the form. Refused with every problem; nothing to show that is not shown already changes nothing. */
export async function publishForm(tx: Tx, act: Act, viewer: Viewer, id: string, version: number): Promise<void> {
  const { orgId } = viewer
  const form = await lockForm(tx, viewer, id, version)
  if (form.isArchived) refuse('public_form.archived')
  const { draft } = form
  const problems = checkDefinition(draft).filter((problem) => problem.isAdvice !== true)
  if (problems.length > 0) refuse('public_form.not_ready', {}, problems.map(({ path, code }) => ({ path: `draft.${path}`, code })))
  await requireSource(tx, orgId, id, draft)
  const last = await tx.selectFrom('public_form_version').select(['no', 'definition', 'consent_version']).where('org_id', '=', orgId).where('form_id', '=', id).orderBy('no', 'desc').limit(1).executeTakeFirst()
  const shown = last === undefined ? null : formDefinition.parse(last.definition)
  if (shown !== null && form.isOpen && JSON.stringify(shown) === JSON.stringify(draft)) return
  const no = (last?.no ?? 0) + 1
  await tx
    .insertInto('public_form_version')
    .values({
      org_id: orgId, form_id: id, no, definition: JSON.stringify(draft), consent_version: await consentVersion(tx, orgId, id, draft), published_by: viewer.userId, published_at: act.now,
    })
    .execute()
  await tx.updateTable('public_form').set({ published_no: no, closed_at: null, version: version + 1 }).where('org_id', '=', orgId).where('id', '=', id).execute()
  await tellForm(tx, act, form)
}

/** The version of the words that are agreed to: the one they had before, or the next; 0 without any. */
async function consentVersion(tx: Tx, orgId: string, formId: string, draft: FormDefinition): Promise<number> {
  if (draft.consent === null) return 0
  const before = await tx.selectFrom('public_form_version').select(['definition', 'consent_version as version']).where('org_id', '=', orgId).where('form_id', '=', formId).orderBy('no').execute()
  const words = JSON.stringify(draft.consent.text)
  const same = before.findLast((one) => JSON.stringify(formDefinition.parse(one.definition).consent?.text) === words)
  return same?.version ?? Math.max(0, ...before.map((one) => one.version)) + 1
}

/** Refuses a campaign, channel or file that is not there: nobody could send the form otherwise. */
async function requireSource(tx: Tx, orgId: string, formId: string, { source, reward }: FormDefinition): Promise<void> {
  const { campaignId, channelId } = source
  const campaign = campaignId === null || (await tx.selectFrom('campaign').select('id').where('org_id', '=', orgId).where('id', '=', campaignId).executeTakeFirst()) !== undefined
  const channel = channelId === null || (await tx.selectFrom('channel').select('id').where('org_id', '=', orgId).where('id', '=', channelId).executeTakeFirst()) !== undefined
  if (!campaign || !channel) refuse('public_form.unknown_source', {}, [{ path: 'draft.source', code: 'public_form.unknown_source' }])
  if (reward === null) return
  const file = await tx.selectFrom('public_form_file').select('id').where('org_id', '=', orgId).where('form_id', '=', formId).where('id', '=', reward.fileId).executeTakeFirst()
  if (file === undefined) refuse('public_form.unknown_file', {}, [{ path: 'draft.reward', code: 'public_form.unknown_file' }])
}
