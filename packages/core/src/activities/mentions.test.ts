import { expect, test } from 'vitest'
import { mentionedIds, mentionRuns, mentionText, withTokens } from './mentions.ts'

const a = '01920000-0000-7000-8000-00000000000a'
const b = '01920000-0000-7000-8000-00000000000b'

test('who is named, each once; what only looks like a name is text', () => {
  expect(mentionedIds(`@[${a}] 请看，@[${b}] 也看，@[${a}]`)).toEqual([a, b])
  expect(mentionedIds('@张伟 @[x] a@b.cn')).toEqual([])
  expect(mentionedIds('')).toEqual([])
})

test('pieces make up the whole', () => {
  expect(mentionRuns(`@[${a}] 请看 @[${b}]`)).toEqual([{ id: a }, { text: ' 请看 ' }, { id: b }])
  expect(mentionRuns('只有字')).toEqual([{ text: '只有字' }])
  expect(mentionText(`请 @[${a}] 看`, (id) => (id === a ? '张伟' : undefined))).toBe('请 @张伟 看')
  expect(mentionText(`@[${b}]`, () => undefined)).toBe('@')
})

test('the longest of the picked names is taken; what was not picked stays as typed', () => {
  const picked = [{ id: a, name: '张伟' }, { id: b, name: '张伟明' }]
  expect(withTokens('@张伟明 和 @张伟 看，@李雷 不用', picked)).toBe(`@[${b}] 和 @[${a}] 看，@李雷 不用`)
  expect(withTokens('没有人', picked)).toBe('没有人')
})
