/** Order comparisons, shared by numbers, money and counts of related records. */
export const COMPARISONS = {
  eq: { words: { zh: '=', en: '=' }, sql: '=', test: (a: number, b: number) => a === b },
  lt: { words: { zh: '<', en: '<' }, sql: '<', test: (a: number, b: number) => a < b },
  lte: { words: { zh: '≤', en: '≤' }, sql: '<=', test: (a: number, b: number) => a <= b },
  gt: { words: { zh: '>', en: '>' }, sql: '>', test: (a: number, b: number) => a > b },
  gte: { words: { zh: '≥', en: '≥' }, sql: '>=', test: (a: number, b: number) => a >= b },
} as const
export type Comparison = keyof typeof COMPARISONS

/** A count is never empty, so `neq` needs no complement rule here. */
export const COUNT_COMPARISONS = {
  ...COMPARISONS,
  neq: { words: { zh: '≠', en: '≠' }, sql: '<>', test: (a: number, b: number) => a !== b },
} as const
export const COUNT_OPERATORS = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte'] as const
export type CountOperator = (typeof COUNT_OPERATORS)[number]
