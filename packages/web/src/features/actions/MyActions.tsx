import { listActions } from '@sluice/core/actions/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { Section } from '../../ui/Page.tsx'
import { ActionList } from './ActionList.tsx'
import styles from './Actions.module.css'

const shown = 5

/** My open action items, for the page 今日; nothing while there are none. */
export function MyActions() {
  const { t } = useTranslation('actions')
  const read = useContractQuery(listActions, { query: { box: 'mine', status: 'open', limit: shown } })
  const items = read.data?.items ?? []
  if (items.length === 0) return null
  const rest = (read.data?.counts.open ?? items.length) - items.length
  return (
    <Section title={t('today.title')} flush actions={<Link to={paths.actions}>{t('today.all')}</Link>}>
      <ActionList items={items} label={t('today.title')} compact />
      {rest > 0 && (
        <p className={styles.rest}>
          <Link to={paths.actions}>{t('today.more', { count: rest })}</Link>
        </p>
      )}
    </Section>
  )
}
