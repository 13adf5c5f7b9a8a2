import { expect, test } from 'vitest'
import { readPhone, readPhones } from './phone.ts'

test.each([
  ['138 0013 8000', '+8613800138000', null], ['１３８－００１３－８０００', '+8613800138000', null], ['0086 13800138000', '+8613800138000', null],
  ['010-65529988', '+861065529988', null], ['021-58881234转801', '+862158881234', '801'], ['0755-88888888-801', '+8675588888888', '801'],
  ['400-820-8820', '+864008208820', null], ['+1 415 555 2671', '+14155552671', null], ['手机：13800138000', '+8613800138000', null],
])('%s is %s', (text, e164, extension) => expect(readPhone(text)).toEqual({ raw: text, e164, extension, problem: null }))

test('what is no number keeps its text', () => {
  expect(readPhone('未知')).toEqual({ raw: '未知', e164: null, extension: null, problem: 'phone.unreadable' })
  expect(readPhone('1.38E+10')).toMatchObject({ e164: null, problem: 'phone.digits_lost' })
  expect(readPhone('12345')).toMatchObject({ raw: '12345', problem: 'phone.unreadable' })
})

test('several numbers in one cell', () => {
  expect(readPhones('13800138000/13900139000；010-65529988').map((phone) => phone.e164)).toEqual(['+8613800138000', '+8613900139000', '+861065529988'])
  expect(readPhones('')).toEqual([])
})
