import { expect, test } from 'vitest'
import { readStageNames } from './stage-names.ts'

test('one name a line; numbering, blanks and line ends do not matter', () => {
  expect(readStageNames(' 1. 初步接洽\r\n\n2、需求确认\n3）方案  报价 ')).toEqual({ ok: true, names: ['初步接洽', '需求确认', '方案 报价'] })
})

test('a name that begins with a figure keeps it', () => {
  expect(readStageNames('30天试用')).toEqual({ ok: true, names: ['30天试用'] })
})

test('nothing, too many, too long and doubled names are refused', () => {
  expect(readStageNames(' \n ')).toEqual({ ok: false, problem: 'none' })
  expect(readStageNames(Array.from({ length: 31 }, (_, index) => `阶段${index}`).join('\n'))).toEqual({ ok: false, problem: 'many' })
  expect(readStageNames('长'.repeat(61))).toEqual({ ok: false, problem: 'many' })
  expect(readStageNames('报价\n谈判\n报价')).toEqual({ ok: false, problem: 'twice', name: '报价' })
})
