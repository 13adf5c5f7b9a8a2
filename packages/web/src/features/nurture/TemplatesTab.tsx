import { FileTextOutlined, PlusOutlined } from '@ant-design/icons'
import { listMailTemplates, type MailTemplate } from '@sluice/core/nurture/contract'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useMay } from '../session/use-may.ts'
import styles from './Nurture.module.css'
import { TemplateSheet } from './TemplateSheet.tsx'

/** Mails as they are written once and sent often. */
export function TemplatesTab() {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  const may = useMay()
  const [archived, setArchived] = useState(false)
  const [open, setOpen] = useState<MailTemplate | 'new' | null>(null)
  const read = useContractQuery(listMailTemplates, { query: { archived: archived ? 'true' : 'false' } }, { keepPrevious: true })
  const mayWrite = may('campaign', 'write')
  const create = <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => setOpen('new')}>{t('templates.create')}</Button>
  const users = (row: MailTemplate) => row.usedBy.map((one) => one.name).join('、')
  const columns: Column<MailTemplate>[] = [
    { key: 'name', title: t('columns.name'), width: 180, grow: 1, required: true, render: (row) => <span className={styles.row}><span className={styles.name} title={row.name}>{row.name}</span>{row.problem !== null && <Tag tone="bad">{t('templates.problem')}</Tag>}</span> },
    { key: 'subject', title: t('templates.subject'), width: 240, grow: 2, render: (row) => <span title={row.subject}>{row.subject}</span> },
    { key: 'usedBy', title: t('templates.usedBy'), width: 180, render: (row) => <span title={users(row)}>{users(row) || '—'}</span> },
    { key: 'updated', title: t('templates.updated'), width: 110, render: (row) => <span title={format.dateTime(row.updatedAt)}>{format.relative(row.updatedAt)}</span> },
  ]
  return (
    <>
      <FilterBar quick={<label className={styles.row}><Switch size="small" checked={archived} onChange={setArchived} />{t('templates.showArchived')}</label>} end={create} />
      <DataList
        label={t('tabs.templates')}
        rows={read.data?.items ?? []}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => <RowCard name={row.name} aside={row.problem !== null && <Tag tone="bad">{t('templates.problem')}</Tag>} lines={[[row.subject]]} />}
        onOpen={setOpen}
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        hasMore={false}
        loadingMore={false}
        onMore={() => undefined}
        total={read.data?.items.length}
        stale={read.isPlaceholderData}
        empty={<EmptyState icon={<FileTextOutlined />} title={t('templates.empty')} text={t('templates.emptyText')} action={mayWrite && create} />}
      />
      {open !== null && <TemplateSheet template={open === 'new' ? null : open} canWrite={mayWrite} onClose={() => setOpen(null)} />}
    </>
  )
}
