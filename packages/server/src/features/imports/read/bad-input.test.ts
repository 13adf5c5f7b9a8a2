import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { csvRow } from '@sluice/core/lib/csv-field'
import { CsvRecords, newlineOf } from './csv-records.ts'
import { sniffDelimiter } from './delimiter.ts'
import { openTable } from './open-table.ts'
import { sharedData } from './shared-data.ts'
import type { TableOptions, TableSource } from './table.ts'

const folder = sharedData === null ? null : join(sharedData, 'bad-input')
if (folder === null) console.warn('skipped: ../shared/data/bad-input is absent')

async function readAll(source: TableSource, options: TableOptions = {}) {
  const table = await openTable(source, 'test.csv', options)
  const rows = []
  for await (const row of table.rows) rows.push(row)
  return { table, rows }
}
const bytes = (text: string) => [Buffer.from(text)]

describe.skipIf(folder === null)('csv-spectrum', () => {
  const at = join(folder ?? '', 'csv-spectrum')
  for (const file of folder === null ? [] : readdirSync(join(at, 'csvs'))) {
    test(file, async () => {
      const stored = readFileSync(join(at, 'csvs', file))
      // This copy of the set has lost the CRs that its names and its JSON speak of.
      const meant = file.endsWith('_crlf.csv') ? Buffer.from(stored.toString('utf8').replace(/\r?\n/g, '\r\n')) : stored
      const { table, rows } = await readAll(() => [meant])
      const objects = rows.map((row) => Object.fromEntries(table.header.map((name, i) => [name, row.cells[i]])))
      const expected: unknown = JSON.parse(readFileSync(join(at, 'json', file.replace('.csv', '.json')), 'utf8'))
      if (file === 'location_coordinates.csv') {
        // The set's own JSON holds another telephone number than its CSV, and one object where all others have a list.
        expect(objects).toEqual([{ ...(expected as object), 'Contact Phone Number': '2095257564' }])
      } else expect(objects).toEqual(expected)
      expect(rows.flatMap((row) => row.flaws)).toEqual([])
    })
  }
})

interface PapaCase {
  description: string
  input: unknown
  disabled?: boolean
  config?: Record<string, unknown> | null
  expected: { data: unknown[][]; errors: { code: string }[] }
}

/** What a case asks of Papa Parse that an import has no use for; such cases are read all the same, and must not fail. */
const foreign: Record<string, string> = {
  comments: 'comment lines: an import must not drop rows that begin with #',
  quoteChar: 'another quotation mark',
  escapeChar: 'backslash escapes',
  dynamicTyping: 'typed cells: an import types by field, not by look',
  transform: 'user functions',
  transformHeader: 'user functions',
  preview: 'stops early',
  skipFirstNLines: 'the header row is chosen otherwise',
}
const foreignCases: Record<string, string> = {
  'Callback delimiter': 'user functions',
  'Quoted field has no closing quote': 'a quote that is never closed costs one row, not the rest of the file',
  'Quoted field has invalid trailing quote after delimiter': 'the same',
  'Quoted field has invalid trailing quote before delimiter': 'the same',
  'Quoted field has invalid trailing quote after new line': 'the same',
}

describe.skipIf(folder === null)('papaparse', () => {
  const all = folder === null ? {} : (JSON.parse(readFileSync(join(folder, 'papaparse/test-cases.json'), 'utf8')) as Record<string, PapaCase[]>)
  const cases = [...(all.CORE_PARSER_TESTS ?? []), ...(all.PARSE_TESTS ?? []), ...(all.PARSE_ASYNC_TESTS ?? [])]
  const texts = cases.filter((item): item is PapaCase & { input: string } => typeof item.input === 'string' && item.config?.download !== true)

  test('there are cases', () => expect(texts.length).toBeGreaterThan(150))

  for (const [i, item] of texts.entries()) {
    const config = item.config ?? {}
    const why = Object.keys(config).map((key) => foreign[key]).find((reason) => reason !== undefined) ?? foreignCases[item.description]
    const delimiter = typeof config.delimiter === 'string' && !/[\r\n]/.test(config.delimiter) ? config.delimiter : sniffDelimiter(item.input)

    test(`${i} ${item.description}: nothing fails, nothing is lost`, async () => {
      const { rows, table } = await readAll(() => bytes(item.input), { headerRow: 0 }).catch((error: unknown) => {
        // Nothing in it: refused as a whole, with a code.
        expect(error).toMatchObject({ code: 'file.empty' })
        expect(item.input.trim()).toBe('')
        return { rows: [], table: null }
      })
      // Every character that is neither mark nor blank stands in some cell.
      const letters = (text: string) => [...text].filter((c) => /[\p{L}\p{N}]/u.test(c)).join('')
      expect(letters(rows.flatMap((row) => row.cells).join(''))).toBe(letters(item.input))
      expect(table?.header.length ?? 0).toBe(Math.max(0, ...rows.map((row) => Math.min(row.cells.length, table?.header.length ?? 0))))
    })

    test.skipIf(why !== undefined)(`${i} ${item.description}: the same cells${why === undefined ? '' : ` (not ours: ${why})`}`, () => {
      const text = item.input.replace(/^\ufeff/, '')
      const parser = new CsvRecords(delimiter, newlineOf(text))
      const rows = [...parser.push(text), ...parser.end()].map((record) => record.cells)
      const filled = (row: unknown[]) => !(row.length === 1 && String(row[0]).trim() === '')
      const visible = (row: unknown[]) => row.some((cell) => String(cell).trim() !== '')
      const keep = config.skipEmptyLines === 'greedy' ? visible : filled
      const expected = item.expected.data.map((row) => (Array.isArray(row) ? row : flat(row)))
      // Papa replaces duplicate names in the header's row; ours stay cells until columns are named.
      const renamed = config.header === true && item.description.startsWith('Duplicate') ? 1 : 0
      const simple = config.header === true && item.description.startsWith('Simple dup') ? 1 : 0
      const headed = expected.length > 0 && config.header === true && !Array.isArray(item.expected.data[0]) ? 1 : 0
      const from = Math.max(renamed, simple, headed)
      const ours = config.header === true && expected.length === 0 ? [] : rows.filter(keep).slice(from)
      expect(ours).toEqual(expected.filter(keep).slice(Math.max(renamed, simple)))
    })
  }

  function flat(row: object): unknown[] {
    return Object.values(row).flatMap((value: unknown) => (Array.isArray(value) ? (value as unknown[]) : [value]))
  }

  test('what Papa writes is read back', () => {
    const writes = (all.UNPARSE_TESTS ?? []) as unknown as { input: unknown; config?: Record<string, unknown>; expected: string }[]
    let seen = 0
    for (const { input, config, expected } of writes) {
      if (!Array.isArray(input) || !input.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === 'string'))) continue
      if (config?.quoteChar !== undefined || config?.escapeChar !== undefined || config?.newline === '$' || expected === '') continue
      seen++
      const delimiter = typeof config?.delimiter === 'string' && config.delimiter !== '\n' ? config.delimiter : ','
      const parser = new CsvRecords(delimiter, newlineOf(expected))
      expect([...parser.push(expected), ...parser.end()].map((record) => record.cells)).toEqual(input)
    }
    expect(seen).toBeGreaterThan(10)
  })

  test('the sample files', async () => {
    for (const name of ['long-sample.csv', 'sample-header.csv', 'sample.csv', 'utf-8-bom-sample.csv', 'verylong-sample.csv']) {
      const file = readFileSync(join(folder ?? '', 'papaparse', name))
      const { rows } = await readAll(() => [file], { headerRow: 0 })
      const lines = file.toString('utf8').split(/\r?\n/).filter((line) => line.trim() !== '')
      expect(rows.length, name).toBe(lines.length)
      expect(rows.every((row) => row.flaws.includes('row.quote_unclosed') === false)).toBe(true)
    }
  })
})

describe.skipIf(folder === null)('naughty strings', () => {
  const strings = folder === null ? [] : (JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8')) as string[])
  const clean = strings.map((text, i) => [`row ${i}`, text, 'end'])

  for (const encoding of ['utf-8', 'utf-8 with mark', 'utf-16le'] as const) {
    test(`each comes back unchanged (${encoding})`, async () => {
      const text = [['n', 'naughty', 'last'], ...clean].map((row) => csvRow(row, ',', false)).join('')
      const mark = encoding === 'utf-8' ? '' : '\ufeff'
      const file = Buffer.from(mark + text, encoding === 'utf-16le' ? 'utf16le' : 'utf8')
      // Pieces of a prime size cut through characters, quotes and line breaks.
      const pieces: Uint8Array[] = []
      for (let i = 0; i < file.length; i += 997) pieces.push(file.subarray(i, i + 997))
      for (const source of [() => pieces, pieces]) {
        const { table, rows } = await readAll(source)
        expect(table.header).toEqual(['n', 'naughty', 'last'])
        expect(rows.map((row) => row.cells)).toEqual(clean)
        expect(rows.flatMap((row) => row.flaws)).toEqual([])
      }
    })
  }
})
