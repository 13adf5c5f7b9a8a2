import { parseMapping } from '@sluice/core/imports/mapping'
import type { ValueAction } from '@sluice/core/imports/values'
import { expect, test } from 'vitest'
import { dateExamples } from './date-examples.ts'
import { fileSize } from './file-size.ts'
import { columnForField, columnOf, missingFields, setColumn, setOption, setUnmatched, setValues } from './mapping-edit.ts'
import { toOwnPipeline, setNewStages, setStageAction, stageActionOf, stageNames, toExistingPipeline } from './stage-edit.ts'
import { templateCsv } from './template-csv.ts'
import { moved } from './moved.ts'
import { reasonWords } from './reason-words.ts'
import { answerFromKey, answerKey, bulkAnswers, valueGroups } from './value-groups.ts'
import { canOpen, isReady, naturalStep, openIn } from './wizard-steps.ts'

const deals = parseMapping({
  version: 1, kind: 'deals', pipeline: { create: 'sales', stages: ['Prospecting', 'Engaging'] },
  columns: { id: 'key', stage: 'stage', product: 'product', opened: { field: 'createdAt', dates: 'mdy' }, seen: { field: 'stageEnteredAt', stage: 'Engaging' } },
  stages: { Won: 'won', Lost: 'lost', Prospecting: { stage: 'Prospecting' }, Engaging: { stage: 'Engaging' } },
  options: { startStage: 'Engaging' },
})
const words = ['Won', 'Lost', 'Prospecting', 'Engaging']

test('a column goes to a field, and a field that takes one column leaves the other', () => {
  const moved = setColumn(deals, 'title', { field: 'key' })
  expect(columnOf(moved, 'id')).toBeNull()
  expect(columnForField(moved, 'key')).toBe('title')
  expect(moved.columns['title']).toBe('key')
  expect(setColumn(deals, 'note 1', { field: 'note' }).columns).toHaveProperty('id')
  expect(setColumn(deals, 'opened', { field: 'createdAt', dates: 'dmy' }).columns['opened']).toEqual({ field: 'createdAt', dates: 'dmy' })
  expect(setColumn(deals, 'id', null).columns).not.toHaveProperty('id')
  expect(deals.columns).toHaveProperty('id')
})

test('what is required and has no column is named', () => {
  expect(missingFields(deals)).toEqual([])
  expect(missingFields(setColumn(deals, 'stage', null))).toEqual([['stage', 'outcome']])
})

test('answers are kept by value and can be taken back', () => {
  const answered = setValues(deals, 'product', new Map<string, ValueAction>([['GTXPro', { use: 'p1' }], ['X', 'skip']]))
  expect(answered.values.product).toEqual({ GTXPro: { use: 'p1' }, X: 'skip' })
  expect(setValues(answered, 'product', new Map([['X', null]])).values.product).toEqual({ GTXPro: { use: 'p1' } })
  expect(setUnmatched(deals, 'product', 'empty').unmatched).toEqual({ product: 'empty' })
  expect(setOption(deals, 'startStage', undefined).options).not.toHaveProperty('startStage')
})

test('stages of a new pipeline are renamed and taken out with everything that names them', () => {
  const renamed = setNewStages(deals, ['Prospecting', '接洽'], new Map([['Engaging', '接洽']]))
  expect(renamed.stages['Engaging']).toEqual({ stage: '接洽' })
  expect(renamed.options.startStage).toBe('接洽')
  expect(columnOf(renamed, 'seen')?.stage).toBe('接洽')
  const gone = setNewStages(deals, ['Prospecting'], new Map([['Engaging', null]]))
  expect(gone.stages).not.toHaveProperty('Engaging')
  expect(gone.columns).not.toHaveProperty('seen')
  expect(gone.options).not.toHaveProperty('startStage')
  expect(stageActionOf(gone, 'Engaging', stageNames(gone, []))).toBeNull()
})

test('another pipeline leaves words undecided that name none of its stages', () => {
  const other = { id: 'p', name: '标准', stages: [{ name: 'Prospecting' }, { name: '谈判' }] }
  const used = toExistingPipeline(deals, other, words)
  expect(used.pipeline).toEqual({ use: 'p' })
  expect(used.stages).toEqual({ Won: 'won', Lost: 'lost', Prospecting: { stage: 'Prospecting' } })
  expect(stageNames(used, [other])).toEqual(['Prospecting', '谈判'])
  const back = toOwnPipeline(used, 'sales', words)
  expect(back.pipeline).toEqual({ create: 'sales', stages: ['Prospecting', 'Engaging'] })
  expect(back.stages['Engaging']).toEqual({ stage: 'Engaging' })
  expect(setStageAction(back, 'Lost', { lost: '价格' }).stages['Lost']).toEqual({ lost: '价格' })
})

test('dates that tell the orders apart are shown first', () => {
  expect(dateExamples(['5/5/2017', '3/4/2017'], ['mdy', 'dmy'])).toEqual([
    { text: '3/4/2017', days: { mdy: '2017-03-04', dmy: '2017-04-03' } },
    { text: '5/5/2017', days: { mdy: '2017-05-05', dmy: '2017-05-05' } },
  ])
})

test('one answer for many values: the thing that is all but the same, else the spelling that occurs most often', () => {
  const proposals = [
    { value: 'GTXPro', count: 1480, status: 'propose' as const, candidates: [{ id: 'p1', name: 'GTX Pro', score: 0.97, reason: 'spacing' }], variants: [] },
    { value: 'GTX Plus Pro', count: 968, status: 'propose' as const, candidates: [{ id: 'p1', name: 'GTX Pro', score: 0.61, reason: 'similar' }], variants: [] },
    { value: 'google', count: 5, status: 'propose' as const, candidates: [], variants: ['Google'] },
    { value: 'Google', count: 2868, status: 'propose' as const, candidates: [], variants: ['google'] },
  ]
  expect([...bulkAnswers(proposals, 'sure')]).toEqual([['GTXPro', { use: 'p1' }], ['google', { create: 'Google' }], ['Google', { create: 'Google' }]])
  expect(bulkAnswers(proposals, 'empty').get('google')).toBe('empty')
  for (const action of bulkAnswers(proposals, 'sure').values()) expect(answerFromKey(answerKey(action) ?? '')).toEqual(action)
  const near = { required: true, answered: false, open: ['GTXPro'], question: { code: 'values.near' as const, field: 'product' as const, column: 'product', values: proposals } }
  const group = { field: 'product', column: 'product', near: proposals, fresh: [], decided: [], open: new Set(['GTXPro']) }
  expect(valueGroups([near], deals, { columns: [] })).toEqual([group])
  const other = setValues(deals, 'product', new Map<string, ValueAction>([['MG', 'empty'], ['elsewhere', 'skip']]))
  const reading = { columns: [{ column: 'product', field: 'product', confidence: 1, why: null, filled: 3, distinct: 1, overflow: false, values: [{ value: 'MG', count: 3 }], examples: [], dateOrders: [] }] }
  expect(valueGroups([near], other, reading)).toEqual([{ ...group, decided: [{ value: 'MG', count: 3, status: 'new', candidates: [], variants: [] }] }])
  expect(openIn('values', { questions: [near], problems: [] })).toBe(1)
  expect(openIn('columns', { questions: [near], problems: [] })).toBe(0)
  expect(isReady({ questions: [near], problems: [] })).toBe(false)
  expect(isReady({ questions: [{ ...near, answered: true, open: [] }], problems: [] })).toBe(true)
})

test('the wizard opens where the work stands', () => {
  const at = (status: 'read' | 'checked' | 'running' | 'failed' | 'reading') => ({ status, reading: status === 'reading' ? null : ({} as never), summary: null, mapping: status === 'reading' ? null : deals })
  expect(naturalStep(at('read'))).toBe('file')
  expect(naturalStep(at('checked'))).toBe('check')
  expect(naturalStep(at('running'))).toBe('run')
  expect(naturalStep(at('failed'))).toBe('check')
  expect(canOpen('columns', at('reading'))).toBe(false)
  expect(canOpen('columns', at('read'))).toBe(true)
  expect(canOpen('columns', at('running'))).toBe(false)
})

test('a template has the heads of its kind, in a form that spreadsheets read', () => {
  expect(templateCsv('deals', 'zh-CN')).toMatch(/^\ufeff商机名称,客户名称,.*阶段.*\r\n$/)
  expect(templateCsv('leads', 'en')).toContain('Name,Company')
})

test('small helpers: places in a list, sizes of files, reasons of any server', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a'], 0, 1)).toEqual(['a'])
  expect([0, 1023, 1024, 1_572_864, 20_971_520].map(fileSize)).toEqual(['0 B', '1023 B', '1 KB', '1.5 MB', '20 MB'])
  expect(reasonWords({ code: 'date.unreadable', column: '日期', value: 'x' }, 'zh-CN')).toBe('「日期」不是可识别的日期（“x”）')
  expect(reasonWords({ code: 'of.tomorrow', column: null, value: null }, 'en')).toBe('of.tomorrow')
})
