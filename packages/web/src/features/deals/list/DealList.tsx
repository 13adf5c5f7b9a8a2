import { DownloadOutlined, PlusOutlined } from '@ant-design/icons'
import { exportDeals, listDeals } from '@sluice/core/pipeline/contract'
import type { Deal } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '../../../api/client.ts'
import { useContractPages } from '../../../api/query.ts'
import { InSlot } from '../../../ui/InSlot.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ColumnChooser } from '../../../ui/table/ColumnChooser.tsx'
import { DataList } from '../../../ui/table/DataList.tsx'
import { shownColumns } from '../../../ui/table/columns.ts'
import type { Sort } from '../../../ui/table/columns.ts'
import { stageColor } from '../../../ui/theme.ts'
import { useTheme } from '../../../ui/ThemeProvider.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { usePhone } from '../../../ui/use-media-query.ts'
import { activeFilters, clearedFilters, listQueryOf, listSorts } from '../deals-url.ts'
import type { DealsUrl } from '../deals-url.ts'
import { useChannels, useLossReasons, useNames, useStages, useTags, useTeams, useUsers } from '../lookups.ts'
import type { MoveTarget } from '../use-deal-moves.tsx'
import { useDealChange } from '../use-deal-change.tsx'
import { useFields } from '../../fields/use-fields.ts'
import { BulkBar } from './BulkBar.tsx'
import { customColumns } from './custom-columns.tsx'
import { dealListColumns, sortOfColumn } from './deal-list-columns.tsx'
import { DealRowCard } from './DealRowCard.tsx'
import styles from './DealList.module.css'

/** The list layout: exact totals, chosen columns, editing in place, bulk changes and the export of what is shown. */
export function DealList(props: {
  url: DealsUrl
  pipelineId: string | undefined
  canWrite: boolean
  openId: string | null
  onChange: (part: Partial<DealsUrl>) => void
  onOpen: (deal: Deal) => void
  onMove: (deal: Deal, target: MoveTarget) => void
  onOpenGate: (deal: Deal, stageId: string) => void
  onCreate: () => void
  /** Where the page shows sums and tools; null: above the list. */
  totalsSlot: HTMLElement | null
  toolsSlot: HTMLElement | null
}) {
  const { t, i18n } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const format = useFormat()
  const phone = usePhone()
  const { mode } = useTheme()
  const { url } = props
  const stages = useStages()
  const team = useNames(useTeams().data)
  const source = useNames(useChannels().data)
  const lostReason = useNames(useLossReasons().data)
  const users = useNames(useUsers().data)
  const tagList = useTags().data
  const tags = useMemo(() => new Map((tagList?.items ?? []).map((tag) => [tag.id, tag])), [tagList])
  const change = useDealChange()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())

  const query = listQueryOf(url, props.pipelineId)
  const read = useContractPages(listDeals, { query: { ...query, limit: 100 } })
  const stageColors = useMemo(
    () => new Map([...stages].map(([id, { index, pipeline }]) => [id, stageColor(mode, index, pipeline.stages.length)])),
    [stages, mode],
  )
  const { fields } = useFields('deal')
  const customNames = useMemo(() => Object.assign({}, ...read.pages.map((page) => page.customNames)) as Record<string, string>, [read.pages])
  const builtIn = dealListColumns({
    t, format, stages, stageColors, names: { team, source, lostReason }, tags, users, canWrite: props.canWrite,
    onChange: (deal, body, preview) => void change(deal, body, preview),
    onMove: (deal, column) => props.onMove(deal, { column }),
  })
  const columns = [...builtIn, ...customColumns(fields, customNames)]
  const chosen = url.columns.length === 0 ? null : url.columns
  const shown = shownColumns(columns, chosen)
  const sortKey = Object.entries(sortOfColumn).find(([, by]) => by === query.sort)?.[0]
  const sort: Sort | null = sortKey ? { by: sortKey, down: url.down } : query.sort.startsWith('c_') ? { by: query.sort, down: url.down } : null
  const onSort = (next: Sort | null) => {
    const by = next && sortOfColumn[next.by as keyof typeof sortOfColumn]
    if (next?.by.startsWith('c_')) return props.onChange({ sort: next.by, down: next.down })
    props.onChange({ sort: listSorts.find((one) => one === by && one !== 'created') ?? '', down: next?.down ?? true })
  }
  const totals = read.firstPage
  const filtered = activeFilters(url) > 0
  // The next step's cell shows its date, too.
  const keys = new Set(shown.flatMap((column) => (column.key === 'nextStep' ? [column.key, 'nextStepDue'] : [column.key])))
  const csv = apiUrl(exportDeals, { query: { ...query, columns: [...keys].join(','), locale: i18n.language === 'en' ? 'en' : 'zh-CN' } })

  return (
    <div className={styles.list}>
      <div className={phone ? styles.tools : styles.unboxed}>
        <InSlot slot={props.totalsSlot}>
          <span className={`num ${styles.totals}`} role="status">
            {totals && (
              <>
                <strong>{t('totals.deals', { count: totals.total })}</strong>
                <span title={format.money(totals.amountMinor)}>{t('totals.amount', { amount: format.moneyShort(totals.amountMinor) })}</span>
              </>
            )}
          </span>
        </InSlot>
        <InSlot slot={props.toolsSlot}>
          <a className={styles.export} href={csv} download title={t('list.exportHelp')}>
            <DownloadOutlined aria-hidden /> {t('list.export')}
          </a>
          {!phone && <ColumnChooser columns={columns} chosen={chosen} onChange={(keys) => props.onChange({ columns: keys ?? [] })} />}
        </InSlot>
      </div>
      {selected.size > 0 && (
        <BulkBar
          selected={selected}
          rows={read.rows}
          onSelect={setSelected}
          onOpenGate={props.onOpenGate}
          stages={props.pipelineId ? [...stages.values()].filter((one) => one.pipeline.id === props.pipelineId) : [...stages.values()]}
        />
      )}
      <DataList
        label={t('list.label')}
        rows={read.rows}
        rowKey={(deal) => deal.id}
        columns={shown}
        card={(deal) => <DealRowCard deal={deal} at={stages.get(deal.stageId)} color={stageColors.get(deal.stageId)} />}
        onOpen={props.onOpen}
        openKey={props.openId}
        selection={props.canWrite ? { keys: selected, onChange: setSelected, bare: true } : undefined}
        sort={sort}
        onSort={onSort}
        loading={read.isLoading}
        error={read.error}
        onRetry={read.retry}
        hasMore={read.hasMore}
        loadingMore={read.isLoadingMore}
        onMore={read.loadMore}
        total={totals?.total}
        stale={read.isStale}
        empty={
          filtered ? (
            <EmptyState title={t('empty.filtered')} text={t('empty.filteredText')} action={<Button onClick={() => props.onChange(clearedFilters)}>{tu('clearFilters')}</Button>} />
          ) : (
            <EmptyState
              title={t('empty.none')}
              text={t('empty.noneText')}
              action={
                props.canWrite && (
                  <Button type="primary" icon={<PlusOutlined />} onClick={props.onCreate}>
                    {t('create')}
                  </Button>
                )
              }
            />
          )
        }
      />
    </div>
  )
}
