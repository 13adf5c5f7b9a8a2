import { getScoring } from '@sluice/core/scoring/contract'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Scoring.module.css'

/** Scoring among the settings: what is in force, and the way to its own page. */
export function ScoringSection() {
  const { t } = useTranslation('scoring')
  const navigate = useNavigate()
  const format = useFormat()
  const read = useContractQuery(getScoring, {})
  return (
    <Section title={t('title')} actions={<Button type="primary" size="small" onClick={() => void navigate(paths.scoring)}>{t('openRules')}</Button>}>
      <p className={styles.help}>{t('settingsText')}</p>
      {read.data ? (
        <p className={styles.help}>
          {read.data.published ? t('state.version', { n: read.data.published.n }) : t('state.none')} · {t('crowd.all')} {format.count(read.data.leads.all)} · {t('crowd.ready')} {format.count(read.data.leads.ready)}
        </p>
      ) : read.isPending ? <Skeletons kind="rows" count={1} /> : <ErrorState compact error={read.error} onRetry={() => void read.refetch()} />}
    </Section>
  )
}
