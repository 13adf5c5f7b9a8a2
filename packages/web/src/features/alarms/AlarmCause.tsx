import type { AlarmDetail } from '@sluice/core/alarms/contract'
import { getAlarmRootCause } from '@sluice/core/diagnosis/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { RootCauseView } from './RootCauseView.tsx'
import styles from './AlarmPage.module.css'

/** Why it fired: what was found then, at once; or found now, when nothing was kept or when asked for. */
export function AlarmCause({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarms')
  const [anew, setAnew] = useState(false)
  const now = anew || alarm.rootCause === null
  const read = useContractQuery(getAlarmRootCause, { params: { id: alarm.id } }, { enabled: now, staleTime: 10 * 60_000 })
  const answer = now ? read.data : alarm.rootCause
  return (
    <Section
      title={t('detail.why')}
      note={now ? t('detail.whyNote') : t('detail.stored')}
      actions={
        alarm.rootCause !== null && (
          <Button size="small" onClick={() => setAnew(!anew)}>
            {t(anew ? 'detail.whyThen' : 'detail.whyNow')}
          </Button>
        )
      }
    >
      {now && read.error ? (
        <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />
      ) : answer ? (
        <RootCauseView answer={answer} alarmId={alarm.id} />
      ) : (
        <>
          <p className={styles.note}>{t('detail.whyBusy')}</p>
          <Skeletons kind="rows" count={3} />
        </>
      )}
    </Section>
  )
}
