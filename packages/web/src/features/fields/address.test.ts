import { expect, test } from 'vitest'
import { addressLine, addressOf } from './address.ts'

test('an address is written from the large to the small, a municipality once', () => {
  expect(addressLine(addressOf({ province: '浙江省', city: '杭州市', district: '西湖区', detail: '文三路 1 号' }))).toBe('浙江省杭州市西湖区文三路 1 号')
  expect(addressLine(addressOf({ province: '北京市', city: '北京市', district: '海淀区' }))).toBe('北京市海淀区')
})

test('what is no address is an empty one', () => {
  for (const value of [null, undefined, 'x', 3, [], { city: 5 }]) expect(addressLine(addressOf(value))).toBe('')
})
