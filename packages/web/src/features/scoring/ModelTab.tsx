import { getFitModel, trainFitModel, useFitModel } from '@sluice/core/scoring/contract'
import type { FitModelRun, FitModelState } from '@sluice/core/scoring/contract'
import { refusals } from '@sluice/core/refusals'
import { fillWords } from '@sluice/core/lib/refusal'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, InputNumber, Spin, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { ModelReport } from './ModelReport.tsx'
import styles from './Scoring.module.css'
import { useLang } from './use-rule-objects.ts'

/** The learnt fit score: what it was trained on, how good it is, and whether it counts. */
export function ModelTab() {
  const { t } = useTranslation('scoring')
  const client = useQueryClient()
  const toast = useToast()
  const refresh = useRefresh()
  const [windowDays, setWindow] = useState(90)
  const read = useContractQuery(getFitModel, {}, { refetchInterval: (query) => (query.state.data?.latest?.status === 'training' ? 1000 : false) })
  const show = (state: FitModelState) => client.setQueryData(contractKey(getFitModel, {}), state)
  const train = useContractMutation(trainFitModel, { onError: toast.failed, onSuccess: show })
  const use = useContractMutation(useFitModel, {
    onError: toast.failed,
    onSuccess: (state) => {
      show(state)
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: '' })
      toast.done(t('model.useDone'))
    },
  })
  if (!read.data) return read.isPending ? <Skeletons kind="tiles" count={3} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  const { latest, ready, modelPoints, canWrite, names } = read.data
  const training = latest?.status === 'training'
  return (
    <>
      <Section
        title={t('model.title')}
        note={t('model.note')}
        actions={
          canWrite && (
            <>
              <label className={styles.setting}>
                <span>{t('model.window')}</span>
                <InputNumber size="small" className={styles.number} min={7} max={365} precision={0} value={windowDays} onChange={(days) => typeof days === 'number' && setWindow(days)} />
              </label>
              <Button size="small" type="primary" loading={train.isPending || training} onClick={() => train.mutate({ body: { windowDays } })}>{t(training ? 'model.training' : ready ? 'model.trainAgain' : 'model.train')}</Button>
            </>
          )
        }
      >
        {training && <p className={styles.help} aria-live="polite"><Spin size="small" /> {t('model.training')}</p>}
        {latest && latest.status !== 'ready' && !training && <Refused run={latest} />}
        {!latest && <EmptyState compact title={t('model.never')} text={t('model.neverText')} />}
        {ready && (
          <div className={styles.settings}>
            <label className={styles.setting}>
              <Switch size="small" checked={modelPoints !== null} disabled={!canWrite} loading={use.isPending} onChange={(on) => use.mutate({ body: { points: on ? 20 : null } })} />
              <span>{t('model.use')}</span>
            </label>
            {modelPoints !== null ? (
              <label className={styles.setting}>
                <span>{t('model.useText')}</span>
                <InputNumber key={modelPoints} size="small" className={styles.number} min={1} max={100} precision={0} defaultValue={modelPoints} disabled={!canWrite} onBlur={(event) => {
                  const points = Number(event.target.value)
                  if (Number.isInteger(points) && points >= 1 && points <= 100 && points !== modelPoints) use.mutate({ body: { points } })
                }} />
                <span>{t('model.usePoints')}</span>
              </label>
            ) : (
              <span className={styles.muted}>{t('model.useOff')}</span>
            )}
            <span className={styles.muted}>{t('model.kept')}</span>
          </div>
        )}
      </Section>
      {(ready ?? latest)?.report && <ModelReport run={(ready ?? latest) as FitModelRun} names={names} />}
    </>
  )
}

function Refused({ run }: { run: FitModelRun }) {
  const { t } = useTranslation('scoring')
  const lang = useLang()
  const format = useFormat()
  const code = run.refusal?.code
  const words = code !== undefined && code in refusals ? refusals[code as keyof typeof refusals][lang] : ''
  return <Alert type={run.status === 'failed' ? 'error' : 'warning'} showIcon title={`${t(run.status === 'failed' ? 'model.failed' : 'model.refused')}（${format.relative(run.finishedAt ?? run.startedAt)}）`} description={words === '' ? undefined : fillWords(words, run.refusal?.detail ?? {})} />
}
