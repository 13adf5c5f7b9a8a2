import { expect, test } from 'vitest'
import { campaignStatus } from './status.ts'

test('a campaign runs from its first day until its last', () => {
  const may = { fromOn: '2026-05-01', toOn: '2026-06-01', isArchived: false }
  expect(['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((day) => campaignStatus(may, day))).toEqual(['planned', 'running', 'running', 'ended'])
  expect(campaignStatus({ ...may, toOn: null }, '2030-01-01')).toBe('running')
  expect(campaignStatus({ ...may, isArchived: true }, '2026-05-02')).toBe('archived')
})
