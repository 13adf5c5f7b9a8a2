import { benchmarkMeasure, getBenchmarks, setBenchmarks } from '@sluice/core/benchmarks/contract'
import type { Benchmark } from '@sluice/core/benchmarks/contract'
import type { Pipeline } from '@sluice/core/catalog/contract'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Diagnosis.module.css'

type Measure = Benchmark['measure']
type Draft = Record<string, { value: number | null; source: string }>
const keyOf = (stageId: string, measure: Measure) => `${stageId}:${measure}`
const perCent = (measure: Measure) => measure !== 'dwell_median'

/** Values that people entered to hold stages against, with where they come from. */
export function BenchmarksSheet({ pipeline, onClose }: { pipeline: Pipeline; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const read = useContractQuery(getBenchmarks, { params: { id: pipeline.id } })
  return read.data ? (
    <Editor key={pipeline.id} pipeline={pipeline} items={read.data.items} canWrite={read.data.canWrite} onClose={onClose} />
  ) : (
    <BottomSheet open title={t('diagnosis.benchmarks.title')} width={640} onClose={onClose}>
      {read.error ? <ErrorState compact error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="rows" count={4} />}
    </BottomSheet>
  )
}

function Editor({ pipeline, items, canWrite, onClose }: { pipeline: Pipeline; items: readonly Benchmark[]; canWrite: boolean; onClose: () => void }) {
  const { t } = useTranslation('alarms')
  const { t: tu } = useTranslation('ui')
  const toast = useToast()
  const refresh = useRefresh()
  const [busy, setBusy] = useState(false)
  const [source, setSource] = useState(items.find((one) => one.source !== '')?.source ?? '')
  const [draft, setDraft] = useState<Draft>(() =>
    Object.fromEntries(items.map((one) => [keyOf(one.stageId, one.measure), { value: perCent(one.measure) ? Math.round(one.value * 1000) / 10 : one.value, source: one.source }])),
  )
  const save = async () => {
    setBusy(true)
    const entries = pipeline.stages.flatMap((stage) =>
      benchmarkMeasure.options.flatMap((measure) => {
        const one = draft[keyOf(stage.id, measure)]
        return one === undefined || one.value === null ? [] : [{ stageId: stage.id, measure, value: perCent(measure) ? one.value / 100 : one.value, source: source.trim() }]
      }),
    )
    try {
      await call(setBenchmarks, { params: { id: pipeline.id }, body: { items: entries } })
      toast.done(t('diagnosis.benchmarks.saved'))
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: pipeline.id })
      onClose()
    } catch (error) {
      toast.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const cell = (stage: { id: string; name: string }, measure: Measure) => {
    const key = keyOf(stage.id, measure)
    return (
      <InputNumber
        aria-label={`${stage.name} · ${t(`diagnosis.benchmarks.${measure}`)}`}
        disabled={!canWrite}
        min={0}
        max={perCent(measure) ? 100 : 3650}
        precision={1}
        value={draft[key]?.value ?? null}
        onChange={(value) => setDraft((before) => ({ ...before, [key]: { value, source: before[key]?.source ?? '' } }))}
        style={{ width: '100%' }}
      />
    )
  }
  return (
    <BottomSheet
      open
      width={640}
      title={t('diagnosis.benchmarks.title')}
      onClose={onClose}
      footer={
        <div className={styles.footButtons}>
          <Button onClick={onClose}>{tu('cancel')}</Button>
          {canWrite && (
            <Button type="primary" loading={busy} onClick={() => void save()}>
              {t('diagnosis.benchmarks.save')}
            </Button>
          )}
        </div>
      }
    >
      <div className={styles.stack}>
        <p className={styles.few}>{t(canWrite ? 'diagnosis.benchmarks.note' : 'diagnosis.benchmarks.readOnly')}</p>
        <table className={styles.entry}>
          <thead>
            <tr>
              <th scope="col">{t('diagnosis.benchmarks.stage')}</th>
              {benchmarkMeasure.options.map((measure) => (
                <th key={measure} scope="col">
                  {t(`diagnosis.benchmarks.${measure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pipeline.stages.map((stage) => (
              <tr key={stage.id}>
                <th scope="row">{stage.name}</th>
                {benchmarkMeasure.options.map((measure) => (
                  <td key={measure}>{cell(stage, measure)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <label className={styles.field}>
          <span>{t('diagnosis.benchmarks.source')}</span>
          <Input maxLength={300} disabled={!canWrite} value={source} onChange={(event) => setSource(event.target.value)} />
        </label>
      </div>
    </BottomSheet>
  )
}
