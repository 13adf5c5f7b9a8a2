import { getScoring, rescoreLeads } from '@sluice/core/scoring/contract'
import type { ScoringSetup } from '@sluice/core/scoring/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { contractKey, useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { GradeTag } from './GradeTag.tsx'
import styles from './Scoring.module.css'

/** How many leads have which grade, and how far scoring them anew is. */
export function RescoreLine({ setup, onShow }: { setup: ScoringSetup; onShow: (next: ScoringSetup) => void }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const toast = useToast()
  const client = useQueryClient()
  const refresh = useRefresh()
  const again = useContractMutation(rescoreLeads, {
    onError: toast.failed,
    onSuccess: (rescore) => {
      onShow({ ...setup, rescore })
      void client.invalidateQueries({ queryKey: contractKey(getScoring, {}) })
    },
  })
  const { rescore, leads, published } = setup
  const wasRunning = useRef(false)
  const isRunning = rescore?.status === 'running'
  useEffect(() => {
    // What was scored anew is read again everywhere, also when the live stream is down.
    if (wasRunning.current && !isRunning) refresh({ type: 'lead.scored', subjectType: 'config', subjectId: '' })
    wasRunning.current = isRunning
  }, [isRunning, refresh])
  if (published === null) return setup.canWrite ? <p className={styles.help}>{t('first')}</p> : null
  const done = rescore && rescore.total > 0 ? Math.min(1, rescore.done / rescore.total) : 1
  return (
    <>
      <StatRow>
        <StatTile label={t('crowd.all')} value={format.count(leads.all)} note={`${t('crowd.scored')} ${format.count(leads.scored)}`} />
        <StatTile label={t('crowd.ready')} value={format.count(leads.ready)} note={t('crowd.readyNote', { threshold: published.rules.threshold })} />
        {leads.grades.map(({ grade, n }) => <StatTile key={grade} label={<GradeTag grade={grade} />} value={format.count(n)} />)}
      </StatRow>
      {rescore && (
        <div className={styles.rescore} aria-live="polite">
          {isRunning ? (
            <>
              <Progress percent={Math.round(done * 100)} size="small" className={styles.progress} />
              <span className="num">{t('running', { done: format.count(rescore.done), total: format.count(rescore.total) })}</span>
              <span className={styles.muted}>{t('runningText')}</span>
            </>
          ) : (
            <>
              <span className={`num ${styles.muted}`}>
                {rescore.status === 'failed' ? t('failedText') : t('doneText', { total: format.count(rescore.done), time: format.relative(rescore.finishedAt ?? rescore.startedAt), ready: format.count(rescore.becameReady), ceased: format.count(rescore.ceased) })}
              </span>
              {setup.canWrite && <Button size="small" type="text" loading={again.isPending} onClick={() => again.mutate({})}>{t('rescore')}</Button>}
            </>
          )}
        </div>
      )}
    </>
  )
}
