import { changeEnrolment, enrolmentStates, listEnrolments, type Enrolment } from '@sluice/core/nurture/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { RowCard } from '../../ui/table/RowCard.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useMay } from '../session/use-may.ts'
import styles from './Nurture.module.css'

const tones: Record<Enrolment['state'], Tone> = { active: 'brand', paused: 'warn', done: 'good', left: 'neutral', failed: 'bad' }

/** Who is in the sequence, where, and until when. */
export function EnrolmentsTab({ sequenceId }: { sequenceId: string }) {
  const { t } = useTranslation('nurture')
  const navigate = useNavigate()
  const format = useFormat()
  const toast = useToast()
  const may = useMay()
  const refresh = useRefresh()
  const [state, setState] = useState<Enrolment['state'] | 'all'>('all')
  const list = useContractPages(listEnrolments, { query: { sequence: sequenceId, limit: 50, ...(state !== 'all' && { state }) } })
  const change = useContractMutation(changeEnrolment, { onError: toast.failed, onSuccess: (one) => refresh({ type: 'lead.changed', subjectType: 'lead', subjectId: one.lead.id }) })
  const act = (row: Enrolment, what: 'pause' | 'resume' | 'stop') => change.mutate({ params: { id: row.id }, body: { what } })
  const status = (row: Enrolment) => <Tag tone={tones[row.state]} dot>{row.exitReason !== null && row.state === 'left' ? t(`reasons.${row.exitReason}`) : t(`states2.${row.state}`)}</Tag>
  const step = (row: Enrolment) => (row.stepNumber === null || row.stepType === null || row.state === 'done' || row.state === 'left' ? '—' : t('lead.step', { n: row.stepNumber, of: row.steps, type: t(`steps.${row.stepType as 'wait'}`) }))
  const due = (row: Enrolment) => (row.waitsFor === 'mail' ? t('lead.waitsMail') : row.dueAt === null ? '—' : format.dateTime(row.dueAt))
  const columns: Column<Enrolment>[] = [
    { key: 'lead', title: t('enrolments.lead'), width: 150, grow: 1, required: true, render: (row) => <span className={styles.name} title={row.lead.name}>{row.lead.name}</span> },
    { key: 'state', title: t('enrolments.state'), width: 120, render: status },
    { key: 'step', title: t('enrolments.step'), width: 170, render: (row) => <span title={row.problem ?? undefined}>{step(row)}</span> },
    { key: 'due', title: t('enrolments.due'), width: 150, render: (row) => <span className="num">{due(row)}</span> },
    { key: 'entered', title: t('enrolments.entered'), width: 130, render: (row) => <span className="num">{format.dateTime(row.enteredAt)}</span> },
    { key: 'source', title: t('enrolments.source'), width: 80, render: (row) => t(`sources.${row.source as 'hand'}`) },
    { key: 'version', title: t('enrolments.version'), width: 70, align: 'right', render: (row) => <span className="num">{row.versionNumber}</span> },
    {
      key: 'act', title: '', width: 150,
      render: (row) =>
        (row.state === 'active' || row.state === 'paused') && may('lead', 'write') ? (
          <span onClick={(event) => event.stopPropagation()}>
            <Button size="small" type="link" onClick={() => act(row, row.state === 'paused' ? 'resume' : 'pause')}>{t(row.state === 'paused' ? 'enrolments.resume' : 'enrolments.pause')}</Button>
            <Button size="small" type="link" danger onClick={() => act(row, 'stop')}>{t('enrolments.stop')}</Button>
          </span>
        ) : null,
    },
  ]
  return (
    <>
      <FilterBar quick={<Select aria-label={t('enrolments.state')} value={state} onChange={setState} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('enrolments.state') }, ...enrolmentStates.map((value) => ({ value, label: t(`states2.${value}`) }))]} />} />
      <DataList
        label={t('page.tabs.leads')}
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => <RowCard name={row.lead.name} aside={status(row)} lines={[[step(row), due(row)]]} />}
        onOpen={(row) => void navigate(paths.lead(row.lead.id))}
        loading={list.isLoading}
        error={list.error}
        onRetry={list.retry}
        hasMore={list.hasMore}
        loadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        total={list.firstPage?.total}
        stale={list.isStale}
        empty={<EmptyState title={t('enrolments.empty')} text={t('enrolments.emptyText')} />}
      />
    </>
  )
}
