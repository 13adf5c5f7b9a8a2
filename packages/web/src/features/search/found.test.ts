import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupFound, highlight } from './found.ts'

test('typed words are marked, whatever their case', () => {
  expect(highlight('华信科技 GTX', 'gtx')).toEqual([{ text: '华信科技 ', hit: false }, { text: 'GTX', hit: true }])
  expect(highlight('华信科技', '科技 华')).toEqual([{ text: '华', hit: true }, { text: '信', hit: false }, { text: '科技', hit: true }])
  expect(highlight('华信科技', 'hx')).toEqual([{ text: '华信科技', hit: false }])
  expect(highlight('', 'a')).toEqual([])
})

test('no character is lost or doubled', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, typed) => highlight(text, typed).map((piece) => piece.text).join('') === text))
})

test('groups are in the order of their best result', () => {
  const items = [{ type: 'lead', id: '1' }, { type: 'deal', id: '2' }, { type: 'lead', id: '3' }] as const
  expect(groupFound(items).map((group) => [group.type, group.items.map((one) => one.id)])).toEqual([['lead', ['1', '3']], ['deal', ['2']]])
})
