import { InboxOutlined } from '@ant-design/icons'
import { givePooledLeads, listLeadPools, listPooledLeads, pickLeads } from '@sluice/core/lead-pools/contract'
import type { LeadPool, PooledLead } from '@sluice/core/lead-pools/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import styles from './LeadPools.module.css'
import { poolsUrl } from './pools-url.ts'
import { useChannelNames } from './use-channel-names.ts'

/** 公海: leads that nobody owns, to be picked within the limits of their pool. */
export default function LeadPoolsPage() {
  const { t } = useTranslation('leadPools')
  const navigate = useNavigate()
  const { user } = useSession()
  const [url, change] = useUrlState(poolsUrl)
  const read = useContractQuery(listLeadPools, {})
  const pools = (read.data?.items ?? []).filter((one) => !one.isArchived)
  const pool = pools.find((one) => one.id === url.pool) ?? pools[0]
  const phone = usePhone()
  const tabs = pools.length > 1 && pool && (
    <Tabs label={t('title')} value={pool.id} tabs={pools.map((one) => ({ value: one.id, label: `${one.name} ${one.n}` }))} onChange={(id) => change({ pool: id, q: '' })} />
  )
  if (pool !== undefined) return <PoolLeads key={pool.id} pool={pool} tabs={tabs} q={url.q} sort={url.sort} onChange={change} />
  return (
    <>
      <PageHeader title={t('title')} description={phone ? undefined : t('description')} />
      <Page>
        {read.isPending ? (
          <Skeletons kind="rows" count={8} />
        ) : read.error ? (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ) : (
          <EmptyState icon={<InboxOutlined />} title={t('none')} text={t('noneText')} action={user.role === 'admin' && <Button type="primary" onClick={() => void navigate(paths.settingsSection('pools'))}>{t('toSettings')}</Button>} />
        )}
      </Page>
    </>
  )
}

function PoolLeads({ pool, tabs, q, sort, onChange }: { pool: LeadPool; tabs: ReactNode; q: string; sort: 'pooled' | 'score'; onChange: (part: { q?: string; sort?: 'pooled' | 'score' }) => void }) {
  const { t } = useTranslation('leadPools')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const channelName = useChannelNames()
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const list = useContractPages(listPooledLeads, { params: { id: pool.id }, query: { limit: 50, sort, ...(q !== '' && { q }) } })
  const told = (ids: readonly string[]) => {
    for (const id of ids.slice(0, 20)) refresh({ type: 'lead.picked', subjectType: 'lead', subjectId: id })
    select(new Set())
  }
  const pick = useContractMutation(pickLeads, {
    onSuccess: ({ picked, refused }) => {
      told(picked.length > 0 ? picked : refused.map(({ id }) => id))
      const [first] = refused
      if (first) {
        const data = { most: first.code === 'pool.day_limit' ? pool.pickPerDay : pool.handLimit }
        toast.failed({ code: 'partly', title: t('partly', { count: picked.length, refused: refused.length, reason: say({ code: first.code, extra: { data } }) }) })
      }
      else toast.done(t('picked', { count: picked.length }))
      if (picked.length === 1 && refused.length === 0 && picked[0] !== undefined) void navigate(paths.lead(picked[0]))
    },
    onError: toast.failed,
  })
  const give = useContractMutation(givePooledLeads, { onSuccess: ({ given }) => (told(given), toast.done(t('given', { count: given.length }))), onError: toast.failed })
  const take = (ids: readonly string[]) => pick.mutate({ params: { id: pool.id }, body: { leadIds: [...ids].slice(0, 50) } })
  const cooling = (lead: PooledLead) => (lead.coolsUntil === null ? null : t('cooling', { time: format.dateTime(lead.coolsUntil) }))
  const button = (lead: PooledLead) => (
    <Button
      size={phone ? 'large' : 'small'}
      type="primary"
      ghost
      disabled={!pool.canPick || lead.coolsUntil !== null || pick.isPending}
      title={cooling(lead) ?? undefined}
      aria-label={`${t('pick')} ${lead.company ?? lead.name}`}
      onClick={(event) => {
        event.stopPropagation()
        take([lead.id])
      }}
    >
      {t('pick')}
    </Button>
  )
  const columns: Column<PooledLead>[] = [
    { key: 'company', title: t('columns.company'), width: 200, grow: 2, required: true, render: (lead) => <span className={styles.name} title={lead.company ?? ''}>{lead.company ?? '—'}</span> },
    { key: 'name', title: t('columns.name'), width: 100, render: (lead) => lead.name },
    { key: 'title', title: t('columns.title'), width: 110, render: (lead) => <span title={lead.title ?? ''}>{lead.title ?? '—'}</span> },
    { key: 'source', title: t('columns.source'), width: 110, render: (lead) => channelName(lead.sourceId) ?? '—' },
    { key: 'score', title: t('columns.score'), width: 70, align: 'right', render: (lead) => format.number(lead.score, 0) },
    { key: 'activities', title: t('columns.activities'), width: 80, align: 'right', render: (lead) => <span className="num">{t('activities', { count: lead.activities })}</span> },
    { key: 'former', title: t('columns.former'), width: 100, render: (lead) => lead.formerOwner?.name ?? '—' },
    { key: 'pooled', title: t('columns.pooled'), width: 110, render: (lead) => <span title={format.dateTime(lead.pooledAt)}>{format.relative(lead.pooledAt)}</span> },
    { key: 'pick', title: '', width: 150, align: 'right', required: true, render: (lead) => <span>{lead.coolsUntil !== null && <span className={styles.muted} title={cooling(lead) ?? ''}>{format.date(lead.coolsUntil)} </span>}{button(lead)}</span> },
  ]
  const total = list.firstPage?.total
  return (
    <>
      <PageHeader title={t('title')} description={phone ? undefined : t('description')} aside={total === undefined ? undefined : <span className="num">{t('count', { count: format.count(total) as never })}</span>}>
        {tabs}
        <Limits pool={pool} />
        {selected.size > 0 && !phone ? (
          <div className={styles.bulk} role="toolbar" aria-label={t('selected', { count: selected.size })}>
            <Button type="primary" disabled={!pool.canPick} loading={pick.isPending} onClick={() => take([...selected])}>
              {t('pickMany', { count: selected.size })}
            </Button>
            {pool.canGive && <UserSelect style={{ width: 180 }} disabled={give.isPending} placeholder={t('give')} value={null} onChange={(ownerId) => ownerId && give.mutate({ params: { id: pool.id }, body: { leadIds: [...selected].slice(0, 200), ownerId } })} />}
          </div>
        ) : (
          <FilterBar
            quick={
              <>
                <SearchField value={q} onSearch={(text) => onChange({ q: text })} placeholder={t('search')} width={phone ? 170 : 240} />
                <Select aria-label={t('sort.label')} value={sort} onChange={(value) => onChange({ sort: value })} popupMatchSelectWidth={false} options={(['pooled', 'score'] as const).map((value) => ({ value, label: t(`sort.${value}`) }))} />
              </>
            }
          />
        )}
      </PageHeader>
      <Page fill>
        <DataList
          label={t('list')}
          rows={list.rows}
          rowKey={(lead) => lead.id}
          columns={columns}
          selection={phone ? undefined : { keys: selected, onChange: select }}
          card={(lead) => (
            <div className={styles.card}>
              <div className={styles.cardMain}>
                <span className={styles.cardName}>{lead.company ?? lead.name}</span>
                <div className={styles.cardFacts}>
                  {[lead.name, lead.title, channelName(lead.sourceId), lead.score === null ? null : `${t('columns.score')} ${lead.score}`, format.relative(lead.pooledAt)].filter(Boolean).map((fact) => <span key={fact}>{fact}</span>)}
                </div>
                {lead.coolsUntil !== null && <span className={styles.muted}>{cooling(lead)}</span>}
              </div>
              {button(lead)}
            </div>
          )}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={total}
          stale={list.isStale}
          empty={<EmptyState icon={<InboxOutlined />} title={q === '' ? t('empty') : t('emptySearch')} text={q === '' ? t('emptyText') : undefined} />}
        />
      </Page>
    </>
  )
}

function Limits({ pool }: { pool: LeadPool }) {
  const { t } = useTranslation('leadPools')
  const { today, inHand } = pool.mine
  const limit = (n: number, most: number | null, free: string, bound: string) => <span className={most !== null && n >= most ? styles.full : undefined}>{most === null ? free : bound}</span>
  return (
    <div className={styles.limits}>
      {pool.canPick && limit(today, pool.pickPerDay, t('limits.todayFree', { n: today }), t('limits.today', { n: today, most: pool.pickPerDay ?? 0 }))}
      {pool.canPick && limit(inHand, pool.handLimit, t('limits.inHandFree', { n: inHand }), t('limits.inHand', { n: inHand, most: pool.handLimit ?? 0 }))}
      {pool.coolDownDays > 0 && <span>{t('limits.coolDown', { count: pool.coolDownDays })}</span>}
      {pool.recycleDays !== null && <span>{t('limits.recycle', { count: pool.recycleDays })}</span>}
      {pool.hidesDetails && <span>{t('limits.hidden')}</span>}
    </div>
  )
}
