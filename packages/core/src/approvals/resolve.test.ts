import { expect, test } from 'vitest'
import { resolveApprovers, type Case, type Directory } from './resolve.ts'

/** 总部 (boss) ← 华东 (east) ← 上海 (li; reps wang, zhao); 华南 (south) has no head set but a manager. */
const directory: Directory = {
  people: [
    { id: 'admin1', role: 'admin', teamId: 'hq', isActive: true },
    { id: 'admin2', role: 'admin', teamId: 'hq', isActive: true },
    { id: 'boss', role: 'manager', teamId: 'hq', isActive: true },
    { id: 'east', role: 'manager', teamId: 'east', isActive: true },
    { id: 'li', role: 'manager', teamId: 'shanghai', isActive: true },
    { id: 'south', role: 'manager', teamId: 'south', isActive: true },
    { id: 'wang', role: 'rep', teamId: 'shanghai', isActive: true },
    { id: 'zhao', role: 'rep', teamId: 'shanghai', isActive: true },
    { id: 'gone', role: 'finance', teamId: 'hq', isActive: false },
    { id: 'money', role: 'finance', teamId: 'hq', isActive: true },
  ],
  teams: [
    { id: 'hq', parentId: null, leadUserId: 'boss' },
    { id: 'east', parentId: 'hq', leadUserId: 'east' },
    { id: 'shanghai', parentId: 'east', leadUserId: 'li' },
    { id: 'south', parentId: 'hq', leadUserId: null },
    { id: 'empty', parentId: 'south', leadUserId: null },
  ],
  absences: [],
}
const about = (requesterId: string, deal: Partial<Case['deal']> = {}): Case => ({ requesterId, deal: { teamId: 'shanghai', ownerId: 'wang', custom: {}, ...deal } })
const ids = (asked: { userId: string }[]) => asked.map((one) => one.userId)
const away = (...absences: [string, string][]): Directory => ({ ...directory, absences: absences.map(([userId, substituteId]) => ({ userId, substituteId })) })

test('the direct manager: the head of the own team, for the head the one above', () => {
  const manager = (requester: string) => ids(resolveApprovers([{ type: 'manager' }], about(requester), directory, 'skip'))
  expect(manager('wang')).toEqual(['li'])
  expect(manager('li')).toEqual(['east'])
  expect(manager('east')).toEqual(['boss'])
  // Above the highest head there is nobody.
  expect(manager('boss')).toEqual([])
  expect(ids(resolveApprovers([{ type: 'manager' }], about('boss'), directory, 'admin'))).toEqual(['admin1', 'admin2'])
})

test('a team without a head: its manager, else the team above', () => {
  const lead = (teamId: string | null, levels: number) => ids(resolveApprovers([{ type: 'team_lead', levels }], about('wang', { teamId }), directory, 'skip'))
  expect(lead('south', 0)).toEqual(['south'])
  expect(lead('empty', 0)).toEqual(['south'])
  expect(lead('shanghai', 0)).toEqual(['li'])
  expect(lead('shanghai', 1)).toEqual(['east'])
  expect(lead('shanghai', 2)).toEqual(['boss'])
  // Higher than the tree is its root.
  expect(lead('shanghai', 10)).toEqual(['boss'])
  expect(lead(null, 0)).toEqual([])
})

test('nobody approves their own request: the next in line does, or the administrators', () => {
  expect(ids(resolveApprovers([{ type: 'user', userId: 'li' }], about('li'), directory, 'skip'))).toEqual(['east'])
  expect(ids(resolveApprovers([{ type: 'field', field: 'owner' }], about('wang'), directory, 'skip'))).toEqual(['li'])
  expect(ids(resolveApprovers([{ type: 'user', userId: 'boss' }], about('boss'), directory, 'admin'))).toEqual(['admin1', 'admin2'])
  expect(ids(resolveApprovers([{ type: 'role', role: 'admin' }], about('admin1'), directory, 'admin'))).toEqual(['admin2'])
  // Beside others, the requester is simply left out.
  expect(ids(resolveApprovers([{ type: 'user', userId: 'wang' }, { type: 'user', userId: 'money' }], about('wang'), directory, 'admin'))).toEqual(['money'])
})

test('by role: the active ones; managers along the branch of the deal, if it has any', () => {
  const role = (name: 'finance' | 'manager' | 'service', teamId = 'shanghai') => ids(resolveApprovers([{ type: 'role', role: name }], about('wang', { teamId }), directory, 'skip'))
  expect(role('finance')).toEqual(['money'])
  expect(role('manager')).toEqual(['boss', 'east', 'li'])
  expect(role('manager', 'unknown')).toEqual(['boss', 'east', 'li', 'south'])
  expect(role('service')).toEqual([])
})

test('by field: the owner, or whom a custom field names; nothing else', () => {
  const field = (name: string, custom: Record<string, unknown> = {}) => ids(resolveApprovers([{ type: 'field', field: name }], about('admin1', { custom }), directory, 'skip'))
  expect(field('owner')).toEqual(['wang'])
  expect(field('c_legal', { legal: 'money' })).toEqual(['money'])
  expect(field('c_legal', { legal: ['money', 'zhao', 'money'] })).toEqual(['money', 'zhao'])
  expect(field('c_legal', { legal: { id: 'money' } })).toEqual([])
  expect(field('c_constructor')).toEqual([])
  expect(field('c_legal', { legal: 'gone' })).toEqual([])
})

test('who is away is stood in for, through a chain, but never by the requester, a disabled person or a circle', () => {
  const manager = (dir: Directory) => resolveApprovers([{ type: 'manager' }], about('wang'), dir, 'skip')
  expect(manager(away(['li', 'zhao']))).toEqual([{ userId: 'zhao', forUserId: 'li' }])
  expect(manager(away(['li', 'zhao'], ['zhao', 'money']))).toEqual([{ userId: 'money', forUserId: 'li' }])
  for (const nowhere of [away(['li', 'wang']), away(['li', 'gone']), away(['li', 'zhao'], ['zhao', 'li'])]) expect(manager(nowhere)).toEqual([{ userId: 'li', forUserId: null }])
  // Standing in for one and asked for oneself: asked once, for oneself.
  const both = [{ type: 'user', userId: 'li' }, { type: 'user', userId: 'zhao' }] as const
  expect(resolveApprovers(both, about('wang'), away(['li', 'zhao']), 'skip')).toEqual([{ userId: 'zhao', forUserId: null }])
})

test('several ways to the same person ask them once, and a circle of teams ends', () => {
  expect(ids(resolveApprovers([{ type: 'manager' }, { type: 'user', userId: 'li' }], about('wang'), directory, 'skip'))).toEqual(['li'])
  const circle: Directory = { ...directory, teams: [{ id: 'a', parentId: 'b', leadUserId: null }, { id: 'b', parentId: 'a', leadUserId: null }] }
  expect(resolveApprovers([{ type: 'team_lead', levels: 5 }], about('wang', { teamId: 'a' }), circle, 'skip')).toEqual([])
})
