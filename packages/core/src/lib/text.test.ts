import { expect, test } from 'vitest'
import { companyCore } from './company-name.ts'
import { csvField, csvRow } from './csv-field.ts'
import { fullPinyin, pinyinInitials } from './pinyin.ts'
import { dice, editDistance, editSimilarity } from './similarity.ts'
import { bigrams, cleanText, foldText, letterKey, toSimplified } from './text.ts'

test('writing differences fold away, step by step', () => {
  expect(cleanText('　ＧＴＸ\u200b  Pro\n')).toBe('GTX Pro')
  expect(foldText('ＧＴＸ Pro')).toBe('gtx pro')
  expect(letterKey('GTX-Pro')).toBe(letterKey('gtxpro'))
  expect(toSimplified('軟體')).toBe('软体')
  expect(foldText('臺灣積體電路')).toBe('台湾积体电路')
  expect(letterKey('—')).toBe('')
})

test('bigrams', () => {
  expect(bigrams('华为技术')).toEqual(['华为', '为技', '技术'])
  expect(bigrams('a')).toEqual(['a'])
  expect(bigrams('')).toEqual([])
  expect(bigrams('😀a')).toEqual(['😀a'])
})

test('likeness', () => {
  expect(dice('night', 'nacht')).toBe(0.25)
  expect(dice('', '')).toBe(1)
  expect(dice('', 'a')).toBe(0)
  expect(editDistance('technolgy', 'technology')).toBe(1)
  expect(editDistance('ab', 'ba')).toBe(1)
  expect(editDistance('kitten', 'sitting')).toBe(3)
  expect(editDistance('kitten', 'sitting', 2)).toBe(3)
  expect(editSimilarity('', '')).toBe(1)
})

test.each([
  ['深圳市腾讯计算机系统有限公司', '腾讯计算机系统'], ['深圳腾讯计算机系统有限公司', '腾讯计算机系统'],
  ['华为技术有限公司（深圳）', '华为技术'], ['華為技術有限公司', '华为技术'], ['中国石油集团有限公司', '石油'],
  ['Acme Corp., Ltd.', 'acme'], ['ACME', 'acme'], ['Müller GmbH', 'müller'], ['Acme Corporation', 'acme'], ['北京公司', '北京'], ['有限公司', '有限公司'],
  ['广东省深圳市南山区云帆科技有限公司', '云帆科技'], ['江苏省苏州工业园区', '工业园区'], ['浙江省海宁市皮革城股份有限公司', '皮革城'], ['新疆维吾尔自治区棉花集团', '棉花'],
  ['阿里巴巴（中国）有限公司上海分公司', '阿里巴巴'], ['云帆科技股份有限公司深圳市办事处', '云帆科技'], ['立信会计师事务所(特殊普通合伙)', '立信会计师'], ['雲帆科技（深圳）股份有限公司', '云帆科技'],
  ['超级市场管理有限公司', '超级市场管理'], ['智慧社区服务有限公司', '智慧社区服务'], ['上海超级市场有限公司', '超级市场'], ['北京智慧社区科技有限公司', '智慧社区科技'], ['ＡＣＭＥ（上海）贸易有限公司', 'acme贸易'],
])('%s is known as %s', (name, core) => expect(companyCore(name)).toBe(core))

test('pinyin', () => {
  expect(pinyinInitials('华为 Tech 3')).toBe('hwtech3')
  expect(pinyinInitials('重庆')).toBe('cq')
  expect(fullPinyin('重庆')).toBe('chongqing')
  expect(fullPinyin('吕布')).toBe('lvbu')
  expect(fullPinyin('華為')).toBe('huawei')
  expect(pinyinInitials('')).toBe('')
})

test('cells that a spreadsheet would run are disarmed, numbers and telephones are not touched', () => {
  expect(csvField('=1+1')).toBe("'=1+1")
  expect(csvField('@SUM(A1)')).toBe("'@SUM(A1)")
  expect(csvField('-2+3')).toBe("'-2+3")
  expect(csvField('\tx')).toBe(`"'\tx"`.replace('"\'\t', "'\t").replace('"', ''))
  expect(csvField('-12.5')).toBe('-12.5')
  expect(csvField('+86 138 0013 8000')).toBe('+86 138 0013 8000')
  expect(csvField('=1', ',', false)).toBe('=1')
  expect(csvField('a,"b"')).toBe('"a,""b"""')
  expect(csvField(' a')).toBe('" a"')
  expect(csvRow(['a', '', 'b'])).toBe('a,,b\r\n')
  expect(csvRow([''])).toBe('""\r\n')
})
