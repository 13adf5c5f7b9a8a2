import { both } from '../../config/localized.ts'
import { competitors } from '../catalog.ts'
import { simulate } from '../simulate.ts'
import { baseParams, instantOf, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const SINCE = 80
const INDUSTRY = '新能源'
const NEWCOMER = '曜石工联'
const bodies = [`{p}透露${NEWCOMER}上周来做了演示，价格很低`, `${NEWCOMER}给{p}免费试点三个月`, `{p}拿${NEWCOMER}的方案来对比，对方主攻新能源`, `演示后{p}说更看好${NEWCOMER}的行业模板`]

/** A newcomer who sells to one industry only: there the demo stage is lost to him, elsewhere nothing changes. */
export function competitorEntry(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  const params = {
    ...base,
    competitors: [...competitors, NEWCOMER],
    industries: { 新能源: 0.3, 汽车零部件: 0.14, 电子制造: 0.12, 机械加工: 0.12, 医疗器械: 0.08, 家电: 0.08, 食品饮料: 0.06, 包装印刷: 0.04, 注塑模具: 0.03, 化工材料: 0.03 },
    changes: [{
      key: 'newcomer', where: { pipelineKey: PIPELINE, stageKeys: ['solution_demo'], industries: [INDUSTRY] }, fromDaysAgo: SINCE, untilDaysAgo: 0,
      factor: { forward: 0.3, lost: 2.4 }, loss: { reasonKey: 'lost_to_competitor', share: 0.85, competitor: NEWCOMER }, texts: { bodies, share: 0.4 },
    }],
  }
  const company = simulate(params, seed, now)
  return {
    key: 'competitor_entry',
    title: both('新竞争对手进入新能源行业', 'A newcomer enters one industry'),
    story: both(
      `80 天前起，${NEWCOMER}进入新能源行业：该行业商机在“方案展示”大量输给它，其他行业不变。`,
      `For 80 days ${NEWCOMER} has been selling to the new-energy industry (新能源): its deals are lost to it in the demo stage. Other industries are as before.`,
    ),
    company,
    stageNames: {},
    truth: {
      pipelineKey: PIPELINE, stageKey: 'solution_demo', what: 'conversion', steadyFrom: steadyFrom(params, now), from: instantOf(params, now, SINCE), to: now,
      cause: { kind: 'rate', dimension: 'industry', value: INDUSTRY, lossReasonKey: 'lost_to_competitor', competitor: NEWCOMER },
      also: [{ kind: 'words', words: [NEWCOMER] }],
      ruledOut: ['capacity', 'system_fault'],
      marks: [],
    },
  }
}
