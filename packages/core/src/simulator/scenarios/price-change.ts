import { both } from '../../config/localized.ts'
import { simulate } from '../simulate.ts'
import { baseParams, instantOf, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const SINCE = 75
const bodies = ['{p}说新价目比上次报的高了不少，要重新走审批', '{p}问为什么涨价，价格超出预算', '新报价发出后{p}没有松口，坚持按旧价', '{p}拿旧价目来比，涨价部分无法接受']

/** A new price list: from one day on the quote stage converts worse in every segment alike, and the losses speak of the price. */
export function priceChange(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  const params = {
    ...base,
    changes: [{
      key: 'new_prices', where: { pipelineKey: PIPELINE, stageKeys: ['negotiation'] }, fromDaysAgo: SINCE, untilDaysAgo: 0,
      factor: { forward: 0.5, lost: 1.7 }, loss: { reasonKey: 'over_budget', share: 0.6 }, texts: { bodies, share: 0.4 },
    }],
  }
  const company = simulate(params, seed, now)
  return {
    key: 'price_change',
    title: both('涨价后报价阶段转化下降', 'A price rise hurts the quote stage'),
    story: both(
      '75 天前启用新价目。此后“商务谈判”的推进在所有渠道、团队、规模中同样变差，丢单原因多为“超出客户预算”。',
      'A new price list came into force 75 days ago. Since then the negotiation stage has converted worse in every channel, team and size alike, and most losses say "over budget".',
    ),
    company,
    stageNames: {},
    truth: {
      pipelineKey: PIPELINE, stageKey: 'negotiation', what: 'conversion', steadyFrom: steadyFrom(params, now), from: instantOf(params, now, SINCE), to: now,
      cause: { kind: 'general_rate', lossReasonKey: 'over_budget' },
      also: [{ kind: 'words', words: ['涨价'] }],
      ruledOut: ['capacity', 'system_fault'],
      marks: [],
    },
  }
}
