import { type MetricEntry, opensNothing } from '../lib/metric-entry.ts'

/** The two clocks of a deal: this one, and the days since the last contact (`health.silence_days`). */
export const DEAL_METRICS = {
  'deal.days_in_stage': {
    label: { zh: '在本阶段的天数', en: 'Days in the stage' },
    definition: {
      zh: '从最近一次进入本阶段到现在的整天数；退回后再进来重新起算。超过本阶段计划天数为慢，超过两倍为严重超期。',
      en: 'Whole days since the deal last came into its stage; coming back starts anew. Beyond the stage’s planned days it is slow, beyond twice as many overdue.',
    },
    unit: 'days', population: { zh: '这一个商机', en: 'This one deal' }, dateField: 'entered_stage', formula: 'floor(now − entered)', method: 'exact', drillDown: opensNothing('就是这个商机本身', 'It is the deal itself.'), topic: 'dwell',
    fixture: 'web/features/deals/deal-age.test.ts: up to its planned days a deal is fine, up to twice of them slow, then overdue',
  },
} as const satisfies Record<string, MetricEntry>
