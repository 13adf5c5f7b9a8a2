import type { FigureDeal } from '@sluice/core/funnel/contract'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { DataList } from '../../ui/table/DataList.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './FigureDrawer.module.css'

/** What `useContractPages` answers for a list of deals. */
export interface DealPages<D extends FigureDeal> {
  rows: readonly D[]
  firstPage: { total: number } | undefined
  isLoading: boolean
  isLoadingMore: boolean
  isStale: boolean
  error: Error | null
  hasMore: boolean
  loadMore: () => void
  retry: () => void
}

/** The deals behind a number, page by page; each opens its record. `share` is what a deal adds to it, when that is not its amount. */
export function FigureDeals<D extends FigureDeal>(props: { deals: DealPages<D>; label: string; stage: (id: string) => string; share?: { title: string; of: (deal: D) => number } }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const navigate = useNavigate()
  const { deals, stage, share } = props
  const columns: Column<D>[] = [
    { key: 'deal', title: t('drawer.deal'), width: 180, grow: 1, render: (deal) => <DealName deal={deal} /> },
    { key: 'stage', title: t('drawer.stage'), width: 88, render: (deal) => <DealState deal={deal} stage={stage} /> },
    share
      ? { key: 'share', title: share.title, width: 110, align: 'right', render: (deal) => format.money(share.of(deal), deal.currency) }
      : { key: 'amount', title: t('drawer.amount'), width: 96, align: 'right', render: (deal) => format.money(deal.amountMinor, deal.currency) },
    { key: 'owner', title: t('drawer.owner'), width: 76, render: (deal) => <span title={deal.owner?.name}>{deal.owner?.name ?? t('drawer.noOwner')}</span> },
    { key: 'created', title: t('drawer.created'), width: 118, render: (deal) => <span className="num">{format.date(deal.createdAt)}</span> },
    { key: 'closed', title: t('drawer.closed'), width: 118, render: (deal) => <span className="num">{format.date(deal.closedAt)}</span> },
  ]
  return (
    <DataList
      label={props.label}
      rows={deals.rows}
      rowKey={(deal) => deal.id}
      columns={columns}
      card={(deal) => <DealCard deal={deal} stage={stage} amount={format.moneyShort(share ? share.of(deal) : deal.amountMinor, deal.currency)} />}
      onOpen={(deal) => void navigate(paths.deal(deal.id))}
      loading={deals.isLoading}
      error={deals.error ?? undefined}
      onRetry={deals.retry}
      empty={<EmptyState title={t('drawer.empty')} compact />}
      hasMore={deals.hasMore}
      loadingMore={deals.isLoadingMore}
      onMore={deals.loadMore}
      total={deals.firstPage?.total}
      stale={deals.isStale}
    />
  )
}

function DealName({ deal }: { deal: FigureDeal }) {
  return (
    <span className={styles.name} title={`${deal.title}${deal.account ? ` · ${deal.account.name}` : ''}`}>
      <Link to={paths.deal(deal.id)} onClick={(event) => event.stopPropagation()}>
        {deal.title}
      </Link>
    </span>
  )
}

function DealState({ deal, stage }: { deal: FigureDeal; stage: (id: string) => string }) {
  const { t } = useTranslation('funnel')
  if (deal.status === 'open') return <span title={stage(deal.stageId)}>{stage(deal.stageId)}</span>
  return <Tag tone={deal.status === 'won' ? 'good' : 'bad'}>{t(`status.${deal.status}`)}</Tag>
}

function DealCard({ deal, stage, amount }: { deal: FigureDeal; stage: (id: string) => string; amount: string }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  return (
    <div className={styles.card}>
      <div className={styles.cardTop}>
        <DealName deal={deal} />
        <span className="num">{amount}</span>
      </div>
      <div className={styles.cardFoot}>
        <DealState deal={deal} stage={stage} />
        <span>{deal.owner?.name ?? t('drawer.noOwner')}</span>
        <span className="num">{`${format.date(deal.createdAt)}${deal.closedAt ? ` – ${format.date(deal.closedAt)}` : ''}`}</span>
      </div>
    </div>
  )
}
