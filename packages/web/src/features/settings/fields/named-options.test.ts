import { expect, test } from 'vitest'
import { namedOptions } from './named-options.ts'

const option = (label: string, value = '') => ({ label, value, color: null, when: [], isArchived: false })

test('new options get a value of their own from their label, old ones keep theirs', async () => {
  const named = await namedOptions([option('紧急', 'urgent'), option(' 一般 '), option('一般'), option('')])
  expect(named.map((one) => one.label)).toEqual(['紧急', '一般', '一般'])
  expect(named[0]?.value).toBe('urgent')
  expect(new Set(named.map((one) => one.value)).size).toBe(3)
  for (const one of named) expect(one.value).toMatch(/^[a-z0-9_]{1,40}$/)
})
