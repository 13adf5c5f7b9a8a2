import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Scoring.module.css'

/** One rule in its list: its name, what it asks, what it gives; changed and removed at the end of the row. */
export function RuleRow(props: { name: string; text: ReactNode; aside: ReactNode; onEdit: (() => void) | null; onRemove: (() => void) | null }) {
  const { t } = useTranslation('scoring')
  const { name, onEdit, onRemove } = props
  return (
    <li className={styles.rule}>
      <div className={styles.ruleWords}>
        <span className={styles.ruleName} title={name}>{name}</span>
        <span className={styles.ruleText}>{props.text}</span>
      </div>
      <div className={styles.ruleAside}>{props.aside}</div>
      {onEdit && <Button type="text" size="small" icon={<EditOutlined />} aria-label={t('editOne', { name })} onClick={onEdit} />}
      {onRemove && <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('remove', { name })} onClick={onRemove} />}
    </li>
  )
}

/** Points with their sign, coloured by it. */
export function Points({ points }: { points: number }) {
  const shown = Math.round(points * 10) / 10
  return <span className={`num ${shown < 0 ? styles.minus : shown > 0 ? styles.plus : styles.muted}`}>{shown > 0 ? `+${shown}` : String(shown).replace('-', '−')}</span>
}
