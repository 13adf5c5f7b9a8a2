import { type MetricEntry, opensDeals, type Words } from '../../lib/metric-entry.ts'

const standing: Words = { zh: '截至时点停在本阶段、尚未关闭的商机', en: 'Open deals that are in this stage at that instant' }

export const STEP_STOCK_METRICS = {
  'step.flow_entries': {
    label: { zh: '期间流入数', en: 'Entries in the period' },
    definition: {
      zh: '期间内进入过本阶段的商机数，不管它们何时创建。同一商机在期间内多次进入只算一次；跳过的不算。',
      en: 'Deals that entered this stage in the period, whenever they were created. A deal that came twice counts once; passing over does not count.',
    },
    unit: 'count', population: { zh: '期间内进入过本阶段的商机', en: 'Deals that entered the stage in the period' }, dateField: 'entered_stage',
    formula: '|{i : entered k in [from, to)}|', method: 'flow',
    drillDown: opensDeals('population'), topic: 'stock', fixture: 'core/funnel/flow.test.ts: flow counts entries in the period and may exceed 100 %',
  },
  'step.flow': {
    label: { zh: '流量比（下一阶段流入 ÷ 本阶段流入）', en: 'Flow ratio' },
    definition: {
      zh: '期间内进入下一阶段的商机数 ÷ 期间内进入本阶段的商机数。上下不是同一批商机，可能超过 100%，只适合看节奏，不能当转化率。',
      en: 'Entries into the next stage in the period ÷ entries into this one. The deals above and below differ, so it may exceed 100 %: a rhythm, not the fate of a group.',
    },
    unit: 'share', population: { zh: '期间内进入过本阶段的商机（命中：期间内进入下一阶段的商机，不是其中一部分）', en: 'Deals that entered this stage in the period (hits: those that entered the next one, not a part of them)' }, dateField: 'entered_stage',
    formula: 'entries(k+1) / entries(k)', method: 'flow',
    drillDown: opensDeals('population', 'hits'), topic: 'stock', fixture: 'core/funnel/flow.test.ts: flow counts entries in the period and may exceed 100 %',
  },
  'step.stock': {
    label: { zh: '存量', en: 'Stock' },
    definition: { zh: '截至所选时点，停在本阶段、未关闭且未休眠的商机数。与期间无关。', en: 'Open deals, dormant ones left out, that are in this stage at the chosen instant, whatever the period.' },
    unit: 'count', population: standing, dateField: 'as_of',
    formula: '|{i open, awake : stage(T) = k}|', method: 'snapshot',
    drillDown: opensDeals('population'), topic: 'stock', fixture: 'core/funnel/flow.test.ts: stock is the open deals by the stage they are in',
  },
  'step.stock_amount': {
    label: { zh: '存量金额', en: 'Stock amount' },
    definition: { zh: '停在本阶段的未关闭商机的金额合计（只合计同一币种）。', en: 'The amounts of the open deals in this stage added up, in one currency.' },
    unit: 'money', population: { zh: '停在本阶段、以该币种计价的商机', en: 'Open deals in this stage in that currency' }, dateField: 'as_of',
    formula: 'Σ amount over stock(k)', method: 'snapshot',
    drillDown: opensDeals('population'), topic: 'stock', fixture: 'core/funnel/overview.test.ts: money is added up in one currency, and the others are named',
  },
  'step.snapshot': {
    label: { zh: '存量形状（下一阶段存量 ÷ 本阶段存量）', en: 'Shape' },
    definition: {
      zh: '此刻下一阶段的存量 ÷ 本阶段的存量。它只说明漏斗的形状，不是转化率。',
      en: 'Stock of the next stage ÷ stock of this one, right now. It shows the funnel’s shape and is no conversion.',
    },
    unit: 'share', population: { zh: '停在本阶段的商机（命中：停在下一阶段的商机，不是其中一部分）', en: 'Open deals in this stage (hits: those in the next one, not a part of them)' }, dateField: 'as_of',
    formula: 'stock(k+1) / stock(k)', method: 'snapshot',
    drillDown: opensDeals('population', 'hits'), topic: 'stock', fixture: 'core/funnel/flow.test.ts: stock is the open deals by the stage they are in',
  },
} as const satisfies Record<string, MetricEntry>
