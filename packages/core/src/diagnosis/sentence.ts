import { OTHER_VALUE } from './root-cause/cuts.ts'
import { healthPartLabel } from './health-parts.ts'
import type { Said } from './said.ts'
import type { Say, Words } from './say.ts'
import { en } from './words.en.ts'
import { zh } from './words.zh.ts'

export type Language = 'zh' | 'en'

/** Names of the organisation's own things, by id or key; what it does not know is said by its id. */
export type Names = {
  stage?: (id: string) => string | undefined
  dimension?: (key: string) => string | undefined
  value?: (dimension: string, value: string) => string | undefined
}

/** The sentence in words, with its numbers. One that was stored and has no words any more is said by its key. */
export function sentence({ key, params }: Said, lang: Language, names: Names = {}): string {
  const of = (name: string) => params[name] ?? null
  const text = (name: string) => String(of(name) ?? '')
  const quoted = (name: string) => (lang === 'zh' ? `「${name}」` : `“${name}”`)
  const amount = (name: string, say: (value: number) => string) => {
    const value = of(name)
    return typeof value === 'number' && Number.isFinite(value) ? say(value) : '—'
  }
  const say: Say = {
    share: (name) => amount(name, percent),
    change: (name) => amount(name, (value) => `${value >= 0 ? '+' : '−'}${percent(Math.abs(value))}`),
    points: (name) => amount(name, (value) => `${value >= 0 ? '+' : '−'}${digits(Math.abs(value) * 100, 1)} ${lang === 'zh' ? '个百分点' : 'pp'}`),
    number: (name) => amount(name, (value) => digits(value, Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0)),
    text,
    raw: (name) => Number(of(name) ?? 0),
    has: (name) => of(name) !== null && of(name) !== '',
    stage: (name = 'stage') => (of(name) === null ? (lang === 'zh' ? '整个流程' : 'the pipeline') : quoted(names.stage?.(text(name)) ?? text(name))),
    dimension: (name = 'dimension') => names.dimension?.(text(name)) ?? text(name),
    value: (dimension = 'dimension', name = 'value') => {
      const value = text(name)
      if (value === OTHER_VALUE) return lang === 'zh' ? '其他' : 'others'
      return names.value?.(text(dimension), value) ?? (value === '' ? (lang === 'zh' ? '未填' : 'not given') : value)
    },
    list: (name) => text(name).split('|').join(lang === 'zh' ? '、' : ', '),
    part: (name) =>
      text(name)
        .split('|')
        .map((part) => healthPartLabel(part)?.[lang] ?? part)
        .join(lang === 'zh' ? '、' : ', '),
  }
  const words: Record<string, Words | undefined> = lang === 'zh' ? zh : en
  return Object.hasOwn(words, key) ? (words[key]?.(say) ?? key) : key
}

const percent = (share: number): string => `${digits(share * 100, Math.abs(share) < 0.0995 ? 1 : 0)}%`
const digits = (value: number, most: number): string => value.toLocaleString('en-US', { maximumFractionDigits: most }).replace('-', '−')
