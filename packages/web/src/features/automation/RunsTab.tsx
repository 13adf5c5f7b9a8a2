import { listAutomationRuns, replayAutomationRuns, runStates, type AutomationRun } from '@sluice/core/automation/contract'
import { Button, DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag, type Tone } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { useUrlState } from '../../ui/use-url-state.ts'
import styles from './Automation.module.css'
import { runsUrl } from './automation-url.ts'
import { recordPath } from './record-path.ts'
import { RunSheet } from './RunSheet.tsx'

const runTones: Readonly<Record<AutomationRun['state'], Tone>> = { queued: 'brand', waiting: 'brand', done: 'good', unmet: 'neutral', passed: 'neutral', cut: 'warn', failed: 'bad', cancelled: 'neutral' }

/** How a run stands, and why; that steps of it were refused is not hidden behind its end. */
export function RunState({ run }: { run: Pick<AutomationRun, 'state' | 'reason' | 'problem' | 'refused'> }) {
  const { t } = useTranslation('automation')
  const isPart = run.state === 'done' && run.refused > 0
  return (
    <span className={styles.row} title={run.problem ?? undefined}>
      <Tag tone={isPart ? 'warn' : runTones[run.state]} dot>{isPart ? t('runs.partlyRefused') : t(`runStates.${run.state}`)}</Tag>
      {run.reason !== null && <span className={styles.muted}>{t(`runReasons.${run.reason}`)}</span>}
    </span>
  )
}

/** Every run, of one automation or of all: what it was about, how it ended, each to be opened. */
export function RunsTab({ automationId }: { automationId?: string }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  const toast = useToast()
  const refresh = useRefresh()
  const [url, setUrl] = useUrlState(runsUrl)
  const list = useContractPages(listAutomationRuns, {
    query: { limit: 50, ...(automationId !== undefined && { automation: automationId }), ...(url.runState !== 'all' && { state: url.runState }), ...(url.from !== '' && { from: url.from }), ...(url.to !== '' && { to: url.to }), ...(url.record !== '' && { record: url.record }) },
    // Events tell of what runs do; that one ended without doing anything, or waits, nothing tells.
  }, { refetchInterval: 5000 })
  const replay = useContractMutation(replayAutomationRuns, {
    onError: toast.failed,
    onSuccess: ({ replayed }) => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: automationId ?? '' })
      toast.done(t('runs.replayed', { count: replayed.length }))
    },
  })
  const dead = list.rows.filter((row) => row.canReplay)
  const steps = (row: AutomationRun) => t('runs.steps', { did: row.did, refused: row.refused })
  const columns: Column<AutomationRun>[] = [
    { key: 'record', title: t('runs.record'), width: 160, grow: 2, required: true, render: (row) => (row.record === null ? <span className={styles.muted}>{t('runs.noRecord')}</span> : <Link className={styles.rowLink} to={recordPath(row.record)} title={row.record.name} onClick={(event) => event.stopPropagation()}>{row.record.name}</Link>) },
    ...(automationId === undefined ? [{ key: 'automation', title: t('runs.automation'), width: 160, grow: 1, render: (row: AutomationRun) => <span className={styles.rowLink} title={row.automation.name}>{row.automation.name}</span> }] : []),
    { key: 'state', title: t('runs.state'), width: 210, render: (row) => <RunState run={row} /> },
    { key: 'steps', title: t('runs.did'), width: 150, render: (row) => <span className="num">{steps(row)}</span> },
    { key: 'at', title: t('runs.at'), width: 140, render: (row) => <span className="num">{format.dateTime(row.at)}</span> },
    { key: 'due', title: t('runs.due'), width: 140, render: (row) => <span className="num">{row.endedAt !== null ? format.dateTime(row.endedAt) : row.dueAt === null ? '—' : t('runs.until', { time: format.dateTime(row.dueAt) })}</span> },
    { key: 'duration', title: t('runs.duration'), width: 90, align: 'right', render: (row) => <span className="num">{t('runs.ms', { n: format.count(row.durationMs) })}</span> },
    { key: 'version', title: t('runs.version'), width: 60, align: 'right', render: (row) => <span className="num">{row.versionNumber}</span> },
  ]
  const day = (end: 'from' | 'to') => <DatePicker aria-label={t(`runs.${end}`)} placeholder={t(`runs.${end}`)} value={url[end] === '' ? null : dayjs(url[end])} onChange={(value) => setUrl({ [end]: value?.format('YYYY-MM-DD') ?? '' })} />
  const active = Number(url.from !== '') + Number(url.to !== '') + Number(url.record !== '')
  return (
    <>
      <FilterBar
        quick={<Select aria-label={t('runs.state')} value={url.runState} onChange={(runState) => setUrl({ runState })} popupMatchSelectWidth={false} options={[{ value: 'all' as const, label: t('runs.allStates') }, ...runStates.map((value) => ({ value, label: t(`runStates.${value}`) }))]} />}
        active={active}
        onClear={() => setUrl({ from: '', to: '', record: '' })}
        end={dead.length > 0 && <Button loading={replay.isPending} onClick={() => replay.mutate({ body: { ids: dead.map((row) => row.id).slice(0, 500) } })}>{t('runs.replayAll', { count: dead.length })}</Button>}
      >
        {day('from')}
        {day('to')}
      </FilterBar>
      <DataList
        label={t('page.tabs.runs')}
        rows={list.rows}
        rowKey={(row) => row.id}
        columns={columns}
        card={(row) => (
          <div className={styles.stack}>
            <span className={styles.itemHead}><span className={styles.itemName}>{row.record?.name ?? t('runs.noRecord')}</span><RunState run={row} /></span>
            <span className={`num ${styles.muted}`}>{[automationId === undefined ? row.automation.name : null, steps(row), format.dateTime(row.at)].filter(Boolean).join(' · ')}</span>
          </div>
        )}
        onOpen={(row) => setUrl({ run: row.id }, { push: true })}
        openKey={url.run === '' ? null : url.run}
        loading={list.isLoading}
        error={list.error}
        onRetry={list.retry}
        hasMore={list.hasMore}
        loadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        total={list.firstPage?.total}
        stale={list.isStale}
        empty={<EmptyState title={t(active > 0 || url.runState !== 'all' ? 'runs.emptyFiltered' : 'runs.empty')} text={active > 0 || url.runState !== 'all' ? undefined : t('runs.emptyText')} />}
      />
      {url.run !== '' && <RunSheet id={url.run} onClose={() => setUrl({ run: '' })} onOpen={(run) => setUrl({ run })} />}
    </>
  )
}
