import { CheckCircleOutlined } from '@ant-design/icons'
import { getHygiene, listHygiene, reviewLoss } from '@sluice/core/hygiene/contract'
import type { HygieneItem } from '@sluice/core/hygiene/contract'
import { Button, Select } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { LoseDialog } from '../deals/LoseDialog.tsx'
import { usePipelines, useStages } from '../deals/lookups.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { decisionsOf, hygieneQuery, hygieneUrl, issueOrder } from './hygiene-url.ts'
import type { HygieneUrl } from './hygiene-url.ts'
import styles from './Hygiene.module.css'
import { HygieneBar } from './HygieneBar.tsx'
import { useHygieneColumns } from './use-hygiene-columns.tsx'

const noFilters = { pipeline: '', owner: [], team: [], q: '' } satisfies Partial<HygieneUrl>

/** The manager's cleaning list: what needs a decision, by kind of trouble, and the decision for many at once. */
export default function HygienePage() {
  const { t } = useTranslation('hygiene')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [url, change] = useUrlState(hygieneUrl)
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const [reviewed, review] = useState<HygieneItem | null>(null)
  const filter = hygieneQuery(url)
  const counts = useContractQuery(getHygiene, { query: filter }, { keepPrevious: true }).data?.counts
  const list = useContractPages(listHygiene, { params: { issue: url.issue }, query: { limit: 60, ...filter } })
  const columns = useHygieneColumns(url.issue, useCallback((item: HygieneItem) => review(item), []))
  const pipelines = usePipelines().data?.items.filter((one) => !one.isArchived)
  const stages = useStages()
  const count = counts?.find((one) => one.issue === url.issue)
  const active = [url.pipeline !== '', url.owner.length > 0, url.team.length > 0].filter(Boolean).length
  const keepReview = useContractMutation(reviewLoss, {
    onSuccess: (_, { params }) => {
      toast.done(t('reviewed', { title: reviewed?.title ?? '' }))
      review(null)
      refresh({ type: 'deal.loss_reviewed', subjectType: 'deal', subjectId: params.id })
    },
    onError: toast.failed,
  })
  const open = (item: HygieneItem) => void navigate(item.subjectType === 'deal' ? paths.deal(item.id) : paths.lead(item.id))

  return (
    <>
      <PageHeader title={t('title')} aside={count && count.amountMinor > 0 ? <span className="num" title={format.money(count.amountMinor)}>{format.moneyShort(count.amountMinor)}</span> : undefined}>
        <Tabs
          label={t('tabs')}
          value={url.issue}
          tabs={issueOrder.map((issue) => ({ value: issue, label: t(`issue.${issue}`), count: format.count(counts?.find((one) => one.issue === issue)?.count) }))}
          onChange={(issue) => (select(new Set()), change({ issue }))}
        />
        <p className={styles.help}>{t(`help.${url.issue}`)}</p>
        {selected.size > 0 && !phone ? (
          <HygieneBar issue={url.issue} keys={selected} onChange={select} />
        ) : (
          <FilterBar active={active} onClear={() => change(noFilters)} quick={<SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={phone ? 200 : 250} />}>
            <Select
              allowClear
              className={styles.filter}
              aria-label={t('filters.pipeline')}
              placeholder={t('filters.pipeline')}
              value={url.pipeline === '' ? null : url.pipeline}
              options={pipelines?.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(pipeline: string | null | undefined) => change({ pipeline: pipeline ?? '' })}
            />
            <UserSelect multiple className={styles.filter} placeholder={t('filters.owner')} value={url.owner} onChange={(owner) => change({ owner })} />
            <TeamSelect multiple className={styles.filter} placeholder={t('filters.team')} value={url.team} onChange={(team) => change({ team })} />
          </FilterBar>
        )}
      </PageHeader>
      <Page fill>
        <DataList
          label={t('list')}
          rows={list.rows}
          rowKey={(item) => item.id}
          columns={columns}
          card={(item) => <HygieneCard item={item} stage={stages.get(item.stageId ?? '')?.stage.name} onReview={url.issue === 'loss_unreviewed' && item.canWrite ? () => review(item) : undefined} />}
          onOpen={open}
          selection={decisionsOf[url.issue].length > 0 ? { keys: selected, onChange: select, bare: true } : undefined}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={list.firstPage?.total}
          stale={list.isStale}
          empty={
            active > 0 || url.q !== '' ? (
              <EmptyState icon={<CheckCircleOutlined />} title={t('emptyFiltered')} action={<Button onClick={() => change(noFilters)}>{t('clear')}</Button>} />
            ) : (
              <EmptyState icon={<CheckCircleOutlined />} title={t('empty')} text={t('emptyText')} />
            )
          }
        />
      </Page>
      {reviewed && (
        <LoseDialog
          deal={reviewed}
          review={{ reasonId: reviewed.lostReasonId, note: reviewed.lostNote, competitor: reviewed.competitor }}
          onCancel={() => review(null)}
          onConfirm={(answer) => keepReview.mutate({ params: { id: reviewed.id }, body: answer })}
        />
      )}
    </>
  )
}

/** A record on a phone: what it is, whose, and since when. */
function HygieneCard({ item, stage, onReview }: { item: HygieneItem; stage: string | undefined; onReview: (() => void) | undefined }) {
  const { t } = useTranslation('hygiene')
  const format = useFormat()
  return (
    <div className={styles.card}>
      <div className={styles.cardMain}>
        <div className={styles.cardName}>{item.title}</div>
        <div className={styles.muted}>
          {[item.account?.name, stage, item.amountMinor === null ? null : format.moneyShort(item.amountMinor, item.currency ?? undefined)].filter(Boolean).join(' · ')}
        </div>
        <div className={styles.muted}>{[item.owner?.name ?? t('unassigned'), item.nextStep, item.lostNote].filter(Boolean).join(' · ')}</div>
      </div>
      <span className={`num ${styles.cardDays}`}>{format.days(item.days)}</span>
      {onReview && (
        <Button onClick={(event) => (event.stopPropagation(), onReview())}>{t('decide.review')}</Button>
      )}
    </div>
  )
}
