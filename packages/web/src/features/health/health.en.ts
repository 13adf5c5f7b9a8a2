import type { healthZh } from './health.zh.ts'

export const healthEn: typeof healthZh = {
  chip: 'Health {{score}}',
  chipNone: 'Health: not enough data',
  title: 'Health',
  outOf: 'of 100',
  noScore: 'Not enough data for a score',
  points: '{{points}} points',
  weight: 'weight {{weight}}',
  contributes: 'adds {{points}}',
  leftOut: 'left out',
  sum: '{{score}} = points of each part × its weight, added up',
  parts: 'Parts',
  open: 'See the figure',
  level: { good: 'good', fair: 'fair', poor: 'poor' },
}
