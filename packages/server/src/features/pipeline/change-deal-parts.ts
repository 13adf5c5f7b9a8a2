import type { Viewer } from '@sluice/core/identity/policy'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { refuse } from '../../platform/refusal.ts'
import { requireColleagues, requireContacts, requireProducts } from './deal-references.ts'
import { lockDealForChange } from './move-deal.ts'
import { selectDealProducts, type DealProduct, type DealRecord } from './pipeline.queries.ts'
import { saveDeals } from './save-deals.ts'
import { insertContacts, insertProducts } from './write-deal-parts.ts'

/** Links a contact with its role in the decision, or gives a linked one another role. */
export async function setDealContact(tx: Tx, act: Act, viewer: Viewer, id: string, contactId: string, role: string): Promise<void> {
  const deal = await lockDealForChange(tx, viewer, id)
  const linked = await tx.selectFrom('deal_contact').select('role').where('org_id', '=', act.orgId).where('deal_id', '=', id)
    .where('contact_id', '=', contactId).executeTakeFirst()
  if (linked?.role === role) return
  if (linked === undefined) await requireContacts(tx, viewer, [contactId])
  await insertContacts(tx, act.orgId, id, [{ id: contactId, role }])
  await saveDeals(tx, act, [{ before: deal, after: deal, events: [{ body: { type: 'deal.contacts_changed', payload: { added: [contactId], removed: [], role } } }] }])
}

export async function removeDealContact(tx: Tx, act: Act, viewer: Viewer, id: string, contactId: string): Promise<void> {
  const deal = await lockDealForChange(tx, viewer, id)
  const gone = await tx.deleteFrom('deal_contact').where('org_id', '=', act.orgId).where('deal_id', '=', id).where('contact_id', '=', contactId).executeTakeFirst()
  if (gone.numDeletedRows === 0n) refuse('record.not_found')
  await saveDeals(tx, act, [{ before: deal, after: deal, events: [{ body: { type: 'deal.contacts_changed', payload: { added: [], removed: [contactId], role: null } } }] }])
}

/** Sets who works on the deal besides its owner; they see and change it as the owner does. */
export async function setDealCollaborators(tx: Tx, act: Act, viewer: Viewer, id: string, userIds: readonly string[]): Promise<void> {
  const deal = await lockDealForChange(tx, viewer, id)
  const after = [...new Set(userIds)].filter((userId) => userId !== deal.ownerId).sort()
  // Read anew: the list that came with the lock is of before the wait for it.
  const rows = await tx.selectFrom('deal_collaborator').select('user_id').where('org_id', '=', act.orgId).where('deal_id', '=', id).orderBy('user_id').execute()
  const before = rows.map((row) => row.user_id)
  await requireColleagues(tx, act.orgId, after.filter((userId) => !before.includes(userId)))
  if (JSON.stringify(after) === JSON.stringify(before)) return
  await tx.deleteFrom('deal_collaborator').where('org_id', '=', act.orgId).where('deal_id', '=', id).execute()
  if (after.length > 0) {
    await tx.insertInto('deal_collaborator').values(after.map((userId) => ({ org_id: act.orgId, deal_id: id, user_id: userId }))).execute()
  }
  await tellChange(tx, act, deal, 'collaboratorIds', before, after)
}

/** Sets the products of a deal; its amount is a figure of its own and stays. */
export async function setDealProducts(tx: Tx, act: Act, viewer: Viewer, id: string, products: readonly DealProduct[]): Promise<void> {
  const deal = await lockDealForChange(tx, viewer, id)
  const before = await selectDealProducts(tx, act.orgId, id)
  const after = [...new Map(products.map((product) => [product.id, { id: product.id, quantity: product.quantity, priceMinor: product.priceMinor }])).values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  // A product archived since may stay where it is.
  await requireProducts(tx, act.orgId, after.map((product) => product.id).filter((productId) => !before.some((one) => one.id === productId)))
  if (JSON.stringify(after) === JSON.stringify(before)) return
  await tx.deleteFrom('deal_product').where('org_id', '=', act.orgId).where('deal_id', '=', id).execute()
  await insertProducts(tx, act.orgId, id, after)
  await tellChange(tx, act, deal, 'products', before, after)
}

function tellChange(tx: Tx, act: Act, deal: DealRecord, field: string, before: unknown, after: unknown): Promise<void> {
  const payload = { pipelineId: deal.pipelineId, changes: { [field]: [before, after] as [unknown, unknown] } }
  return saveDeals(tx, act, [{ before: deal, after: deal, events: [{ body: { type: 'deal.changed', payload } }] }])
}
