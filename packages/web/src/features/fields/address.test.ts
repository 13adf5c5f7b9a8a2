import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

const none = { province: null, city: null, district: null, detail: null }

test('the parts of an address are read, what is missing is none', () => {
  expect(addressOf({ province: '浙江省', city: '杭州市', detail: '' })).toEqual({ ...none, province: '浙江省', city: '杭州市' })
})

test('what is no address is an empty one', () => {
  for (const value of [null, undefined, 'x', 3, [], { city: 5 }]) expect(addressOf(value)).toEqual(none)
})
