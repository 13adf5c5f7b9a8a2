import { healthParts } from '@sluice/core/diagnosis/health-parts'
import { expect, test } from 'vitest'
import { figureLink } from './figure-link.ts'

test('every part of a funnel, a team or a person leads to its figure', () => {
  for (const { metric } of [...healthParts.funnel, ...healthParts.team, ...healthParts.rep]) expect(figureLink(metric), metric).not.toBeNull()
})

test('a person’s figures are of that person, and the question of the page stays', () => {
  expect(figureLink('health.stalled_share', { owner: 'u1' })).toBe('/deals?layout=list&quick=stale&owner=u1')
  expect(figureLink('health.dwell_times', { owner: 'u1', search: '?period=d90' })).toBe('/funnel/heat?period=d90&owner=u1&measure=dwell')
  expect(figureLink('health.conversion_times')).toBe('/funnel')
  expect(figureLink('health.age_times')).toBeNull()
})
