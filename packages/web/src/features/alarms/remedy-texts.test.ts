import { expect, test } from 'vitest'
import { bothSides, bothSteps } from './remedy-texts.ts'

const texts = {
  zh: { name: ' 分期付款 ', summary: '拆付款', steps: '定底线\n\n写进报价\n回访', topic: '' },
  en: { name: '', summary: 'Split it', steps: 'Agree on the least', topic: 'Offer it' },
}

test('an empty language takes the words of the other', () => {
  expect(bothSides(texts, 'zh', 'name')).toEqual({ zh: '分期付款', en: '分期付款' })
  expect(bothSides(texts, 'zh', 'summary')).toEqual({ zh: '拆付款', en: 'Split it' })
  expect(bothSides(texts, 'zh', 'topic')).toEqual({ zh: 'Offer it', en: 'Offer it' })
})

test('steps are as many as were written, empty lines left out', () => {
  expect(bothSteps(texts, 'zh')).toEqual([{ zh: '定底线', en: 'Agree on the least' }, { zh: '写进报价', en: '写进报价' }, { zh: '回访', en: '回访' }])
})
