import { expect, test } from 'vitest'
import { newKey, put, renamed } from './score-draft.ts'

test('a new key is one that nobody has', () => {
  expect(newKey([])).toBe('rule_1')
  expect(newKey([{ key: 'rule_2' }])).toBe('rule_3')
  expect(newKey([{ key: 'a' }, { key: 'rule_3' }])).toBe('rule_4')
})

test('the other language follows until it says something of its own', () => {
  expect(renamed({ zh: '', en: '' }, 'zh', '决策')).toEqual({ zh: '决策', en: '决策' })
  expect(renamed({ zh: '决策', en: '决策' }, 'zh', '决策层')).toEqual({ zh: '决策层', en: '决策层' })
  expect(renamed({ zh: '决策', en: 'Decides' }, 'zh', '决策层')).toEqual({ zh: '决策层', en: 'Decides' })
})

test('one is put in its place, or at the end', () => {
  expect(put([{ key: 'a', n: 1 }, { key: 'b', n: 2 }], { key: 'a', n: 3 })).toEqual([{ key: 'a', n: 3 }, { key: 'b', n: 2 }])
  expect(put([{ key: 'a', n: 1 }], { key: 'c', n: 2 })).toEqual([{ key: 'a', n: 1 }, { key: 'c', n: 2 }])
})
