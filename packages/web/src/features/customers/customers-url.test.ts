import { listAccounts, listContacts } from '@sluice/core/customers/contract'
import { expect, test } from 'vitest'
import { readUrlState } from '../../ui/url-state.ts'
import { accountsUrl, activeFilters, contactsUrl, customersQuery } from './customers-url.ts'

const a = '01890000-0000-7000-8000-000000000001'

test('links become requests that the contracts take', () => {
  const accounts = readUrlState(accountsUrl, new URLSearchParams(`quick=team&owner=${a}&q=hx&sort=won`))
  expect(listAccounts.query.parse({ ...customersQuery(accounts), sort: accounts.sort })).toMatchObject({ quick: 'team', owner: [a], q: 'hx', sort: 'won', direction: 'desc' })
  expect(activeFilters(accounts)).toBe(1)
  const contacts = readUrlState(contactsUrl, new URLSearchParams('sort=won'))
  expect(listContacts.query.parse({ ...customersQuery(contacts), sort: contacts.sort })).toMatchObject({ sort: 'activity' })
})
