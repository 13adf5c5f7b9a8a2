import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import * as XLSX from '@e965/xlsx'
import { expect, test } from 'vitest'
import { openTable } from './open-table.ts'
import type { TableOptions, TableSource } from './table.ts'

async function readAll(source: TableSource, options: TableOptions = {}) {
  const table = await openTable(source, 'test', options)
  const rows = []
  for await (const row of table.rows) rows.push(row)
  return { table, rows, cells: rows.map((row) => row.cells) }
}

/** GB18030 bytes of a text: Node decodes that encoding but does not write it, so the two-byte area is turned around. */
const gbk = (() => {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue
      const char = decoder.decode(Uint8Array.of(high, low))
      if ([...char].length === 1 && !table.has(char)) table.set(char, [high, low])
    }
  }
  return (text: string) => Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : (table.get(c) ?? [63]))))
})()

function* inPieces(file: Buffer, size: number) {
  for (let i = 0; i < file.length; i += size) yield file.subarray(i, i + size)
}

const chinese = '商机名称,客户,金额\n华为二期,深圳市华为技术有限公司,￥12.5万\n联通,"北京,联通",3\n'
const expected = [['华为二期', '深圳市华为技术有限公司', '￥12.5万'], ['联通', '北京,联通', '3']]

for (const [name, file, encoding] of [
  ['UTF-8', Buffer.from(chinese), 'utf-8'],
  ['UTF-8 with mark', Buffer.from(`\ufeff${chinese}`), 'utf-8'],
  ['GBK', gbk(chinese), 'gb18030'],
  ['UTF-16LE with mark', Buffer.from(`\ufeff${chinese}`, 'utf16le'), 'utf-16le'],
  ['UTF-16LE without mark', Buffer.from(chinese, 'utf16le'), 'utf-16le'],
  ['UTF-16BE with mark', Buffer.from(`\ufeff${chinese}`, 'utf16le').swap16(), 'utf-16be'],
  ['gzip of GBK', gzipSync(gbk(chinese)), 'gb18030'],
] as const) {
  test(`encoding is found: ${name}, reopened, once, and byte by byte`, async () => {
    for (const source of [() => [file], [file], inPieces(file, 1), Readable.from(inPieces(file, 3), { objectMode: false })]) {
      const { table, cells } = await readAll(source as TableSource)
      expect(table.header).toEqual(['商机名称', '客户', '金额'])
      expect(cells).toEqual(expected)
      expect(table.encoding).toBe(encoding)
    }
  })
}

test('a file that is ASCII for its first two megabytes and GBK then is read right, even as a stream', async () => {
  const ascii = Array.from({ length: 60_000 }, (_, i) => `${i},plain english text in here,${i}`).join('\n')
  const file = Buffer.concat([Buffer.from(`a,b,c\n${ascii}\n`), gbk('x,华为技术有限公司,9\n')])
  for (const source of [() => inPieces(file, 65_536), inPieces(file, 65_536)]) {
    const { table, cells } = await readAll(source)
    expect(table.encoding).toBe('gb18030')
    expect(cells.length).toBe(60_001)
    expect(cells[60_000]).toEqual(['x', '华为技术有限公司', '9'])
  }
})

test('GBK that begins with two characters that could be UTF-8 is decided by what follows', async () => {
  // 模 is C4 A3 in GBK: also a valid UTF-8 character.
  const file = gbk(`a,b\n模,1\n${'x,2\n'.repeat(1000)}客户名称,3\n`)
  expect((await readAll([file])).cells.at(-1)).toEqual(['客户名称', '3'])
})

test('a stream whose encoding turns out wrong too late is refused; reopened it is read right', async () => {
  const file = Buffer.concat([gbk('a,b\n模,1\n'), Buffer.from('x,2\n'.repeat(400_000)), gbk('客户名称,3\n')])
  await expect(readAll(inPieces(file, 65_536))).rejects.toMatchObject({ code: 'encoding.undecided' })
  const { cells } = await readAll(() => inPieces(file, 65_536))
  expect([cells[0], cells.at(-1)]).toEqual([['模', '1'], ['客户名称', '3']])
})

test('western single bytes are not taken for Chinese', async () => {
  const { table, cells } = await readAll(() => [Buffer.from('name,city\nMüller,Düsseldorf\nGarçon,Orléans\n', 'latin1')])
  expect(table.encoding).toBe('windows-1252')
  expect(cells[0]).toEqual(['Müller', 'Düsseldorf'])
})

test('an encoding named by the user is used, and bytes that do not fit are told', async () => {
  const { rows } = await readAll([gbk('客户,b\n华为,1\n')], { encoding: 'GBK' })
  expect(rows).toEqual([{ line: 2, cells: ['华为', '1'], flaws: [] }])
  const wrong = await readAll([gbk('a,b\n华为,1\n')], { encoding: 'utf-8' })
  expect(wrong.rows[0]?.flaws).toEqual(['row.undecodable'])
  await expect(readAll([Buffer.from('a')], { encoding: 'klingon' })).rejects.toMatchObject({ code: 'encoding.unknown' })
})

test('delimiters are found, also with decimal commas and commas in texts', async () => {
  const csv = (text: string) => readAll([Buffer.from(text)])
  expect((await csv('a;b;c\n1,5;2;x\n2,5;3;y\n')).table.delimiter).toBe(';')
  expect((await csv('a\tb\nHello, world\t1\nx, y, z\t2\n')).table.delimiter).toBe('\t')
  expect((await csv('a|b|c\n1|2|3\n')).table.delimiter).toBe('|')
  expect((await csv('sep=;\na;b\n1;2\n')).cells).toEqual([['1', '2']])
  expect((await csv('名称，金额\n华为，1\n')).table.header).toEqual(['名称', '金额'])
  expect((await readAll([Buffer.from('a::b\n1::2\n')], { delimiter: '::' })).cells).toEqual([['1', '2']])
})

test('header: unnamed, doubled, with line breaks, with a title above, absent', async () => {
  const csv = (text: string, options?: TableOptions) => readAll([Buffer.from(text)], options)
  expect((await csv(',a,a,"x\ny",\n1,2,3,4,5\n')).table.header).toEqual(['列 1', 'a', 'a (2)', 'x y', '列 5'])
  const titled = await csv('客户列表,,\n导出时间：2026-01-01,,\n\n名称,电话,金额\n甲,1,2\n')
  expect(titled.table.header).toEqual(['名称', '电话', '金额'])
  expect(titled.rows).toEqual([{ line: 5, cells: ['甲', '1', '2'], flaws: [] }])
  expect((await csv('1,2\n3,4\n', { headerRow: 0 })).table.header).toEqual(['列 1', '列 2'])
})

test('ragged rows are kept and told with their line, blank lines are counted', async () => {
  const { rows, table } = await readAll([Buffer.from('a,b,c\n1,2\n\n1,2,3,4\n1,2,3,,\n   \n')])
  expect(rows).toEqual([
    { line: 2, cells: ['1', '2'], flaws: ['row.too_few_cells'] },
    { line: 4, cells: ['1', '2', '3', '4'], flaws: ['row.too_many_cells'] },
    { line: 5, cells: ['1', '2', '3'], flaws: [] },
  ])
  expect(table.blankLines).toBe(2)
})

test('a row that was quoted as a whole is read as the row inside, and told', async () => {
  const { rows } = await readAll([Buffer.from('a,b,c\n1,2,3\n"4,""x, y"",6"\n"7, 8"\n')])
  expect(rows.slice(1)).toEqual([
    { line: 3, cells: ['4', 'x, y', '6'], flaws: ['row.wrapped'] },
    { line: 4, cells: ['7, 8'], flaws: ['row.too_few_cells'] },
  ])
})

test('damaged, empty, foreign and oversized files are refused with a code', async () => {
  await expect(readAll([])).rejects.toMatchObject({ code: 'file.empty' })
  await expect(readAll([Buffer.from('\n\n  \n')])).rejects.toMatchObject({ code: 'file.empty' })
  await expect(readAll([Buffer.from('%PDF-1.7 …')])).rejects.toMatchObject({ code: 'file.unsupported' })
  await expect(readAll([gzipSync('a,b\n1,2\n'.repeat(5000)).subarray(0, 60)])).rejects.toMatchObject({ code: 'file.damaged' })
  await expect(readAll([gzipSync(Buffer.alloc(5_000_000, 'a,b\n'))], { maxBytes: 1_000_000 })).rejects.toMatchObject({ code: 'file.too_large' })
  await expect(readAll([Buffer.from('PK\u0003\u0004 not a workbook')])).rejects.toMatchObject({ code: 'file.damaged' })
})

test('leaving the loop early closes the source', async () => {
  let closed = false
  async function* endless() {
    try {
      yield Buffer.from('a,b\n')
      for (;;) yield Buffer.from('1,2\n'.repeat(1000))
    } finally {
      closed = true
    }
  }
  const table = await openTable(endless(), 'x.csv')
  for await (const row of table.rows) if (row.line > 5000) break
  expect(closed).toBe(true)
})

// ------------------------------------------------------------------------------------------------------------ sheets

function workbook(sheets: Record<string, XLSX.WorkSheet>, change?: (book: XLSX.WorkBook) => void): Buffer {
  const book = XLSX.utils.book_new()
  for (const [name, sheet] of Object.entries(sheets)) XLSX.utils.book_append_sheet(book, sheet, name)
  change?.(book)
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}
const cell = (v: number, z: string): XLSX.CellObject => ({ t: 'n', v, z })

test('a sheet: numbers keep their digits, dates become ISO, codes keep zeros, texts stay', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['商机', '电话', '日期', '时刻', '编号', '大数', '小数', '文本', '是否'],
    ['华为', 13800138000, null, null, null, 123456789012345, 0.1, '=1+1', true],
  ])
  sheet.C2 = cell(42663, 'yyyy/m/d')
  sheet.D2 = cell(42663.4375, 'yyyy-mm-dd hh:mm')
  sheet.E2 = cell(42, '000000')
  const { table, rows } = await readAll([workbook({ Sheet1: sheet })])
  expect(table.format).toBe('xlsx')
  expect(table.header).toEqual(['商机', '电话', '日期', '时刻', '编号', '大数', '小数', '文本', '是否'])
  expect(rows).toEqual([
    {
      line: 2, flaws: [],
      cells: ['华为', '13800138000', '2016-10-20', '2016-10-20 10:30:00', '000042', '123456789012345', '0.1', '=1+1', 'TRUE'],
    },
  ])
})

test('a sheet that counts days from 1904', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([['a', 'b', 'c'], [1, null, 'x']])
  sheet.B2 = cell(42663 - 1462, 'yyyy-mm-dd')
  const file = workbook({ S: sheet }, (book) => {
    book.Workbook = { ...book.Workbook, WBProps: { date1904: true } }
  })
  expect((await readAll([file])).cells).toEqual([['1', '2016-10-20', 'x']])
})

test('several sheets: the first visible one that holds something, or the one wished', async () => {
  const file = workbook(
    { 空: XLSX.utils.aoa_to_sheet([]), 藏: XLSX.utils.aoa_to_sheet([['h'], ['1']]), 数据: XLSX.utils.aoa_to_sheet([['a', 'b'], ['1', '2']]) },
    (book) => {
      book.Workbook = { Sheets: [{}, { Hidden: 1 }, {}] }
    },
  )
  const { table, cells } = await readAll([file])
  expect([table.sheet, cells]).toEqual(['数据', [['1', '2']]])
  expect(table.sheets).toEqual([{ name: '空', hidden: false }, { name: '藏', hidden: true }, { name: '数据', hidden: false }])
  expect((await readAll([file], { sheet: '藏' })).cells).toEqual([['1']])
  await expect(readAll([file], { sheet: '没有' })).rejects.toMatchObject({ code: 'sheet.missing' })
})

test('merged heads: a title over the table, groups over the names', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['2026 年商机清单'],
    ['编号', '客户信息', '', '金额', ''],
    ['', '名称', '电话', '预计', '实际'],
    ['1', '甲', '138', '5', '6'],
  ])
  sheet['!merges'] = ['A1:E1', 'A2:A3', 'B2:C2', 'D2:E2'].map((range) => XLSX.utils.decode_range(range))
  const { table, rows } = await readAll([workbook({ S: sheet })])
  expect(table.header).toEqual(['编号', '名称', '电话', '预计', '实际'])
  expect(rows).toEqual([{ line: 4, cells: ['1', '甲', '138', '5', '6'], flaws: [] }])
})

test('old .xls, and a table of HTML that calls itself .xls', async () => {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['客户', '金额'], ['华为', 5]]), '表')
  const xls = XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer
  expect((await readAll([xls])).cells).toEqual([['华为', '5']])
  const html = '<html><head><meta charset="gb2312"></head><body><table><tr><th>客户</th><th>日期</th></tr><tr><td>华为</td><td>1/2/2017</td></tr></table></body></html>'
  expect((await readAll([gbk(html)])).cells).toEqual([['华为', '1/2/2017']])
})

test('a sheet that unpacks to too much, or to too much memory, ends with a code and not the process', async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => [`text ${i}`, `another ${i}`, i, i * 2])
  const file = workbook({ S: XLSX.utils.aoa_to_sheet([['a', 'b', 'c', 'd'], ...rows]) })
  await expect(readAll([file], { maxBytes: 100_000_000, sheetMemory: 24 })).rejects.toMatchObject({ code: 'sheet.too_large' })
  await expect(readAll([file], { maxBytes: 1_000_000 })).rejects.toMatchObject({ code: expect.stringMatching(/too_large/) as string })
  expect((await readAll([file])).rows.length).toBe(60_000)
})
