import type { AlarmRuleRecord } from '@sluice/core/alarms/contract'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Rules.module.css'

/** What came of a rule: how often people found it useful, with the interval of that share. */
export function RulePrecision({ rule }: { rule: AlarmRuleRecord }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const { useful, judged, value, low, high } = rule.precision
  if (value === null) return <span className={styles.quiet}>{t('rules.precisionNone')}</span>
  return (
    <span className={`num ${styles.precision}`}>
      <AboutMetric metric="alarm.precision" facts={{ n: judged }}>{t('rules.precision', { useful: format.count(useful), judged: format.count(judged), value: format.percent(value, 0) })}</AboutMetric>
      {low !== null && high !== null && <small>{t('rules.precisionBand', { low: format.percent(low, 0), high: format.percent(high, 0) })}</small>}
    </span>
  )
}

/** On or off, and whether it has alarms open. */
export function RuleState({ rule }: { rule: AlarmRuleRecord }) {
  const { t } = useTranslation('alarms')
  return (
    <>
      {rule.open > 0 && <Tag tone="bad">{t('rules.open', { count: rule.open })}</Tag>}
      <Tag tone={rule.isEnabled ? 'good' : 'neutral'} dot={rule.isEnabled}>
        {t(rule.isEnabled ? 'rules.on' : 'rules.off')}
      </Tag>
    </>
  )
}
