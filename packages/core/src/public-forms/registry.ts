import { type MetricEntry, opensNothing, type Words } from '../lib/metric-entry.ts'

const FIGURES = 'server/features/public-forms/public-forms.test.ts: views, starts and submissions are counted, robots and floods are not'
const shown: Words = { zh: '公开表单的每次打开', en: 'Each opening of a public form' }
const anonymous = opensNothing('访客是匿名的', 'Visitors are anonymous.')

/** What public forms brought. */
export const PUBLIC_FORM_METRICS = {
  'form.views': {
    label: { zh: '表单浏览', en: 'Form views' },
    definition: { zh: '表单页被人打开的次数；爬虫、预取和刷量不计。', en: 'How often people opened the form; robots, prefetching and floods are not counted.' },
    unit: 'count', population: shown, dateField: 'as_of', formula: '#view', method: 'count', drillDown: anonymous, topic: 'campaigns', fixture: FIGURES,
  },
  'form.starts': {
    label: { zh: '开始填写', en: 'Form starts' },
    definition: { zh: '打开表单后，点进任一字段开始填写的次数。', en: 'How often somebody who opened the form went into one of its fields.' },
    unit: 'count', population: shown, dateField: 'as_of', formula: '#start', method: 'count', drillDown: anonymous, topic: 'campaigns', fixture: FIGURES,
  },
  'form.submissions': {
    label: { zh: '有效提交', en: 'Submissions' },
    definition: { zh: '提交成功的次数，含同一人再次提交，不含疑似机器人。', en: 'Submissions received, those of the same person again among them, without suspected bots.' },
    unit: 'count', population: { zh: '公开表单的每次提交', en: 'Each submission of a public form' }, dateField: 'as_of', formula: '#submission(verdict ≠ suspected bot)', method: 'count',
    drillDown: opensNothing('在表单的提交列表中查看', 'The list of submissions shows them.'), topic: 'campaigns', fixture: FIGURES,
  },
  'form.rate': {
    label: { zh: '表单转化率', en: 'Form conversion' },
    definition: { zh: '有效提交 ÷ 表单浏览；没有浏览时没有这个数。', en: 'Submissions divided by views; none without views.' },
    unit: 'share', population: shown, dateField: 'as_of', formula: 'submissions / views', method: 'exact', drillDown: anonymous, topic: 'campaigns', fixture: FIGURES,
  },
} as const satisfies Record<string, MetricEntry>
