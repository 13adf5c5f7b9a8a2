import type { ImportSummary } from '@sluice/core/imports/contract'
import { useTranslation } from 'react-i18next'
import { StatRow, StatTile } from '../../../ui/StatTile.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './steps.module.css'

const names = ['created', 'updated', 'unchanged', 'skipped', 'rejected'] as const

/** The counts of a check or a run, each with what it means. */
export function SummaryTiles({ summary, tense }: { summary: ImportSummary; tense: 'will' | 'did' }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  return (
    <StatRow>
      {names.map((name) => (
        <StatTile
          key={name}
          label={t(`counts.${tense}.${name}`)}
          value={<span className={name === 'rejected' && summary.rejected > 0 ? styles.bad : undefined} data-testid={`count-${name}`}>{format.count(summary[name])}</span>}
          note={t(`counts.note.${name}`)}
        />
      ))}
    </StatRow>
  )
}
