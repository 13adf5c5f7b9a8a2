import { CheckCircleOutlined } from '@ant-design/icons'
import { dismissLeadPair, listLeadPairs, restoreLeadPair } from '@sluice/core/cleaning/contract'
import type { LeadPair } from '@sluice/core/cleaning/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Cleaning.module.css'
import { MergeSheet } from './MergeSheet.tsx'
import { Reasons, Score } from './Reasons.tsx'
import { Who } from './Who.tsx'

/** Pairs of leads that may be one, the likeliest first. */
export function PairsList({ q }: { q: string }) {
  const { t } = useTranslation('cleaning')
  const toast = useToast()
  const refresh = useRefresh()
  const [merging, setMerging] = useState<LeadPair | null>(null)
  const list = useContractPages(listLeadPairs, { query: { limit: 60, ...(q !== '' && { q }) } })
  const setAside = async (pair: LeadPair) => {
    const body = { a: pair.older.id, b: pair.newer.id }
    const told = () => refresh({ type: 'lead.merged', subjectType: 'lead', subjectId: pair.older.id })
    try {
      await call(dismissLeadPair, { body })
      toast.undoable(t('dismissed'), async () => {
        await call(restoreLeadPair, { body })
        told()
      })
    } catch (error) {
      toast.failed(error)
    }
    told()
  }
  const actions = (pair: LeadPair) => (
    <span className={styles.actions}>
      <Button size="small" type="primary" ghost disabled={!pair.canMerge} onClick={(event) => (event.stopPropagation(), setMerging(pair))}>
        {t('merge')}
      </Button>
      <Button size="small" disabled={!pair.canMerge} onClick={(event) => (event.stopPropagation(), void setAside(pair))}>
        {t('notSame')}
      </Button>
    </span>
  )
  const columns: Column<LeadPair>[] = [
    { key: 'score', title: t('columns.score'), width: 76, required: true, render: (pair) => <Score score={pair.score} /> },
    { key: 'older', title: t('columns.older'), width: 190, grow: 2, render: (pair) => <Who lead={pair.older} oneLine /> },
    { key: 'newer', title: t('columns.newer'), width: 190, grow: 2, render: (pair) => <Who lead={pair.newer} oneLine /> },
    { key: 'why', title: t('columns.why'), width: 260, grow: 3, render: (pair) => <Reasons reasons={pair.reasons} /> },
    { key: 'do', title: '', width: 176, render: actions },
  ]
  return (
    <>
      <DataList
        label={t('tabs.pairs')}
        rows={list.rows}
        rowKey={(pair) => pair.id}
        columns={columns}
        card={(pair) => (
          <div className={styles.card}>
            <span className={styles.cardRow}>
              <Who lead={pair.older} />
              <Score score={pair.score} />
            </span>
            <Who lead={pair.newer} />
            <Reasons reasons={pair.reasons} />
            {actions(pair)}
          </div>
        )}
        onOpen={(pair) => pair.canMerge && setMerging(pair)}
        loading={list.isLoading}
        error={list.error}
        onRetry={list.retry}
        hasMore={list.hasMore}
        loadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        total={list.firstPage?.total}
        stale={list.isStale}
        empty={<EmptyState icon={<CheckCircleOutlined />} title={q === '' ? t('empty.pairs') : t('empty.filtered')} text={q === '' ? t('empty.pairsText') : undefined} />}
      />
      {merging && <MergeSheet ids={[merging.older.id, merging.newer.id]} onClose={() => setMerging(null)} />}
    </>
  )
}
