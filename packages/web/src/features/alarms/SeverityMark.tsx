import { FireOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { AlarmSeverity } from '@sluice/core/alarms/wire'
import { useTranslation } from 'react-i18next'
import styles from './Alarms.module.css'

const icons = { info: <InfoCircleOutlined />, warn: <WarningOutlined />, critical: <FireOutlined /> }

/** How loud an alarm is: by shape, word and colour. */
export function SeverityMark({ severity, small }: { severity: AlarmSeverity; small?: boolean }) {
  const { t } = useTranslation('alarms')
  return (
    <span className={`${styles.severity} ${styles[severity]} ${small ? styles.small : ''}`} title={t(`severity.${severity}`)}>
      <span aria-hidden>{icons[severity]}</span>
      <span>{t(`severity.${severity}`)}</span>
    </span>
  )
}
