import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import styles from './NewPassword.module.css'
import { passwordStrength } from './password-strength.ts'

const levels = ['weak', 'fair', 'good', 'strong'] as const

/** Entry of a new password with a hint how good it is. With `generate` one can be made, and it is shown. Works inside a Form.Item. */
export function NewPassword(props: {
  value?: string
  onChange?: (password: string) => void
  /** Words it should not be made of: name, e-mail, company. */
  about?: readonly (string | undefined)[]
  id?: string
  size?: 'large'
  generate?: () => string
}) {
  const { t } = useTranslation('session')
  const value = props.value ?? ''
  const about = (props.about ?? []).filter((word): word is string => word !== undefined && word !== '')
  const { level, hint, missing } = passwordStrength(value, about)
  return (
    <div>
      <div className={styles.row}>
        {/* A made password has to be read and handed on: it is shown. */}
        {props.generate ? (
          <Input id={props.id} size={props.size} autoComplete="off" value={value} onChange={(event) => props.onChange?.(event.target.value)} maxLength={200} spellCheck={false} />
        ) : (
          <Input.Password
            id={props.id}
            size={props.size}
            autoComplete="new-password"
            value={value}
            onChange={(event) => props.onChange?.(event.target.value)}
            maxLength={200}
          />
        )}
        {props.generate && <Button onClick={() => props.onChange?.(props.generate?.() ?? '')}>{t('generate')}</Button>}
      </div>
      {value !== '' && (
        <div className={styles.strength} data-level={level} role="status">
          <span className={styles.bars} aria-hidden>
            {levels.map((name, index) => (
              <i key={name} className={index <= level && hint !== 'short' ? styles.full : undefined} />
            ))}
          </span>
          <span className={styles.level} aria-label={t('strength.label', { level: t(`strength.levels.${levels[level]}`) })}>
            {t(`strength.levels.${levels[level]}`)}
          </span>
          <span className={styles.hint}>{t(`strength.${hint}`, { count: missing })}</span>
        </div>
      )}
    </div>
  )
}
