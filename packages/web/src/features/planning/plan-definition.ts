import type { BackCalculationAnswer } from '@sluice/core/planning/contract'
import type { Plan } from '@sluice/core/planning/plan'
import type { Target } from '@sluice/core/planning/target'

type Result = NonNullable<BackCalculationAnswer['answers'][number]['result']>

/** The plan that an answer makes: its needs as whole deals, the wins of each month, and what the numbers rest on. */
export function definitionOf(answer: BackCalculationAnswer, result: Result, target: Target, name: string): Plan {
  const { baseline } = answer
  const even = result.wins.value / result.months.length
  const ofTarget = target.kind === 'money' ? target.amountMinor : null
  const sum = result.months.reduce((total, month) => total + (month.wins ?? even), 0)
  // Whole minor units of each month; what rounding leaves over stands in the last one.
  let left = ofTarget ?? 0
  const months = result.months.map((month, at) => {
    const wins = month.wins ?? even
    const share = ofTarget === null ? null : at === result.months.length - 1 ? left : Math.floor((ofTarget / (sum || 1)) * wins)
    left -= share ?? 0
    return {
      month: month.month,
      start: month.start,
      stages: month.stages.map(({ stageKey, need }) => ({ stageKey, need })),
      channels: month.channels.map(({ channelKey, need }) => ({ channelKey, need })),
      wins,
      wonMinor: share,
    }
  })
  return {
    name,
    pipelineId: baseline.pipelineId,
    target,
    method: result.method,
    assumptions: {
      from: baseline.from,
      to: baseline.to,
      asOf: baseline.asOf.slice(0, 10),
      steps: [...baseline.facts.leadSteps, ...baseline.facts.steps],
      meanAmount: baseline.won === null ? null : { ...baseline.won },
      channels: baseline.channels.map(({ channelKey, share }) => ({ channelKey, share })),
      capacity: null,
    },
    start: result.start,
    stages: result.stages,
    channels: result.channels,
    months,
    whatIf: null,
  }
}
