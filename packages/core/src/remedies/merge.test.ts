import { expect, test } from 'vitest'
import { remedies } from '../diagnosis/remedies/library.ts'
import type { Remedy } from '../diagnosis/remedies/remedy.ts'
import { answering, mergeRemedies } from './merge.ts'

const [first, second] = remedies as [Remedy, Remedy, ...Remedy[]]

test('nothing written: the library as it comes, shown whole', () => {
  const merged = mergeRemedies([])
  expect(merged.map(({ remedy }) => remedy)).toEqual(remedies)
  expect(new Set(merged.map(({ origin, isHidden, version }) => `${origin} ${isHidden} ${version}`))).toEqual(new Set(['built_in false 0']))
})

test('a change stands in the place of what it changes, a hidden one stays in it, own ones follow', () => {
  const changed = { ...first, name: { zh: '改过', en: 'Changed' } }
  const own = { ...first, key: 'own_one', causes: ['price' as const] }
  const merged = mergeRemedies([
    { key: first.key, definition: changed, isHidden: false, version: 2 },
    { key: second.key, definition: second, isHidden: true, version: 1 },
    { key: 'own_one', definition: own, isHidden: false, version: 1 },
  ])
  expect(merged).toHaveLength(remedies.length + 1)
  expect(merged[0]).toEqual({ remedy: changed, origin: 'changed', isHidden: false, version: 2 })
  expect(merged[1]).toEqual({ remedy: second, origin: 'built_in', isHidden: true, version: 1 })
  expect(merged.at(-1)).toMatchObject({ origin: 'own', remedy: { key: 'own_one' } })
  expect(answering(merged, ['price']).map(({ remedy }) => remedy.key)).toContain('own_one')
})
