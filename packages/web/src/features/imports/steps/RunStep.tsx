import { CheckCircleFilled, DownloadOutlined, FunnelPlotOutlined, ProjectOutlined, UndoOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { listPipelines } from '@sluice/core/catalog/contract'
import { getRejectedRows } from '@sluice/core/imports/contract'
import type { ImportDetail } from '@sluice/core/imports/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { apiUrl } from '../../../api/client.ts'
import { useContractQuery } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { usedPipeline } from '../model/stage-edit.ts'
import { UndoDialog } from '../UndoDialog.tsx'
import { JobProgress } from './JobProgress.tsx'
import { MadeThings } from './MadeThings.tsx'
import { ReasonList } from './ReasonList.tsx'
import { SummaryTiles } from './SummaryTiles.tsx'
import styles from './steps.module.css'

/** The import itself: its progress, then what came of it and where to go now. */
export function RunStep({ detail }: { detail: ImportDetail }) {
  const { t } = useTranslation('imports')
  const format = useFormat()
  const navigate = useNavigate()
  const [undoing, setUndoing] = useState(false)
  useAllFresh(detail.status)
  if (detail.status === 'running') return <JobProgress detail={detail} title={t('result.running')} text={t('result.runningText')} />
  if (detail.status === 'undoing') return <JobProgress detail={detail} title={t('undo.running')} text={t('undo.runningText')} />
  const { summary } = detail
  const undone = detail.status === 'undone'
  return (
    <>
      <Section>
        <div className={styles.resultHead}>
          <span className={undone ? styles.undoneIcon : styles.doneIcon} aria-hidden>
            {undone ? <UndoOutlined aria-hidden /> : <CheckCircleFilled aria-hidden />}
          </span>
          <span>
            <h2 className={styles.jobTitle}>{undone ? t('result.undone') : t('result.done')}</h2>
            <span className={styles.note}>{undone ? t('result.undoneAt', { time: format.dateTime(detail.undoneAt) }) : t('result.doneAt', { time: format.dateTime(detail.doneAt) })}</span>
          </span>
        </div>
        {summary && <SummaryTiles summary={summary} tense="did" />}
        <div className={styles.resultActions}>
          {!undone && <Places detail={detail} />}
          {summary !== null && summary.rejected > 0 && (
            <Button icon={<DownloadOutlined aria-hidden />} href={apiUrl(getRejectedRows, { params: { id: detail.id }, query: { locale: format.language } })}>
              {t('result.downloadRejected')}
            </Button>
          )}
          <Button onClick={() => void navigate(paths.import)}>{t('result.another')}</Button>
          {!undone && (
            <Button danger type="text" icon={<UndoOutlined aria-hidden />} onClick={() => setUndoing(true)}>
              {t('undo.whole')}
            </Button>
          )}
        </div>
      </Section>
      {detail.error && <Alert type="error" showIcon title={detail.error.detail || detail.error.code} />}
      {summary && (
        <>
          <MadeThings made={summary.made} title={undone ? t('made.was') : t('made.did')} />
          {summary.reasons.length > 0 && (
            <Section title={t('check.rejected')} note={t('result.rejectedNote')} flush>
              <ReasonList reasons={summary.reasons} tone="bad" />
            </Section>
          )}
          {summary.warnings.length > 0 && (
            <Section title={t('result.warnings')} note={t('check.warningsNote')} flush>
              <ReasonList reasons={summary.warnings} tone="warn" />
            </Section>
          )}
        </>
      )}
      {undoing && <UndoDialog item={detail} onClose={() => setUndoing(false)} />}
    </>
  )
}

/** Where what was imported is seen: for deals the board and the funnel of their pipeline, all periods and closings included. */
function Places({ detail }: { detail: ImportDetail }) {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  // Read anew: the import may have made the pipeline a moment ago, and the links must not lead to another one.
  const pipelines = useContractQuery(listPipelines, {}, { staleTime: 0 })
  const used = detail.mapping ? usedPipeline(detail.mapping, pipelines.data?.items ?? []) : null
  const waits = used === null && pipelines.isFetching
  const pipeline = used ? `pipeline=${used.id}` : ''
  const to = (path: string, ...parts: string[]) => {
    const query = parts.filter((part) => part !== '').join('&')
    return () => void navigate(query === '' ? path : `${path}?${query}`)
  }
  switch (detail.kind) {
    case 'deals':
    case 'events':
      return (
        <>
          <Button type="primary" icon={<FunnelPlotOutlined aria-hidden />} disabled={waits} onClick={to(paths.funnel, pipeline, 'period=all')}>
            {t('result.funnel')}
          </Button>
          <Button icon={<ProjectOutlined aria-hidden />} disabled={waits} onClick={to(paths.deals, pipeline, 'closedDays=3660')}>
            {t('result.board')}
          </Button>
        </>
      )
    case 'leads':
      return (
        <Button type="primary" icon={<UnorderedListOutlined aria-hidden />} onClick={to(paths.leads)}>
          {t('result.leads')}
        </Button>
      )
    case 'accounts':
      return (
        <Button type="primary" icon={<UnorderedListOutlined aria-hidden />} onClick={to(paths.accounts)}>
          {t('result.accounts')}
        </Button>
      )
    case 'contacts':
      return (
        <Button type="primary" icon={<UnorderedListOutlined aria-hidden />} onClick={to(paths.contacts)}>
          {t('result.contacts')}
        </Button>
      )
    default:
      return (
        <Button type="primary" icon={<UnorderedListOutlined aria-hidden />} onClick={to(paths.settingsSection('products'))}>
          {t('result.products')}
        </Button>
      )
  }
}

/** When a job has ended while the page looked on, every cached list may be old: not only those that a live event names. */
function useAllFresh(status: ImportDetail['status']) {
  const client = useQueryClient()
  const before = useRef(status)
  useEffect(() => {
    const ended = before.current !== status && (status === 'done' || status === 'undone')
    before.current = status
    if (ended) void client.invalidateQueries({ refetchType: 'active' })
  }, [client, status])
}
