import { CheckCircleOutlined } from '@ant-design/icons'
import { listEffortRefusals } from '@sluice/core/cleaning/contract'
import type { EffortRefusal } from '@sluice/core/cleaning/contract'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Cleaning.module.css'

/** Who wanted to give up which lead without having tried enough. */
export function RefusalsList() {
  const { t } = useTranslation('cleaning')
  const navigate = useNavigate()
  const format = useFormat()
  const list = useContractPages(listEffortRefusals, { query: { limit: 60 } })
  const name = ({ lead }: EffortRefusal) => [lead?.name, lead?.company].filter(Boolean).join(' · ')
  const tried = (one: EffortRefusal) => t('tried', { attempts: one.attempts, days: one.overDays })
  const columns: Column<EffortRefusal>[] = [
    { key: 'lead', title: t('columns.lead'), width: 220, grow: 3, required: true, render: (one) => <span className={styles.name} title={name(one)}>{name(one)}</span> },
    { key: 'user', title: t('columns.by'), width: 120, render: (one) => one.user.name },
    { key: 'reason', title: t('columns.reason'), width: 200, grow: 2, render: (one) => <span title={one.reason}>{one.reason}</span> },
    { key: 'tried', title: t('columns.tried'), width: 180, render: (one) => <span className="num">{tried(one)}</span> },
    { key: 'at', title: t('columns.since'), width: 150, render: (one) => <span className="num">{format.dateTime(one.at)}</span> },
  ]
  return (
    <DataList
      label={t('tabs.refusals')}
      rows={list.rows}
      rowKey={(one) => one.id}
      columns={columns}
      card={(one) => (
        <div className={styles.card}>
          <span className={styles.name}>{name(one)}</span>
          <span className={styles.muted}>{[one.user.name, one.reason, tried(one), format.dateTime(one.at)].filter(Boolean).join(' · ')}</span>
        </div>
      )}
      onOpen={(one) => one.lead && void navigate(paths.lead(one.lead.id))}
      loading={list.isLoading}
      error={list.error}
      onRetry={list.retry}
      hasMore={list.hasMore}
      loadingMore={list.isLoadingMore}
      onMore={list.loadMore}
      stale={list.isStale}
      empty={<EmptyState icon={<CheckCircleOutlined />} title={t('empty.refusals')} />}
    />
  )
}
