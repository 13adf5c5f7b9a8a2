import { expect, test } from 'vitest'
import { askedLanguage } from './reader-language.ts'

test.for([
  [undefined, null], ['', null], ['fr', null], ['*', null], ['en', 'en'], ['EN-us', 'en'], ['zh-CN', 'zh'], ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'], ['en;q=0.5, zh;q=0.7', 'zh'],
  ['fr-FR, en;q=0.1', 'en'], ['en;q=0, zh', 'zh'], ['english', null], ['en;q=nonsense', null], [',,,;;q=1', null],
] as const)('the header %s asks for %s', ([header, language]) => {
  expect(askedLanguage(header)).toBe(language)
})
