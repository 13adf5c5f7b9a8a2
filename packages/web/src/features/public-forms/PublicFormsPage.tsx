import { FormOutlined, PlusOutlined } from '@ant-design/icons'
import { createPublicForm, listPublicForms } from '@sluice/core/public-forms/contract'
import type { PublicForm } from '@sluice/core/public-forms/contract'
import { Button, Form, Input } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import { useMay } from '../session/use-may.ts'
import { FormSheet } from '../settings/FormSheet.tsx'
import { useEditForm } from '../settings/use-edit-form.ts'
import { formsUrl } from './forms-url.ts'
import styles from './PublicForms.module.css'
import { statusTones } from './status-tones.ts'

/** 表单: every public form with how often it was seen and sent. */
export default function PublicFormsPage() {
  const { t } = useTranslation('publicForms')
  const navigate = useNavigate()
  const phone = usePhone()
  const may = useMay()
  const format = useFormat()
  const columns = useColumns()
  const [url, change] = useUrlState(formsUrl)
  const [creating, setCreating] = useState(false)
  const list = useContractPages(listPublicForms, { query: { limit: 50, ...(url.q !== '' && { q: url.q }), ...(url.show === 'archived' && { archived: 'true' as const }) } })
  const total = list.firstPage?.total
  const mayWrite = may('campaign', 'write')
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  const filtered = url.q !== '' || url.show === 'archived'
  return (
    <>
      <PageHeader
        title={t('title')}
        description={phone ? undefined : t('description')}
        aside={total === undefined ? undefined : <span className="num">{t('count', { count: format.count(total) as never })}</span>}
        actions={create}
      >
        <Tabs label={t('columns.status')} value={url.show} tabs={[{ value: 'active', label: t('active') }, { value: 'archived', label: t('archivedOnly') }]} onChange={(show) => change({ show })} />
        <FilterBar quick={<SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={phone ? 180 : 240} />} />
      </PageHeader>
      <Page fill>
        <DataList
          label={t('list')}
          rows={list.rows}
          rowKey={(row) => row.id}
          columns={columns}
          card={(row) => <FormCard form={row} />}
          onOpen={(row) => void navigate(paths.publicForm(row.id))}
          loading={list.isLoading}
          error={list.error}
          onRetry={list.retry}
          hasMore={list.hasMore}
          loadingMore={list.isLoadingMore}
          onMore={list.loadMore}
          total={total}
          stale={list.isStale}
          empty={<EmptyState icon={<FormOutlined />} title={t(filtered ? 'emptyFiltered' : 'empty')} text={filtered ? undefined : t('emptyText')} action={!filtered && mayWrite && create} />}
        />
      </Page>
      {creating && <CreateForm onClose={() => setCreating(false)} onMade={(id) => void navigate(paths.publicForm(id))} />}
    </>
  )
}

function useColumns(): Column<PublicForm>[] {
  const { t } = useTranslation('publicForms')
  const format = useFormat()
  return useMemo(() => [
    { key: 'name', title: t('columns.name'), width: 180, grow: 2, required: true, render: (row) => <span className={styles.name} title={row.name}>{row.name}</span> },
    { key: 'status', title: t('columns.status'), width: 96, render: (row) => <Tag tone={statusTones[row.status]} dot>{t(`statuses.${row.status}`)}</Tag> },
    { key: 'owner', title: t('columns.owner'), width: 120, render: (row) => <UserAvatar name={row.owner.name} size={22} label /> },
    { key: 'views', title: <AboutMetric metric="form.views">{t('columns.views')}</AboutMetric>, width: 80, align: 'right', render: (row) => format.count(row.figures.views) },
    { key: 'starts', title: <AboutMetric metric="form.starts">{t('columns.starts')}</AboutMetric>, width: 96, align: 'right', render: (row) => format.count(row.figures.starts) },
    { key: 'submissions', title: <AboutMetric metric="form.submissions">{t('columns.submissions')}</AboutMetric>, width: 80, align: 'right', render: (row) => format.count(row.figures.submissions) },
    { key: 'rate', title: <AboutMetric metric="form.rate">{t('columns.rate')}</AboutMetric>, width: 88, align: 'right', render: (row) => format.percent(row.figures.rate) },
    { key: 'last', title: t('columns.last'), width: 130, render: (row) => <span className="num">{row.lastAt === null ? '—' : format.relative(row.lastAt)}</span> },
  ], [t, format])
}

function FormCard({ form }: { form: PublicForm }) {
  const { t } = useTranslation('publicForms')
  const format = useFormat()
  return (
    <RowCard
      name={form.name} aside={<Tag tone={statusTones[form.status]} dot>{t(`statuses.${form.status}`)}</Tag>}
      lines={[[`${t('columns.views')} ${format.count(form.figures.views)}`, `${t('columns.submissions')} ${format.count(form.figures.submissions)}`, `${t('columns.rate')} ${format.percent(form.figures.rate)}`]]}
    />
  )
}

function CreateForm({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation('publicForms')
  const toast = useToast()
  const refresh = useRefresh()
  const create = useContractMutation(createPublicForm)
  const edit = useEditForm<{ name: string }>({
    initial: { name: '' },
    write: async (_, { name }) => {
      const made = await create.mutateAsync({ body: { name: name.trim() } })
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: made.id })
      toast.done(t('created', { name: made.name }))
      onMade(made.id)
    },
    onDone: onClose,
  })
  return (
    <FormSheet title={t('createTitle')} save={t('create')} edit={edit} onClose={onClose}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}>
        <Input maxLength={80} />
      </Form.Item>
    </FormSheet>
  )
}
