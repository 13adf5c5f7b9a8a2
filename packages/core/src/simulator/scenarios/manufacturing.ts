import { both } from '../../config/localized.ts'
import type { Multiplier, PlantedChange } from '../params.ts'
import { simulate } from '../simulate.ts'
import { baseParams, instantOf, leadsFor, PIPELINE, SMALL, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const STAGE = 'solution_demo'
/** Three fairs in a row, and the fix after them. */
const FAIRS_FROM = 155
const FIX = 85
const sizes = { [SMALL]: 0.71, '50-200人': 0.22, '200人以上': 0.07 }

/** What reps hear from small customers at the technical exchange. */
const bodies = [
  '技术交流后{p}说预算有限，整套方案今年上不了，想问能不能分期付款',
  '{p}认可技术路线，但预算有限，希望分期付款',
  '{p}说厂里就三十来人，预算有限，只想先上一小块',
  '再次沟通，{p}还是问分期付款的条件，技术上没有疑问',
  '{p}反馈老板嫌总价高，预算有限，等分期付款方案再谈',
  '给{p}讲完方案，对方问有没有便宜的入门配置，或者分期付款',
]

/** Small trade-show customers at the technical exchange: they neither go on nor away. Greater ones from there are slow too. */
const stuck: Multiplier = { forward: 0.06, lost: 0.65 }
const slow: Multiplier = { forward: 0.45, lost: 0.8 }

/**
 * The manufacturing case: a channel whose leads do not fit grows from 12 % to 39 % of the inflow, and the technical exchange
 * (技术交流) silts up. Staff is added at the height of it and changes nothing. Then fewer trade-show leads are taken in and small
 * customers are offered a light package, and the stage recovers.
 */
export function manufacturing(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  const { days, dealsPerDay } = base
  // 12 % of the deals before, and 39 % during the fairs, of what comes in together with the usual inflow u: e / (u + e).
  const usual = dealsPerDay * 0.88
  const during = (usual * 0.39) / 0.61
  const campaign = (key: string, fromDaysAgo: number, untilDaysAgo: number, perDay: number, sourceDetail: string) => ({
    key, channelKey: 'exhibition', fromDaysAgo, untilDaysAgo, sourceDetail, sizes,
    leads: leadsFor(base, 'exhibition', perDay * (fromDaysAgo - untilDaysAgo)),
  })
  const atFairs = { pipelineKey: PIPELINE, channelKeys: ['exhibition'] }
  const changes: PlantedChange[] = [
    // A badge scanned at the booth is soon called and soon visited: the first two stages are quick, with the usual shares.
    { key: 'quick_start', where: { ...atFairs, stageKeys: ['first_contact', 'needs_confirmed'] }, fromDaysAgo: days, untilDaysAgo: 0, factor: { forward: 2.5, lost: 2.5 } },
    { key: 'small_at_fairs', where: { ...atFairs, stageKeys: [STAGE], sizeKeys: [SMALL] }, fromDaysAgo: days, untilDaysAgo: FIX, factor: stuck, texts: { bodies, share: 0.85 } },
    { key: 'greater_at_fairs', where: { ...atFairs, stageKeys: [STAGE], sizeKeys: ['50-200人', '200人以上'] }, fromDaysAgo: days, untilDaysAgo: 0, factor: slow },
    { key: 'light_package', where: { ...atFairs, stageKeys: [STAGE], sizeKeys: [SMALL] }, fromDaysAgo: FIX, untilDaysAgo: 0, factor: { forward: 1.3, lost: 1 } },
  ]
  const params = {
    ...base,
    // A technical exchange takes less time than a whole solution demo.
    pipelines: base.pipelines.map((p) => ({ ...p, stages: p.stages.map((s) => (s.stageKey === STAGE ? { ...s, medianDays: 8 } : s)) })),
    leads: Math.round(base.leads * 0.88),
    directDeals: Math.round(base.directDeals * 0.88),
    changes,
    campaigns: [
      campaign('fairs_of_the_year', days, FAIRS_FROM, dealsPerDay * 0.12, '华东智造展'),
      // The first fair is the greatest.
      campaign('fair_a', FAIRS_FROM, 130, during * 1.45, '华南工业展'),
      campaign('fair_b', 130, 105, during * 0.95, '北方装备展'),
      campaign('fair_c', 105, FIX, during * 0.8, '华东智造展'),
      campaign('fairs_after', FIX, 0, dealsPerDay * 0.07, '华东智造展'),
    ],
    hires: [
      { teamKey: 'east', daysAgo: 115, forward: 1 }, { teamKey: 'south', daysAgo: 115, forward: 1 },
      { teamKey: 'north', daysAgo: 110, forward: 1 }, { teamKey: 'smb', daysAgo: 110, forward: 1 },
    ],
  }
  const company = simulate(params, seed, now)
  const at = (daysAgo: number) => instantOf(params, now, daysAgo)
  return {
    key: 'manufacturing',
    title: both('展会线索淤积在技术交流', 'Trade-show leads silt up the technical exchange'),
    story: both(
      '展会渠道占新商机的比例从 12% 升到 39%，其中多数是 50 人以下的小厂，预算有限、要求分期付款，停在“技术交流”既不推进也不丢单。增派销售没有效果；减少展会线索并推出轻量套餐后，该阶段恢复。',
      'The trade-show channel grows from 12 % to 39 % of new deals. Most of these are plants with under 50 people, short of budget and asking for instalments, which stay in the technical exchange and neither go on nor away. More staff changes nothing; fewer trade-show leads and a light package do.',
    ),
    company,
    stageNames: { [PIPELINE]: { [STAGE]: '技术交流' } },
    truth: {
      pipelineKey: PIPELINE,
      stageKey: STAGE,
      what: 'stock',
      steadyFrom: steadyFrom(params, now),
      from: at(FAIRS_FROM),
      to: at(FIX),
      cause: { kind: 'mix', dimension: 'source', value: 'exhibition' },
      also: [
        { kind: 'attribute', dimension: 'size', value: SMALL },
        { kind: 'words', words: ['预算有限', '分期付款'] },
      ],
      ruledOut: ['capacity', 'system_fault'],
      marks: [
        {
          kind: 'import', label: both('导入历史客户名单', 'Import of an old customer list'), at: at(FAIRS_FROM + 20), until: null, carried: 0,
          stageKeys: [], channelKeys: [], isCause: false,
        },
        {
          kind: 'config_publish', label: both('商务谈判阶段增加提示', 'A hint added to the negotiation stage'), at: at(FAIRS_FROM - 9), until: null, carried: null,
          stageKeys: ['negotiation'], channelKeys: [], isCause: false,
        },
      ],
    },
  }
}
