import { CheckCircleOutlined } from '@ant-design/icons'
import { listAlarmRules, listAlarms } from '@sluice/core/alarms/contract'
import type { AlarmRecord } from '@sluice/core/alarms/contract'
import { Badge, Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { Page } from '../../ui/Page.tsx'
import { Paged } from '../../ui/Paged.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { useHotkey } from '../../ui/use-hotkey.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useToday } from '../funnel/use-today.ts'
import { AlarmCard } from './AlarmCard.tsx'
import styles from './Alarms.module.css'
import { activeAlarmFilters, alarmsQuery, alarmsUrl, clearedAlarmFilters, statusChoices } from './alarms-url.ts'
import { AssignSheet } from './AssignSheet.tsx'
import { ResolveSheet } from './ResolveSheet.tsx'
import { useAlarmMoves } from './use-alarm-moves.ts'
import { usePlaces } from './use-places.ts'

/** 预警: what is wrong with the funnel, what is to be handled first. */
export default function AlarmsPage() {
  const { t } = useTranslation('alarms')
  const today = useToday()
  const [url, change] = useUrlState(alarmsUrl)
  const places = usePlaces()
  const moves = useAlarmMoves()
  const rules = useContractQuery(listAlarmRules, { query: {} }, { staleTime: 60_000 })
  const read = useContractPages(listAlarms, { query: { ...alarmsQuery(url), limit: 30 } })
  const [assigning, setAssigning] = useState<AlarmRecord | null>(null)
  const [resolving, setResolving] = useState<AlarmRecord | null>(null)
  const counts = read.firstPage?.counts

  const focused = () => read.rows.findIndex((one) => one.id === document.activeElement?.getAttribute('data-alarm'))
  const go = (step: number) => {
    const at = focused()
    const next = read.rows[Math.min(Math.max(at < 0 ? 0 : at + step, 0), read.rows.length - 1)]
    if (next) document.querySelector<HTMLElement>(`[data-alarm="${next.id}"]`)?.focus()
  }
  const group = t('title')
  useHotkey('j', () => go(1), { label: t('keys.next'), group })
  useHotkey('k', () => go(-1), { label: t('keys.previous'), group })
  useHotkey('e', () => {
    const alarm = read.rows[focused()]
    if (alarm?.canHandle && alarm.status === 'open') void moves.acknowledge(alarm)
  }, { label: t('keys.acknowledge'), group })

  const pipeline = places.pipelines.find((one) => one.id === url.pipeline)
  const of: Record<(typeof statusChoices)[number], number | undefined> = {
    active: counts && counts.open + counts.acknowledged, open: counts?.open, acknowledged: counts?.acknowledged, resolved: counts?.resolved, all: undefined,
  }
  const shownRules = (rules.data?.items ?? []).filter((one) => url.pipeline === '' || one.definition.scope.pipelineId === url.pipeline)
  const filtered = activeAlarmFilters(url) > 0 || url.status !== 'active'
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={
          <Link to={paths.settingsSection('alarms')}>
            <Button>{t('rulesLink')}</Button>
          </Link>
        }
      >
        <FilterBar
          quick={
            <Segmented
              aria-label={t('statusLabel')}
              value={url.status}
              onChange={(status) => change({ status })}
              options={statusChoices.map((value) => ({
                value,
                label: (
                  <span className={styles.choice}>
                    {t(`statuses.${value}`)}
                    {of[value] !== undefined && of[value] > 0 && <Badge count={of[value]} size="small" overflowCount={999} color={value === 'active' || value === 'open' ? 'var(--s-lost)' : 'var(--s-text-tertiary)'} />}
                  </span>
                ),
              }))}
            />
          }
          active={activeAlarmFilters(url)}
          onClear={() => change(clearedAlarmFilters)}
        >
          {places.pipelines.length > 1 && (
            <Select
              aria-label={t('pipeline')}
              value={url.pipeline}
              onChange={(value) => change({ pipeline: value, stage: '', rule: '' })}
              popupMatchSelectWidth={false}
              options={[{ value: '', label: t('allPipelines') }, ...places.pipelines.map((one) => ({ value: one.id, label: one.name }))]}
            />
          )}
          <Select
            aria-label={t('stage')}
            value={url.stage}
            onChange={(stage) => change({ stage })}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: t('allStages') },
              ...(pipeline ? [pipeline] : places.pipelines).map((one) => ({ label: one.name, options: one.stages.map((stage) => ({ value: stage.id, label: stage.name })) })),
            ]}
          />
          <Select
            aria-label={t('rule')}
            value={url.rule}
            onChange={(rule) => change({ rule })}
            popupMatchSelectWidth={false}
            showSearch={{ optionFilterProp: 'label' }}
            options={[{ value: '', label: t('allRules') }, ...shownRules.map((one) => ({ value: one.id, label: places.pipelines.length > 1 ? `${one.name}（${places.pipelineName(one.definition.scope.pipelineId)}）` : one.name }))]}
          />
          <Select
            aria-label={t('assignee')}
            value={['', 'me', 'none'].includes(url.assignee) ? url.assignee : ''}
            onChange={(assignee) => change({ assignee })}
            popupMatchSelectWidth={false}
            options={[
              { value: '', label: t('anyAssignee') },
              { value: 'me', label: t('mine') },
              { value: 'none', label: t('nobody') },
            ]}
          />
          <SearchField value={url.q} onSearch={(q) => change({ q })} placeholder={t('search')} width={180} />
        </FilterBar>
      </PageHeader>
      <Page>
        <Paged
          read={read}
          empty={
            filtered ? (
              <EmptyState title={t('empty.filtered')} text={t('empty.filteredText')} action={<Button onClick={() => change({ ...clearedAlarmFilters, status: 'active' })}>{t('statuses.active')}</Button>} />
            ) : (
              <Calm rules={(rules.data?.items ?? []).filter((one) => one.isEnabled).map((one) => one.name)} />
            )
          }
        >
          <ul className={styles.cards} aria-label={t('label')} aria-busy={read.isStale}>
            {read.rows.map((alarm) => (
              <AlarmCard key={alarm.id} alarm={alarm} places={places} moves={moves} today={today} onAssign={() => setAssigning(alarm)} onResolve={() => setResolving(alarm)} />
            ))}
          </ul>
        </Paged>
      </Page>
      {assigning && <AssignSheet alarm={assigning} moves={moves} onClose={() => setAssigning(null)} />}
      {resolving && <ResolveSheet alarm={resolving} moves={moves} onClose={() => setResolving(null)} />}
    </>
  )
}

/** Nothing is wrong: what is being watched, so that silence can be trusted. */
function Calm({ rules }: { rules: readonly string[] }) {
  const { t } = useTranslation('alarms')
  const names = [...new Set(rules)]
  return (
    <EmptyState
      icon={<CheckCircleOutlined />}
      title={t('empty.title')}
      text={
        names.length === 0 ? (
          t('empty.watchingNone')
        ) : (
          <>
            {t('empty.watching', { count: rules.length })}
            <span className={styles.watched}>
              {names.slice(0, 8).map((name) => (
                <span key={name}>{name}</span>
              ))}
            </span>
          </>
        )
      }
      action={
        <Link to={paths.settingsSection('alarms')}>
          <Button>{t('empty.rules')}</Button>
        </Link>
      }
    />
  )
}
