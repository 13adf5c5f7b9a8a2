import { CheckCircleOutlined } from '@ant-design/icons'
import { listPipelines } from '@sluice/core/catalog/contract'
import { listGateDebts } from '@sluice/core/gates/contract'
import type { GateDebt } from '@sluice/core/gates/contract'
import { Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useContractPages, useContractQuery } from '../../api/query.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FilterBar } from '../../ui/FilterBar.tsx'
import { absent } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { PageHeader } from '../../ui/PageHeader.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { useStagesById } from '../approvals/use-stage-names.ts'
import { TeamSelect } from '../pickers/TeamSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import { useSession } from '../session/session.ts'
import { DebtBars } from './DebtBars.tsx'
import styles from './GateDebts.module.css'
import { WaiveDebt } from './WaiveDebt.tsx'

const states = ['open', 'settled', 'all'] as const
const ids = z.array(z.string()).max(200).default([])
const debtsUrl = z.object({ state: z.enum(states).default('open'), pipeline: z.string().default(''), owner: ids, team: ids, stage: z.string().default('') })
const cleared = { pipeline: '', owner: [], team: [], stage: '' }
const orNone = (text: string) => (text === '' ? undefined : text)
const orNoList = (list: readonly string[]) => (list.length === 0 ? undefined : list.join(','))

/** 门禁欠债: what was let through without its evidence, by team, owner and criterion, and one by one. */
export default function GateDebtsPage() {
  const { t } = useTranslation('gates')
  const format = useFormat()
  const phone = usePhone()
  const navigate = useNavigate()
  const { user } = useSession()
  const stages = useStagesById()
  const pipelines = useContractQuery(listPipelines, {}, { staleTime: 10 * 60_000 }).data?.items ?? []
  const [url, change] = useUrlState(debtsUrl)
  const [waiving, setWaiving] = useState<GateDebt | null>(null)
  const read = useContractPages(listGateDebts, {
    query: { state: url.state, pipeline: orNone(url.pipeline), stage: orNone(url.stage), owner: orNoList(url.owner), team: orNoList(url.team), limit: 100 },
  })
  const totals = read.firstPage
  const active = [url.pipeline, url.stage].filter((one) => one !== '').length + [url.owner, url.team].filter((one) => one.length > 0).length
  const rulesOf = new Map(pipelines.map((one) => [one.id, one.rules]))
  const mayWaive = (debt: GateDebt) => debt.settledAt === null && rulesOf.get(debt.pipelineId)?.overrideRoles.includes(user.role) === true
  const waive = (debt: GateDebt) =>
    mayWaive(debt) && (
      <Button
        size="small"
        type="link"
        aria-label={`${t('debts.waive')} ${debt.asks}`}
        onClick={(event) => {
          // The row itself opens the deal.
          event.stopPropagation()
          setWaiving(debt)
        }}
      >
        {t('debts.waive')}
      </Button>
    )
  const settled = (debt: GateDebt) => debt.settledBy && <Tag tone={debt.settledBy === 'evidence' ? 'good' : 'neutral'}>{t(`debts.settledBy.${debt.settledBy}`)}</Tag>
  const stageName = (debt: GateDebt) => (debt.stageId === null ? (pipelines.find((one) => one.id === debt.pipelineId)?.wonName ?? '') : (stages.get(debt.stageId)?.stage.name ?? ''))

  const columns: Column<GateDebt>[] = [
    { key: 'deal', title: t('debts.column.deal'), width: 200, grow: 2, render: (debt) => <strong title={debt.dealTitle}>{debt.dealTitle}</strong> },
    { key: 'asks', title: t('debts.column.asks'), width: 200, grow: 2, render: (debt) => <span title={debt.asks}>{debt.asks}</span> },
    { key: 'stage', title: t('debts.column.stage'), width: 110, render: (debt) => stageName(debt) },
    { key: 'kind', title: t('debts.column.kind'), width: 96, render: (debt) => <Tag tone={debt.kind === 'override' ? 'warn' : 'neutral'}>{t(`debts.kind.${debt.kind}`)}</Tag> },
    { key: 'reason', title: t('debts.column.reason'), width: 180, render: (debt) => <span title={debt.reason}>{debt.reason || absent}</span> },
    { key: 'owner', title: t('debts.column.owner'), width: 90, render: (debt) => debt.owner?.name ?? absent },
    { key: 'amount', title: t('debts.column.amount'), width: 100, align: 'right', render: (debt) => <span className="num">{format.moneyShort(debt.amountMinor, debt.currency)}</span> },
    { key: 'incurred', title: t('debts.column.incurred'), width: 160, render: (debt) => <span className="num" title={`${format.dateTime(debt.incurredAt)} ${debt.incurredBy?.name ?? ''}`}>{format.relative(debt.incurredAt)}{debt.incurredBy ? ` · ${debt.incurredBy.name}` : ''}</span> },
    { key: 'settled', title: t('debts.column.settled'), width: 90, render: (debt) => settled(debt) ?? waive(debt) },
  ]

  return (
    <div className={styles.screen}>
      <PageHeader title={t('debts.title')} description={phone ? undefined : t('debts.description')} aside={totals && <span className="num">{t('debts.total', { count: totals.total })}</span>}>
        <FilterBar
          active={active}
          onClear={() => change(cleared)}
          quick={<Segmented value={url.state} aria-label={t('debts.stateLabel')} onChange={(state) => change({ state })} options={states.map((state) => ({ value: state, label: t(`debts.state.${state}`) }))} />}
        >
          <Select
            allowClear
            className={styles.filter}
            placeholder={t('debts.filters.pipeline')}
            aria-label={t('debts.filters.pipeline')}
            value={orNone(url.pipeline)}
            options={pipelines.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(pipeline?: string) => change({ pipeline: pipeline ?? '', stage: '' })}
          />
          <TeamSelect multiple className={styles.filter} placeholder={t('debts.filters.team')} value={url.team} onChange={(team) => change({ team })} />
          <UserSelect multiple className={styles.filter} placeholder={t('debts.filters.owner')} value={url.owner} onChange={(owner) => change({ owner })} />
        </FilterBar>
      </PageHeader>
      <Page fill>
        <div className={styles.body}>
          {totals && totals.total > 0 && (
            <div className={styles.bars}>
              <DebtBars
                title={t('debts.byTeam')}
                rows={totals.byTeam.map((one) => ({ key: one.team?.id ?? '', name: one.team?.name ?? t('debts.noTeam'), open: one.open, detail: t('debts.bar', { open: one.open, deals: one.deals }) }))}
                chosen={url.team}
                onChoose={(key) => change({ team: url.team.includes(key) ? [] : [key] })}
              />
              <DebtBars
                title={t('debts.byOwner')}
                rows={totals.byOwner.map((one) => ({ key: one.owner?.id ?? '', name: one.owner?.name ?? t('debts.noOwner'), open: one.open, detail: t('debts.bar', { open: one.open, deals: one.deals }) }))}
                chosen={url.owner}
                onChoose={(key) => change({ owner: url.owner.includes(key) ? [] : [key] })}
              />
              <DebtBars title={t('debts.byCriterion')} rows={totals.byCriterion.map((one) => ({ key: one.criterionId, name: one.asks, open: one.open, detail: t('debts.total', { count: one.open }) }))} />
            </div>
          )}
          <div className={styles.list}>
            <DataList
              label={t('debts.label')}
              rows={read.rows}
              rowKey={(debt) => debt.id}
              columns={columns}
              card={(debt) => (
                <div className={styles.card}>
                  <strong title={debt.dealTitle}>{debt.dealTitle}</strong>
                  <span>{debt.asks}</span>
                  <span className={`num ${styles.facts}`}>
                    <span>{stageName(debt)}</span>
                    <span>{debt.owner?.name}</span>
                    <span>{format.relative(debt.incurredAt)}</span>
                    {settled(debt) ?? waive(debt)}
                  </span>
                </div>
              )}
              onOpen={(debt) => void navigate(paths.deal(debt.dealId))}
              loading={read.isLoading}
              error={read.error}
              onRetry={read.retry}
              hasMore={read.hasMore}
              loadingMore={read.isLoadingMore}
              onMore={read.loadMore}
              total={totals?.total}
              stale={read.isStale}
              empty={
                active > 0 ? (
                  <EmptyState title={t('debts.emptyFiltered')} action={<Button onClick={() => change(cleared)}>{t('debts.clear')}</Button>} />
                ) : (
                  <EmptyState icon={<CheckCircleOutlined />} title={t('debts.empty')} text={t('debts.emptyText')} />
                )
              }
            />
          </div>
        </div>
      </Page>
      {waiving && <WaiveDebt debt={waiving} onClose={() => setWaiving(null)} />}
    </div>
  )
}
