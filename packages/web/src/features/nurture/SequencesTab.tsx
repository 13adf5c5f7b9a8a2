import { MailOutlined, PlusOutlined } from '@ant-design/icons'
import { createSequence, listSequences, sequenceStates, type Sequence } from '@sluice/core/nurture/contract'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import { UserAvatar } from '../../ui/UserAvatar.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useMay } from '../session/use-may.ts'
import styles from './Nurture.module.css'
import { nurtureUrl } from './nurture-url.ts'

export const stateTones: Record<Sequence['state'], Tone> = { draft: 'neutral', running: 'good', paused: 'warn', archived: 'neutral' }

/** The sequences, with how many leads are in them. */
export function SequencesTab() {
  const { t } = useTranslation('nurture')
  const navigate = useNavigate()
  const phone = usePhone()
  const format = useFormat()
  const may = useMay()
  const [url, change] = useUrlState(nurtureUrl)
  const [creating, setCreating] = useState(false)
  const read = useContractQuery(listSequences, { query: { ...(url.q !== '' && { q: url.q }), ...(url.state !== 'all' && { state: url.state }) } }, { keepPrevious: true })
  const rows = read.data?.items ?? []
  const mayWrite = may('campaign', 'write')
  const create = (
    <Button type="primary" icon={<PlusOutlined />} disabled={!mayWrite} title={mayWrite ? undefined : t('noPermission')} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  )
  const figure = (key: 'active' | 'done' | 'ready' | 'sent' | 'clicked'): Column<Sequence> => ({ key, title: t(`columns.${key}`), width: 84, align: 'right', render: (row) => <span className="num">{format.count(row.counts[key])}</span> })
  const columns: Column<Sequence>[] = [
    { key: 'name', title: t('columns.name'), width: 200, grow: 2, required: true, render: (row) => <span className={styles.name} title={row.name}>{row.name}</span> },
    { key: 'state', title: t('columns.state'), width: 150, render: (row) => <span className={styles.row}><Tag tone={stateTones[row.state]} dot>{t(`states.${row.state}`)}</Tag></span> },
    figure('active'), figure('done'), figure('ready'), figure('sent'), figure('clicked'),
    { key: 'owner', title: t('columns.owner'), width: 110, render: (row) => <UserAvatar name={row.owner.name} size={22} label /> },
    { key: 'updated', title: t('columns.updated'), width: 110, render: (row) => <span title={format.dateTime(row.updatedAt)}>{format.relative(row.updatedAt)}</span> },
  ]
  return (
    <>
      <FilterBar
        quick={
          <>
            <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={phone ? 160 : 220} />
            <Select aria-label={t('columns.state')} value={url.state} onChange={(state) => change({ state })} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('columns.state') }, ...sequenceStates.map((value) => ({ value, label: t(`states.${value}`) }))]} />
          </>
        }
        end={create}
      />
      <DataList
        label={t('list')}
        rows={rows}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => <SequenceCard sequence={row} />}
        onOpen={(row) => void navigate(paths.sequence(row.id))}
        loading={read.isPending}
        error={read.error}
        onRetry={() => void read.refetch()}
        hasMore={false}
        loadingMore={false}
        onMore={() => undefined}
        total={rows.length}
        stale={read.isPlaceholderData}
        empty={url.q !== '' || url.state !== 'all' ? <EmptyState icon={<MailOutlined />} title={t('emptyFiltered')} /> : <EmptyState icon={<MailOutlined />} title={t('empty')} text={t('emptyText')} action={mayWrite && create} />}
      />
      {creating && <CreateSequence onClose={() => setCreating(false)} />}
    </>
  )
}

function SequenceCard({ sequence }: { sequence: Sequence }) {
  const { t } = useTranslation('nurture')
  const format = useFormat()
  return (
    <RowCard
      name={sequence.name} aside={<Tag tone={stateTones[sequence.state]} dot>{t(`states.${sequence.state}`)}</Tag>}
      lines={[(['active', 'ready', 'sent', 'clicked'] as const).map((key) => `${t(`columns.${key}`)} ${format.count(sequence.counts[key])}`)]}
    />
  )
}

/** A new sequence, empty or as a copy. */
function CreateSequence({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('nurture')
  const navigate = useNavigate()
  const toast = useToast()
  const refresh = useRefresh()
  const [name, setName] = useState('')
  const [copyOf, setCopyOf] = useState<string | null>(null)
  const others = useContractQuery(listSequences, { query: {} }).data?.items ?? []
  const create = useContractMutation(createSequence, {
    onError: toast.failed,
    onSuccess: (made) => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: made.id })
      void navigate(paths.sequence(made.id))
    },
  })
  const submit = () => name.trim() !== '' && create.mutate({ body: { name: name.trim(), ...(copyOf !== null && { copyOf }) } })
  return (
    <BottomSheet
      open
      title={t('createTitle')}
      onClose={onClose}
      footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" disabled={name.trim() === ''} loading={create.isPending} onClick={submit}>{t('add')}</Button></div>}
    >
      <div className={styles.form}>
        <label className={styles.field}><span>{t('name')}</span><Input autoFocus maxLength={100} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={submit} /></label>
        {others.length > 0 && (
          <label className={styles.field}>
            <span>{t('copyOf')}</span>
            <Select allowClear value={copyOf} onChange={(value: string | undefined) => setCopyOf(value ?? null)} options={others.map((one) => ({ value: one.id, label: one.name }))} />
          </label>
        )}
      </div>
    </BottomSheet>
  )
}
