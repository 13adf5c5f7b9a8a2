import type { AlarmVerdict } from '../diagnosis/alarms/verdict.ts'

/**
 * What all symptoms of one cause at one place have in common, whatever rule, slice or figure showed it: deals that do not get on at a
 * stage, entries that fail to come into one, a win rate that moves. There is one unresolved alarm for each.
 */
export function causeKey({ kind, pipelineId, stageId }: Pick<AlarmVerdict, 'kind' | 'pipelineId' | 'stageId'>): string {
  const what = kind === 'inflow_drop' ? 'inflow' : kind === 'win_rate_swing' ? 'win_rate' : 'blocked'
  return `${pipelineId}:${stageId ?? 'all'}:${what}`
}
