import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Viewer } from '../identity/policy.ts'
import { chartPath, chartPlace, chartSlice, coversSlice, pinnedPlace } from './chart-place.ts'

const teams = ['t-all', 't-east', 't-west']
const users = [['u-boss', 't-all'], ['u-east', 't-east'], ['u-west', 't-west']] as const
const teamOf = (id: string) => users.find(([user]) => user === id)?.[1]
const viewer = (role: Viewer['role'], userId: string, teamId: string, teamIds = [teamId]): Viewer => ({ orgId: 'o', userId, role, teamId, teamIds })
const rep = viewer('rep', 'u-east', 't-east')
const manager = viewer('manager', 'u-boss', 't-east')
const admin = viewer('admin', 'u-boss', 't-all', teams)

test('an address with its filters in one order; what opens something on the page is none', () => {
  expect(chartPlace('?owner=b,a&figure=%7B%7D&period=m12&columns=x&machine=true&by=')).toBe('owner=a%2Cb&period=m12')
  expect(chartPlace('owner=["a","b"]&period=m12')).toBe(chartPlace('period=m12&owner=b,a'))
  expect(chartPath('heat', 'across=week')).toBe('/funnel/heat?across=week')
  expect(chartPath('overview', '')).toBe('/funnel')
})

test('whose deals are counted: filters and slices together, a comparison in place of the filter', () => {
  expect(chartSlice('period=m12')).toEqual({ owners: null, teams: null })
  expect(chartSlice('owner=u1,u2&slice=owner:u2;size:x')).toEqual({ owners: ['u2'], teams: null })
  expect(chartSlice('compare=team&a=t1&b=t2&team=t9')).toEqual({ owners: null, teams: ['t1', 't2'] })
  expect(chartSlice('compare=team&team=t9')).toEqual({ owners: null, teams: ['t9'] })
})

test('a rep talks about their own numbers, a manager about the team, an administrator about all', () => {
  expect(pinnedPlace(rep, 'period=m12', teamOf)).toBe('owner=u-east&period=m12')
  expect(pinnedPlace(rep, 'owner=u-west&slice=owner:u-west', teamOf)).toBe('owner=u-east')
  expect(pinnedPlace(manager, 'period=m12', teamOf)).toBe('period=m12&team=t-east')
  expect(pinnedPlace(manager, 'owner=u-east', teamOf)).toBe('owner=u-east')
  expect(pinnedPlace(manager, 'compare=team&a=t-east&b=t-west', teamOf)).toBe('team=t-east')
  expect(pinnedPlace(admin, 'period=m12', teamOf)).toBe('period=m12')
  // What a rep talks about is seen by the rep, the rep's manager and the administrator, not by a neighbour.
  const slice = chartSlice('owner=u-east')
  expect([rep, manager, admin].map((one) => coversSlice(one, slice, teamOf))).toEqual([true, true, true])
  expect(coversSlice(viewer('rep', 'u-west', 't-west'), slice, teamOf)).toBe(false)
  expect(coversSlice(viewer('manager', 'x', 't-west'), slice, teamOf)).toBe(false)
})

test('pinned once is pinned, and within the reach of whoever pinned it', () => {
  const some = (values: readonly string[]) => fc.subarray([...values]).map((list) => list.join(','))
  const place = fc
    .record({ owner: some(users.map(([id]) => id)), team: some(teams), compare: fc.constantFrom('', 'team', 'owner', 'source'), a: some(teams), b: some(teams), slice: fc.constantFrom('', 'owner:u-west', 'team:t-west;size:x', 'size:x'), period: fc.constantFrom('m12', 'month') })
    .map((fields) => chartPlace(new URLSearchParams(fields).toString()))
  fc.assert(
    fc.property(place, fc.constantFrom(rep, manager, admin), (asked, who) => {
      const pinned = pinnedPlace(who, asked, teamOf)
      expect(coversSlice(who, chartSlice(pinned), teamOf)).toBe(true)
      expect(pinnedPlace(who, pinned, teamOf)).toBe(pinned)
      expect(chartPlace(pinned)).toBe(pinned)
    }),
  )
})
