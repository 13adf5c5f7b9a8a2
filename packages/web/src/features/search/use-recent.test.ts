import { expect, test } from 'vitest'
import { withRecent } from './use-recent.ts'

const record = (id: string) => ({ type: 'deal' as const, id, name: id, detail: '' })

test('what was opened last comes first, once, and the list stays short', () => {
  const list = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => record(String(n)))
  expect(withRecent(list, record('3')).map((one) => one.id).join('')).toBe('31245678')
  expect(withRecent(list, record('9')).map((one) => one.id).join('')).toBe('91234567')
})
