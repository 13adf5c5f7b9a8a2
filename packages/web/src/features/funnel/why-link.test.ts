import { expect, test } from 'vitest'
import { whyLink } from './why-link.ts'

test('two periods become first and last days; one that goes on ends today', () => {
  expect(whyLink('p', 's', { from: '2026-01-01', to: '2026-02-01' }, { from: '2026-02-01', to: '2026-03-01' }, '2026-02-10')).toBe(
    '/funnel/why?pipeline=p&stage=s&bf=2026-01-01&bl=2026-01-31&af=2026-02-01&al=2026-02-10',
  )
  expect(whyLink('p', 's', { from: null, to: '2026-02-01' }, { from: '2026-02-01', to: null }, '2026-02-10')).toBeNull()
})
