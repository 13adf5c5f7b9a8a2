import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CsvRecords, newlineOf } from './csv-records.ts'

function read(text: string, delimiter = ',', piece = text.length) {
  const parser = new CsvRecords(delimiter, newlineOf(text))
  const records = []
  for (let i = 0; i < text.length; i += Math.max(1, piece)) records.push(...parser.push(text.slice(i, i + Math.max(1, piece))))
  return [...records, ...parser.end()]
}
const cells = (text: string, delimiter?: string) => read(text, delimiter).map((record) => record.cells)

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const anyCell = fc.string({ unit: fc.constantFrom('a', 'b', ' ', ',', '"', '\n', '\r', '漏', '😀', ';'), maxLength: 8 })
const anyTable = fc.array(fc.array(anyCell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })

test('whatever was written quoted comes back unchanged, and csv-parse agrees', () => {
  fc.assert(
    fc.property(anyTable, fc.constantFrom('\n', '\r\n', '\r'), fc.constantFrom(',', ';', '\t', '||'), (table, newline, delimiter) => {
      const text = table.map((row) => row.map(quoted).join(delimiter)).join(newline) + newline
      expect(cells(text, delimiter)).toEqual(table)
      expect(parse(text, { delimiter, record_delimiter: newline, relax_column_count: true })).toEqual(table)
    }),
    { seed: 7 },
  )
})

test('the pieces in which a text arrives change nothing, faults included', () => {
  const anyText = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '"', '\n', '\r', '\r\n', '漏'), maxLength: 40 })
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 7 }), (text, piece) => {
      expect(read(text, ',', piece)).toEqual(read(text))
    }),
    { seed: 11, numRuns: 2000 },
  )
})

test('lines are counted through quoted line breaks, blank lines and CRLF', () => {
  const records = read('a,b\r\n"x\r\ny\nz",1\r\n\r\nlast,2')
  expect(records.map((record) => [record.line, record.cells.length])).toEqual([[1, 2], [2, 2], [5, 1], [6, 2]])
})

test('a quote that is never closed costs its own row only', () => {
  expect(read('a,b\n1,"two\n3,4\n5,"six, seven"\n8,9')).toEqual([
    { line: 1, cells: ['a', 'b'], flaws: [] },
    { line: 2, cells: ['1', '"two'], flaws: ['row.quote_unclosed'] },
    { line: 3, cells: ['3', '4'], flaws: [] },
    { line: 4, cells: ['5', 'six, seven'], flaws: [] },
    { line: 5, cells: ['8', '9'], flaws: [] },
  ])
  expect(cells('a,"b,c\nd,e,f')).toEqual([['a', '"b', 'c'], ['d', 'e', 'f']])
})

test('a quote inside quotes that nobody doubled stays text and is told', () => {
  expect(read('"a,"b,c"\nd,e,f')).toEqual([
    { line: 1, cells: ['a,"b,c'], flaws: ['row.quote_stray'] },
    { line: 2, cells: ['d', 'e', 'f'], flaws: [] },
  ])
})

test('a forgotten quote in a long file is found after a megabyte, not at its end', () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},some text that fills the line`)
  rows[10] = '10,"oops'
  const records = read(rows.join('\n'), ',', 65_536)
  expect(records.length).toBe(60_000)
  expect(records.filter((record) => record.flaws.length > 0).map((record) => record.line)).toEqual([11])
})
