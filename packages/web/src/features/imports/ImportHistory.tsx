import { InboxOutlined } from '@ant-design/icons'
import { listImports } from '@sluice/core/imports/contract'
import type { ImportItem } from '@sluice/core/imports/contract'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './ImportHistory.module.css'
import { ImportActions } from './ImportActions.tsx'
import { ImportStatusTag } from './ImportStatusTag.tsx'
import { fileSize } from './model/file-size.ts'
import { isBusy } from './model/wizard-steps.ts'

/** Every file of before: what came of it, and the way back. Rows on a desktop, cards on a phone; a list of tens, not of thousands. */
export function ImportHistory() {
  const { t } = useTranslation('imports')
  const list = useContractPages(listImports, { query: {} })
  const working = list.rows.some((item) => isBusy(item.status))
  const { retry } = list
  useEffect(() => {
    if (!working) return
    const timer = setInterval(retry, 2_000)
    return () => clearInterval(timer)
  }, [working, retry])

  return (
    <Section title={t('history.title')} note={t('history.note')} flush>
      {list.isLoading ? (
        <Skeletons kind="rows" count={4} />
      ) : list.error && list.rows.length === 0 ? (
        <ErrorState error={list.error} onRetry={list.retry} compact />
      ) : list.rows.length === 0 ? (
        <EmptyState compact icon={<InboxOutlined aria-hidden />} title={t('history.empty')} text={t('history.emptyText')} />
      ) : (
        <div role="table" aria-label={t('history.title')} className={styles.table}>
          <div role="row" className={`${styles.row} ${styles.head}`}>
            {(['file', 'status', 'created', 'updated', 'rejected', 'who'] as const).map((name) => (
              <span key={name} role="columnheader" className={name === 'created' || name === 'updated' || name === 'rejected' ? styles.right : undefined}>
                {t(`history.${name}`)}
              </span>
            ))}
            <span role="columnheader" className={styles.right}>
              {t('history.actions')}
            </span>
          </div>
          {list.rows.map((item) => (
            <HistoryRow key={item.id} item={item} />
          ))}
          {list.hasMore && (
            <div className={styles.more}>
              <Button loading={list.isLoadingMore} onClick={list.loadMore}>
                {t('history.more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </Section>
  )
}

function HistoryRow({ item }: { item: ImportItem }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  // Before a run the counts are those of a check: nothing of it has happened yet.
  const done = item.status === 'done' || item.status === 'undone' || item.status === 'undoing' ? item.counts : null
  const figure = (name: 'created' | 'updated' | 'rejected') => (
    <span role="cell" className={`num ${styles.right} ${styles.figure}`}>
      <span className={styles.figureName}>{t(`history.${name}`)}</span>
      <span className={name === 'rejected' && done && done.rejected > 0 ? styles.bad : undefined}>{done ? format.count(done[name]) : '—'}</span>
    </span>
  )
  return (
    <div role="row" className={styles.row}>
      <span role="cell" className={styles.file}>
        <Link to={paths.importRun(item.id)} className={styles.name} title={item.fileName}>
          {item.fileName}
        </Link>
        <span className={styles.sub}>
          {item.kind ? t(`kind.${item.kind}`) : t('kindUnknown')} · {fileSize(item.fileBytes)}
          {item.counts ? ` · ${t('rows', { n: format.count(item.counts.rows) })}` : ''}
        </span>
      </span>
      <span role="cell" className={styles.status}>
        <ImportStatusTag item={item} />
      </span>
      {figure('created')}
      {figure('updated')}
      {figure('rejected')}
      <span role="cell" className={styles.who}>
        <span>{item.createdBy.name}</span>
        <span className={styles.sub} title={format.dateTime(item.createdAt)}>
          {format.relative(item.createdAt)}
        </span>
      </span>
      <span role="cell" className={styles.actions}>
        <ImportActions item={item} />
      </span>
    </div>
  )
}
