import type { changeAccount as changeAccountContract, changeContact as changeContactContract } from '@sluice/core/customers/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { companyCore } from '@sluice/core/lib/company-name'
import { e164Of } from '@sluice/core/lib/e164'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { requireWrite } from '../../platform/policy.ts'
import { changesOf, requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { lockAccount, lockContact, selectAccount } from './customers.queries.ts'
import { accountTerms, contactTerms } from './load-customers.ts'

/** Changes an account that the viewer sees at `version`. What stays as it was is neither written nor logged. */
export async function changeAccount(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeAccountContract>): Promise<void> {
  const before = (await lockAccount(tx, viewer, id)) ?? refuse('record.not_found')
  requireWrite(viewer, 'account', before)
  if (before.version !== version) refuse('conflict.stale_version')
  const { custom, ...fields } = body
  const owned = await newOwner(tx, viewer, 'account', before.ownerId, body.ownerId)
  const changes = changesOf(before, { ...fields, ...owned })
  const customChanges = await writeCustom(tx, act, viewer, { object: 'account', id, isNew: false, record: { ...before, ...fields, ...owned } }, custom)
  if (Object.keys(changes).length === 0 && Object.keys(customChanges).length === 0) return
  await requireKnown(tx, viewer.orgId, { ...(changes.tagIds && { tagIds: body.tagIds }), ...(changes.sourceId && { sourceId: body.sourceId }) })
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  await tx
    .updateTable('account')
    .set({
      name: after.name, name_core: companyCore(after.name), industry: after.industry, size: after.size, region: after.region, website: after.website,
      phone: after.phone, owner_id: after.ownerId, team_id: after.teamId, source_id: after.sourceId, tag_ids: after.tagIds,
      search: accountTerms(after), version: version + 1,
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'account.changed', payload: { changes: { ...changes, ...customChanges } }, subjectType: 'account', subjectId: id, ownerId: after.ownerId, teamId: after.teamId }])
}

/** Changes a contact, as `changeAccount` changes an account. */
export async function changeContact(tx: Tx, act: Act, viewer: Viewer, id: string, version: number, body: BodyOf<typeof changeContactContract>): Promise<void> {
  const before = (await lockContact(tx, viewer, id)) ?? refuse('record.not_found')
  requireWrite(viewer, 'contact', before)
  if (before.version !== version) refuse('conflict.stale_version')
  const { custom, ...fields } = body
  const owned = await newOwner(tx, viewer, 'contact', before.ownerId, body.ownerId)
  const changes = changesOf(before, { ...fields, ...owned })
  const customChanges = await writeCustom(tx, act, viewer, { object: 'contact', id, isNew: false, record: { ...before, ...fields, ...owned } }, custom)
  if (Object.keys(changes).length === 0 && Object.keys(customChanges).length === 0) return
  await requireKnown(tx, viewer.orgId, { ...(changes.tagIds && { tagIds: body.tagIds }) })
  if (changes.accountId) await requireAccount(tx, viewer, body.accountId)
  const after = { ...before, ...Object.fromEntries(Object.entries(changes).map(([field, [, value]]) => [field, value])) }
  await tx
    .updateTable('contact')
    .set({
      name: after.name, title: after.title, department: after.department, phone: after.phone, phone_e164: e164Of(after.phone), email: after.email,
      wechat: after.wechat, account_id: after.accountId, owner_id: after.ownerId, team_id: after.teamId, tag_ids: after.tagIds,
      search: contactTerms(after), version: version + 1,
    })
    .where('org_id', '=', viewer.orgId)
    .where('id', '=', id)
    .execute()
  await append(tx, act, [{ type: 'contact.changed', payload: { changes: { ...changes, ...customChanges } }, subjectType: 'contact', subjectId: id, ownerId: after.ownerId, teamId: after.teamId }])
}

/** Refuses an account that does not exist or that the viewer cannot see. */
export async function requireAccount(tx: Tx, viewer: Viewer, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return
  if ((await selectAccount(tx, viewer, id)) === undefined) refuse('account.unknown', {}, [{ path: 'accountId', code: 'account.unknown' }])
}

/** Owner and team when the owner changes; nothing otherwise, so that a disabled owner does not stand in the way of other changes. */
async function newOwner(tx: Tx, viewer: Viewer, noun: 'account' | 'contact', before: string | null, wanted: string | null | undefined) {
  return wanted === undefined || wanted === before ? {} : assignOwner(tx, viewer, noun, wanted)
}
