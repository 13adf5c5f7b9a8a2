import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, formatMoney, parseAmount } from './money.ts'

const cny = (text: string, decimal?: '.' | ',' | 'auto') => {
  const amount = parseAmount(text, { currency: 'CNY', decimal })
  return amount.ok ? `${amount.minor} ${amount.currency}${amount.rounded ? ' rounded' : ''}` : amount.code
}

test.each([
  ['1054', '105400 CNY'], ['¥1,234.50', '123450 CNY'], ['￥12.5万', '12500000 CNY'], ['1.2亿元', '12000000000 CNY'],
  ['人民币100元整', '10000 CNY'], ['RMB 3.5w', '3500000 CNY'], ['3千', '300000 CNY'], ['5百万', '500000000 CNY'],
  ['１２３．４５', '12345 CNY'], ['(1,000)', '-100000 CNY'], ['-5', '-500 CNY'], ['5-', '-500 CNY'], ['−7', '-700 CNY'],
  ['$3k', '300000 USD'], ['US$ 1.5M', '150000000 USD'], ['HK$20', '2000 HKD'], ['€1,000.00', '100000 EUR'], ['100円', '100 JPY'],
  ['12,3456', '12345600 CNY'], ['1,23,456', '12345600 CNY'], ['1E+05', '10000000 CNY'], ['0', '0 CNY'], ['-0', '0 CNY'],
  ['0.005', '1 CNY rounded'], ['0.004', '0 CNY rounded'], ['4514.000000001', '451400 CNY rounded'], ['.5', '50 CNY'], ['5.', '500 CNY'],
  ['90071992547409.91', '9007199254740991 CNY'], ['90071992547409.92', 'amount.too_large'], ['1e30', 'amount.too_large'],
  ['60%', 'amount.percent'], ['abc', 'amount.unreadable'], ['', 'amount.unreadable'], ['12,5', 'amount.ambiguous'], ['1.2.3', 'amount.unreadable'],
  ['万', 'amount.unreadable'], ['--', 'amount.unreadable'],
])('%s is %s', (text, expected) => expect(cny(text)).toBe(expected))

test('the decimal mark can be a comma, or be found where only one reading is possible', () => {
  expect(cny('1.234,50', ',')).toBe('123450 CNY')
  expect(cny('1 234,5', ',')).toBe('123450 CNY')
  expect(cny('1.234,50', 'auto')).toBe('123450 CNY')
  expect(cny('1,234.50', 'auto')).toBe('123450 CNY')
  expect(cny('1,234', 'auto')).toBe('amount.ambiguous')
})

test('every amount that can be shown is read back exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('CNY', 'JPY', 'KWD', 'USD'), (minor, currency) => {
      const read = parseAmount(decimalText(minor, currency), { currency })
      expect(read).toEqual({ ok: true, minor: minor === 0 ? 0 : minor, currency, named: false, rounded: false })
    }),
    { seed: 3 },
  )
})

test('amounts for people', () => {
  expect(formatMoney(123450, 'CNY', 'zh-CN')).toBe('¥1,234.50')
  expect(formatMoney(123400, 'CNY', 'en')).toBe('¥1,234')
  expect(formatMoney(1_234_567_800, 'CNY', 'zh-CN', true)).toBe('¥1234.6万')
  expect(formatMoney(123_456_789_000, 'CNY', 'zh-CN', true)).toBe('¥12.3亿')
  expect(formatMoney(1_234_567_800, 'USD', 'en', true)).toBe('$12.3M')
  expect(formatMoney(9_007_199_254_740_991, 'CNY', 'zh-CN')).toBe('¥90,071,992,547,409.91')
  expect(formatMoney(-500, 'JPY', 'en')).toBe('-¥500')
})
