import { expect, test } from 'vitest'
import { nameHue, nameMark } from './name-color.ts'

test('a Chinese name is marked by its last two characters, another by its initials', () => {
  expect(nameMark('张晓明')).toBe('晓明')
  expect(nameMark('欧阳娜娜')).toBe('娜娜')
  expect(nameMark('李雷（华东）')).toBe('李雷')
  expect(nameMark('Ann Lee')).toBe('AL')
  expect(nameMark('madonna')).toBe('M')
  expect(nameMark('  ')).toBe('?')
})

test('a name keeps its hue, and names do not all share one', () => {
  const names = ['张晓明', '李雷', '韩梅梅', '王芳', '赵强', '陈静', '刘洋', '黄磊']
  expect(names.map(nameHue)).toEqual(names.map(nameHue))
  expect(new Set(names.map(nameHue)).size).toBeGreaterThan(3)
})
