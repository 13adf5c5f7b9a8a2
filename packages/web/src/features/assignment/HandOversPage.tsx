import { BarChartOutlined, CheckOutlined, SwapOutlined } from '@ant-design/icons'
import { listHandOvers, seeHandOvers } from '@sluice/core/assignment/contract'
import type { HandOver } from '@sluice/core/assignment/contract'
import { handBackReasons } from '@sluice/core/assignment/hand-over'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useSession } from '../session/session.ts'
import styles from './Assignment.module.css'
import { handOversUrl } from './hand-overs-url.ts'

/** 线索移交: what marketing gave to sales; what came back, with the reason. */
export default function HandOversPage() {
  const { t, i18n } = useTranslation('assignment')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const { user } = useSession()
  const [url, change] = useUrlState(handOversUrl)
  const list = useContractPages(listHandOvers, {
    query: { limit: 50, status: url.status, ...(url.unseen === '1' && { unseen: 'true' as const }), ...(url.reason !== '' && { reason: url.reason }) },
  })
  const first = list.firstPage
  const unseen = first?.unseen ?? 0
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const isRejected = url.status === 'rejected'
  const maySee = user.role === 'marketing' || user.role === 'manager' || user.role === 'admin'
  const see = useContractMutation(seeHandOvers, {
    onSuccess: () => {
      refresh({ type: 'lead.rejected', subjectType: 'lead', subjectId: '' })
      toast.done(t('page.seen'))
    },
    onError: toast.failed,
  })
  const reasonOf = (row: HandOver) => (row.reason === null ? '—' : handBackReasons[row.reason][language])
  const columns: Column<HandOver>[] = [
    {
      key: 'lead', title: t('page.columns.lead'), width: 220, grow: 2, required: true,
      render: (row) => (
        <span title={[row.lead.name, row.lead.company].filter(Boolean).join(' · ')}>
          <span className={styles.name}>{row.lead.name}</span> <span className={styles.muted}>{row.lead.company}</span>
        </span>
      ),
    },
    ...(isRejected ? [{ key: 'reason', title: t('page.columns.reason'), width: 220, grow: 1, render: (row: HandOver) => <span title={row.note}>{reasonOf(row)} {row.note !== '' && <span className={styles.muted}>{row.note}</span>}</span> }] : []),
    { key: 'to', title: t('page.columns.to'), width: 110, render: (row) => row.to.name },
    { key: 'by', title: t('page.columns.by'), width: 110, render: (row) => row.by?.name ?? t('handOver.byRule') },
    { key: 'score', title: t('page.columns.score'), width: 70, align: 'right', render: (row) => format.number(row.lead.score, 0) },
    { key: 'at', title: t('page.columns.at'), width: 140, render: (row) => <span className="num">{format.dateTime(row.at)}</span> },
    ...(url.status === 'open' ? [] : [{ key: 'decided', title: t('page.columns.decided'), width: 150, render: (row: HandOver) => <span className="num">{format.dateTime(row.decidedAt)} {isRejected && row.seenAt === null && '•'}</span> }]),
  ]
  return (
    <>
      <PageHeader
        title={t('page.title')}
        description={phone ? undefined : t('page.description')}
        aside={first === undefined ? undefined : <span className="num">{t('page.count', { count: format.count(first.total) as never })}</span>}
        actions={
          <Button icon={<BarChartOutlined />} onClick={() => void navigate(paths.responses)}>
            {t('page.responses')}
          </Button>
        }
      >
        <Tabs
          label={t('page.title')}
          value={url.status}
          tabs={(['open', 'accepted', 'rejected'] as const).map((value) => ({ value, label: value === 'rejected' && unseen > 0 ? `${t('page.tabs.rejected')} · ${t('page.unseen', { count: unseen })}` : t(`page.tabs.${value}`) }))}
          onChange={(status) => change({ status, unseen: '', reason: '' })}
        />
        {isRejected && (
          <FilterBar
            quick={
              <>
                <FilterChip label={t('page.onlyUnseen')} on={url.unseen === '1'} onChange={(on) => change({ unseen: on ? '1' : '' })} />
                {(first?.reasons ?? []).map(({ reason, n }) => (
                  <FilterChip key={reason} label={`${handBackReasons[reason][language]} ${n}`} on={url.reason === reason} onChange={(on) => change({ reason: on ? reason : '' })} />
                ))}
                {maySee && unseen > 0 && (
                  <Button size="small" icon={<CheckOutlined />} loading={see.isPending} onClick={() => see.mutate({ body: {} })}>
                    {t('page.seeAll')}
                  </Button>
                )}
              </>
            }
          />
        )}
      </PageHeader>
      <Page fill>
        <DataList
          label={t('page.list')}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={columns}
          card={(row) => (
            <RowCard
              name={row.lead.name} aside={isRejected && row.seenAt === null && <span className={styles.late}>•</span>}
              lines={[[row.lead.company, isRejected ? reasonOf(row) : null, isRejected ? row.note : null].filter(Boolean), [`${row.by?.name ?? t('handOver.byRule')} → ${row.to.name}`, format.relative(row.decidedAt ?? row.at)]]}
            />
          )}
          onOpen={(row) => void navigate(paths.lead(row.lead.id))}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={first?.total}
          stale={list.isStale}
          empty={<EmptyState icon={<SwapOutlined />} title={t(`page.empty.${url.status}`)} text={t('page.emptyText')} />}
        />
      </Page>
    </>
  )
}
