import { listLeads } from '@sluice/core/leads/contract'
import { expect, test } from 'vitest'
import { readUrlState } from '../../ui/url-state.ts'
import { activeFilters, leadsQuery, leadsUrl } from './leads-url.ts'

const a = '01890000-0000-7000-8000-000000000001'
const b = '01890000-0000-7000-8000-000000000002'

test('an untouched list asks only for its order', () => {
  const state = readUrlState(leadsUrl, new URLSearchParams())
  expect(leadsQuery(state)).toEqual({ limit: 60, sort: 'created', direction: 'desc' })
  expect(activeFilters(state)).toBe(0)
})

test('what a link carries becomes a request that the contract takes', () => {
  const state = readUrlState(leadsUrl, new URLSearchParams(`status=working&quick=mine&owner=${a},${b}&tag=${a}&q=hx&sort=next_step&direction=asc`))
  const query = leadsQuery(state)
  expect(query).toEqual({ limit: 60, sort: 'next_step', direction: 'asc', status: 'working', quick: 'mine', owner: `${a},${b}`, tag: a, q: 'hx' })
  expect(listLeads.query.parse(query)).toMatchObject({ owner: [a, b], status: 'working' })
  expect(activeFilters(state)).toBe(2)
})

test('nonsense in a link falls back to the default', () => {
  expect(leadsQuery(readUrlState(leadsUrl, new URLSearchParams('status=sold&sort=x')))).toEqual({ limit: 60, sort: 'created', direction: 'desc' })
})
