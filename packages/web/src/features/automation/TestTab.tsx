import { backTestAutomation, dryRunAutomation, type AutomationPage } from '@sluice/core/automation/contract'
import { objectOf, type AutomationDefinition, type AutomationObject } from '@sluice/core/automation/definition'
import { listAlarms } from '@sluice/core/alarms/contract'
import { dayOf } from '@sluice/core/lib/dates'
import type { Ref } from '@sluice/core/lib/wire'
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractQuery } from '../../api/query.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { PlainTable } from '../../ui/table/PlainTable.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { LeadSelect } from '../nurture/LeadSelect.tsx'
import { AccountSelect } from '../pickers/AccountSelect.tsx'
import { ContactSelect } from '../pickers/ContactSelect.tsx'
import { DealSelect } from '../pickers/DealSelect.tsx'
import styles from './Automation.module.css'
import { recordPath } from './record-path.ts'
import { Clauses, StepLog } from './StepLog.tsx'
import type { AutomationThings } from './use-automation-things.ts'

/** Before it is switched on: how often it would have acted, and what it would do with one record. */
export function TestTab({ automation, draft, things }: { automation: AutomationPage; draft: AutomationDefinition; things: AutomationThings }) {
  return (
    <div className={styles.columns}>
      <BackTest automation={automation} draft={draft} />
      <DryRun automation={automation} draft={draft} things={things} />
    </div>
  )
}

const spans = [30, 90, 180, 365] as const
/** Calendar days up to one, the earliest first. */
const daysUpTo = (last: string, n: number): string[] => Array.from({ length: n + 1 }, (_, i) => dayjs(last).subtract(n - i, 'day').format('YYYY-MM-DD'))

function BackTest({ automation, draft }: { automation: AutomationPage; draft: AutomationDefinition }) {
  const { t } = useTranslation('automation')
  const format = useFormat()
  const [days, setDays] = useState<number>(90)
  const [shown, setShown] = useState(30)
  const read = useQuery({
    queryKey: [backTestAutomation.path, automation.id, JSON.stringify(draft.trigger), JSON.stringify(draft.where), days],
    queryFn: () => call(backTestAutomation, { params: { id: automation.id }, body: { days, draft } }),
    staleTime: 60_000, retry: false,
  })
  const object = objectOf(draft.trigger)
  const found = read.data
  const most = Math.max(1, ...(found?.byDay.map(({ n }) => n) ?? []))
  const onDay = new Map(found?.byDay.map(({ day, n }) => [day, n]))
  const allDays = found === undefined ? [] : daysUpTo(dayOf(found.to, format.timeZone), days)
  return (
    <Section
      title={t('test.title')}
      actions={<Segmented aria-label={t('test.span')} value={days} onChange={setDays} options={spans.map((value) => ({ value, label: t('test.days', { n: value }) }))} />}
    >
      {read.isError ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : found === undefined ? <Skeletons kind="rows" /> : found.cannotTell ? <EmptyState compact title={t('test.cannotTell')} text={t('test.cannotTellText')} /> : (
        <div className={styles.form}>
          <p className={`num ${styles.verdict}`} role="status">
            {object === null ? t('test.verdictPlain', { days, times: format.count(found.times) }) : t(`test.verdict.${object}`, { days, times: format.count(found.times), records: format.count(found.records) })}
          </p>
          {found.matched !== found.times && <p className={styles.help}>{t('test.matched', { matched: format.count(found.matched), times: format.count(found.times) })}</p>}
          {found.judgedAs === 'today' && <p className={styles.help}>{t('test.today')}</p>}
          {found.isCut && <Alert type="info" showIcon title={t('test.cut')} />}
          {found.byDay.length > 0 && (
            <div className={styles.bars} role="img" aria-label={t('test.byDay')}>
              {allDays.map((day) => <i key={day} title={`${format.day(day)} · ${onDay.get(day) ?? 0}`} style={{ height: `${Math.round(((onDay.get(day) ?? 0) / most) * 100)}%` }} />)}
            </div>
          )}
          {found.items.length > 0 && (
            <PlainTable
              rows={found.items.slice(0, shown)}
              rowKey={(row) => `${row.at}${row.record?.id ?? ''}`}
              columns={[
                { title: t('runs.record'), cell: (row) => (row.record === null ? '—' : <Link to={recordPath(row.record)} className={styles.rowLink} title={row.record.name}>{row.record.name}</Link>) },
                { title: t('runs.at'), num: true, cell: (row) => format.dateTime(row.at) },
              ]}
            />
          )}
          {found.items.length > shown && <Button type="link" onClick={() => setShown(shown + 100)}>{t('test.more', { count: found.items.length - shown })}</Button>}
        </div>
      )}
    </Section>
  )
}

function DryRun({ automation, draft, things }: { automation: AutomationPage; draft: AutomationDefinition; things: AutomationThings }) {
  const { t } = useTranslation('automation')
  const object = objectOf(draft.trigger)
  const [record, setRecord] = useState<Ref | null>(null)
  const [asked, setAsked] = useState<{ id: string | null; draft: AutomationDefinition } | null>(null)
  const run = useQuery({
    queryKey: [dryRunAutomation.path, automation.id, asked?.id, JSON.stringify(asked?.draft)],
    enabled: asked !== null,
    queryFn: () => call(dryRunAutomation, { params: { id: automation.id }, body: { recordId: asked?.id ?? null, draft: asked?.draft } }),
    gcTime: 0, staleTime: 0, retry: false,
  })
  return (
    <Section title={t('dry.title')} note={t('dry.text')}>
      <div className={styles.form}>
        {object === null ? <Button onClick={() => setAsked({ id: null, draft })}>{t('dry.run')}</Button> : (
          <RecordSelect
            object={object} value={record}
            onChange={(next) => {
              setRecord(next)
              setAsked(next === null ? null : { id: next.id, draft })
            }}
          />
        )}
        {asked !== null && asked.draft !== draft && <Button size="small" onClick={() => setAsked({ id: asked.id, draft })}>{t('dry.again')}</Button>}
        {run.isError && <ErrorState error={run.error} onRetry={() => void run.refetch()} />}
        {asked !== null && run.isPending && <Skeletons kind="rows" count={4} />}
        {run.data && asked !== null && (
          <>
            <span><Tag tone={run.data.holds ? 'good' : 'warn'}>{t(run.data.holds ? 'dry.holds' : 'dry.fails')}</Tag></span>
            <Clauses clauses={run.data.clauses} condition={asked.draft.where} definition={asked.draft} speaker={things.speaker} />
            {run.data.steps.length > 0 && <StepLog steps={run.data.steps} definition={asked.draft} speaker={things.speaker} names={run.data.names} isTrial />}
          </>
        )}
      </div>
    </Section>
  )
}

function RecordSelect({ object, value, onChange }: { object: AutomationObject; value: Ref | null; onChange: (record: Ref | null) => void }) {
  const { t } = useTranslation('automation')
  const look = { placeholder: t(`dry.choose.${object}`), 'aria-label': t(`dry.choose.${object}`), value, onChange } as const
  switch (object) {
    case 'deal': return <DealSelect {...look} />
    case 'lead': return <LeadSelect {...look} />
    case 'account': return <AccountSelect {...look} />
    case 'contact': return <ContactSelect {...look} />
    case 'alarm': return <AlarmSelect value={value} onChange={onChange} />
  }
}

function AlarmSelect({ value, onChange }: { value: Ref | null; onChange: (record: Ref | null) => void }) {
  const { t } = useTranslation('automation')
  const { t: ta } = useTranslation('alarms')
  const format = useFormat()
  const alarms = useContractQuery(listAlarms, { query: { limit: 50 } }).data?.items ?? []
  const options = alarms.map((one) => ({ value: one.id, label: `${ta(`kinds.${one.rule.kind}`)} · ${format.dateTime(one.openedAt)}` }))
  return <Select allowClear aria-label={t('dry.choose.alarm')} placeholder={t('dry.choose.alarm')} value={value?.id ?? null} options={options} onChange={(id: string | undefined) => onChange(id === undefined || id === null ? null : { id, name: '' })} />
}
