import { getPeople } from '@sluice/core/funnel/measure-contracts'
import type { FairRow } from '@sluice/core/funnel/measures/fair'
import { listDimensions } from '@sluice/core/funnel/report-contracts'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { FunnelFrame } from '../funnel/FunnelFrame.tsx'
import { useFunnelPage } from '../funnel/use-funnel-page.ts'
import { seldom } from '../pickers/seldom.ts'
import { ActivitySections } from './ActivitySections.tsx'
import { Against } from './Against.tsx'
import { MeasuredText } from './MeasuredText.tsx'
import styles from './Report.module.css'
import { ReportTable } from './ReportTable.tsx'

const peopleUrl = z.object({
  of: z.enum(['owner', 'team']).default('owner'),
  within: z.array(z.string().max(64)).max(4).default(['source', 'size']),
  rate: z.enum(['closed', 'cohort']).default('closed'),
})

/** Reps and teams compared fairly: as if everybody had the same mix of deals; and how they work their deals. */
export default function PeoplePage() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const page = useFunnelPage()
  const { questions } = page
  const pipeline = questions.main.pipeline
  const [own, change] = useUrlState(peopleUrl)
  const dimensions = useContractQuery(listDimensions, { query: { pipeline } }, { ...seldom, enabled: pipeline !== '' })
  const answer = useContractQuery(getPeople, { query: { ...questions.main, of: own.of, within: own.within.join(','), figure: own.rate } }, { keepPrevious: true, enabled: pipeline !== '' })
  const found = answer.data
  const nameOf = (row: FairRow) => (row.value === null ? t('none') : (found?.names[row.value] ?? found?.names[`${own.of}:${row.value}`] ?? row.value))
  const options = (dimensions.data?.items ?? [])
    .filter((one) => one.key !== 'owner' && one.key !== 'team')
    .map((one) => ({ value: one.key, label: format.language === 'en' ? one.label.en : one.label.zh }))
  return (
    <FunnelFrame page={page} tab="people" without={['compare', 'method']}>
      <div className={styles.stack}>
        <Section
          title={t('people.title')}
          note={t('people.note')}
          actions={
            <div className={styles.tools}>
              <Segmented size="small" aria-label={t('people.of')} value={own.of} onChange={(of) => change({ of })} options={(['owner', 'team'] as const).map((value) => ({ value, label: t(`people.${value}`) }))} />
              <Segmented size="small" aria-label={t('people.figure')} value={own.rate} onChange={(rate) => change({ rate })} options={(['closed', 'cohort'] as const).map((value) => ({ value, label: t(`people.${value}`) }))} />
              <Select mode="multiple" size="small" className={styles.within} aria-label={t('people.within')} prefix={t('people.within')} maxCount={4} value={own.within} onChange={(within) => change({ within })} options={options} popupMatchSelectWidth={false} />
            </div>
          }
        >
          {answer.error ? (
            <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
          ) : !found ? (
            <Skeletons kind="rows" />
          ) : found.rows.length === 0 ? (
            <EmptyState title={t('noData')} text={t('noDataText')} />
          ) : (
            <div className={answer.isPlaceholderData ? styles.stale : undefined} aria-busy={answer.isPlaceholderData}>
              <ReportTable<FairRow>
                label={t('people.title')}
                head={{ title: t(`people.${own.of}`), cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span> }}
                rows={found.rows}
                rowKey={(row) => row.value ?? ''}
                columns={[
                  { key: 'n', title: t('people.deals'), cell: (row) => format.count(row.raw.n), sort: (row) => row.raw.n },
                  { key: 'raw', title: t('people.raw'), metric: 'fair.raw', cell: (row) => <MeasuredText measured={row.raw} unit="share" />, sort: (row) => (row.raw.enough ? row.raw.value : null) },
                  { key: 'adjusted', title: t('people.adjusted'), metric: 'fair.adjusted', cell: (row) => <MeasuredText measured={row.adjusted} unit="share" interval />, sort: (row) => (row.enough ? row.adjusted.value : null) },
                  { key: 'reference', title: t('people.reference'), metric: 'fair.reference', cell: (row) => (row.enough ? format.percent(row.reference) : '–'), sort: (row) => row.reference, wide: true },
                  { key: 'difference', title: t('people.difference'), metric: 'fair.difference', cell: (row) => <Against difference={row} />, sort: (row) => (row.enough ? row.difference : null) },
                  { key: 'covered', title: t('people.covered'), metric: 'fair.covered', cell: (row) => t('people.segments', { share: format.percent(row.covered, 0), n: row.comparable, of: row.segments }), sort: (row) => row.covered, wide: true },
                ]}
              />
              <p className={styles.foot}>{t('people.foot', { n: format.count(found.segments), rate: found.whole.value === null ? '–' : format.percent(found.whole.value) })}</p>
            </div>
          )}
        </Section>
        <ActivitySections ask={questions.main} stage={page.names.stage} />
      </div>
    </FunnelFrame>
  )
}
