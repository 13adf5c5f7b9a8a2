import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask, unmask } from './mask.ts'

test('phones, addresses, identity numbers and names of people do not leave', () => {
  const { texts, back } = mask(['张伟明 138 0000 0001，wei.zhang@example.cn，010-12345678 转 801', '回电 13800000001 找张伟明，+86 138-0000-0002，证件 11010519491231002X，金额 13800000 元'], ['张伟明', '李'])
  expect(texts).toEqual(['[联系人A] [电话A]，[邮箱A]，[电话B]', '回电 [电话A] 找[联系人A]，[电话C]，证件 [证件A]，金额 13800000 元'])
  expect(unmask('请致电 [电话B] 或 [邮箱A]，[电话Z]', back)).toBe('请致电 010-12345678 转 801 或 wei.zhang@example.cn，[电话Z]')
  expect(mask(['和陆总、陆经理谈，陆工作日有空，赵总不在'], ['陆明远']).texts).toEqual(['和[联系人A]、[联系人B]谈，陆工作日有空，赵总不在'])
  expect(mask(['没有要遮的'], []).texts).toEqual(['没有要遮的'])
})

test('a long word is no mail address, and a long address is hidden whole', () => {
  const long = 'a.'.repeat(100_000)
  expect(mask([long, `${'a'.repeat(70)}@example.cn，+b@example.cn`], []).texts).toEqual([long, '[邮箱A]，[邮箱B]'])
})

test('no mobile number stays, and what was masked comes back', () => {
  const mobile = fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 })).map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`)
  fc.assert(fc.property(fc.array(mobile, { minLength: 1, maxLength: 40 }), (numbers) => {
    const text = numbers.map((one) => `电话${one}。`).join('')
    const { texts, back } = mask([text], [])
    for (const one of numbers) expect(texts[0]).not.toContain(one)
    expect(unmask(texts[0] ?? '', back)).toBe(text)
  }))
})
