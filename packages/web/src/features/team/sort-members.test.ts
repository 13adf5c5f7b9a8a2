import type { TeamMember } from '@sluice/core/team/contract'
import { expect, test } from 'vitest'
import { sortMembers } from './sort-members.ts'

const member = (name: string, over: Partial<TeamMember>): TeamMember => ({
  user: { id: name, name }, team: { id: 't', name: 't' }, open: { deals: 0, amountMinor: 0, weightedMinor: 0 },
  risk: { deals: 0, amountMinor: 0, weightedMinor: 0, need: 0, by: { stalled: 0, no_next_step: 0, overdue_step: 0, overdue_close: 0 } },
  contact: { silent: 0, tooMuch: 0 }, response: { met: 0, decided: 0, share: null, medianMinutes: null }, alarms: 0, quota: null, takenOver: 0, ...over,
})
const response = (share: number | null) => ({ met: 0, decided: 0, share, medianMinutes: null })
const all = [member('乙', { response: response(null), alarms: 1 }), member('甲', { response: response(0.5) }), member('丙', { response: response(0.9), alarms: 3 })]
const names = (sort: Parameters<typeof sortMembers>[1]) => sortMembers(all, sort).map(({ user }) => user.name)

test('as the server says, by a figure either way with the unknown last, by name', () => {
  expect(names({ sort: '', up: false })).toEqual(['乙', '甲', '丙'])
  expect(names({ sort: 'alarms', up: false })).toEqual(['丙', '乙', '甲'])
  expect(names({ sort: 'response', up: false })).toEqual(['丙', '甲', '乙'])
  expect(names({ sort: 'response', up: true })).toEqual(['甲', '丙', '乙'])
  expect(names({ sort: 'name', up: true })).toEqual(['丙', '甲', '乙'].toSorted((a, b) => a.localeCompare(b, 'zh')))
})
