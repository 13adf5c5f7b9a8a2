import { expect, test } from 'vitest'
import { checkText } from './checks.ts'

const passes = (check: Parameters<typeof checkText>[0], text: string) => 'value' in checkText(check, text)

test.each(['13800138000', '138 0013 8000', '+86 138-0013-8000', '0086 19912345678', '１３８００１３８０００'])('%s is a mobile number', (text) => {
  expect([passes('cn_mobile', text), passes('cn_phone', text)]).toEqual([true, true])
})
test.each(['010-65529988', '021 5888 1234', '0755-88888888', '0755-88888888-801', '0571-8888 8888 转 12', '(0512)62880000', '0310-3123456', '400-820-8820'])('%s is no mobile number, but a phone', (text) => {
  expect([passes('cn_mobile', text), passes('cn_phone', text)]).toEqual([false, true])
})
test.each(['', '12345', '1380013800', '138001380000', '12800138000', '88888888', '+1 415 555 2671', '+852 2888 8888', '1.38E+10', 'abc', '010-6552998'])('%s is neither', (text) => {
  expect([passes('cn_mobile', text), passes('cn_phone', text)]).toEqual([false, false])
})

test('a credit code is stored as it is printed; a wrong one is named so', () => {
  expect(checkText('uscc', ' 9144030071526726xg')).toEqual({ value: '9144030071526726XG' })
  expect(checkText('uscc', '9144030071526726XH')).toEqual({ refused: 'field.bad_uscc' })
  expect(checkText('cn_mobile', '0755-88888888')).toEqual({ refused: 'field.bad_phone' })
})

test('a company has a name besides its legal form', () => {
  expect(['华为技术有限公司', '3M', 'Acme Ltd.', '小米'].map((text) => passes('company_name', text))).toEqual([true, true, true, true])
  expect(['有', '123', '—', '？？'].map((text) => passes('company_name', text))).toEqual([false, false, false, false])
  expect(checkText('none', 'x')).toEqual({ value: 'x' })
})
