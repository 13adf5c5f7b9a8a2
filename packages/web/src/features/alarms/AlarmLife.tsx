import type { AlarmDetail, AlarmTimeline } from '@sluice/core/alarms/contract'
import type { LifeMoment } from '@sluice/core/alarms/life'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './AlarmPage.module.css'
import { useAlarmValue } from './use-alarm-value.ts'

/** What makes it worse, what is done about it, what ends it: told by the thread's colour besides the words. */
const tones: Partial<Record<LifeMoment, 'bad' | 'good'>> = { opened: 'bad', worsened: 'bad', came_back: 'bad', reopened: 'bad', resolved: 'good', quiet: 'good' }

/** The life of an alarm, the latest first. */
export function AlarmLife({ alarm, entries }: { alarm: AlarmDetail; entries: AlarmTimeline['entries'] }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const value = useAlarmValue()
  const { kind } = alarm.rule
  return (
    <ol className={styles.life} aria-label={t('detail.timeline')}>
      {entries.map((one, at) => (
        <li key={`${one.what}:${one.at}:${at}`} data-tone={tones[one.what]}>
          <span className={`num ${styles.quiet}`}>
            {one.until !== null ? `${format.day(one.day)} – ${format.day(one.until.day)}` : one.day !== null ? format.day(one.day) : format.dateTime(one.at)}
          </span>
          <span>
            {one.by !== null && <strong>{one.by.name} </strong>}
            {one.what === 'resolved' && one.resolution !== null ? t(`life.resolvedBy.${one.resolution}`) : t(`life.${one.what}`, { days: one.until?.days ?? 0, to: one.to?.name ?? '' })}
            {one.what === 'action' && one.to !== null && <> → {one.to.name}</>}
            {one.measured !== null && (
              <span className={`num ${styles.quote}`}>
                {t('life.measured', { value: value(kind, one.measured.value), threshold: value(kind, one.measured.threshold), n: format.count(one.measured.n) })}
              </span>
            )}
            {one.text !== null && <span className={styles.quote}>{one.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
