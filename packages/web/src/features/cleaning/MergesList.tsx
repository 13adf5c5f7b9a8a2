import { MergeCellsOutlined } from '@ant-design/icons'
import { listLeadMerges } from '@sluice/core/cleaning/contract'
import type { LeadMerge } from '@sluice/core/cleaning/contract'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './Cleaning.module.css'
import { Score } from './Reasons.tsx'
import { UndoMerge } from './UndoMerge.tsx'

/** Merges, newest first, each with its way back. */
export function MergesList() {
  const { t } = useTranslation('cleaning')
  const navigate = useNavigate()
  const format = useFormat()
  const list = useContractPages(listLeadMerges, { query: { limit: 60 } })
  const name = (lead: LeadMerge['kept']) => [`L-${lead.number}`, lead.name, lead.company].filter(Boolean).join(' · ')
  const by = (merge: LeadMerge) => (merge.ruleName === null ? (merge.by?.name ?? '') : t('auto', { rule: merge.ruleName }))
  const columns: Column<LeadMerge>[] = [
    { key: 'kept', title: t('columns.kept'), width: 200, grow: 2, required: true, render: (merge) => <span className={styles.name} title={name(merge.kept)}>{name(merge.kept)}</span> },
    { key: 'merged', title: t('columns.merged'), width: 200, grow: 2, render: (merge) => <span title={name(merge.merged)}>{name(merge.merged)}</span> },
    { key: 'score', title: t('columns.score'), width: 76, render: (merge) => <Score score={merge.score} /> },
    { key: 'moved', title: t('columns.changes'), width: 240, grow: 2, render: (merge) => <span className={styles.muted} title={t('moved', merge.moved)}>{t('moved', merge.moved)}</span> },
    { key: 'by', title: t('columns.by'), width: 150, render: (merge) => <span title={by(merge)}>{by(merge)}</span> },
    { key: 'at', title: t('columns.since'), width: 150, render: (merge) => <span className="num">{format.dateTime(merge.at)}</span> },
    { key: 'undo', title: '', width: 100, render: (merge) => <UndoMerge merge={merge} /> },
  ]
  return (
    <DataList
      label={t('tabs.merges')}
      rows={list.rows}
      rowKey={(merge) => merge.id}
      columns={columns}
      card={(merge) => (
        <div className={styles.card}>
          <span className={styles.name}>{name(merge.kept)}</span>
          <span>← {name(merge.merged)}</span>
          <span className={styles.muted}>{[by(merge), format.dateTime(merge.at)].join(' · ')}</span>
          <span className={styles.actions}>
            <UndoMerge merge={merge} />
          </span>
        </div>
      )}
      onOpen={(merge) => void navigate(paths.lead(merge.kept.id))}
      loading={list.isLoading}
      error={list.error}
      onRetry={list.retry}
      hasMore={list.hasMore}
      loadingMore={list.isLoadingMore}
      onMore={list.loadMore}
      stale={list.isStale}
      empty={<EmptyState icon={<MergeCellsOutlined />} title={t('empty.merges')} />}
    />
  )
}
