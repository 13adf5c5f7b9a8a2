import { both } from '../../config/localized.ts'
import { simulate } from '../simulate.ts'
import { repKey } from '../staff.ts'
import { baseParams, instantOf, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

const SINCE = 75
const OWNER = repKey('south', 0)

/**
 * One of six reps stops working his deals: activities fall to a tenth, hardly a deal goes on, many are lost. The company is small
 * in heads, so that one of them carries enough for the whole to feel it.
 */
export function repLapse(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const base = baseParams(options, 365)
  const { east, south } = base.teams
  if (east === undefined || south === undefined) throw new Error('no teams')
  const params = {
    ...base,
    teams: { east: { ...east, reps: [1.05, 1, 0.95, 1] }, south: { ...south, reps: [1, 1] } },
    teamsOfPipeline: { [PIPELINE]: { east: 0.56, south: 0.44 } },
    changes: [{
      key: 'lapse', where: { pipelineKey: PIPELINE, ownerKeys: [OWNER] }, fromDaysAgo: SINCE, untilDaysAgo: 0,
      factor: { forward: 0.1, lost: 1.5 }, activity: 0.1, loss: { reasonKey: 'slow_response', share: 0.6 },
    }],
  }
  const company = simulate(params, seed, now)
  return {
    key: 'rep_lapse',
    title: both('一名销售停止跟进', 'One rep lets his deals lie'),
    story: both(
      '75 天前起，一名销售的跟进降到十分之一，他的商机几乎不再推进，丢单增多且多为“响应不及时”；其他人没有变化。',
      'For 75 days one rep has logged a tenth of the activities; hardly any of his deals go on, more are lost, mostly for slow response. Nobody else has changed.',
    ),
    company,
    stageNames: {},
    truth: {
      pipelineKey: PIPELINE, stageKey: 'first_contact', what: 'conversion', steadyFrom: steadyFrom(params, now), from: instantOf(params, now, SINCE), to: now,
      cause: { kind: 'rate', dimension: 'owner', value: OWNER, lossReasonKey: 'slow_response' },
      also: [],
      ruledOut: ['capacity', 'system_fault'],
      marks: [],
    },
  }
}
