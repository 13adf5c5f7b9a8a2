import type { Catalogue } from '../i18n/catalogue.ts'
import type { chartsZh } from './charts.zh.ts'

export const chartsEn = {
  waterfall: { row: 'Item', bar: 'Bar', amount: 'Amount' },
  funnel: {
    table: 'Funnel as a table',
    stage: 'Stage',
    entered: 'Entered',
    shareOfFirst: 'Of first stage',
    passed: 'Moved on',
    open: 'Still open',
    lost: 'Lost',
    conversion: 'Conversion',
    interval: '95% interval',
    dwell: 'Stay',
    dwellHead: 'Stay median / P75',
    compared: 'Compared: {{label}}',
    insufficient: 'Too few',
    empty: 'No deal entered the funnel under these conditions yet',
    part: '{{stage}}: {{part}} {{value}}',
    asTable: 'Table',
    asChart: 'Chart',
    download: 'Download picture',
  },
  survival: { days: 'Days in stage', still: 'Still in stage', median: 'median {{value}} d', notReached: 'median not reached' },
  matrix: { from: 'From', to: 'To' },
  failed: 'The chart could not be loaded',
} satisfies Catalogue<typeof chartsZh>
