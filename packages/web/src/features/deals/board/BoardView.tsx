import { PlusOutlined } from '@ant-design/icons'
import type { Pipeline } from '@sluice/core/catalog/contract'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useCallback, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { paths } from '../../../paths.ts'
import { InSlot } from '../../../ui/InSlot.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { useTheme } from '../../../ui/ThemeProvider.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { usePhone } from '../../../ui/use-media-query.ts'
import { activeFilters, boardQueryOf, clearedFilters } from '../deals-url.ts'
import type { DealsUrl } from '../deals-url.ts'
import type { MoveTarget } from '../use-deal-moves.tsx'
import { columnHeads } from './column-head.ts'
import { DealBoard } from './DealBoard.tsx'
import styles from './BoardView.module.css'
import { useBoard } from './use-board.ts'

/** The board of a pipeline under the page's filters: sums above it, and what to do when it is empty. */
export function BoardView(props: {
  pipeline: Pipeline
  url: DealsUrl
  canWrite: boolean
  openId: string | null
  onOpen: (deal: Deal) => void
  onMove: (deal: Deal, target: MoveTarget) => void
  onChange: (part: Partial<DealsUrl>) => void
  onCreate: () => void
  /** Where the page shows the sums; null: above the board. */
  totalsSlot: HTMLElement | null
}) {
  const { t } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const format = useFormat()
  const { mode, color } = useTheme()
  const phone = usePhone()
  const { pipeline, url } = props
  const query = boardQueryOf(url)
  const { board, error, isLoading, isStale, retry, loadMore, loadingColumns } = useBoard(pipeline.id, query)
  // Nothing sleeps: no column for it.
  const sleeps = (board?.columns.find((column) => column.key === 'dormant')?.count ?? 0) > 0
  const heads = useMemo(
    () => columnHeads(pipeline, mode, color, { name: t('board.dormant'), help: t('board.dormantHelp') }).filter((head) => head.kind !== 'dormant' || sleeps),
    [pipeline, mode, color, sleeps, t],
  )

  // Handed to memoised columns: these must stay the same functions while the page is drawn again.
  const latest = useRef(props)
  latest.current = props
  const onOpen = useCallback((deal: Deal) => latest.current.onOpen(deal), [])
  const onMove = useCallback((deal: Deal, target: MoveTarget) => latest.current.onMove(deal, target), [])
  const onMore = useCallback((column: string) => void loadMore(column), [loadMore])

  if (isLoading) return <Skeletons kind="cards" count={10} />
  if (error && !board) return <ErrorState error={error} onRetry={retry} />
  if (!board) return null
  const open = board.columns.filter((column) => column.key !== 'won' && column.key !== 'lost' && column.key !== 'dormant')
  const count = open.reduce((sum, column) => sum + column.count, 0)
  const amount = open.reduce((sum, column) => sum + column.amountMinor, 0)
  const weighted = open.reduce((sum, column) => sum + column.weightedMinor, 0)
  const nothing = board.columns.every((column) => column.count === 0)

  if (nothing) {
    return activeFilters(url) > 0 ? (
      <EmptyState title={t('empty.filtered')} text={t('empty.filteredText')} action={<Button onClick={() => props.onChange(clearedFilters)}>{tu('clearFilters')}</Button>} />
    ) : (
      <EmptyState
        title={t('empty.none')}
        text={t('empty.noneText')}
        action={
          props.canWrite && (
            <>
              <Button type="primary" icon={<PlusOutlined />} onClick={props.onCreate}>
                {t('create')}
              </Button>
              <Link to={paths.import}>
                <Button>{t('empty.import')}</Button>
              </Link>
            </>
          )
        }
      />
    )
  }
  return (
    <div className={styles.view}>
      {/* A phone shows the sums of one stage at a time, under its tab. */}
      {!phone && (
        <InSlot slot={props.totalsSlot}>
          <div className={`num ${styles.totals}`} role="status">
            <strong>{t('totals.deals', { count })}</strong>
            <span title={format.money(amount)}>{t('totals.amount', { amount: format.moneyShort(amount) })}</span>
            <span title={t('totals.weightedHelp')}>{t('totals.weighted', { amount: format.moneyShort(weighted) })}</span>
            {!props.canWrite && <span className={styles.quiet}>{t('board.readOnly')}</span>}
          </div>
        </InSlot>
      )}
      <DealBoard
        board={board}
        heads={heads}
        canMove={props.canWrite}
        byHand={query.sort === 'rank'}
        openId={props.openId}
        stale={isStale}
        loadingColumns={loadingColumns}
        onOpen={onOpen}
        onMove={onMove}
        onMore={onMore}
      />
    </div>
  )
}
