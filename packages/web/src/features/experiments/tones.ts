import type { ExperimentVerdict } from '@sluice/core/experiments/analysis'
import type { Experiment } from '@sluice/core/experiments/contract'
import type { Tone } from '../../ui/Tag.tsx'

export const stateTones: Readonly<Record<Experiment['state'], Tone>> = { draft: 'neutral', running: 'brand', concluded: 'good', stopped: 'neutral' }
export const verdictTones: Readonly<Record<ExperimentVerdict, Tone>> = { mismatch: 'bad', too_few: 'neutral', go_on: 'neutral', winner: 'good', harm: 'warn', no_effect: 'warn' }
