import type { Viewer } from '@sluice/core/identity/policy'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { selectActiveUsers, selectProductsInUse, selectVisible } from './pipeline.queries.ts'

/** Refuses references that do not exist or that the viewer may not see, before they are written. */

/** The name of the account, null for none. */
export async function requireAccountName(tx: Reader, viewer: Viewer, accountId: string | null | undefined): Promise<string | null> {
  if (accountId === null || accountId === undefined) return null
  const found = (await selectVisible(tx, viewer, 'account', [accountId])).get(accountId)
  return found?.name ?? refuse('account.unknown', {}, [{ path: 'accountId', code: 'account.unknown' }])
}

export async function requireContacts(tx: Reader, viewer: Viewer, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await selectVisible(tx, viewer, 'contact', ids)
  if (ids.some((id) => !found.has(id))) refuse('contact.unknown', {}, [{ path: 'contactIds', code: 'contact.unknown' }])
}

export async function requireProducts(tx: Reader, orgId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await selectProductsInUse(tx, orgId, ids)
  if (ids.some((id) => !found.has(id))) refuse('deal.unknown_product', {}, [{ path: 'products', code: 'deal.unknown_product' }])
}

export async function requireColleagues(tx: Reader, orgId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await selectActiveUsers(tx, orgId, ids)
  if (ids.some((id) => !found.has(id))) refuse('deal.unknown_collaborator', {}, [{ path: 'userIds', code: 'deal.unknown_collaborator' }])
}
