import { both } from '../../config/localized.ts'
import type { Multiplier } from '../params.ts'
import { simulate } from '../simulate.ts'
import { baseParams, instantOf, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const SINCE = 70
const EARLIER = 'needs_confirmed'
const LATER = 'solution_demo'
/** What the new definition does to either stage. */
export const redefinition: Record<string, Multiplier> = { [EARLIER]: { forward: 0.6, lost: 1.15 }, [LATER]: { forward: 1.7, lost: 0.75 } }

/**
 * A new definition is published: a deal is "in demo" only once the requirements are signed. Half of the deals in demo are
 * put back at that instant; from then on the weak ones end in the stage before, and those that reach the demo convert better. The way as a
 * whole wins what it won.
 */
export function stageRedefinition(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  const params = {
    ...base,
    changes: Object.entries(redefinition).map(([stageKey, factor]) => (
      { key: `redefined_${stageKey}`, where: { pipelineKey: PIPELINE, stageKeys: [stageKey] }, fromDaysAgo: SINCE, untilDaysAgo: 0, factor }
    )),
    sweeps: [{ key: 'put_back', daysAgo: SINCE, pipelineKey: PIPELINE, fromStageKey: LATER, toStageKey: EARLIER, share: 0.5 }],
  }
  const company = simulate(params, seed, now)
  const at = instantOf(params, now, SINCE)
  // All that moved at that very instant was put back by it.
  const swept = company.deals.filter((d) => d.transitions.some((t) => t.kind === 'moved' && t.stageKey === EARLIER && t.at === at)).length
  return {
    key: 'stage_redefinition',
    title: both('阶段定义变更', 'A stage is defined anew'),
    story: both(
      '70 天前发布新配置：需求书签字后才算进入“方案展示”。当时停在该阶段的商机有一半被批量退回“需求确认”；此后“需求确认”的转化变差、停留变长，“方案展示”变好，最终赢率基本不变。',
      'A publish 70 days ago: only with signed requirements does a deal count as in demo. Half of the deals there were put back at that instant. Since then the stage before converts worse and takes longer, the demo stage converts better, and in the end about as many are won.',
    ),
    company,
    stageNames: {},
    truth: {
      pipelineKey: PIPELINE, stageKey: EARLIER, what: 'conversion', steadyFrom: steadyFrom(params, now), from: at, to: now,
      cause: { kind: 'system_fault' },
      also: [{ kind: 'general_rate' }],
      ruledOut: ['capacity'],
      marks: [
        { kind: 'config_publish', label: both('发布新的阶段定义', 'New stage definitions published'), at, until: null, carried: null, stageKeys: [EARLIER, LATER], channelKeys: [], isCause: true },
        { kind: 'mass_change', label: both('批量退回需求确认', 'Deals put back to needs confirmed'), at, until: null, carried: swept, stageKeys: [EARLIER, LATER], channelKeys: [], isCause: true },
      ],
    },
  }
}
