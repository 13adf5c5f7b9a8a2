import type { Pipeline } from '@sluice/core/catalog/contract'
import { stageColor } from '../../../ui/theme.ts'
import type { Mode, Palette } from '../../../ui/theme.ts'

/** What is known of a column besides its cards. */
export interface ColumnHead {
  key: string
  kind: 'stage' | 'dormant' | 'won' | 'lost'
  name: string
  color: string
  /** The stage's definition, as a tip. */
  help: string | undefined
  winProbability: number | null
  plannedDays: number | null
}

/** The columns of a pipeline's board from left to right: its stages, what sleeps, then won and lost. */
export function columnHeads(pipeline: Pipeline, mode: Mode, color: Palette, dormant: { name: string; help: string }): ColumnHead[] {
  const stages = pipeline.stages.map((stage, index): ColumnHead => ({
    key: stage.id, kind: 'stage', name: stage.name, color: stageColor(mode, index, pipeline.stages.length),
    help: stage.definition || undefined, winProbability: stage.winProbability, plannedDays: stage.dwellDays,
  }))
  const rest = (kind: 'dormant' | 'won' | 'lost', name: string, help: string): ColumnHead => ({
    key: kind, kind, name, color: kind === 'dormant' ? color.open : color[kind], help: help || undefined, winProbability: null, plannedDays: null,
  })
  return [...stages, rest('dormant', dormant.name, dormant.help), rest('won', pipeline.wonName, pipeline.wonCriteria), rest('lost', pipeline.lostName, '')]
}
