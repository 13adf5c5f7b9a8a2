import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateColumn } from './date-column.ts'
import type { DateOrder } from './date-reading.ts'
import { fromSerial, readDate } from './date-reading.ts'
import { zoned } from './zoned.ts'

const read = (text: string, order: DateOrder = 'ymd') => {
  const reading = readDate(text, order)
  if (reading === null) return null
  const time = reading.time === null ? '' : `T${new Date(reading.time).toISOString().slice(11, 23)}`
  return `${reading.date}${time}${reading.offset === null ? '' : ` ${reading.offset}`}`
}

test.each([
  ['2016-10-20', '2016-10-20'], ['2016/1/2', '2016-01-02'], ['2016.1.2', '2016-01-02'], ['2016年1月2日', '2016-01-02'], ['２０１６年１月２日', '2016-01-02'],
  ['20161020', '2016-10-20'], ['2016-10-20 10:30', '2016-10-20T10:30:00.000'], ['2016-10-20T10:30:05.1239Z', '2016-10-20T10:30:05.123 0'],
  ['2011-10-01T00:38:44.546+02:00', '2011-10-01T00:38:44.546 120'], ['2011-12-06 13:41:31.788000+01:00', '2011-12-06T13:41:31.788 60'],
  ['2016-10-20 10:30:00 -0800', '2016-10-20T10:30:00.000 -480'], ['2016年1月2日 下午3:05', '2016-01-02T15:05:00.000'], ['2016-1-2 上午10时30分', '2016-01-02T10:30:00.000'],
  ['2016-10-20 12:00 AM', '2016-10-20T00:00:00.000'], ['2016-10-20 星期四', '2016-10-20'], ['20-Oct-2016', '2016-10-20'], ['Oct 20, 2016', '2016-10-20'],
  ['20 October 2016 10:00', '2016-10-20T10:00:00.000'], ['Thu, 20 Oct 2016 10:00:00 GMT', '2016-10-20T10:00:00.000 0'],
  ['Fri May 04 2018 14:08:03 GMT-0700 (PDT)', '2018-05-04T14:08:03.000 -420'], ['2016-02-29', '2016-02-29'],
])('%s says itself that it is %s', (text, expected) => expect(read(text)).toBe(expected))

test.each(['', 'x', '2016-02-30', '2017-02-29', '2016-13-01', '1054', '138-0013-8000', '2016-10-20 25:00', '1/2', '3 items', '2016-10-20 and more', '99999999'])('%s is no date', (text) => {
  expect(read(text)).toBe(null)
})

test('the order decides what does not say itself', () => {
  expect([read('3/4/2017', 'mdy'), read('3/4/2017', 'dmy'), read('3/4/2017', 'ymd')]).toEqual(['2017-03-04', '2017-04-03', null])
  expect([read('17/3/4', 'ymd'), read('4/3/17', 'dmy'), read('1/2/71', 'mdy')]).toEqual(['2017-03-04', '2017-03-04', '1971-01-02'])
  expect(read('13/4/2017', 'mdy')).toBe(null)
  expect(read('42663.4375', 'excel')).toBe('2016-10-20T10:30:00.000')
  expect(read('41201', 'excel1904')).toBe('2016-10-20')
  expect([read('1476959400', 'unix'), read('1476959400000', 'unix_ms')]).toEqual(['2016-10-20T10:30:00.000 0', '2016-10-20T10:30:00.000 0'])
  expect([fromSerial(1)?.date, fromSerial(59)?.date, fromSerial(61)?.date, fromSerial(0)]).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', null])
})

const decide = (...cells: string[]) => {
  const column = dateColumn()
  for (const cell of cells) column.observe(cell)
  return column.verdict()
}

test('one cell can settle a column', () => {
  expect(decide('3/4/2017', '10/20/2016', '')).toMatchObject({ kind: 'decided', order: 'mdy', filled: 2, unreadable: 0, dateOnly: true })
  expect(decide('3/4/2017', '20/10/2016')).toMatchObject({ kind: 'decided', order: 'dmy' })
  expect(decide('2016-10-20', '2016-1-2 10:00')).toMatchObject({ kind: 'decided', order: 'ymd', dateOnly: false })
  expect(decide('42663', '42664.5')).toMatchObject({ kind: 'decided', order: 'excel' })
})

test('what stays open is asked, with counts', () => {
  expect(decide('3/4/2017', '5/6/2017')).toEqual({
    kind: 'ambiguous', contradictory: false, filled: 2, unreadable: 0, dateOnly: true, offsets: 0,
    candidates: [{ order: 'mdy', fits: 2 }, { order: 'dmy', fits: 2 }],
  })
  expect(decide('10/20/2016', '10/21/2016', '20/10/2016')).toMatchObject({
    kind: 'ambiguous', contradictory: true, candidates: [{ order: 'mdy', fits: 2 }, { order: 'dmy', fits: 1 }],
  })
  expect(decide('16/10/11')).toMatchObject({ kind: 'ambiguous' })
})

test('where both orders say the same there is nothing to ask', () => {
  expect(decide('1/1/2017', '2/2/2017')).toMatchObject({ kind: 'decided' })
  expect(decide('1/1/2017', '2/3/2017')).toMatchObject({ kind: 'ambiguous' })
})

test('a column that holds no dates says so', () => {
  expect(decide('a', 'b')).toEqual({ kind: 'none', filled: 2, readable: 0 })
  expect(decide('', ' ')).toEqual({ kind: 'none', filled: 0, readable: 0 })
})

test('a column written in one order is never decided as another', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.array(day, { minLength: 1, maxLength: 30 }), fc.constantFrom('mdy', 'dmy'), (days, order) => {
      const cells = days.map((date) => {
        const [d, m, y] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()]
        return order === 'mdy' ? `${m}/${d}/${y}` : `${d}/${m}/${y}`
      })
      const verdict = decide(...cells)
      if (verdict.kind === 'decided') {
        expect(cells.map((cell) => readDate(cell, verdict.order)?.date)).toEqual(days.map((date) => date.toISOString().slice(0, 10)))
      } else expect(verdict).toMatchObject({ kind: 'ambiguous', contradictory: false })
    }),
    { seed: 5 },
  )
})

test('a day begins in the organisation’s zone, an offset is honoured, a changing clock too', () => {
  const shanghai = zoned('Asia/Shanghai')
  const amsterdam = zoned('Europe/Amsterdam')
  const at = (zone: typeof shanghai, text: string) => zone.instant(readDate(text, 'ymd') ?? { date: '', time: null, offset: null })
  expect(at(shanghai, '2016-10-20')).toBe('2016-10-19T16:00:00.000Z')
  expect(at(shanghai, '2016-10-20 10:30')).toBe('2016-10-20T02:30:00.000Z')
  expect(at(shanghai, '2011-10-01T00:38:44.546+02:00')).toBe('2011-09-30T22:38:44.546Z')
  expect(at(amsterdam, '2011-10-30')).toBe('2011-10-29T22:00:00.000Z')
  expect(at(amsterdam, '2011-10-30 12:00')).toBe('2011-10-30T11:00:00.000Z')
  expect(at(amsterdam, '2011-10-31 12:00')).toBe('2011-10-31T11:00:00.000Z')
  expect(shanghai.day({ date: '2016-10-20', time: 20 * 3_600_000, offset: 0 })).toBe('2016-10-21')
  expect(shanghai.day({ date: '2016-10-20', time: null, offset: null })).toBe('2016-10-20')
  expect(() => zoned('Mars/Base')).toThrow(RangeError)
})
