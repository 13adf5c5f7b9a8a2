import type { ExperimentDefinition } from '@sluice/core/experiments/definition'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { usePipelines } from '../deals/lookups.ts'

/** What an experiment is about, in one sentence: who takes part, among how many paths, and what counts as success. */
export function useExperimentWords() {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const pipelines = usePipelines().data?.items ?? []
  const outcome = ({ outcome: one, pipelineId }: Pick<ExperimentDefinition, 'outcome' | 'pipelineId'>) =>
    one.kind === 'won' ? t('says.won', { days: one.days }) : t('says.reached', { days: one.days, stage: stageName(pipelineId, one.stageId) })
  const stageName = (pipelineId: string | null, stageId: string) => pipelines.find((one) => one.id === pipelineId)?.stages.find((stage) => stage.id === stageId)?.name ?? '–'
  const about = (definition: ExperimentDefinition) => {
    const { pipelineId, entry, arms, where, smallestEffect } = definition
    const pipeline = pipelines.find((one) => one.id === pipelineId)?.name ?? t('says.noPipeline')
    const who = entry.kind === 'created' ? t('says.created', { pipeline }) : t('says.entered', { pipeline, stage: stageName(pipelineId, entry.stageId) })
    const which = where === null ? '' : t('says.where')
    return t('says.whole', { who, which, arms: arms.map((arm) => arm.name).join(t('says.versus')), outcome: outcome(definition), effect: format.number(smallestEffect * 100, 1) })
  }
  return { about, outcome, pipelines: pipelines.filter((one) => !one.isArchived) }
}
