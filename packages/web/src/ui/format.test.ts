import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as f from './format.ts'

const zh = { currency: 'CNY', language: 'zh-CN' } as const
const en = { currency: 'CNY', language: 'en' } as const
const shanghai = { timeZone: 'Asia/Shanghai', language: 'zh-CN' } as const

test('money shows its minor part only when there is one', () => {
  expect(f.formatMoney(12_800_000, zh)).toBe('¥128,000')
  expect(f.formatMoney(12_800_050, zh)).toBe('¥128,000.50')
  expect(f.formatMoney(-5, zh)).toBe('-¥0.05')
  expect(f.formatMoney(0, zh)).toBe('¥0')
  expect(f.formatMoney(null, zh)).toBe('—')
  expect(f.formatMoney(1500, { currency: 'JPY', language: 'en' })).toBe('¥1,500')
  expect(f.formatMoney(577_950, { currency: 'USD', language: 'en' })).toBe('$5,779.50')
})

test('compact money counts in 万 and 亿, or K and M', () => {
  expect(f.formatMoney(12_800_000, { ...zh, compact: true })).toBe('¥12.8万')
  expect(f.formatMoney(12_000_000_000, { ...zh, compact: true })).toBe('¥1.2亿')
  expect(f.formatMoney(12_800_000, { ...en, compact: true })).toBe('¥128K')
  expect(f.formatMoney(99_900, { ...zh, compact: true })).toBe('¥999')
})

test('property: minor units become decimal text without loss', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      const text = f.decimalText(minor, 'CNY')
      expect(BigInt(text.replace('.', ''))).toBe(BigInt(minor))
      expect(text).toMatch(/^-?\d+\.\d{2}$/)
    }),
  )
})

test('shares, points, changes, days, counts', () => {
  expect(f.formatPercent(0.6315, 'zh-CN', 2)).toBe('63.15%')
  expect(f.formatPercent(0.5, 'en')).toBe('50.0%')
  expect(f.formatPercent(Number.NaN, 'en')).toBe('—')
  expect(f.formatPoints(0.0214, 'zh-CN')).toBe('+2.1')
  expect(f.formatPoints(-0.0214, 'zh-CN')).toBe('-2.1')
  expect(f.formatChange(0.124, 'en')).toBe('+12.4%')
  expect(f.formatDays(8.7619, 'zh-CN')).toBe('8.8')
  expect(f.formatDays(57, 'zh-CN')).toBe('57')
  expect(f.formatDays(128.4, 'en')).toBe('128')
  expect(f.formatCount(10_005_534, 'zh-CN')).toBe('10,005,534')
  expect(f.formatCount(12_345, 'zh-CN', true)).toBe('1.2万')
})

test('dates are those of the organisation, not of the viewer', () => {
  const lateInUtc = '2026-02-28T17:30:00.000Z'
  expect(f.dayKey(lateInUtc, 'Asia/Shanghai')).toBe('2026-03-01')
  expect(f.dayKey(lateInUtc, 'America/New_York')).toBe('2026-02-28')
  expect(f.formatDate(lateInUtc, { ...shanghai, now: '2026-06-01T00:00:00Z' })).toBe('3月1日')
  expect(f.formatDate(lateInUtc, { ...shanghai, now: '2027-06-01T00:00:00Z' })).toBe('2026年3月1日')
  expect(f.formatDateTime(lateInUtc, { ...shanghai, now: '2026-06-01T00:00:00Z' })).toBe('3月1日 01:30')
  expect(f.formatDay('2026-03-01', { ...shanghai, timeZone: 'America/New_York', now: '2026-06-01T00:00:00Z' })).toBe('3月1日')
  expect(f.formatDate('not a date', shanghai)).toBe('—')
})

test('relative time counts calendar days from six hours on', () => {
  const now = '2026-03-02T02:00:00.000Z' // 10:00 in Shanghai
  expect(f.formatRelative('2026-03-02T01:59:30.000Z', now, shanghai)).toBeNull()
  expect(f.formatRelative('2026-03-02T01:30:00.000Z', now, shanghai)).toBe('30分钟前')
  expect(f.formatRelative('2026-03-01T23:00:00.000Z', now, shanghai)).toBe('3小时前')
  expect(f.formatRelative('2026-03-01T15:50:00.000Z', now, shanghai)).toBe('昨天')
  expect(f.formatRelative('2026-03-04T02:00:00.000Z', now, shanghai)).toBe('后天')
  expect(f.formatRelative('2026-02-20T02:00:00.000Z', now, { ...shanghai, language: 'en' })).toBe('10 days ago')
  expect(f.formatRelative('2025-01-01T00:00:00.000Z', now, shanghai)).toBe('去年')
})

test('days between calendar days, over a leap day', () => {
  expect(f.daysBetween('2028-02-28', '2028-03-01')).toBe(2)
  expect(f.daysBetween('2026-03-01', '2026-02-28')).toBe(-1)
})

test('Chinese mobile numbers are grouped, others kept', () => {
  expect(f.formatPhone('+8613800138000')).toBe('138 0013 8000')
  expect(f.formatPhone('021-5888 1234')).toBe('021-5888 1234')
  expect(f.formatPhone('')).toBe('—')
})
