import { getRejections } from '@sluice/core/attribution/contract'
import { handBackReasons } from '@sluice/core/assignment/hand-over'
import type { QueryInputOf, ResponseOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { MeasuredText } from '../analysis/MeasuredText.tsx'
import { ReportTable } from '../analysis/ReportTable.tsx'
import styles from './Attribution.module.css'

type Answer = ResponseOf<typeof getRejections>
type Row = Answer['rows'][number]
const measured = ({ decided, rejected, share, low, high, enough }: Answer['total']) => ({ value: share, n: decided, hits: rejected, censored: 0, low, high, method: 'count/wilson', enough, why: share === null ? ('no_data' as const) : null })

/** What sales gave back, where it came from and why; the leads themselves are in the list of hand-overs. */
export function Rejections({ query }: { query: QueryInputOf<typeof getRejections> & { by: 'channel' | 'campaign' } }) {
  const { t } = useTranslation('attribution')
  const format = useFormat()
  const read = useContractQuery(getRejections, { query }, { keepPrevious: true })
  const found = read.data
  const language = format.language === 'en' ? 'en' : 'zh'
  if (!found) return read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="rows" count={5} />
  if (found.total.decided === 0) return <EmptyState title={t('rejections.empty')} text={t('rejections.emptyText')} />
  const reasons = found.total.reasons
  const nameOf = (row: Row) => row.name ?? t('notNamed', { what: t(`by.${query.by}`) })
  return (
    <Section title={t('rejections.title')} note={<Link to={`${paths.handOvers}?status=rejected`}>{t('rejections.list')}</Link>}>
      <ReportTable<Row>
        label={t('rejections.title')}
        head={{ title: t(`by.${query.by}`), cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span> }}
        rows={found.rows}
        rowKey={(row) => row.key ?? '-'}
        columns={[
          { key: 'decided', title: t('rejections.decided'), cell: (row) => format.count(row.decided), sort: (row) => row.decided },
          { key: 'rejected', title: t('rejections.rejected'), cell: (row) => format.count(row.rejected), sort: (row) => row.rejected },
          { key: 'share', title: t('rejections.share'), metric: 'rejections.share', cell: (row) => <MeasuredText measured={measured(row)} unit="share" interval />, sort: (row) => row.share },
          ...reasons.map(({ reason }) => ({ key: reason, title: handBackReasons[reason][language], cell: (row: Row) => format.count(row.reasons.find((one) => one.reason === reason)?.n ?? 0), sort: (row: Row) => row.reasons.find((one) => one.reason === reason)?.n ?? 0 })),
        ]}
        total={{ ...found.total, key: null, name: t('rejections.total') }}
      />
      <p className={styles.foot}>{t('rejections.foot')}</p>
    </Section>
  )
}
