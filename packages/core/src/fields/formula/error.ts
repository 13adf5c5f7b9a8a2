import { fillWords } from '../../lib/refusal.ts'

const words = {
  syntax: { zh: '第 {at} 个字符处的写法有误', en: 'it cannot be read at character {at}' },
  too_large: { zh: '公式太长或嵌套太深', en: 'it is too long or nested too deeply' },
  not_allowed: { zh: '不支持「{name}」这种写法', en: '“{name}” is not supported' },
  unknown_name: { zh: '没有名为「{name}」的字段', en: 'there is no field “{name}”' },
  unknown_function: { zh: '没有函数「{name}」', en: 'there is no function “{name}”' },
  arguments: { zh: '函数「{name}」的参数个数或类型不对', en: '“{name}” is given the wrong arguments' },
  types: { zh: '「{name}」不能用于 {types}', en: '“{name}” does not go with {types}' },
  null_compared: { zh: '请用 is_blank(…) 判断是否为空', en: 'use is_blank(…) to ask whether something is empty' },
  result: { zh: '公式的结果是 {types}，与字段类型不符', en: 'its result is {types}, which is not the type of the field' },
  cycle: { zh: '公式互相引用：{name}', en: 'formulas refer to each other: {name}' },
} as const

export type FormulaReason = keyof typeof words

/** Why a formula cannot be accepted. `code` is the refusal's; `detail` tells more in words. */
export class FormulaError extends Error {
  readonly reason: FormulaReason
  readonly data: Readonly<Record<string, string | number>>

  constructor(reason: FormulaReason, data: Readonly<Record<string, string | number>> = {}) {
    super(reason)
    this.reason = reason
    this.data = data
  }

  get code(): 'field.bad_formula' | 'field.formula_cycle' {
    return this.reason === 'cycle' ? 'field.formula_cycle' : 'field.bad_formula'
  }

  detail(language: 'zh' | 'en'): string {
    return fillWords(words[this.reason][language], this.data)
  }
}
