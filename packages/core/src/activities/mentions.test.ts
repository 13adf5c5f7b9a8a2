import { expect, test } from 'vitest'
import { keptPicks, mentionedIds, mentionRuns, mentionText, picksOf, typedName, withTokens } from './mentions.ts'

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

const [one, other] = [{ id: a, name: '张伟' }, { id: b, name: '张伟' }]
test('two of one name stand in the order in which they were picked', () => {
  expect(withTokens('@张伟 和 @张伟', [one, other])).toBe(`@[${a}] 和 @[${b}]`)
  expect(withTokens('@张伟 和 @张伟', [other, one])).toBe(`@[${b}] 和 @[${a}]`)
  expect(withTokens('@张伟 @张伟 @张伟', [one, one, other])).toBe(`@[${a}] @[${a}] @[${b}]`)
  expect(withTokens('@张伟 @张伟', [one])).toBe(`@[${a}] @[${a}]`)
  expect(withTokens('@ 空 @@张伟', [one, { id: b, name: '' }])).toBe(`@ 空 @@[${a}]`)
})

test('a comment that is corrected names the same people still', () => {
  const body = `@[${b}] 和 @[${a}]，再 @[${b}]`
  const picks = picksOf(body, [one, other])
  expect(withTokens(mentionText(body, () => '张伟'), picks)).toBe(body)
  const text = '@张伟 和 @张伟'
  expect(withTokens('和 @张伟', keptPicks(text, '和 @张伟', [one, other]))).toBe(`和 @[${b}]`)
  expect(withTokens('@张伟 和 ', keptPicks(text, '@张伟 和 ', [one, other]))).toBe(`@[${a}] 和 `)
  expect(keptPicks(text, `${text}！`, [one, other])).toEqual([one, other])
  // A single one that is typed again is meant.
  expect(keptPicks('@张伟', '@张', [one])).toEqual([one])
  expect(keptPicks(text, '', [one, other])).toEqual([])
})

test('a name is being typed from the last @ to the caret, until there is a space', () => {
  expect(['', '没有', '请看 @', '请看 @张', '@张伟 和 @李', '@张伟 和', '邮箱 a@b'].map(typedName)).toEqual([null, null, '', '张', '李', null, 'b'])
})
