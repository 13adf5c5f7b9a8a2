import { expect, test } from 'vitest'
import { nameIndex } from './name-index.ts'
import { proposeValues } from './values.ts'

const products = nameIndex([{ id: '1', name: 'GTX Pro' }, { id: '2', name: 'GTX Basic' }, { id: '3', name: 'MG Special' }])
const status = (value: string) => proposeValues([{ value, count: 1 }], products)[0]

test('only the very same name is matched; whatever is like it is proposed with its reason', () => {
  expect(status('GTX Pro')).toMatchObject({ status: 'matched', candidates: [{ id: '1', score: 1, reason: 'exact' }] })
  expect(status(' GTX Pro ')).toMatchObject({ status: 'matched' })
  expect(status('gtx pro')).toMatchObject({ status: 'propose', candidates: [{ id: '1', reason: 'case' }] })
  expect(status('GTXPro')).toMatchObject({ status: 'propose', candidates: [{ id: '1', reason: 'spacing' }] })
  expect(status('ＧＴＸ－Pro')).toMatchObject({ status: 'propose', candidates: [{ id: '1', reason: 'spacing' }] })
  expect(status('MG Specal')?.candidates[0]).toMatchObject({ id: '3', reason: 'typo' })
  expect(status('Toaster')).toEqual({ value: 'Toaster', count: 1, status: 'new', candidates: [], variants: [] })
})

test('two things of one name are no match', () => {
  const people = nameIndex([{ id: 'a', name: '王伟' }, { id: 'b', name: '王伟' }])
  expect(proposeValues([{ value: '王伟', count: 3 }], people)[0]).toMatchObject({ status: 'propose', candidates: [{ id: 'a' }, { id: 'b' }] })
})

test('companies by what they are known as, people by pinyin and by part', () => {
  const companies = nameIndex([{ id: 'h', name: '华为技术有限公司' }], { companies: true })
  expect(companies.find('深圳市華為技術有限责任公司')[0]).toMatchObject({ id: 'h', reason: 'company' })
  const people = nameIndex([{ id: 'z', name: '张三丰' }], { people: true })
  expect(people.find('Zhang Sanfeng')[0]).toMatchObject({ id: 'z', reason: 'pinyin' })
  expect(people.find('张三丰(离职)')[0]).toMatchObject({ id: 'z' })
})

test('spellings within one file are shown to each other', () => {
  const [google, small] = proposeValues([{ value: 'Google', count: 90 }, { value: 'google', count: 5 }], nameIndex([]))
  expect(google).toMatchObject({ status: 'propose', variants: ['google'] })
  expect(small).toMatchObject({ status: 'propose', variants: ['Google'] })
})

test('a large catalogue is asked quickly enough for a file of many values', () => {
  const index = nameIndex(Array.from({ length: 5000 }, (_, i) => ({ id: `${i}`, name: `客户${i * 7919}公司` })))
  const found = Array.from({ length: 500 }, (_, i) => index.find(`客户${i * 7919} 公司`)[0]?.id)
  expect(found).toEqual(Array.from({ length: 500 }, (_, i) => `${i}`))
})
