import { expect, test } from 'vitest'
import { openStrangers } from './strangers.ts'

test('the latest few of each organisation, nothing that is no origin, and never more', () => {
  const strangers = openStrangers()
  const now = new Date('2026-03-02T02:00:00Z')
  for (let i = 0; i < 20; i++) strangers.note('a', `https://${i % 7}.example`, now)
  strangers.note('a', 'null', now)
  strangers.note('a', `https://${'x'.repeat(300)}`, now)
  expect(strangers.of('a').map(({ origin }) => origin)).toEqual([5, 4, 3, 2, 1].map((i) => `https://${i}.example`))
  for (let i = 0; i < 5000; i++) strangers.note(`org ${i}`, 'https://x.example', now)
  expect(strangers.of('org 4999')).toEqual([{ origin: 'https://x.example', at: now.toISOString(), n: 1 }])
  expect(strangers.of('nobody')).toEqual([])
})
