import type { Catalogue } from '../../i18n/catalogue.ts'
import type { metricsZh } from './metrics.zh.ts'

export const metricsEn = {
  title: 'Metric dictionary',
  description: 'Each number has one meaning: how it is made, of whom, by which date, and which records open behind it',
  search: 'Search metrics: name, definition, key',
  topic: 'Topic',
  allTopics: 'All topics',
  count: '{{count}} metrics',
  found: '{{count}} found',
  none: 'Nothing found for “{{text}}”',
  noneHere: 'Nothing found for “{{text}}” in this topic',
  noneText: 'Try other words, or look at all metrics.',
  showAll: 'Show all',
  how: 'How it is made',
  population: 'Population',
  dateField: 'Date field',
  formula: 'Formula',
  method: 'Method',
  drillDown: 'Opens',
  fixture: 'Proven by',
  key: 'Key',
  unit: 'Unit',
  opens: { deals: 'Deals', leads: 'Leads', records: 'List of records', alarms: 'Alarms' },
  parts: { population: 'all', hits: 'hits', censored: 'undecided' },
  opensParts: '{{list}}: {{parts}}',
  nothing: 'Nothing opens: {{why}}',
} satisfies Catalogue<typeof metricsZh>
