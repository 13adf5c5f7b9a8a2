import { expect, test } from 'vitest'
import type { MapContext } from './compile.ts'
import { compileMapping } from './compile.ts'
import { errorFile } from './error-file.ts'
import type { MappingInput } from './mapping.ts'
import { MappingError, parseMapping } from './mapping.ts'
import { reason, reasonCodes, reasonText } from './reasons.ts'
import { mapRow } from './rows.ts'

const stages = ['初步接洽', '需求确认', '方案展示'].map((name, i) => ({ key: `s${i + 1}`, name }))
const context: MapContext = {
  header: ['编号', '客户', '阶段', '金额', '创建', '关闭', '负责人', '产品', '电话', '备注'],
  now: '2026-11-01T00:00:00.000Z', timeZone: 'Asia/Shanghai', currency: 'CNY',
  pipelines: [{ id: 'p1', name: '标准', stages }],
  existing: { owner: [{ id: 'u1', name: '张三' }], product: [{ id: 'x1', name: 'GTX Pro' }] },
}
const base: MappingInput = {
  version: 1, kind: 'deals', pipeline: { use: '标准' },
  columns: {
    编号: 'key', 客户: 'accountName', 阶段: 'stage', 金额: { field: 'amount', unit: 'wan' }, 创建: { field: 'createdAt', dates: 'mdy' }, 关闭: { field: 'closedAt', dates: 'mdy' },
    负责人: 'owner', 产品: 'product', 电话: 'phone', 备注: 'note',
  },
  stages: { 赢: 'won', 输了: { lost: '价格' }, 垃圾: 'skip' },
  values: { product: { GTXPro: { use: 'GTX Pro' } } },
}
const map = (cells: string[], mapping: MappingInput = base, flaws: Parameters<typeof mapRow>[1]['flaws'] = []) =>
  mapRow(compileMapping(parseMapping(mapping), context), { line: 7, cells, flaws })
const reasons = (mapped: ReturnType<typeof map>) => (mapped.ok ? [] : mapped.reasons.map((item) => `${item.code} ${item.column ?? ''}`.trim()))

test('a row becomes a typed record', () => {
  expect(map(['D1', '华为', '赢', '12.5', '3/4/2026', '10/20/2026', '张三', 'GTXPro', '138 0013 8000 / 13900139000', '多行\n备注'])).toEqual({
    ok: true,
    record: {
      kind: 'deals', line: 7, key: 'D1', title: '华为 · GTXPro', accountName: '华为', contactName: null, phone: { raw: '138 0013 8000', e164: '+8613800138000' }, email: null,
      pipeline: { id: 'p1' }, outcome: 'won', stageKey: null, stageEntries: [], amountMinor: 12_500_000, currency: 'CNY',
      createdAt: { at: '2026-03-03T16:00:00.000Z', dateOnly: true }, closedAt: { at: '2026-10-19T16:00:00.000Z', dateOnly: true }, expectedCloseOn: null,
      owner: { id: 'u1' }, source: null, product: { id: 'x1' }, lostReason: null, competitor: null, winProbability: null, nextStep: null, nextStepDue: null,
      note: '电话: 13900139000\n多行\n备注', tags: [], custom: {}, warnings: [{ code: 'phone.several', column: '电话', value: '138 0013 8000 / 13900139000' }],
    },
  })
})

test('all faults of a row are named at once', () => {
  expect(reasons(map(['D1', '', '没有的阶段', 'abc', '13/13/2026', 'soon', '王五', '', '', '\u0000']))).toEqual([
    'amount.unreadable 金额', 'date.impossible 创建', 'date.unreadable 关闭', 'value.unmatched 负责人', 'text.control_characters 备注', 'stage.unmatched 阶段',
  ])
  expect(reasons(map(['D1', '甲', '赢', '1', '3/4/2026', '', '', '', '', '']))).toEqual(['date.close_missing 关闭'])
  expect(reasons(map(['D1', '甲', '赢', '-1', '3/4/2026', '3/1/2026', '', '', '', '']))).toEqual(['date.closed_before_created 关闭', 'amount.negative 金额'])
  expect(reasons(map(['', '', '初步接洽', '', '', '', '', '', '', '']))).toEqual(['text.required'])
  expect(reasons(map(Array(10).fill(' ') as string[]))).toEqual(['row.empty'])
  expect(reasons(map(['D1', '甲', '', '', '', '', '', '', '', '']))).toEqual(['stage.missing 阶段'])
})

test('flaws of the file: shifted and broken rows are refused, short ones are taken with a word', () => {
  const cells = ['D1', '甲', '初步接洽']
  expect(reasons(map(cells, base, ['row.too_many_cells']))).toEqual(['row.too_many_cells'])
  expect(reasons(map(cells, base, ['row.quote_unclosed']))).toEqual(['row.quote_unclosed'])
  const short = map(cells, base, ['row.too_few_cells'])
  expect(short.ok && short.record.warnings.map((warning) => warning.code)).toEqual(['row.too_few_cells'])
})

test('the mapping decides: skip, lose with a reason, plan of an open deal', () => {
  expect(map(['D1', '甲', '垃圾', 'abc', '', '', '', '', '', ''])).toMatchObject({ ok: false, rejected: false })
  expect(map(['D1', '甲', '输了', '', '3/4/2026', '3/5/2026', '', '', '', ''])).toMatchObject({ record: { outcome: 'lost', lostReason: { create: '价格' } } })
  expect(map(['D1', '甲', '需求确认', '', '', '12/31/2026', '', '', '', ''])).toMatchObject({ record: { outcome: 'open', stageKey: 's2', closedAt: null, expectedCloseOn: '2026-12-31' } })
  expect(map(['D1', '甲', '初步接洽', '5万', '', '', '', '', '', ''])).toMatchObject({ record: { amountMinor: 5_000_000 } })
  expect(map(['D1', '甲', '初步接洽', '', '', '', '赵六', '', '', ''], { ...base, unmatched: { owner: 'create' } })).toMatchObject({ record: { owner: { create: '赵六' } } })
  expect(map(['D1', '甲', '初步接洽', '', '', '', '赵六', '', '', ''], { ...base, unmatched: { owner: 'empty' } })).toMatchObject({ record: { owner: null } })
})

test('an outcome column beside the stage', () => {
  const header = ['标题', '阶段', '结果', '关闭']
  const mapping: MappingInput = { version: 1, kind: 'deals', pipeline: { use: 'p1' }, columns: { 标题: 'title', 阶段: 'stage', 结果: 'outcome', 关闭: 'closedAt' }, outcomes: { 赢单: 'won', 丢单: 'lost', 进行中: 'open' } }
  const compiled = compileMapping(parseMapping(mapping), { ...context, header })
  const go = (...cells: string[]) => mapRow(compiled, { line: 2, cells })
  expect(go('a', '方案展示', '丢单', '2026-01-02')).toMatchObject({ record: { outcome: 'lost', stageKey: 's3' } })
  expect(go('a', '方案展示', '进行中', '')).toMatchObject({ record: { outcome: 'open', stageKey: 's3' } })
  expect(go('a', '', '进行中', '')).toMatchObject({ record: { outcome: 'open', stageKey: 's1' } })
  expect(go('a', '方案展示', '？', '')).toMatchObject({ ok: false, reasons: [{ code: 'value.unmatched', column: '结果', value: '？' }] })
})

test('a mapping that cannot work says everything that is wrong with it', () => {
  const codes = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      return error instanceof MappingError ? error.problems.map((problem) => `${problem.code} ${problem.path}`) : [String(error)]
    }
    return []
  }
  expect(codes(() => parseMapping({ version: 2 }))).toEqual(expect.arrayContaining(['mapping.malformed version', 'mapping.malformed kind']))
  expect(codes(() => parseMapping({ version: 1, kind: 'deals', columns: { a: 'stage', b: 'stage', c: 'nonsense', d: 'stageEnteredAt' } }))).toEqual([
    'mapping.field_twice columns.b', 'mapping.unknown_field columns.c', 'mapping.stage_needed columns.d', 'mapping.field_missing columns', 'mapping.pipeline_needed pipeline',
  ])
  expect(
    codes(() =>
      compileMapping(
        parseMapping({ ...base, columns: { ...base.columns, 没有: 'email' }, stages: { x: { stage: '五' } }, values: { owner: { 某: { use: '无此人' } } }, options: { timeZone: 'Mars/Base' } }),
        context,
      ),
    ).toSorted(),
  ).toEqual(['mapping.column_missing columns.没有', 'mapping.name_unknown values.owner.某', 'mapping.stage_unknown stages.x', 'mapping.time_zone_unknown options.timeZone'])
  expect(codes(() => compileMapping(parseMapping({ ...base, pipeline: { use: '没有' } }), context))).toEqual(['mapping.pipeline_unknown pipeline.use'])
})

test('names that are also parts of every object are ordinary values', () => {
  expect(reasons(map(['D1', '甲', 'constructor', '', '', '', '', '', '', '']))).toEqual(['stage.unmatched 阶段'])
  expect(reasons(map(['D1', '甲', '初步接洽', '', '', '', '__proto__', '', '', '']))).toEqual(['value.unmatched 负责人'])
  expect(map(['toString', '__proto__', '初步接洽'])).toMatchObject({ record: { key: 'toString', accountName: '__proto__' } })
})

test('every reason has words in both languages, and the error file has the row beside them', () => {
  for (const code of reasonCodes) for (const locale of ['zh-CN', 'en'] as const) expect(reasonText(reason(code), locale).length).toBeGreaterThan(3)
  const file = errorFile(['a', 'b'], 'zh-CN')
  expect(file.head()).toBe('\ufeff原文件行号,拒绝原因,原因代码,a,b\r\n')
  expect(file.row({ line: 7, cells: ['=1+1', 'x "y"', 'extra'], reasons: [reason('amount.unreadable', '金额', 'abc')] })).toBe('7,「金额」不是可识别的金额（“abc”）,amount.unreadable,=1+1,"x ""y""",extra\r\n')
})
