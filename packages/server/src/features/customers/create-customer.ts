import type { createAccount as createAccountContract, createContact as createContactContract } from '@sluice/core/customers/contract'
import { scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { assignOwner } from '../../platform/assign-owner.ts'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { requireKnown } from '../../platform/record-change.ts'
import { refuse } from '../../platform/refusal.ts'
import { writeCustom } from '../fields/write-custom.ts'
import { requireAccount } from './change-customer.ts'
import { loadAccounts, loadContacts } from './load-customers.ts'

/** Creates an account and answers its id. */
export async function createAccount(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createAccountContract>): Promise<string> {
  const owned = await ownNew(tx, viewer, 'account', body.ownerId)
  await requireKnown(tx, viewer.orgId, body)
  const id = newId()
  await loadAccounts(tx, act, [{ ...body, ...owned, id, createdAt: act.now }])
  await writeCustom(tx, act, viewer, { object: 'account', id, isNew: true, record: { ...body, ...owned, createdAt: act.now } }, body.custom)
  return id
}

/** Creates a contact, of an account that the viewer can see or of none, and answers its id. */
export async function createContact(tx: Tx, act: Act, viewer: Viewer, body: BodyOf<typeof createContactContract>): Promise<string> {
  const owned = await ownNew(tx, viewer, 'contact', body.ownerId)
  await requireKnown(tx, viewer.orgId, body)
  await requireAccount(tx, viewer, body.accountId)
  const id = newId()
  await loadContacts(tx, act, [{ ...body, ...owned, accountId: body.accountId ?? null, id, createdAt: act.now }])
  await writeCustom(tx, act, viewer, { object: 'contact', id, isNew: true, record: { ...body, ...owned, createdAt: act.now } }, body.custom)
  return id
}

/** The owner of a new record. Who reaches only their own cannot make one that belongs to nobody: they would lose sight of it. */
async function ownNew(tx: Tx, viewer: Viewer, noun: 'account' | 'contact', ownerId: string | null | undefined) {
  requireScope(viewer, noun, 'write')
  const owned = await assignOwner(tx, viewer, noun, ownerId)
  if (owned.ownerId === null && scopeOf(viewer, noun, 'write') === 'own') refuse('permission.denied')
  return owned
}
