import type { Catalogue } from '../../i18n/catalogue.ts'
import type { analysisZh } from './analysis.zh.ts'

export const analysisEn = {
  insufficient: 'Not enough data',
  noData: 'No data in this period',
  noDataText: 'Choose another period or loosen the filters.',
  n: 'n = {{n}}',
  none: '(none)',
  other: 'Others',
  heat: {
    title: 'Heat map',
    note: 'The same stage in different weeks or segments: the darker, the greater',
    measure: 'Measure',
    conversion: 'Stage conversion',
    dwell: 'Median dwell',
    loss: 'Lost at this step',
    across: 'Across',
    week: 'By week',
    stage: 'Stage',
    whole: 'All',
    young: 'A folded corner: these deals entered less than {{days}} days ago, the figure can still rise',
    cell: 'entered {{entered}} · n = {{n}}',
    interval: '95 % interval {{interval}}',
    weekOf: 'week from {{first}}',
    open: 'A cell opens the funnel of its deals',
  },
} satisfies Catalogue<typeof analysisZh>
