import { type MetricEntry, opensNothing, type Words } from '../lib/metric-entry.ts'

const asked: Words = { zh: '在途记录上要填的字段（按页面布局）', en: 'Fields that open records are asked for, by the page layout' }
const SHARE = 'core/fields/completeness.test.ts: the share of what is asked; nothing asked is no score'

/** How complete records are. */
export const FIELD_METRICS = {
  'completeness.score': {
    label: { zh: '完整度', en: 'Completeness' },
    definition: { zh: '要填的字段中已填的比例，按记录与字段逐个计；没有要填的字段时没有分数。', en: 'Of the fields that are asked, the share that is filled, field by field over all records; where nothing is asked there is no score.' },
    unit: 'share', population: asked, dateField: 'as_of', formula: 'filled / asked', method: 'share', drillDown: { opens: 'records', parts: ['population'] }, topic: 'data', fixture: SHARE,
  },
  'completeness.field': {
    label: { zh: '单个字段的填写率', en: 'One field filled' },
    definition: { zh: '要填这个字段的记录中，已填的比例。', en: 'Of the records that are asked for the field, the share in which it is filled.' },
    unit: 'share', population: asked, dateField: 'as_of', formula: 'filled(f) / asked(f)', method: 'share',
    drillDown: opensNothing('请在列表中按该字段为空来筛选', 'Filter the list by the field being empty.'), topic: 'data', fixture: 'server/reports/completeness/completeness.test.ts: a deal, field by field, and the report equal a count by hand',
  },
} as const satisfies Record<string, MetricEntry>
