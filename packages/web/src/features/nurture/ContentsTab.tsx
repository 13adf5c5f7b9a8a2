import { CopyOutlined, PlusOutlined, ReadOutlined } from '@ant-design/icons'
import { contentKinds, contentStages, listContents, makeContentLink, type ContentItem } from '@sluice/core/nurture/contract'
import type { Ref } from '@sluice/core/lib/wire'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { copyToClipboard } from '../../ui/copy-to-clipboard.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useMay } from '../session/use-may.ts'
import { ContentSheet } from './ContentSheet.tsx'
import { LeadSelect } from './LeadSelect.tsx'
import styles from './Nurture.module.css'

/** Cases and materials: for whom they are, and how often they are given and opened. */
export function ContentsTab() {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const may = useMay()
  const [q, setQ] = useState('')
  const [filter, setFilter] = useState<{ kind?: ContentItem['kind']; stage?: ContentItem['stages'][number]; industry?: string }>({})
  const [open, setOpen] = useState<ContentItem | 'new' | null>(null)
  const [giving, setGiving] = useState<ContentItem | null>(null)
  const read = useContractQuery(listContents, { query: { ...(q !== '' && { q }), ...filter } }, { keepPrevious: true })
  const mayWrite = may('campaign', 'write')
  const create = <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => setOpen('new')}>{t('contents.create')}</Button>
  const about = (row: ContentItem) => [...row.industries, ...row.stages.map((stage) => t(`contents.stageNames.${stage}`))]
  const usage = (row: ContentItem) => [t('contents.links', { count: row.links }), t('contents.clicks', { count: row.clicks }), t('contents.leads', { count: row.leads })].join(' · ')
  const columns: Column<ContentItem>[] = [
    { key: 'title', title: t('contents.titleField'), width: 220, grow: 2, required: true, render: (row) => <span className={styles.name} title={row.title}>{row.title}</span> },
    { key: 'kind', title: t('contents.kind'), width: 90, render: (row) => t(`contents.kinds.${row.kind}`) },
    { key: 'for', title: t('contents.industries'), width: 220, grow: 1, render: (row) => <span className={styles.tags} title={about(row).join('、')}>{about(row).map((one) => <Tag key={one}>{one}</Tag>)}</span> },
    { key: 'usage', title: t('contents.usage'), width: 230, render: (row) => <span className="num" title={usage(row)}>{usage(row)}</span> },
    { key: 'last', title: t('contents.last'), width: 110, render: (row) => (row.lastClickAt === null ? '—' : <span title={format.dateTime(row.lastClickAt)}>{format.relative(row.lastClickAt)}</span>) },
    {
      key: 'link', title: '', width: 130,
      render: (row) => <span onClick={(event) => event.stopPropagation()}><Button size="small" icon={<CopyOutlined />} disabled={row.url === null && row.file === null} title={row.url === null && row.file === null ? t('contents.nothing') : undefined} onClick={() => setGiving(row)}>{t('contents.copyLink')}</Button></span>,
    },
  ]
  return (
    <>
      <FilterBar
        quick={<SearchField value={q} onSearch={setQ} placeholder={t('search')} width={200} />}
        active={Object.values(filter).filter((one) => one !== undefined).length}
        onClear={() => setFilter({})}
        end={create}
      >
        <Select allowClear aria-label={t('contents.kind')} placeholder={t('contents.allKinds')} value={filter.kind ?? null} onChange={(kind: ContentItem['kind'] | null) => setFilter(({ kind: _, ...rest }) => (kind ? { ...rest, kind } : rest))} popupMatchSelectWidth={false} options={contentKinds.map((value) => ({ value, label: t(`contents.kinds.${value}`) }))} />
        <Select allowClear aria-label={t('contents.stages')} placeholder={t('contents.allStages')} value={filter.stage ?? null} onChange={(stage: ContentItem['stages'][number] | null) => setFilter(({ stage: _, ...rest }) => (stage ? { ...rest, stage } : rest))} popupMatchSelectWidth={false} options={contentStages.map((value) => ({ value, label: t(`contents.stageNames.${value}`) }))} />
        <Select allowClear aria-label={t('contents.industries')} placeholder={t('contents.allIndustries')} value={filter.industry ?? null} onChange={(industry: string | null) => setFilter(({ industry: _, ...rest }) => (industry ? { ...rest, industry } : rest))} popupMatchSelectWidth={false} options={(read.data?.industries ?? []).map((value) => ({ value, label: value }))} />
      </FilterBar>
      <DataList
        label={t('tabs.contents')}
        rows={read.data?.items ?? []}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => (
          <RowCard name={row.title} aside={<Tag>{t(`contents.kinds.${row.kind}`)}</Tag>} lines={[[usage(row)]]}>
            <div className={styles.tags}>{about(row).map((one) => <Tag key={one}>{one}</Tag>)}</div>
          </RowCard>
        )}
        onOpen={(row) => (mayWrite ? setOpen(row) : setGiving(row))}
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        hasMore={false}
        loadingMore={false}
        onMore={() => undefined}
        total={read.data?.items.length}
        stale={read.isPlaceholderData}
        empty={<EmptyState icon={<ReadOutlined />} title={t('contents.empty')} text={t('contents.emptyText')} action={mayWrite && create} />}
      />
      {open !== null && <ContentSheet content={open === 'new' ? null : open} industries={read.data?.industries ?? []} onClose={() => setOpen(null)} />}
      {giving !== null && <GiveSheet content={giving} onClose={() => setGiving(null)} />}
    </>
  )
}

/** A link of its own for one lead, or for nobody in particular. */
function GiveSheet({ content, onClose }: { content: ContentItem; onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const toast = useToast()
  const refresh = useRefresh()
  const [lead, setLead] = useState<Ref | null>(null)
  const make = useContractMutation(makeContentLink, {
    onError: toast.failed,
    onSuccess: async ({ url }) => {
      await copyToClipboard(url)
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: content.id })
      toast.done(t('contents.copied'))
      onClose()
    },
  })
  return (
    <BottomSheet open title={content.title} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" icon={<CopyOutlined />} loading={make.isPending} onClick={() => make.mutate({ params: { id: content.id }, body: { leadId: lead?.id ?? null } })}>{t('contents.copyLink')}</Button></div>}>
      <div className={styles.form}>
        {content.summary !== '' && <p className={styles.help}>{content.summary}</p>}
        <div className={styles.field}><span>{t('contents.forWhom')}</span><LeadSelect aria-label={t('contents.forWhom')} placeholder={t('dry.lead')} value={lead} onChange={setLead} /></div>
      </div>
    </BottomSheet>
  )
}
