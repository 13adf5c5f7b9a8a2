import { listPipelines } from '@sluice/core/catalog/contract'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { seldom } from '../pickers/seldom.ts'
import { StageWords, WonWords } from './guide/StageWords.tsx'

/**
 * 「阶段说明」 in a sheet, for everybody: what the stages of a pipeline mean, what they ask, how to work in them. It opens at `stageId`
 * (`won`: the win); the others are one choice away.
 */
export function StageGuide({ pipelineId, stageId, onClose }: { pipelineId: string; stageId: string; onClose: () => void }) {
  const { t } = useTranslation('guide')
  const { data, isPending, error, refetch } = useContractQuery(listPipelines, {}, seldom)
  const [chosen, setChosen] = useState(stageId)
  const pipeline = data?.items.find((one) => one.id === pipelineId)
  const stage = pipeline?.stages.find((one) => one.id === chosen)
  const options = pipeline ? [...pipeline.stages.map((one) => ({ value: one.id, label: one.name })), { value: 'won', label: pipeline.wonName }] : []
  const short = options.reduce((sum, one) => sum + one.label.length, 0) <= 18
  return (
    <BottomSheet open title={t('title')} onClose={onClose} width={480}>
      {error ? (
        <ErrorState compact error={error} onRetry={() => void refetch()} />
      ) : isPending ? (
        <Skeletons kind="rows" count={6} />
      ) : !pipeline ? (
        <EmptyState compact title={t('pipelineGone')} />
      ) : (
        <>
          <div style={{ marginBottom: 16 }}>
            {short ? (
              <Segmented block aria-label={t('stage')} value={chosen} onChange={setChosen} options={options} />
            ) : (
              <Select aria-label={t('stage')} value={chosen} onChange={setChosen} options={options} style={{ width: '100%' }} />
            )}
          </div>
          {chosen === 'won' ? <WonWords gate={pipeline.wonGate} criteria={pipeline.wonCriteria} /> : stage && <StageWords stage={stage} />}
        </>
      )}
    </BottomSheet>
  )
}
