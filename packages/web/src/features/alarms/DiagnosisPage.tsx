import { getDiagnosis } from '@sluice/core/diagnosis/contract'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { HealthParts } from '../health/HealthParts.tsx'
import { ScoreDial } from '../health/ScoreDial.tsx'
import { BenchmarksSheet } from './BenchmarksSheet.tsx'
import styles from './Diagnosis.module.css'
import { HealthTable } from './HealthTable.tsx'
import { pressureVerdict } from './pressure-verdict.ts'
import { useSpoken } from './use-spoken.ts'
import { VerdictSection } from './VerdictSection.tsx'

const ownUrl = z.object({ benchmark: z.enum(['history', 'entered']).default('history') })

/** What is wrong with the funnel: its health as a sum, its shape, where it leaks, silts up and jets, and who needs help. */
export default function DiagnosisPage() {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const { search } = useLocation()
  const page = useFunnelPage()
  const [own, change] = useUrlState(ownUrl)
  const [editing, setEditing] = useState(false)
  const { pipeline } = page
  const read = useContractQuery(getDiagnosis, { query: { ...page.questions.main, benchmark: own.benchmark } }, { keepPrevious: true, enabled: pipeline !== undefined, staleTime: 60_000 })
  const answer = read.data
  const pressure = (answer?.pressure ?? []).map((one) => ({ ...pressureVerdict(one), groupName: t(`diagnosis.groups.${one.group}`) }))
  return (
    <FunnelFrame page={page} tab="diagnosis" without={['compare', 'method']}>
      {read.error ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : !answer ? (
        <>
          <Skeletons kind="tiles" count={3} />
          <Skeletons kind="rows" count={5} />
        </>
      ) : answer.health.score === null && [...answer.shapes, ...pressure, ...answer.bottlenecks].every((one) => one.holds === 'not_enough') ? (
        <EmptyState title={t('diagnosis.empty')} text={t('diagnosis.emptyText')} />
      ) : (
        <div className={read.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={read.isPlaceholderData}>
          <div className={styles.top}>
            <Section title={t('diagnosis.health')} note={t('diagnosis.healthNote')}>
              <div className={styles.health}>
                <ScoreDial score={answer.health.score} size={132} />
                <div className={styles.healthParts}>
                  <p className={styles.lead}>{spoken(answer.health.text)}</p>
                  <HealthParts health={answer.health} search={search} />
                </div>
              </div>
            </Section>
            <div className={styles.stack}>
              <VerdictSection title={t('diagnosis.shapes')} note={t('diagnosis.shapesNote')} verdicts={answer.shapes} pipelineId={pipeline?.id ?? ''} all />
              <VerdictSection
                title={t('diagnosis.bottlenecks')}
                note={t('diagnosis.bottlenecksNote')}
                verdicts={answer.bottlenecks}
                pipelineId={pipeline?.id ?? ''}
                actions={
                  <>
                    <Segmented size="small" aria-label={t('diagnosis.benchmark')} value={own.benchmark} onChange={(benchmark) => change({ benchmark })} options={(['history', 'entered'] as const).map((value) => ({ value, label: t(`diagnosis.${value}`) }))} />
                    <Button size="small" onClick={() => setEditing(true)}>
                      {t('diagnosis.editBenchmarks')}
                    </Button>
                  </>
                }
              />
            </div>
          </div>
          <VerdictSection
            title={t('diagnosis.pressure')}
            note={t('diagnosis.pressureNote')}
            verdicts={pressure}
            pipelineId={pipeline?.id ?? ''}
            titleOf={(verdict) => pressure.find((one) => one === verdict)?.groupName ?? ''}
          />
          <HealthTable answer={answer} search={search} />
          <p className={styles.few}>{t('diagnosis.window', { from: format.day(answer.now.from), to: format.day(addDays(answer.now.to, -1)), past: format.day(answer.history.from) })}</p>
        </div>
      )}
      {editing && pipeline && <BenchmarksSheet pipeline={pipeline} onClose={() => setEditing(false)} />}
    </FunnelFrame>
  )
}
