import { fullPinyin, pinyinInitials } from '@sluice/core/lib/pinyin'
import { expect, test } from 'vitest'
import { matchName } from './match-name.ts'

const found = (typed: string, name: string) => matchName(typed, name, `${pinyinInitials(name)} ${fullPinyin(name)}`)

test('a name is found by characters, pinyin initials and full pinyin', () => {
  for (const typed of ['李', '雷', 'll', 'LL', 'lilei', 'li lei', "li'lei", ' 李雷 ', '']) expect(found(typed, '李雷'), typed).toBe(true)
  for (const typed of ['韩', 'lx', 'leili']) expect(found(typed, '李雷'), typed).toBe(false)
})

test('without pinyin the characters still work', () => {
  expect(matchName('展', '行业展会')).toBe(true)
  expect(matchName('zh', '行业展会')).toBe(false)
  expect(matchName('ann', 'Ann Lee')).toBe(true)
})
