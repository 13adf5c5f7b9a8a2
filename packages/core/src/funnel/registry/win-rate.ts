import { type MetricEntry, opensDeals } from '../../lib/metric-entry.ts'
import { closedDeals, cohort } from './populations.ts'

export const WIN_RATE_METRICS = {
  'win.closed_count': {
    label: { zh: '赢单率（按关闭数）', en: 'Win rate (closed, by count)' },
    definition: {
      zh: '期间内关闭的商机中，赢单所占的比例。不含在途商机：只关掉几单时会显得很高。',
      en: 'Of the deals closed in the period, the share that was won. Open deals are not in it: with few closed it can look very high.',
    },
    unit: 'share', population: closedDeals, dateField: 'closed_at', formula: 'won / (won + lost)', method: 'Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
  'win.closed_value': {
    label: { zh: '赢单率（按金额）', en: 'Win rate (closed, by value)' },
    definition: {
      zh: '期间内关闭的商机中，赢单金额占关闭总金额的比例。低于按关闭数的赢单率，说明大单丢得多。',
      en: 'Of the amount closed in the period, the share that was won. Below the rate by count it says that the large deals get lost.',
    },
    unit: 'share', population: { zh: '期间内关闭、以该币种计价的商机', en: 'Deals closed in the period in that currency' }, dateField: 'closed_at', formula: 'Σ won amount / Σ closed amount', method: 'ratio of sums, linearised 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: by value the large deals weigh',
  },
  'win.created': {
    label: { zh: '赢单率（按创建批次）', en: 'Win rate (created cohort)' },
    definition: {
      zh: '期间内创建的商机中，到目前已赢单的比例，在途的也在分母里。例：创建 100 单，赢 3 丢 7，是 3%，而不是 30%。',
      en: 'Of the deals created in the period, the share won so far, open ones in the denominator. 100 created, 3 won, 7 lost: 3 %, not 30 %.',
    },
    unit: 'share', population: { zh: '期间内创建的商机', en: 'Deals created in the period' }, dateField: 'created_at', formula: 'won / created', method: 'Wilson 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: METRICS §3: 100 created, 3 won, 7 lost is 3 %, while closed says 30 %',
  },
  'win.time_to_event': {
    label: { zh: '赢单率（计入在途）', en: 'Win rate (open deals allowed for)' },
    definition: {
      zh: '期间内进入销售流程的商机，在已观察到的时间内赢单的概率。在途商机按“目前还没有结果”计入，是对最终赢单率较公允的估计。',
      en: 'The probability that a deal that entered in the period is won within the time seen so far. Open deals count as "not decided yet": a fair estimate of where the win rate is heading.',
    },
    unit: 'share', population: cohort, dateField: 'entered_pipeline', formula: 'F_won(t) = Σ (d_won / n) · S(t−)', method: 'Aalen–Johansen, log-log 95 %',
    drillDown: opensDeals('population', 'hits', 'censored'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: time to event: without open deals it is won / all; with them it lies between created and closed',
  },
  'win.period_rate': {
    label: { zh: '分段赢单率', en: 'Win rate of a window' },
    definition: { zh: '其中一个滚动时段内关闭的商机的赢单率。', en: 'The closed win rate of one of the rolling windows.' },
    unit: 'share', population: { zh: '该时段内关闭的商机', en: 'Deals closed in that window' }, dateField: 'closed_at', formula: 'won / (won + lost)', method: 'Wilson 95 %',
    drillDown: opensDeals('population', 'hits'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: volatility is (max − min) / mean of the periods, each with its n',
  },
  'win.volatility': {
    label: { zh: '赢单率波动', en: 'Win rate volatility' },
    definition: {
      zh: '最近若干时段赢单率的（最高 − 最低）÷ 平均。任何一个时段关闭数太少时，波动多半只是偶然。',
      en: '(highest − lowest) ÷ mean of the win rates of the last windows. If any window closed few deals, the movement is mostly chance.',
    },
    unit: 'share', population: { zh: '各时段内关闭的商机', en: 'Deals closed in the windows' }, dateField: 'closed_at', formula: '(max − min) / mean of the last m closed rates', method: 'rolling closed rate',
    drillDown: opensDeals('population'), topic: 'win_rate', fixture: 'core/funnel/winrate.test.ts: volatility is (max − min) / mean of the periods, each with its n',
  },
} as const satisfies Record<string, MetricEntry>
