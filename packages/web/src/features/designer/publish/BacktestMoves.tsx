import type { StageDefinition } from '@sluice/core/config/pipeline-definition'
import { listBacktestMoves } from '@sluice/core/designer/contract'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractPages } from '../../../api/query.ts'
import { paths } from '../../../paths.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { Tag } from '../../../ui/Tag.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import styles from './Publish.module.css'

type Outcome = 'won' | 'lost' | 'open'
const tones = { won: 'good', lost: 'bad', open: 'neutral' } as const

/** The moves that would have been stopped, newest first, with what was missing then. */
export function BacktestMoves(props: {
  pipelineId: string
  months: number
  total: number
  criteria: readonly string[]
  stages: readonly StageDefinition[]
  wonName: string
  sayCriterion: (id: string) => string
  sayStage: (id: string | null) => string
}) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const [outcome, setOutcome] = useState<Outcome | undefined>()
  const [criterion, setCriterion] = useState<string | undefined>()
  const [stage, setStage] = useState<string | undefined>()
  const { rows, firstPage, isLoading, isLoadingMore, error, hasMore, loadMore, retry } = useContractPages(listBacktestMoves, {
    params: { id: props.pipelineId },
    query: { months: props.months, of: 'draft', limit: 20, ...(outcome && { outcome }), ...(criterion && { criterion }), ...(stage && { stage }) },
  })
  const count = firstPage?.total ?? props.total
  return (
    <Section title={`${t('backtest.list')} (${format.count(count)})`} flush>
      <div className={styles.filters}>
        <Select<Outcome>
          allowClear
          aria-label={t('backtest.listOutcome')}
          placeholder={t('backtest.anyOutcome')}
          style={{ minWidth: 130 }}
          value={outcome}
          onChange={(next: Outcome | undefined) => setOutcome(next)}
          options={(['won', 'lost', 'open'] as const).map((one) => ({ value: one, label: t(`backtest.outcomes.${one}`) }))}
        />
        <Select<string>
          allowClear
          aria-label={t('backtest.gate')}
          placeholder={t('backtest.anyGate')}
          style={{ minWidth: 150 }}
          popupMatchSelectWidth={false}
          value={stage}
          onChange={(next: string | undefined) => setStage(next)}
          options={[...props.stages.map((one) => ({ value: one.id, label: one.name })), { value: 'won', label: props.wonName }]}
        />
        <Select<string>
          allowClear
          aria-label={t('backtest.criterion')}
          placeholder={t('backtest.anyCriterion')}
          style={{ minWidth: 180, maxWidth: '100%' }}
          popupMatchSelectWidth={false}
          value={criterion}
          onChange={(next: string | undefined) => setCriterion(next)}
          options={props.criteria.map((id) => ({ value: id, label: props.sayCriterion(id) }))}
        />
      </div>
      {error ? (
        <ErrorState compact error={error} onRetry={retry} />
      ) : isLoading ? (
        <Skeletons kind="rows" count={5} />
      ) : rows.length === 0 ? (
        <EmptyState compact title={t('backtest.noneFiltered')} />
      ) : (
        <ul className={styles.moves} aria-label={t('backtest.list')}>
          {rows.map((move) => (
            <li key={`${move.dealId} ${move.at} ${move.toStageId}`}>
              <span>
                <Link to={paths.deal(move.dealId)} title={move.title}>
                  {move.title}
                </Link>
                <small className="num">
                  #{move.number} · {move.owner?.name ?? '—'}
                  {move.team && ` · ${move.team.name}`}
                </small>
              </span>
              <span>
                {props.sayStage(move.fromStageId)} → {props.sayStage(move.toStageId)}
                <small className="num">{format.dateTime(move.at)}</small>
              </span>
              <span>
                <small>{t('backtest.listMissing')}</small>
                <ul>
                  {move.missing.map((id) => (
                    <li key={id}>{props.sayCriterion(id)}</li>
                  ))}
                </ul>
              </span>
              <span className={`num ${styles.end}`}>
                <Tag tone={tones[move.outcome]}>{t(`backtest.outcomes.${move.outcome}`)}</Tag>
                <small>{format.moneyShort(move.amountMinor, move.currency)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {hasMore && (
        <div className={styles.more}>
          <Button loading={isLoadingMore} onClick={loadMore}>
            {t('backtest.more')}
          </Button>
        </div>
      )}
    </Section>
  )
}
