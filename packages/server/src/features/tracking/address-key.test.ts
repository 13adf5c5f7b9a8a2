import { expect, test } from 'vitest'
import { addressKey } from './address-key.ts'

test.each([
  ['10.0.0.1', '10.0.0.1'], ['::ffff:10.0.0.1', '10.0.0.1'], ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'], ['2001:DB8:1:2::9', '2001:db8:1:2'], ['2001:db8::1', '2001:db8:0:0'], ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'], ['2001:0db8:0001::1', '2001:db8:1:0'],
])('%s → %s', (ip, key) => {
  expect(addressKey(ip)).toBe(key)
})
