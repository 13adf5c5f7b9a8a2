import { expect, test } from 'vitest'
import { zoneLabel, zoneOptions } from './time-zones.ts'

const winter = new Date('2026-01-15T00:00:00Z')

test('a zone is said in words with its offset', () => {
  expect(zoneLabel('Asia/Shanghai', 'zh-CN', winter)).toBe('中国标准时间 · Asia/Shanghai (GMT+8)')
  expect(zoneLabel('Europe/Berlin', 'en', winter)).toBe('Central European Standard Time · Europe/Berlin (GMT+1)')
  expect(zoneLabel('UTC', 'en', winter)).toContain('GMT+0')
})

test('the offset is that of the given instant', () => {
  expect(zoneLabel('Europe/Berlin', 'en', new Date('2026-07-15T00:00:00Z'))).toContain('GMT+2')
})

test('common zones come first, each zone once, the current one always', () => {
  const values = zoneOptions('zh-CN', winter, 'Asia/Urumqi').map((one) => one.value)
  expect(values[0]).toBe('Asia/Shanghai')
  expect(new Set(values).size).toBe(values.length)
  expect(values).toContain('Asia/Urumqi')
})
