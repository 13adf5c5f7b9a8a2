import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import styles from './Delta.module.css'

/** A change: direction by arrow and sign, judgement by colour, so that neither depends on the other or on colour alone. */
export function Delta(props: {
  /** Only its sign is read. */
  value: number
  /** As shown, with its sign: `+2.1 个百分点`. */
  text: string
  /** Whether more is better, worse, or neither. */
  better?: 'up' | 'down' | 'neither'
}) {
  const { t } = useTranslation('ui')
  const { value, text, better = 'up' } = props
  const good = value === 0 || better === 'neither' ? styles.flat : value > 0 === (better === 'up') ? styles.good : styles.bad
  const label = value > 0 ? t('delta.up', { value: text }) : value < 0 ? t('delta.down', { value: text }) : t('delta.flat')
  return (
    <span className={`num ${styles.delta} ${good}`} aria-label={label}>
      {value > 0 && <ArrowUpOutlined aria-hidden />}
      {value < 0 && <ArrowDownOutlined aria-hidden />}
      {value === 0 ? t('delta.flat') : text}
    </span>
  )
}
