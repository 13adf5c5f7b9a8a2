import { PlusOutlined, UserAddOutlined } from '@ant-design/icons'
import { leadStatuses, listLeads } from '@sluice/core/leads/contract'
import type { Lead } from '@sluice/core/leads/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { useContractPages } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar, FilterChip } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { ColumnChooser } from '../../ui/table/ColumnChooser.tsx'
import { shownColumns } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useStored } from '../../ui/use-stored.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { EntryMenu } from '../doors/EntryMenu.tsx'
import { ChannelSelect } from '../pickers/ChannelSelect.tsx'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useMay } from '../session/use-may.ts'
import { openFrameAction } from '../shell/shell-slots.ts'
import { ListViews } from '../views/ListViews.tsx'
import { LeadBulkBar } from './LeadBulkBar.tsx'
import { LeadCard } from './LeadCard.tsx'
import { LeadRecord } from './LeadRecord.tsx'
import styles from './Leads.module.css'
import { activeFilters, leadsQuery, leadsUrl } from './leads-url.ts'
import type { LeadsUrl } from './leads-url.ts'
import { useLeadColumns } from './use-lead-columns.tsx'

const quicks = ['mine', 'team', 'ready', 'unassigned', 'new_today', 'overdue', 'unanswered', 'pool'] as const
const sorts = ['created', 'activity', 'score', 'name', 'next_step'] as const
const noFilters = { quick: '', owner: [], team: [], source: [], tag: [], grade: [], campaign: [], q: '' } satisfies Partial<LeadsUrl>

/** The list of leads; `/leads/:id` opens one beside it. */
export default function LeadsPage() {
  const { t } = useTranslation(['leads', 'scoring'])
  const { id } = useParams()
  const navigate = useNavigate()
  const location = useLocation()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const [url, change] = useUrlState(leadsUrl)
  const [chosen, choose] = useStored('sluice.leads.columns', z.array(z.string()).nullable(), null)
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const { columns, sourceName } = useLeadColumns()
  const list = useContractPages(listLeads, { query: leadsQuery(url) })
  const total = list.firstPage?.total
  const filtered = activeFilters(url) > 0 || url.quick !== '' || url.q !== '' || url.status !== 'all'
  const mayWrite = may('lead', 'write')

  const open = (lead: Lead) => void navigate({ pathname: paths.lead(lead.id), search: location.search })
  const close = () => void navigate({ pathname: paths.leads, search: location.search })
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => openFrameAction('createLead')}>
      {t('create')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} aside={total === undefined ? undefined : <span className="num">{t('count', { count: format.count(total) as never })}</span>} actions={phone ? undefined : <><Button onClick={() => void navigate(paths.scoring)}>{t('scoring:openRules')}</Button><EntryMenu />{create}</>}>
        <ListViews object="lead" schema={leadsUrl} url={url} change={change} columns={chosen} onColumns={choose} />
        <Tabs
          label={t('fields.status')}
          value={url.status}
          tabs={(['all', ...leadStatuses] as const).map((status) => ({ value: status, label: status === 'all' ? t('allStatus') : t(`status.${status}`) }))}
          onChange={(status) => change({ status })}
          end={!phone && <ColumnChooser columns={columns} chosen={chosen} onChange={choose} />}
        />
        {selected.size > 0 && !phone ? (
          <LeadBulkBar keys={selected} onChange={select} />
        ) : (
          <FilterBar
            active={activeFilters(url)}
            onClear={() => change(noFilters)}
            quick={
              <>
                <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={phone ? 200 : 250} />
                {url.campaign.length > 0 && <FilterChip label={t('filters.campaign')} on onChange={() => change({ campaign: [] })} />}
                {quicks.map((quick) => (
                  <FilterChip key={quick} label={t(`quick.${quick}`)} on={url.quick === quick} onChange={(on) => change({ quick: on ? quick : '' })} />
                ))}
              </>
            }
          >
            <UserSelect multiple className={styles.filter} placeholder={t('filters.owner')} value={url.owner} onChange={(owner) => change({ owner })} />
            <ChannelSelect multiple className={styles.filter} placeholder={t('filters.source')} value={url.source} onChange={(source) => change({ source })} />
            <TeamSelect multiple className={styles.filter} placeholder={t('filters.team')} value={url.team} onChange={(team) => change({ team })} />
            <Select mode="multiple" allowClear className={styles.filter} placeholder={t('filters.grade')} aria-label={t('filters.grade')} value={url.grade} onChange={(grade) => change({ grade })} options={['A', 'B', 'C', 'D'].map((value) => ({ value, label: value }))} />
            <TagSelect className={styles.filter} placeholder={t('filters.tag')} value={url.tag} onChange={(tag) => change({ tag })} />
          </FilterBar>
        )}
      </PageHeader>
      <Page fill>
        <DataList
          label={t('list')}
          rows={list.rows}
          rowKey={(lead) => lead.id}
          columns={shownColumns(columns, chosen)}
          card={(lead) => <LeadCard lead={lead} source={sourceName(lead.sourceId)} />}
          onOpen={open}
          openKey={id ?? null}
          selection={mayWrite ? { keys: selected, onChange: select } : undefined}
          sort={{ by: url.sort, down: url.direction === 'desc' }}
          onSort={(sort) => change({ sort: sorts.find((one) => one === sort?.by) ?? 'created', direction: sort && !sort.down ? 'asc' : 'desc' })}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={total}
          stale={list.isStale}
          empty={
            filtered ? (
              <EmptyState
                icon={<UserAddOutlined />}
                title={t('emptyFiltered')}
                text={t('emptyFilteredText')}
                action={<Button onClick={() => change({ ...noFilters, status: 'all' })}>{t('all')}</Button>}
              />
            ) : (
              <EmptyState
                icon={<UserAddOutlined />}
                title={t('empty')}
                text={t('emptyText')}
                action={
                  mayWrite && (
                    <span style={{ display: 'flex', gap: 8 }}>
                      {create}
                      {may('import', 'write') && <Button onClick={() => void navigate(paths.import)}>{t('import')}</Button>}
                    </span>
                  )
                }
              />
            )
          }
        />
      </Page>
      {id && <LeadRecord key={id} id={id} onClose={close} />}
    </>
  )
}
