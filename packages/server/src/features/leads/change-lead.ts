import type { changeLead as changeLeadContract } from '@sluice/core/leads/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { e164Of } from '@sluice/core/lib/e164'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireWrite } from '../../platform/policy.ts'
import { changesOf, requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { requireEffort } from './effort.ts'
import { leadTerms } from './load-leads.ts'
import { lockLeads, type LeadRow } from './leads.queries.ts'

/**
 * Changes a lead that the viewer sees at `version`. What stays as it was is neither written nor logged. To become invalid it must have been tried
 * for (effort.ts), unless that is proven otherwise.
 */
export async function changeLead(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeLeadContract>, { isProven = false }: { isProven?: boolean } = {}): Promise<void> {
  const before = (await lockLeads(tx, viewer, [id]))[0] ?? refuse('record.not_found')
  requireWrite(viewer, 'lead', before)
  if (before.version !== version) refuse('conflict.stale_version')
  const owned = body.ownerId === undefined || body.ownerId === before.ownerId ? {} : await assignOwner(tx, viewer, 'lead', body.ownerId)
  if (body.status === 'invalid' && before.status !== 'invalid' && !isProven) {
    statusFields(before, body)
    await requireEffort(tx, viewer, id)
  }
  const { custom, ...fields } = body
  const changes = changesOf(before, { ...fields, ...owned, ...statusFields(before, body) })
  const customChanges = await writeCustom(tx, act, viewer, { object: 'lead', id, isNew: false, record: { ...before, ...fields, ...owned } }, custom)
  if (Object.keys(changes).length === 0 && Object.keys(customChanges).length === 0) return
  await requireKnown(tx, viewer.orgId, { ...(changes.tagIds && { tagIds: body.tagIds }), ...(changes.sourceId && { sourceId: body.sourceId }) })
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  const phoneE164 = e164Of(after.phone)
  await tx
    .updateTable('lead')
    .set({
      name: after.name, company: after.company, title: after.title, phone: after.phone, phone_e164: phoneE164, email: after.email, wechat: after.wechat,
      status: after.status, invalid_reason: after.invalidReason, source_id: after.sourceId, source_detail: after.sourceDetail,
      owner_id: after.ownerId, team_id: after.teamId, note: after.note, next_step: after.nextStep, next_step_due: after.nextStepDue,
      tag_ids: after.tagIds, search: leadTerms({ ...after, phoneE164 }), version: version + 1,
      ...(changes.status && { status_at: act.now }),
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'lead.changed', payload: { changes: { ...changes, ...customChanges } }, subjectType: 'lead', subjectId: id, ownerId: after.ownerId, teamId: after.teamId }])
}

/** Converted is final; invalid needs a reason; a reason belongs to nothing else. */
function statusFields(before: LeadRow, body: BodyOf<typeof changeLeadContract>): Pick<LeadRow, 'status' | 'invalidReason'> {
  const status = body.status ?? before.status
  if (before.status === 'converted' && status !== 'converted') refuse('lead.already_converted')
  if (status !== 'invalid') return { status, invalidReason: null }
  const invalidReason = body.invalidReason === undefined ? before.invalidReason : body.invalidReason
  if (invalidReason === null) refuse('lead.invalid_reason_required', {}, [{ path: 'invalidReason', code: 'lead.invalid_reason_required' }])
  return { status, invalidReason }
}
