import { both } from '../../config/localized.ts'
import { simulate } from '../simulate.ts'
import { baseParams, instantOf, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const BROKEN = 60
const REPAIRED = 25
const CHANNEL = 'sem'

/** The landing page's form fails for five weeks: no lead of paid search comes in, everything else goes on as before. */
export function brokenForm(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  // Paid search is this company's main channel.
  const channels = { sem: 0.5, seo: 0.14, content: 0.1, social: 0.04, referral: 0.08, partner: 0.07, cold_call: 0.07 }
  const teams = Object.fromEntries(Object.entries(base.teams).map(([key, team]) => [key, { ...team, channels }]))
  const params = { ...base, teams, outages: [{ key: 'form', channelKeys: [CHANNEL], fromDaysAgo: BROKEN, untilDaysAgo: REPAIRED }] }
  const company = simulate(params, seed, now)
  const [from, to] = [instantOf(params, now, BROKEN), instantOf(params, now, REPAIRED)]
  const before = from - (to - from) * 4
  const missing = Math.round(company.deals.filter((d) => d.channelKey === CHANNEL && d.createdAt >= before && d.createdAt < from).length / 4)
  return {
    key: 'broken_form',
    title: both('搜索落地页表单失效', 'The form of the search landing page is broken'),
    story: both(
      '60 天前至 25 天前，SEM 落地页表单提交失败，没有任何 SEM 线索进来；其他渠道照常，各阶段转化率不变。',
      'From 60 to 25 days ago the form of the paid-search landing page failed: no lead came in from it. The other channels and all conversions stayed as they were.',
    ),
    company,
    stageNames: {},
    truth: {
      pipelineKey: PIPELINE, stageKey: 'first_contact', what: 'inflow', steadyFrom: steadyFrom(params, now), from, to,
      cause: { kind: 'system_fault', dimension: 'source', value: CHANNEL },
      also: [{ kind: 'inflow', dimension: 'source', value: CHANNEL }],
      ruledOut: ['capacity'],
      marks: [{
        kind: 'integration_outage', label: both('落地页表单接口中断', 'Outage of the landing page form'), at: from, until: to, carried: missing,
        stageKeys: ['first_contact'], channelKeys: [CHANNEL], isCause: true,
      }],
    },
  }
}
