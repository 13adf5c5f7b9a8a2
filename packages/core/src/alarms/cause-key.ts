import type { AlarmVerdict } from '../diagnosis/alarms/verdict.ts'

/**
 * What all symptoms of one cause at one place have in common, whatever rule, slice or figure showed it: deals that do not get on at a
 * stage, entries that fail to come into one, a win rate that moves. There is one unresolved alarm for each. A stage over its limit of days
 * is one for itself: it may stand for months, and must not take in what begins there meanwhile.
 */
export function causeKey({ kind, pipelineId, stageId }: Pick<AlarmVerdict, 'kind' | 'pipelineId' | 'stageId'>): string {
  const what = kind === 'inflow_drop' ? 'inflow' : kind === 'win_rate_swing' ? 'win_rate' : kind === 'stage_days' ? 'standing' : 'blocked'
  return `${pipelineId}:${stageId ?? 'all'}:${what}`
}
