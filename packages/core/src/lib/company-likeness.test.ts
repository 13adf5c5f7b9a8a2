import { expect, test } from 'vitest'
import { companyLikeness, LIKELY_SAME, likenessBlocks } from './company-likeness.ts'
import { searchTerms } from './search-terms.ts'

const alike: [string, string, number][] = [
  ['深圳市云帆科技有限公司', '云帆科技（深圳）股份有限公司', 0.95], ['雲帆科技', '云帆科技有限公司', 0.95], ['ＡＣＭＥ Tools Inc.', 'acme-tools', 0.95], ['云帆科技', '云 帆 科 技', 1],
  ['云帆科技', '云凡科技有限公司', 0.9], ['华为技术有限公司', '华为技术服务有限公司', 0.7], ['云帆智能科技有限公司', '云帆智慧科技有限公司', 0.8], ['纷享销客科技', '纷享科技', 0.6], ['云帆科技', '云帆贸易有限公司', 0.8],
]
test.each(alike)('%s ~ %s', (a, b, least) => {
  expect(companyLikeness(a)(b)).toBeGreaterThanOrEqual(least)
  expect(companyLikeness(a)(b)).toBeCloseTo(companyLikeness(b)(a), 10)
})
test.each([['云帆科技', '海康威视'], ['北京公司', '上海公司'], ['华为', '华润'], ['中国石油', '中国石化'], ['上海贸易有限公司', '上海建设有限公司']])('%s is not %s', (a, b) => {
  expect(companyLikeness(a)(b)).toBeLessThan(LIKELY_SAME)
})

test('every likely name holds all terms of a block', () => {
  for (const [a, b, least] of alike.filter(([, , score]) => score >= LIKELY_SAME)) {
    const terms = new Set(searchTerms({ names: [b] }))
    expect([a, b, least, likenessBlocks(a).some((block) => block.every((term) => terms.has(term)))]).toEqual([a, b, least, true])
  }
  expect(likenessBlocks('有')).toEqual([])
  expect(likenessBlocks('华为有限公司')).toEqual([['华为']])
  expect(likenessBlocks('云帆医疗器械有限公司')).toEqual([['云帆'], ['云帆', '帆医'], ['yf', 'fy', 'yl', 'lq', 'qx']])
  expect(likenessBlocks('信息技术有限公司')).toEqual([])
  expect(likenessBlocks('云'.repeat(100)).length).toBeLessThanOrEqual(10)
})
