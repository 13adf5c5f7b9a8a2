import { field } from '@sluice/core/fields/contract'
import { expect, test } from 'vitest'
import { offeredOptions } from './field-options.ts'

const city = field.parse({
  id: '0190a000-0000-7000-8000-000000000001', object: 'deal', key: 'city', label: '城市', type: 'select', position: 1, isArchived: false, version: 1,
  settings: {
    dependsOn: 'province',
    options: [
      { value: 'hz', label: '杭州', when: ['zj'] },
      { value: 'nj', label: '南京', when: ['js'] },
      { value: 'any', label: '其他' },
      { value: 'old', label: '旧', isArchived: true },
    ],
  },
})
const values = (custom: Record<string, unknown>, value?: unknown) => offeredOptions(city, custom, value).map((one) => one.value)

test('a dependent field offers what its master opens, and what is always offered', () => {
  expect(values({ province: 'zj' })).toEqual(['hz', 'any'])
  expect(values({ province: ['zj', 'js'] })).toEqual(['hz', 'nj', 'any'])
  expect(values({})).toEqual(['any'])
})

test('what is chosen stays in the list, archived or closed by its master', () => {
  expect(values({ province: 'js' }, 'old')).toEqual(['nj', 'any', 'old'])
  expect(values({ province: 'js' }, 'hz')).toEqual(['hz', 'nj', 'any'])
})
