import { defaultContactRoles } from '@sluice/core/config/contact-roles'
import { getIcp } from '@sluice/core/icp/contract'
import type { IcpAnswer } from '@sluice/core/icp/contract'
import { icpDimensions } from '@sluice/core/icp/icp'
import type { QueryInputOf } from '@sluice/core/lib/contract'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { MeasuredText } from '../analysis/MeasuredText.tsx'
import { ReportTable } from '../analysis/ReportTable.tsx'
import styles from './Attribution.module.css'

type Row = IcpAnswer['rows'][number]
const tones = { wins: 'good', loses: 'bad', alike: 'neutral', too_few: 'neutral' } as const

/** Which attributes of customers and deals win, in words first, then in numbers by attribute. */
export function IcpReport({ query }: { query: QueryInputOf<typeof getIcp> }) {
  const { t } = useTranslation('attribution')
  const format = useFormat()
  const read = useContractQuery(getIcp, { query }, { keepPrevious: true })
  const found = read.data
  if (!found) return read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="chart" />
  if (found.whole.n === 0) return <EmptyState title={t('icp.empty')} text={t('icp.emptyText')} />
  const nameOf = ({ dimension, value }: Row) => {
    const role = dimension === 'role' ? defaultContactRoles.find(({ key }) => key === value) : undefined
    return value === null ? t('icp.notFilled') : (role?.name[format.language === 'en' ? 'en' : 'zh'] ?? found.names[`${dimension}:${value}`] ?? value)
  }
  const finds = found.rows.filter(({ verdict }) => verdict === 'wins' || verdict === 'loses').toSorted((a, b) => Number(a.verdict === 'loses') - Number(b.verdict === 'loses') || (a.against.q ?? 1) - (b.against.q ?? 1))
  return (
    <div className={read.isPlaceholderData ? `${styles.stack} ${styles.stale}` : styles.stack} aria-busy={read.isPlaceholderData}>
      <Section title={t('icp.finds')} note={t('icp.findsNote', { share: format.percent(found.whole.value), n: format.count(found.whole.n) })}>
        {finds.length === 0 ? (
          <p className={styles.said}>{t('icp.noFind')}</p>
        ) : (
          <ul className={styles.proposals} aria-label={t('icp.finds')}>
            {finds.map((row) => (
              <li key={`${row.dimension} ${row.value}`}>
                <Tag tone={tones[row.verdict]}>{t(`icp.verdicts.${row.verdict}`)}</Tag> <strong>{`${t(`icp.dimensions.${row.dimension}`)}：${nameOf(row)}`}</strong>{' '}
                {t('icp.said', {
                  share: format.percent(row.winRate.value), interval: format.interval(row.winRate.low, row.winRate.high), n: format.count(row.winRate.n), rest: format.percent(row.against.a.value), difference: format.points(row.against.difference), q: (row.against.q ?? 1) < 0.001 ? '<0.001' : `=${format.number(row.against.q, 3)}`,
                })}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <div className={styles.columns}>
        {icpDimensions.map((dimension) => {
          const rows = found.rows.filter((row) => row.dimension === dimension)
          return (
            <Section key={dimension} title={t(`icp.dimensions.${dimension}`)} note={dimension === 'role' ? t('icp.roleNote') : undefined}>
              {rows.length === 0 ? (
                <EmptyState compact title={t('icp.nothing')} />
              ) : (
                <ReportTable<Row>
                  label={t(`icp.dimensions.${dimension}`)}
                  head={{ title: t(`icp.dimensions.${dimension}`), cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span> }}
                  rows={rows}
                  rowKey={(row) => row.value ?? '-'}
                  columns={[
                    { key: 'n', title: t('icp.closed'), cell: (row) => format.count(row.winRate.n), sort: (row) => row.winRate.n },
                    { key: 'rate', title: t('icp.winRate'), metric: 'icp.win_rate', cell: (row) => <MeasuredText measured={row.winRate} unit="share" interval />, sort: (row) => row.winRate.value },
                    { key: 'verdict', title: t('columns.verdict'), metric: 'icp.difference', cell: (row) => <Tag tone={tones[row.verdict]}>{t(`icp.verdicts.${row.verdict}`)}</Tag> },
                  ]}
                />
              )}
            </Section>
          )
        })}
      </div>
    </div>
  )
}
