import { CheckCircleOutlined } from '@ant-design/icons'
import { decideHeldLeads, listHeldLeads } from '@sluice/core/cleaning/contract'
import type { HeldLead } from '@sluice/core/cleaning/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { call } from '../../api/client.ts'
import { useContractMutation, useContractPages } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Tag } from '../../ui/Tag.tsx'
import type { Column } from '../../ui/table/columns.ts'
import { DataList } from '../../ui/table/DataList.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import styles from './Cleaning.module.css'
import { Who } from './Who.tsx'

type Decision = BodyInputOf<typeof decideHeldLeads>['decision']
type State = 'held' | 'released' | 'refused'

/** Leads that rules hold back: released or refused many at a time, with a way back. */
export function HeldList({ q, state, onState }: { q: string; state: State; onState: (state: State) => void }) {
  const { t } = useTranslation('cleaning')
  const navigate = useNavigate()
  const format = useFormat()
  const toast = useToast()
  const say = useProblemText()
  const refresh = useRefresh()
  const [selected, select] = useState<ReadonlySet<string>>(new Set())
  const list = useContractPages(listHeldLeads, { query: { limit: 60, state, ...(q !== '' && { q }) } })
  const counts = list.firstPage?.counts
  const told = (ids: readonly string[]) => {
    for (const subjectId of ids) refresh({ type: 'lead.screen_decided', subjectType: 'lead', subjectId })
  }
  const decide = useContractMutation(decideHeldLeads, {
    onSuccess: ({ changed, refused }, { body }) => {
      told(changed)
      select(new Set(refused.map((one) => one.id)))
      const [first] = refused
      if (first) return toast.failed({ code: 'unknown', title: t('fill.partly', { count: changed.length, refused: refused.length, reason: say({ code: first.code }) }) })
      const back: Decision = body.decision === 'hold' ? (state === 'refused' ? 'refuse' : 'release') : 'hold'
      toast.undoable(t('fill.done', { count: changed.length }), async () => {
        await call(decideHeldLeads, { body: { ids: changed, decision: back } })
        told(changed)
      })
    },
    onError: toast.failed,
  })
  const run = (ids: readonly string[], decision: Decision) => decide.mutate({ body: { ids: ids.slice(0, 500), decision } })
  const possible: readonly Decision[] = state === 'held' ? ['release', 'refuse'] : ['hold']
  const buttons = (ids: readonly string[], size: 'small' | 'middle', disabled = false) =>
    possible.map((decision) => (
      <Button key={decision} size={size} danger={decision === 'refuse'} disabled={disabled || decide.isPending} onClick={(event) => (event.stopPropagation(), run(ids, decision))}>
        {t(`fill.${decision}`)}
      </Button>
    ))
  const columns: Column<HeldLead>[] = [
    { key: 'lead', title: t('columns.lead'), width: 220, grow: 3, required: true, render: ({ lead }) => <Who lead={lead} oneLine /> },
    { key: 'rule', title: t('columns.rule'), width: 160, grow: 1, render: ({ ruleName }) => <Tag tone="warn">{ruleName}</Tag> },
    { key: 'owner', title: t('columns.owner'), width: 110, render: ({ lead }) => lead.owner?.name ?? <span className={styles.muted}>{t('unowned')}</span> },
    { key: 'since', title: t('columns.since'), width: 150, render: ({ at }) => <span className="num">{format.dateTime(at)}</span> },
    ...(state === 'held' ? [] : [{ key: 'by', title: t('columns.by'), width: 120, render: ({ decidedBy }: HeldLead) => decidedBy?.name ?? '—' }]),
    { key: 'do', title: '', width: 150, render: (held) => <span className={styles.actions}>{buttons([held.lead.id], 'small', !held.canDecide)}</span> },
  ]
  return (
    <>
      <div className={styles.bar}>
        <Segmented<State>
          aria-label={t('fill.state')}
          value={state}
          onChange={(next) => (select(new Set()), onState(next))}
          options={(['held', 'released', 'refused'] as const).map((value) => ({ value, label: `${t(`fill.${value}`)} ${counts === undefined ? '' : format.count(counts[value])}` }))}
        />
        {selected.size > 0 && (
          <span className={styles.bar} role="toolbar" aria-label={t('fill.count', { count: selected.size })}>
            <span className="num">{t('fill.count', { count: selected.size })}</span>
            {buttons([...selected], 'middle')}
          </span>
        )}
      </div>
      <DataList
        label={t('tabs.held')}
        rows={list.rows}
        rowKey={(held) => held.lead.id}
        columns={columns}
        card={(held) => (
          <div className={styles.card}>
            <span className={styles.cardRow}>
              <Who lead={held.lead} />
              <Tag tone="warn">{held.ruleName}</Tag>
            </span>
            <span className={styles.actions}>{buttons([held.lead.id], 'middle', !held.canDecide)}</span>
          </div>
        )}
        onOpen={(held) => void navigate(paths.lead(held.lead.id))}
        selection={{ keys: selected, onChange: select, bare: true }}
        loading={list.isLoading}
        error={list.error}
        onRetry={list.retry}
        hasMore={list.hasMore}
        loadingMore={list.isLoadingMore}
        onMore={list.loadMore}
        stale={list.isStale}
        empty={<EmptyState icon={<CheckCircleOutlined />} title={q === '' && state === 'held' ? t('empty.held') : t('empty.filtered')} text={q === '' && state === 'held' ? t('empty.heldText') : undefined} />}
      />
    </>
  )
}
