import type { DayText } from '../../lib/dates.ts'
import type { CauseCode, Said } from '../said.ts'
import type { Slice } from '../series.ts'
import type { AlarmKind } from './rule.ts'

/** What a rule found on one day at one stage (`stageId` null: the pipeline as a whole). */
export type AlarmVerdict = {
  kind: AlarmKind
  pipelineId: string
  stageId: string | null
  slice: Slice | null
  /** The day whose end it was judged at. */
  day: DayText
  value: number
  /** What it is compared with, and the value at which the rule fires. */
  baseline: number | null
  threshold: number
  /** How far beyond: 1 is exactly at the threshold, 2 twice the tolerated deviation. */
  severity: number
  n: number
  evidence: Record<string, number | null>
  causes: CauseCode[]
  said: Said
}
