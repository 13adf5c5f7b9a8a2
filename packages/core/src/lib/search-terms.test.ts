import fc from 'fast-check'
import { expect, test } from 'vitest'
import { queryTerms, searchTerms, type Findable } from './search-terms.ts'

const finds = (record: Findable, typed: string) => {
  const held = new Set(searchTerms(record))
  const wanted = queryTerms(typed)
  return wanted.length > 0 && wanted.every((term) => held.has(term))
}

const company: Findable = { names: ['北京纷享科技有限公司 CRM-5'], exact: ['138 0013 8000', '+8613800138000', 1024] }

test.for(['纷享', '享', '纷享科技', '紛享', 'fxkj', 'FX', 'b', 'bjfx', 'crm', 'crm-5', 'c', 'CRM 纷享', '8000', '00', '1380013', '138-0013', '+86 138 0013 8000', '1024', '１０２４', '102'])(
  'found by %s',
  (typed) => expect(finds(company, typed)).toBe(true),
)
test.for(['享纷', '销客', 'xxk', '8002', '139', 'zz', '纷享销客', '', '！？'])('not found by %s', (typed) => expect(finds(company, typed)).toBe(false))

test('pinyin initials stand for the whole name', () => {
  expect(finds({ names: ['纷享销客'] }, 'fxxk')).toBe(true)
  expect(finds({ names: ['重庆长安'] }, 'cqca')).toBe(true)
})

test('every part of one or more characters of a Chinese name finds it', () => {
  const character = fc.constantFrom(...'张伟王芳李娜中国北京上海云帆科技有限公司重庆长安')
  fc.assert(
    fc.property(fc.array(character, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (characters, from, length) => {
      const start = from % characters.length
      const part = characters.slice(start, start + 1 + (length % (characters.length - start)))
      return finds({ names: [characters.join('')] }, part.join(''))
    }),
  )
})

test('every part of three or more digits of a number finds it', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{3,14}$/), fc.nat(), fc.nat(), (number, from, length) => {
      const start = from % (number.length - 2)
      return finds({ exact: [number] }, number.slice(start, start + 3 + (length % (number.length - start - 2))))
    }),
  )
})
