import type { LeadMerge } from '@sluice/core/cleaning/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Cleaning.module.css'
import { UndoMerge } from './UndoMerge.tsx'

/** What was merged into a lead: when, by whom, what it brought, and the way back. */
export function MergesOf({ merges }: { merges: readonly LeadMerge[] }) {
  const { t } = useTranslation('cleaning')
  const format = useFormat()
  return (
    <ul className={styles.list}>
      {merges.map((merge) => (
        <li key={merge.id}>
          <span className={styles.line}>
            <span className={styles.name}>{`L-${merge.merged.number} ${merge.merged.name}`}</span>
            <span className={styles.muted}>{[merge.ruleName === null ? merge.by?.name : t('auto', { rule: merge.ruleName }), format.dateTime(merge.at)].filter(Boolean).join(' · ')}</span>
          </span>
          <span className={styles.muted}>{t('moved', merge.moved)}</span>
          <span className={styles.actions}>
            <UndoMerge merge={merge} />
          </span>
        </li>
      ))}
    </ul>
  )
}
