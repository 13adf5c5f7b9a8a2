import { expect, test } from 'vitest'
import { fileSize, guessFileKind } from './file-kinds.ts'

test('the kind of a file is guessed from its name in both languages', () => {
  expect(['3月会议纪要.docx', '华信报价单v2.xlsx', '采购合同.pdf', 'Budget 2026.pdf', '需求说明书.docx', '采购意向书.pdf', 'IMG_0001.jpg'].map(guessFileKind)).toEqual([
    'minutes', 'quote', 'contract', 'budget', 'requirements', 'intent', 'other',
  ])
})

test('sizes have the unit one reads them in', () => {
  expect([0, 1023, 1024, 839_680, 1_048_576, 20 * 1_048_576].map(fileSize)).toEqual(['0 B', '1023 B', '1 KB', '820 KB', '1.0 MB', '20.0 MB'])
})
