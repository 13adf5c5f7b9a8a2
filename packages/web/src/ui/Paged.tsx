import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from './ErrorState.tsx'
import styles from './Paged.module.css'
import { Skeletons } from './Skeletons.tsx'

/** What `useContractPages` says of the pages read so far. */
interface PagesRead {
  rows: readonly unknown[]
  isLoading: boolean
  isLoadingMore: boolean
  error: unknown
  hasMore: boolean
  loadMore: () => void
  retry: () => void
}

/** A list of cards that is read page by page: what stands in its place while there is none, and the way to more of it. */
export function Paged({ read, empty, children }: { read: PagesRead; empty: ReactNode; children: ReactNode }) {
  const { t } = useTranslation('ui')
  return (
    <>
      {read.isLoading ? <Skeletons kind="rows" count={5} /> : read.error ? <ErrorState error={read.error} onRetry={read.retry} /> : read.rows.length === 0 ? empty : children}
      {read.hasMore && (
        <div className={styles.more}>
          <Button loading={read.isLoadingMore} onClick={read.loadMore}>
            {t('loadMore')}
          </Button>
        </div>
      )}
    </>
  )
}
