import { expect, test } from 'vitest'
import { startOfDay } from '../../lib/dates.ts'
import { silences, type SourceDays } from './silence.ts'

const at = (day: string, plus: number) => startOfDay(day, 'Asia/Shanghai', plus)
const days = (n: number, of: (day: number) => number) => Array.from({ length: n }, (_, day) => of(day))
const source = (counts: number[]): SourceDays => ({ source: 's1', label: '搜索', from: '2026-01-01', counts })
const others = (n: number, open: (day: number) => boolean = () => true): SourceDays => ({ source: 's2', label: '其他', from: '2026-01-01', counts: days(n, (day) => (open(day) ? 3 : 0)) })

test('a source that falls silent is found with its days and with what is missing', () => {
  const [found, ...more] = silences([source(days(90, (day) => (day >= 40 && day < 60 ? 0 : 2))), others(90)], at)
  expect(more).toEqual([])
  expect(found).toMatchObject({ kind: 'integration_outage', at: at('2026-02-10', 0), until: at('2026-03-02', 0), carried: 40, label: '搜索' })
})

test('one that is still silent has no end', () => {
  expect(silences([source(days(60, (day) => (day >= 50 ? 0 : 3))), others(60)], at)).toMatchObject([{ until: null, carried: 30 }])
})

test('a rare source, a holiday, and one that has just begun are no silence', () => {
  expect(silences([source(days(90, (day) => Number(day % 9 === 0))), others(90)], at)).toEqual([])
  expect(silences([source(days(90, (day) => (day >= 40 && day < 44 ? 0 : 5))), others(90)], at)).toEqual([])
  expect(silences([source(days(30, (day) => (day >= 10 && day < 25 ? 0 : 5))), others(30)], at)).toEqual([])
  const isHoliday = (day: number) => day >= 40 && day < 50
  expect(silences([source(days(90, (day) => (isHoliday(day) ? 0 : 5))), others(90, (day) => !isHoliday(day))], at)).toEqual([])
})
