import { expect, test } from 'vitest'
import { sentence } from './sentence.ts'
import type { Say } from './say.ts'
import { en } from './words.en.ts'
import { zh, type SentenceKey } from './words.zh.ts'

const keys = Object.keys(zh) as SentenceKey[]

test('every sentence exists in both languages and asks for the same numbers', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    const asked = (words: typeof en) => {
      const names = new Set<string>()
      const note = (name = '') => (names.add(name), '1')
      const say: Say = { share: note, change: note, points: note, number: note, text: note, list: note, part: note, has: (name) => (names.add(name), true), raw: (name) => (names.add(name), 1), stage: () => '', dimension: () => '', value: () => '' }
      words[key](say)
      return names
    }
    const [inChinese, inEnglish] = [asked(zh), asked(en)]
    // Words that only choose between forms may differ; numbers must not.
    for (const name of ['now', 'baseline', 'value', 'threshold', 'n', 'share', 'shareBefore', 'shareAfter', 'before', 'after', 'days']) expect(inEnglish.has(name), `${key}: ${name}`).toBe(inChinese.has(name))
  }
})

test('numbers, names and what is missing', () => {
  const said = { key: 'cause.mix', params: { dimension: 'channel', value: 'show', dimension2: null, value2: null, of: 'stock', shareBefore: 0.12, shareAfter: 0.39, rateAfter: 0.0512, share: 0.834 } }
  const names = { dimension: () => '来源', value: (dimension: string, value: string) => (dimension === 'channel' && value === 'show' ? '展会' : undefined) }
  expect(sentence(said, 'zh', names)).toBe('结构变化：「来源＝展会」的占比从 12% 到 39%，而它的转化率为 5.1%；来源结构的变化解释了转化率变化的 83%。')
  expect(sentence(said, 'en')).toBe('Mix: the share of channel = show went from 12% to 39%, and it converts 5.1%; the shift among channel explains 83% of the change of conversion.')
  expect(sentence({ ...said, params: { ...said.params, value: '', shareAfter: null, share: Infinity } }, 'zh', names)).toContain('「来源＝未填」的占比从 12% 到 —')
  expect(sentence({ ...said, params: { ...said.params, value: '*' } }, 'en')).toContain('channel = others')
})

test('two dimensions, slices, the whole pipeline, and a key without words', () => {
  const pair = { key: 'cause.rate', params: { dimension: 'channel', value: 'web', dimension2: 'size', value2: '1-49', rateBefore: 0.5, rateAfter: 0.1, share: 0.9 } }
  expect(sentence(pair, 'zh')).toMatch(/^「channel＝web 且 size＝1-49」自身的转化率从 50% 到 10%/)
  expect(sentence({ key: 'alarm.win_rate_swing', params: { dimension: 'region', value: 'east', now: 0.2, baseline: 0.4, n: 120 } }, 'zh')).toBe('赢率（region＝east）从 40% 到 20%，波动过大（关闭 120 个）。')
  expect(sentence({ key: 'root.no_clear_cause', params: { what: 'conversion', stage: null, before: 0.4, after: 0.3, relative: -0.25, tested: 1200 } }, 'zh')).toBe('整个流程的转化率从 40% 到 30%（−25%）。检验了 1,200 个分组，没有明确的原因。')
  expect(sentence({ key: 'toString', params: {} }, 'en')).toBe('toString')
})
