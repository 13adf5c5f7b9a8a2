import type { AlarmRule } from '@sluice/core/diagnosis/alarms/rule'
import { InputNumber } from 'antd'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Rules.module.css'
import { sentenceParts } from './rule-draft.ts'

/** When a rule keeps quiet: small samples, chance, cool-down, recovery; each a sentence with its number. */
export function GuardFields({ rule, disabled, onChange }: { rule: AlarmRule; disabled: boolean; onChange: (rule: AlarmRule) => void }) {
  const { t } = useTranslation('alarms')
  const line = (words: 'minN' | 'minZ' | 'cooldown' | 'quiet', field: 'minN' | 'minZ' | 'cooldownDays' | 'quietDays', value: number, limits: { min: number; max: number; step?: number }) => (
    <li key={field}>
      {sentenceParts(t(`rules.editor.${words}`, { field: '{{field}}' })).map((part, at) =>
        'words' in part ? (
          <Fragment key={at}>{part.words}</Fragment>
        ) : (
          <InputNumber
            key={at}
            aria-label={t(`rules.editor.field.${field}`)}
            disabled={disabled}
            {...limits}
            precision={field === 'minZ' ? 1 : 0}
            value={value}
            onChange={(next) => next !== null && onChange({ ...rule, [field]: next })}
            className={styles.number}
          />
        ),
      )}
    </li>
  )
  return (
    <ul className={styles.guard}>
      {line('minN', 'minN', rule.minN, { min: 1, max: 100_000 })}
      {'minZ' in rule && line('minZ', 'minZ', rule.minZ, { min: 0, max: 6, step: 0.5 })}
      {line('cooldown', 'cooldownDays', rule.cooldownDays, { min: 1, max: 730 })}
      {line('quiet', 'quietDays', rule.quietDays, { min: 1, max: 730 })}
    </ul>
  )
}
