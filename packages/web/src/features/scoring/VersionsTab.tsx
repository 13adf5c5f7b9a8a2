import { listScoreVersions } from '@sluice/core/scoring/contract'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Scoring.module.css'

/** What was published when and by whom; any of them can be edited again. */
export function VersionsTab({ inForce, onLoad }: { inForce: number | null; onLoad: ((rules: ScoreRules) => void) | null }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const toast = useToast()
  const read = useContractQuery(listScoreVersions, {})
  if (!read.data) return read.isPending ? <Skeletons kind="rows" count={3} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  return (
    <Section title={t('versions.title')} flush>
      {read.data.items.length === 0 ? (
        <EmptyState compact title={t('versions.empty')} />
      ) : (
        <ul className={styles.rules}>
          {read.data.items.map(({ n, note, publishedAt, publishedBy, rules }) => (
            <li key={n} className={styles.rule}>
              <div className={styles.ruleWords}>
                <span className={styles.ruleName}>{t('state.version', { n })} {n === inForce && <Tag tone="good">{t('versions.inForce')}</Tag>}</span>
                <span className={styles.ruleText}>
                  {publishedBy ? t('versions.by', { name: publishedBy.name, time: format.dateTime(publishedAt) }) : t('versions.bySystem', { time: format.dateTime(publishedAt) })}
                  {note !== '' && ` · ${note}`}
                </span>
              </div>
              {onLoad && n !== inForce && (
                <Button size="small" onClick={() => { onLoad(rules); toast.done(t('versions.restored', { n })) }}>{t('versions.restore')}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
