import { both } from '../../config/localized.ts'
import { simulate } from '../simulate.ts'
import { baseParams, PIPELINE, steadyFrom } from './base.ts'
import type { Scenario, ScenarioOptions } from './scenario.ts'

/** Seeds of the five quiet years that false alarms are counted in. */
export const quietSeeds = [101, 102, 103, 104, 105] as const

/** A year in which nothing happens but chance, a mild season and the holidays. Every alarm in it is a false one. */
export function quietYear(options: ScenarioOptions): Scenario {
  const { seed, now } = options
  const params = baseParams(options, 365)
  const from = steadyFrom(params, now)
  return {
    key: 'quiet',
    title: both('平静的一年', 'A quiet year'),
    story: both('没有埋入任何变化：只有偶然波动、轻微的季节性和节假日。', 'Nothing was planted: only chance, a mild season and the holidays.'),
    company: simulate(params, seed, now),
    stageNames: {},
    truth: { pipelineKey: PIPELINE, stageKey: 'first_contact', what: 'conversion', steadyFrom: from, from, to: now, cause: null, also: [], ruledOut: ['capacity', 'system_fault'], marks: [] },
  }
}
