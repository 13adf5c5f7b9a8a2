import type { ActionItem } from '@sluice/core/actions/contract'
import type { AlarmDetail } from '@sluice/core/alarms/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { alarmHistory } from './alarm-history.ts'
import styles from './AlarmPage.module.css'
import { useSpoken } from './use-spoken.ts'

/** What became of an alarm, the latest first. */
export function AlarmHistory({ alarm, actions }: { alarm: AlarmDetail; actions: readonly ActionItem[] }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const spoken = useSpoken()
  return (
    <ol className={styles.history}>
      {alarmHistory(alarm, actions, spoken(alarm.worst.text)).map((one, at) => (
        <li key={`${one.key}:${one.at}:${at}`}>
          <span className={`num ${styles.quiet}`}>{one.at.length > 10 ? format.dateTime(one.at) : format.day(one.at)}</span>
          <span>
            {one.who !== null && <strong>{one.who} </strong>}
            {t(`history.${one.key}`)}
            {one.text !== null && <span className={styles.quote}>{one.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  )
}
