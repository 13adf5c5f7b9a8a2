import type { Measured } from '@sluice/core/funnel/measured'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './MeasuredText.module.css'

export type MeasureUnit = 'share' | 'days' | 'count' | 'hours' | 'times' | { money: string }

/** Turns a value into text with its unit. */
export function useReadMeasure() {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  return (value: number, unit: MeasureUnit): string => {
    if (unit === 'share') return format.percent(value)
    if (unit === 'days') return format.days(value)
    if (unit === 'count') return format.count(value)
    if (unit === 'hours') return t('hours', { n: format.number(value, 1) })
    if (unit === 'times') return t('times', { n: format.number(value, 1) })
    return format.moneyShort(value, unit.money)
  }
}

/** One measured number: its value with n and interval on hover; too small a sample is said, never shown as a figure. */
export function MeasuredText({ measured, unit, interval }: { measured: Measured; unit: MeasureUnit; interval?: boolean }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  const read = useReadMeasure()
  const { value, n, low, high, enough, hits, censored } = measured
  const band = low === null || high === null ? null : `${read(low, unit)} – ${read(high, unit)}`
  const about = [
    hits === null || unit !== 'share' ? t('n', { n: format.count(n) }) : `${format.count(hits)} / ${format.count(n)}`,
    ...(censored > 0 ? [t('censored', { n: format.count(censored) })] : []),
    ...(band === null ? [] : [t('heat.interval', { interval: band })]),
  ].join(' · ')
  if (value === null) return <span className={styles.few} title={about}>{n === 0 ? '–' : t(measured.why === 'not_reached' ? 'notReached' : 'noValue')}</span>
  if (!enough) return <span className={styles.few} title={about}>{t('few', { n: format.count(n) })}</span>
  return (
    <span title={about}>
      {read(value, unit)}
      {interval && band !== null && <small className={styles.band}>{band}</small>}
    </span>
  )
}
