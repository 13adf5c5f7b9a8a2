import { concludeExperiment, type ExperimentPage } from '@sluice/core/experiments/contract'
import { Button, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Experiments.module.css'
import { useExperimentWords } from './use-experiment-words.ts'

/** Ends an experiment with what was learnt, and takes a path into the playbook where somebody may. */
export function ConcludeSheet({ experiment, onClose, onDone }: { experiment: ExperimentPage; onClose: () => void; onDone: (page: ExperimentPage) => void }) {
  const { t } = useTranslation('experiments')
  const toast = useToast()
  const { pipelines } = useExperimentWords()
  const { definition, verdict, canAdopt } = experiment
  const [arm, setArm] = useState<string | null>(verdict?.code === 'winner' || verdict?.code === 'harm' ? verdict.arm : null)
  const [reason, setReason] = useState('')
  const [stageId, setStageId] = useState<string | null>(null)
  const conclude = useContractMutation(concludeExperiment, { onError: toast.failed, onSuccess: onDone })
  const stages = pipelines.find((one) => one.id === definition.pipelineId)?.stages ?? []
  const submit = () => conclude.mutate({ params: { id: experiment.id }, body: { arm, reason: reason.trim(), adoptStageId: arm === null ? null : stageId }, ifMatch: experiment.version })
  return (
    <BottomSheet open title={t('concludeTitle')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" disabled={reason.trim() === ''} loading={conclude.isPending} onClick={submit}>{t('conclude')}</Button></div>}>
      <div className={styles.form}>
        <div className={styles.field}>
          <span>{t('arm')}</span>
          <Radio.Group aria-label={t('arm')} value={arm ?? ''} onChange={(event) => setArm(event.target.value === '' ? null : (event.target.value as string))} options={[...definition.arms.map((one) => ({ value: one.key, label: one.name })), { value: '', label: t('noArm') }]} vertical />
        </div>
        <label className={styles.field}><span>{t('reason')}</span><Input.TextArea aria-label={t('reason')} autoSize={{ minRows: 3 }} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} /></label>
        {arm !== null && (
          <div className={styles.field}>
            <span>{t('adopt')}</span>
            <Select aria-label={t('adopt')} value={stageId ?? ''} disabled={!canAdopt} onChange={(id) => setStageId(id === '' ? null : id)} options={[{ value: '', label: t('adoptNone') }, ...stages.map((stage) => ({ value: stage.id, label: stage.name }))]} />
            {!canAdopt && <span className={styles.muted}>{t('adoptNotAllowed')}</span>}
          </div>
        )}
      </div>
    </BottomSheet>
  )
}
