import { getCoverage } from '@sluice/core/funnel/measure-contracts'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { addMonths } from '../funnel/calendar-days.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Planning.module.css'

/** Whether what is open covers what is still to be won, beside the coverage that the own win rate asks for. */
export function CoverageTile(props: { pipeline: string; months: readonly string[]; targetMinor: number; currency: string }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  const { pipeline, months, targetMinor, currency } = props
  const from = `${months[0] ?? ''}-01`
  const to = addMonths(`${months.at(-1) ?? ''}-01`, 1)
  const answer = useContractQuery(getCoverage, { query: { pipeline, from, to, target: targetMinor, currency } }, { keepPrevious: true })
  const found = answer.data
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} compact />
  if (!found) return <Skeletons kind="rows" />
  const money = (minor: number) => format.moneyShort(minor, found.currency)
  const times = (value: number | null) => (value === null ? '–' : t('coverage.times', { n: format.number(value, 1) }))
  const { coverage, required } = found
  const most = Math.max(coverage.value ?? 0, required.value ?? 0, 1)
  const asOf = new Date(found.asOf).toISOString()
  const isReached = found.state === 'reached'
  const wide = (value: number | null) => ({ width: `${((value ?? 0) / most) * 100}%` })
  return (
    <Section title={t('coverage.title')} note={t('coverage.note')}>
      <div className={answer.isPlaceholderData ? `${styles.coverage} ${styles.stale}` : styles.coverage} aria-busy={answer.isPlaceholderData}>
        <div className={styles.covered}>
          <AboutMetric metric="coverage.ratio" facts={{ n: coverage.n, asOf, timeZone: found.zone }}>
            <strong className="num">{isReached ? t('reached') : times(coverage.value)}</strong>
          </AboutMetric>
          {found.short !== null && <Tag tone={found.short ? 'warn' : 'good'}>{t(found.short ? 'coverage.short' : 'coverage.enough')}</Tag>}
          {isReached && <Tag tone="good">{t('coverage.done')}</Tag>}
        </div>
        {!isReached && (
          <dl className={`num ${styles.gauges}`}>
            <div>
              <dt>{t('coverage.has')}</dt>
              <dd>
                <span className={styles.after} style={wide(coverage.value)} aria-hidden />
                {times(coverage.value)}
              </dd>
            </div>
            <div>
              <dt>
                <AboutMetric metric="coverage.required" facts={{ n: required.n, asOf, timeZone: found.zone }}>{t('coverage.required')}</AboutMetric>
              </dt>
              <dd>
                {required.enough ? (
                  <>
                    <span className={styles.before} style={wide(required.value)} aria-hidden />
                    {times(required.value)}
                    {required.low !== null && required.high !== null && <small>{`${times(required.low)} – ${times(required.high)}`}</small>}
                  </>
                ) : (
                  <span className={styles.quiet}>{t('coverage.unknown', { n: format.count(required.n) })}</span>
                )}
              </dd>
            </div>
          </dl>
        )}
        <dl className={`num ${styles.sums}`}>
          {[
            { name: t('coverage.target'), value: money(found.targetMinor) },
            { name: t('coverage.won'), value: money(found.wonMinor) },
            { name: t('coverage.remaining'), value: money(found.remainingMinor) },
            { name: t('coverage.open'), value: money(found.openMinor), note: t('coverage.deals', { n: format.count(found.openDeals) }) },
            { name: t('coverage.undated'), value: money(found.undatedMinor), note: t('coverage.deals', { n: format.count(found.undatedDeals) }) },
          ].map((one) => (
            <div key={one.name}>
              <dt>{one.name}</dt>
              <dd>
                {one.value}
                {one.note !== undefined && <small>{one.note}</small>}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Section>
  )
}
