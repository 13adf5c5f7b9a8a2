import type { AlarmBacktest } from '@sluice/core/alarms/contract'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Rules.module.css'
import { daysBetween } from './days-between.ts'
import { usePlaces } from './use-places.ts'
import { useSpoken } from './use-spoken.ts'

/** What a rule would have done: the sentence, when it would have fired, and whether conversion really was lost afterwards. */
export function BacktestView({ test }: { test: AlarmBacktest }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  const places = usePlaces()
  const { summary, firings } = test
  const span = Math.max(1, daysBetween(test.from, test.to))
  const at = (day: string) => ((daysBetween(test.from, day) - 1) / span) * 100
  const place = (stageId: string | null) => (stageId === null ? t('wholePipeline') : places.stageName(stageId))
  const months = monthStarts(test.from, test.to)
  return (
    <section className={styles.test} aria-label={t('rules.test.title')}>
      <p className={styles.testSaid}>{spoken(test.text)}</p>
      <p className={styles.quiet}>{t('rules.test.period', { from: format.day(test.from), to: format.day(addDays(test.to, -1)) })}</p>
      {firings.length === 0 ? (
        <EmptyState compact title={t('rules.test.never')} text={t('rules.test.neverText')} />
      ) : (
        <>
          <dl className={`num ${styles.tallies}`}>
            <div>
              <dt>
                <AboutMetric metric="backtest.fired">{t('rules.test.fired')}</AboutMetric>
              </dt>
              <dd>{t('rules.test.times', { count: summary.fired })}</dd>
            </div>
            <div>
              <dt>
                <AboutMetric metric="backtest.before_loss">{t('rules.test.beforeLoss')}</AboutMetric>
              </dt>
              <dd>{t('rules.test.times', { count: summary.beforeLoss })}</dd>
            </div>
            <div>
              <dt>
                <AboutMetric metric="backtest.without_loss">{t('rules.test.withoutLoss')}</AboutMetric>
              </dt>
              <dd>{t('rules.test.times', { count: summary.withoutLoss })}</dd>
            </div>
            <div>
              <dt>
                <AboutMetric metric="backtest.days_open">{t('rules.test.daysOpen')}</AboutMetric>
              </dt>
              <dd>{format.days(summary.daysOpen)}</dd>
            </div>
          </dl>
          <div className={styles.timeline} role="img" aria-label={t('rules.test.timeline')}>
            {months.map((day) => (
              <span key={day} className={styles.month} style={{ left: `${at(day)}%` }}>
                {Number(day.slice(5, 7))}
              </span>
            ))}
            {firings.map((one) => (
              <i
                key={`${one.stageId}:${one.from}`}
                data-followed={one.followed}
                title={`${format.day(one.from)} · ${place(one.stageId)} · ${t(`rules.test.followed.${one.followed}`)}`}
                style={{ left: `${at(one.from)}%`, width: `${Math.max(0.8, at(addDays(one.to, 1)) - at(one.from))}%` }}
              />
            ))}
          </div>
          <p className={styles.legend} aria-hidden>
            {(['loss', 'no_loss', 'unknown'] as const).map((followed) => (
              <span key={followed}>
                <i data-followed={followed} /> {t(`rules.test.followed.${followed}`)}
              </span>
            ))}
          </p>
          <ol className={styles.firings} aria-label={t('rules.test.list')}>
            {firings.toReversed().map((one) => (
              <li key={`${one.stageId}:${one.from}`}>
                <span className={`num ${styles.quiet}`}>
                  {format.day(one.from)} – {format.day(one.resolvedOn ?? one.to)}
                </span>
                <span>{spoken(one.verdict.text)}</span>
                <span className={styles.followed} data-followed={one.followed}>
                  {t(`rules.test.followed.${one.followed}`)}
                  {one.before !== null && one.after !== null && <span className="num"> · {t('rules.test.change', { before: format.percent(one.before, 0), after: format.percent(one.after, 0) })}</span>}
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}

/** The first of each month within the days. */
function monthStarts(from: string, to: string): string[] {
  const starts: string[] = []
  for (let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) + 1]; starts.length < 30; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1]
    const day = `${year}-${String(month).padStart(2, '0')}-01`
    if (day >= to) break
    starts.push(day)
  }
  return starts
}
