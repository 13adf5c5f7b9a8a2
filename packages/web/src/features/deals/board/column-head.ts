import type { Pipeline } from '@sluice/core/catalog/contract'
import { stageColor } from '../../../ui/theme.ts'
import type { Mode, Palette } from '../../../ui/theme.ts'

/** What is known of a column besides its cards. */
export interface ColumnHead {
  key: string
  kind: 'stage' | 'won' | 'lost'
  name: string
  color: string
  /** The stage's definition, as a tip. */
  help: string | undefined
  winProbability: number | null
  plannedDays: number | null
}

/** The columns of a pipeline's board from left to right: its stages, then won and lost. */
export function columnHeads(pipeline: Pipeline, mode: Mode, color: Palette): ColumnHead[] {
  const stages = pipeline.stages.map((stage, index): ColumnHead => ({
    key: stage.id, kind: 'stage', name: stage.name, color: stageColor(mode, index, pipeline.stages.length),
    help: stage.definition || undefined, winProbability: stage.winProbability, plannedDays: stage.dwellDays,
  }))
  const closed = (kind: 'won' | 'lost', name: string, help: string): ColumnHead => ({
    key: kind, kind, name, color: color[kind], help: help || undefined, winProbability: null, plannedDays: null,
  })
  return [...stages, closed('won', pipeline.wonName, pipeline.wonCriteria), closed('lost', pipeline.lostName, '')]
}
