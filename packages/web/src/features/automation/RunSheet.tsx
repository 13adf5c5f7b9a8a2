import { getAutomationRun, replayAutomationRuns, type AutomationRunPage } from '@sluice/core/automation/contract'
import { explainAutomation } from '@sluice/core/automation/explain'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractMutation, useContractQuery } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { eventWords } from '../activities/event-words.ts'
import { useSpeaker } from '../activities/use-speaker.ts'
import { useEventNames } from '../activities/use-event-names.ts'
import styles from './Automation.module.css'
import { recordPath } from './record-path.ts'
import { Clauses, StepLog } from './StepLog.tsx'
import { useAutomationThings } from './use-automation-things.ts'

/** One run: what set it off, what was asked, what each step came to, and how it came about. */
export function RunSheet({ id, onClose, onOpen }: { id: string; onClose: () => void; onOpen: (id: string) => void }) {
  const { t } = useTranslation('automation')
  const toast = useToast()
  const refresh = useRefresh()
  const read = useContractQuery(getAutomationRun, { params: { id } })
  const run = read.data
  const replay = useContractMutation(replayAutomationRuns, {
    onError: toast.failed,
    onSuccess: ({ replayed }) => {
      refresh({ type: 'config.changed', subjectType: 'config', subjectId: id })
      if (replayed.length > 0) toast.done(t('runs.replayed', { count: replayed.length }))
    },
  })
  return (
    <SideDrawer
      open width={720} onClose={onClose} title={run === undefined ? t('runs.title') : (run.record?.name ?? run.automation.name)}
      extra={run?.canReplay === true && <Button type="primary" loading={replay.isPending} onClick={() => replay.mutate({ body: { ids: [id] } })}>{t('runs.replay')}</Button>}
    >
      {read.isPending ? <Skeletons kind="record" /> : run === undefined ? (read.error?.status === 404 ? <EmptyState title={t('runs.notFound')} /> : <ErrorState error={read.error} onRetry={() => void read.refetch()} />) : <Shown run={run} onOpen={onOpen} />}
    </SideDrawer>
  )
}

function Shown({ run, onOpen }: { run: AutomationRunPage; onOpen: (id: string) => void }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  const { speaker, lists } = useAutomationThings(run.names)
  // What set it off names things that the definition does not.
  const names = { ...Object.fromEntries(Object.values(lists).flat().map((one) => [one.id, one.name])), ...run.names, ...(run.record !== null && { [run.record.id]: run.record.name }) }
  const events = useSpeaker(names)
  const { nameOf } = useEventNames()
  const { type, payload } = run.inputs
  const { kind } = run.definition.trigger
  const setOff = typeof type === 'string' ? eventWords({ type, payload }, events).sentence.map((part) => part.text).join('') : null
  return (
    <>
      <p className={styles.says} style={{ margin: 0 }}>{explainAutomation(run.definition, speaker)}</p>
      {run.problem !== null && run.state === 'failed' && <Alert type="error" showIcon title={run.problem} style={{ marginTop: 12 }} />}
      <h3 className={styles.h3}>{t('runs.inputs')}</h3>
      <dl className={styles.inputs}>
        <dt>{t('runs.automation')}</dt><dd><Link to={paths.automation(run.automation.id)}>{run.automation.name}</Link> · {t('versions.number', { n: run.versionNumber })}</dd>
        {run.record !== null && <><dt>{t('runs.record')}</dt><dd><Link to={recordPath(run.record)}>{run.record.name}</Link></dd></>}
        <dt>{t('runs.at')}</dt><dd className="num">{format.dateTime(run.at)}</dd>
        <dt>{t('runs.setOff')}</dt><dd>{setOff ?? t(`triggers.${run.definition.trigger.kind}`)}</dd>
        {run.dueAt !== null && run.endedAt === null && <><dt>{t('runs.due')}</dt><dd className="num">{format.dateTime(run.dueAt)}</dd></>}
        <dt>{t('runs.took')}</dt><dd className="num">{t('runs.ms', { n: format.count(run.durationMs) })}{run.attempts > 0 && ` · ${t('runs.attempts', { count: run.attempts })}`}</dd>
      </dl>
      <h3 className={styles.h3}>{t('runs.verdict')}</h3>
      {run.clauses === null ? <p className={styles.help}>{t('runs.notAsked')}</p> : <Clauses clauses={run.clauses} condition={run.definition.where} definition={run.definition} speaker={speaker} />}
      <h3 className={styles.h3}>{t('editor.steps')}</h3>
      {run.steps.length === 0 ? <p className={styles.help}>{t('runs.noSteps')}</p> : <StepLog steps={run.steps} definition={run.definition} speaker={speaker} names={names} />}
      <h3 className={styles.h3}>{t('runs.causes')}</h3>
      {run.causes.length === 0 ? <p className={styles.help}>{t(kind === 'button' || kind === 'webhook_in' ? `runs.noCauseBy.${kind}` : 'runs.noCause')}</p> : (
        <ol className={styles.log}>
          {run.causes.map((cause, i) => (
            <li key={cause.seq}>
              <span className={`num ${styles.muted}`}>{i + 1}</span>
              <span>
                {cause.automation !== null ? t('runs.byAutomation', { name: cause.automation.name }) : (cause.actor?.name ?? t('runs.bySystem'))}
                <span className={styles.detail}>{names[cause.subjectId] ?? t(`subjects.${subjectOf(cause.subjectType)}`)} · {nameOf(cause.type)}</span>
              </span>
              <span className="num">{cause.runId !== null && cause.runId !== run.id ? <Button size="small" type="link" onClick={() => cause.runId !== null && onOpen(cause.runId)}>{t('runs.openRun')}</Button> : <span className={styles.muted}>{format.dateTime(cause.at)}</span>}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

const subjectOf = (type: string) => (['deal', 'lead', 'account', 'contact', 'alarm'] as const).find((one) => one === type) ?? 'other'
