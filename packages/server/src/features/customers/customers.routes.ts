import * as contracts from '@sluice/core/customers/contract'
import type { Account, Contact } from '@sluice/core/customers/contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { Api } from '../../platform/api.ts'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import { route } from '../../platform/route.ts'
import { showOne } from '../fields/show-custom.queries.ts'
import { changeAccount, changeContact } from './change-customer.ts'
import { createAccount, createContact } from './create-customer.ts'
import { selectAccount, selectAccounts, selectContact, selectContacts, selectContactsOf } from './customers.queries.ts'

/** Accounts and their contacts. */
export function customerRoutes(api: Api): void {
  const asker = (viewer: Viewer, session: { org: { timeZone: string } }) => ({ viewer, timeZone: session.org.timeZone, now: api.clock.now() })

  route(api, contracts.listAccounts, ({ tx, viewer, session, query }) => selectAccounts(tx, asker(viewer, session), query))
  route(api, contracts.getAccount, async ({ tx, viewer, params }) => {
    const account = (await selectAccount(tx, viewer, params.id)) ?? refuse('record.not_found')
    return { ...account, contacts: await selectContactsOf(tx, viewer, params.id) }
  })
  route(api, contracts.createAccount, async ({ tx, act, viewer, body }) => shownAccount(tx, viewer, await createAccount(tx, act, viewer, body)))
  route(api, contracts.changeAccount, async ({ tx, act, viewer, params, version, body }) => {
    await changeAccount(tx, act, viewer, params.id, version, body)
    return shownAccount(tx, viewer, params.id)
  })

  route(api, contracts.listContacts, ({ tx, viewer, session, query }) => selectContacts(tx, asker(viewer, session), query))
  route(api, contracts.getContact, async ({ tx, viewer, params }) => (await selectContact(tx, viewer, params.id)) ?? refuse('record.not_found'))
  route(api, contracts.createContact, async ({ tx, act, viewer, body }) => shownContact(tx, viewer, await createContact(tx, act, viewer, body)))
  route(api, contracts.changeContact, async ({ tx, act, viewer, params, version, body }) => {
    await changeContact(tx, act, viewer, params.id, version, body)
    return shownContact(tx, viewer, params.id)
  })
}

/** What was just written, also when it was given away and is out of sight from now on. */
const seesAll = (viewer: Viewer): Viewer => ({ ...viewer, role: 'admin' })
async function shownAccount(tx: Reader, viewer: Viewer, id: string): Promise<Account> {
  return showOne(tx, viewer, 'account', (await selectAccount(tx, seesAll(viewer), id)) ?? refuse('record.not_found'))
}
async function shownContact(tx: Reader, viewer: Viewer, id: string): Promise<Contact> {
  return showOne(tx, viewer, 'contact', (await selectContact(tx, seesAll(viewer), id)) ?? refuse('record.not_found'))
}
