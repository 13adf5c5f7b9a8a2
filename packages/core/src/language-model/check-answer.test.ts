import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnswer } from './check-answer.ts'
import { chineseValue, numbersIn } from './numbers.ts'

const keys = (text: string) => numbersIn(text).flatMap((one) => one.keys)
const invented = (answer: string, ...sources: string[]) => checkAnswer(answer, sources).flatMap((piece) => piece.invented)

test('numbers in their notations', () => {
  expect(keys('共 32,000 元，即 3.2万，三万二千')).toEqual(['n:32000', 'n:32000', 'n:32000'])
  expect(keys('１２．５％，百分之十二点五，下降 12.5 个百分点，三成')).toEqual(['%:12.5', '%:12.5', '%:12.5', '%:30'])
  expect(keys('2026-03-05，2026年3月5日，2026 年 3 月 5 日，三月五日，3月，5号，2026/3/5，March 5, 2026，5 March')).toEqual(['d:2026-03-05', 'd:2026-03-05', 'd:2026-03-05', 'd:03-05', 'd:03', 'on:05', 'd:2026-03-05', 'd:2026-03-05', 'd:03-05'])
  expect(keys('14:30 到 9:05，2026-03-05T14:30:00.000Z')).toEqual(['t:14:30', 't:09:05', 'd:2026-03-05', 't:14:30'])
  expect(keys('Q3 和 A4 纸，30min，三分之二')).toEqual(['w:q3', 'w:a4', 'w:30min', 'f:2/3'])
  expect(keys('1.5亿、3千万、2百、1.2 million, twenty-five deals, three hundred and five')).toEqual(['n:150000000', 'n:30000000', 'n:200', 'n:1200000', 'n:25', 'n:305'])
  expect(keys('两个客户，三家公司，十天，二十五人，两百')).toEqual(['n:2', 'n:3', 'n:10', 'n:25', 'n:200'])
})

test('words that hold a numeral are no numbers', () => {
  expect(keys('一下、一些、统一、一个客户、一位经理、第一、十分满意、万一、千万别、四川、三思、八面玲珑、唯一、同一家、五金、often, someone, one, content')).toEqual([])
  expect(keys('一天、一周、一个月、一年')).toEqual(['n:1', 'n:1', 'n:1', 'n:1'])
})

test('the values of Chinese numerals', () => {
  const cases = { 十: '10', 十五: '15', 一百零五: '105', 一百五: '150', 三万五: '35000', 十二万五千: '125000', 三亿二千万: '320000000', 一万亿: '1000000000000', 二〇二六: '2026', 三点五: '3.5', 两千零三十: '2030' }
  for (const [text, value] of Object.entries(cases)) expect([text, chineseValue(text)]).toEqual([text, value])
  expect(chineseValue('三四十')).toBeNull()
  expect(chineseValue('')).toBeNull()
})

test('what the sources say passes in any notation; what is worked out, rounded or new does not', () => {
  const source = '金额 320,000 元，折扣 12%，2026-03-05 拜访，3 次电话，14:30 开会'
  expect(invented('金额 32万，折扣百分之十二，3月5日拜访，打了三次电话，14:30 开会。', source)).toEqual([])
  expect(invented('今年 2026 年 3 月的拜访在5号。', source)).toEqual([])
  expect(invented('金额约 30 万。折扣 12 个。还有五次电话。4月5日再联系。', source)).toEqual(['30 万', '12', '五', '4月5日'])
  expect(invented('打了三次电话，共 15% 的折扣，客户要两周。', source)).toEqual(['15%', '两'])
  expect(invented('0.12 的折扣', source)).toEqual(['0.12'])
  expect(invented('1. 客户要折扣\n2. 客户等预算\n4. 客户没说话', source)).toEqual(['4'])
  // No item of a list: a number with decimals.
  expect(invented('1.5万的预算', '预算 5 万')).toEqual(['1.5万'])
  expect(invented('１．５万的预算', '预算 5 万')).toEqual(['１．５万'])
  expect(invented('1.５万的预算', '预算 5 万')).toEqual(['1.５万'])
})

// ------------------------------------------------------------------------------------------------------- properties
const zhDigits = '零一二三四五六七八九'
/** A whole number below 10^8 in Chinese, as it is said. */
function chinese(n: number): string {
  if (n === 0) return '零'
  const below = (value: number): string => {
    let text = ''
    let gap = false
    for (const [power, name] of [[1000, '千'], [100, '百'], [10, '十'], [1, '']] as const) {
      const digit = Math.floor(value / power) % 10
      if (digit === 0) gap ||= text !== ''
      else {
        text += `${gap ? '零' : ''}${zhDigits[digit] ?? ''}${name}`
        gap = false
      }
    }
    return text
  }
  const [high, low] = [Math.floor(n / 10_000), n % 10_000]
  if (high === 0) return below(low)
  return `${below(high)}万${low === 0 ? '' : `${low < 1000 ? '零' : ''}${below(low)}`}`
}
const grouped = (n: number) => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const inWan = (n: number) => `${Math.floor(n / 10_000)}${n % 10_000 === 0 ? '' : `.${String(n % 10_000).padStart(4, '0').replace(/0+$/, '')}`}万`
const wide = (text: string) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const amount = fc.integer({ min: 11, max: 99_999_999 })
const notation = fc.constantFrom<(n: number) => string>(String, grouped, inWan, chinese, (n) => wide(String(n)))

test('a number is found in every notation, with its value', () => {
  fc.assert(fc.property(amount, notation, (n, write) => {
    expect(keys(`共 ${write(n)} 元`)).toEqual([`n:${n}`])
    expect(chineseValue(chinese(n))).toBe(String(n))
  }))
})

test('the same value passes however it is written, another never', () => {
  fc.assert(fc.property(amount, amount, notation, notation, (a, b, write, said) => {
    expect(invented(`合计 ${write(a)} 元。`, `金额 ${said(b)} 元`).length === 0).toBe(a === b)
    expect(invented(`合计 ${write(b)} 元。`, `金额 ${said(b)} 元`)).toEqual([])
  }))
})

test('a percentage is no count, and a day none either', () => {
  const share = fc.integer({ min: 2, max: 99 })
  const date = fc.date({ min: new Date('2001-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }).map((one) => one.toISOString().slice(0, 10))
  fc.assert(fc.property(share, date, date, (n, day, other) => {
    expect(invented(`转化 ${n}%。`, `有 ${n} 个商机`)).toEqual([`${n}%`])
    expect(invented(`转化百分之${chinese(n)}。`, `转化 ${n}%`)).toEqual([])
    const [, month = '', date = ''] = day.split('-')
    expect(invented(`${Number(month)}月${Number(date)}日见面。`, day)).toEqual([])
    expect(invented(`${chinese(Number(month))}月${chinese(Number(date))}号见面。`, day)).toEqual([])
    expect(invented(`${day}见面。`, other).length === 0).toBe(day === other)
  }))
})

test('any text of the sources passes; the sentences are the whole', () => {
  const piece = fc.oneof(fc.constantFrom('客户', '一个', '，', '。', '\n', ' ', 'Q3', '12%', '3.2万', '三十五', '2026-03-05', '3月5日', '14:30', 'x1', '十分', '第三方'), fc.integer({ min: 0, max: 1e6 }).map(String), fc.string({ maxLength: 5 }))
  fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
    const text = pieces.join('')
    const checked = checkAnswer(text, [text])
    expect(checked.map((one) => one.text).join('')).toBe(text)
  }))
  fc.assert(fc.property(fc.array(fc.constantFrom('客户 12% 的折扣', '合同 3.2万 元', '三十五天后', '2026年3月5日', '共 7 家', 'Q3 目标'), { minLength: 1, maxLength: 6 }), (sentences) => {
    expect(invented(`${sentences.join('。')}。`, ...sentences)).toEqual([])
  }))
})
