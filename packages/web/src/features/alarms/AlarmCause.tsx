import type { AlarmDetail } from '@sluice/core/alarms/contract'
import { getAlarmRootCause } from '@sluice/core/diagnosis/contract'
import { remediesFor } from '@sluice/core/diagnosis/remedies/for-causes'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { RemedyPicks } from './RemedyPicks.tsx'
import { RootCauseView } from './RootCauseView.tsx'
import styles from './AlarmPage.module.css'
import { useRemedies } from './use-remedies.ts'
import { useSpoken } from './use-spoken.ts'

/** Why it fired: what was found at the end of the day on which a cause was last looked for; or found now, when nothing was kept or when asked for. */
export function AlarmCause({ alarm }: { alarm: AlarmDetail }) {
  const { t } = useTranslation('alarms')
  const spoken = useSpoken()
  const [anew, setAnew] = useState(false)
  const now = anew || alarm.rootCause === null
  const read = useContractQuery(getAlarmRootCause, { params: { id: alarm.id } }, { enabled: now, staleTime: 10 * 60_000 })
  // Without a known cause there is still the symptom.
  const library = useRemedies()
  const keys = remediesFor(alarm.verdict.causes, [...library.values()]).map(({ remedy }) => remedy.key)
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
        <>
          <RootCauseView answer={answer} alarmId={alarm.id} />
          {answer.findings.length === 0 && (
            <div className={styles.symptom}>
              <RemedyPicks keys={keys} because={spoken(alarm.verdict.text)} start={{ pipelineId: alarm.pipelineId, stageId: alarm.stageId, alarmId: alarm.id }} />
            </div>
          )}
        </>
      ) : (
        <>
          <p className={styles.note}>{t('detail.whyBusy')}</p>
          <Skeletons kind="rows" count={3} />
        </>
      )}
    </Section>
  )
}
