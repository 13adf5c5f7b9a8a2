import type { Pipeline } from '@sluice/core/catalog/contract'
import { criteriaOf } from '@sluice/core/config/gate'
import { getBacktest } from '@sluice/core/designer/contract'
import { Alert, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../../api/query.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorState } from '../../../ui/ErrorState.tsx'
import { Section } from '../../../ui/Page.tsx'
import { Skeletons } from '../../../ui/Skeletons.tsx'
import { StatRow, StatTile } from '../../../ui/StatTile.tsx'
import { PlainTable } from '../../../ui/table/PlainTable.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useGateWords } from '../../gates/guide/use-gate-words.ts'
import type { DesignEditor } from '../use-design.ts'
import { BacktestMoves } from './BacktestMoves.tsx'
import { OutcomeBar } from './OutcomeBar.tsx'
import styles from './Publish.module.css'

/** Below so many deals a share says little. */
const fewDeals = 20
/** From this share of either outcome on, the gates point one way. */
const clear = 0.6

/** The draft's gates replayed over the past: whom they would have stopped, and what became of those deals. */
export function BacktestTab({ pipeline, editor }: { pipeline: Pipeline; editor: DesignEditor }) {
  const { t } = useTranslation('designer')
  const format = useFormat()
  const { say } = useGateWords()
  const [months, setMonths] = useState(6)
  const [asked, setAsked] = useState(6)
  const { definition } = editor.design
  const { data, error, isFetching, refetch } = useContractQuery(getBacktest, { params: { id: pipeline.id }, query: { months: asked, of: 'draft' } }, { keepPrevious: true, staleTime: 0 })
  const criteria = new Map([...definition.stages.flatMap((stage) => [...criteriaOf(stage.entryGate), ...criteriaOf(stage.exitGate)]), ...criteriaOf(definition.wonGate)].map((one) => [one.id, one]))
  const sayId = (id: string) => {
    const criterion = criteria.get(id)
    return criterion ? say(criterion) : t('backtest.unknownCriterion')
  }
  const stageName = (id: string | null) => (id === null ? definition.wonName : ([...definition.stages, ...pipeline.stages, ...pipeline.formerStages].find((stage) => stage.id === id)?.name ?? '—'))

  const chooser = (
    <div className={styles.months}>
      <span>{t('backtest.months')}</span>
      <span className={styles.slider}>
        <Slider min={1} max={36} value={months} onChange={setMonths} onChangeComplete={setAsked} ariaLabelForHandle={t('backtest.months')} tooltip={{ formatter: (count) => t('backtest.monthsValue', { count: count ?? 0 }) }} />
      </span>
      <b className="num">{t('backtest.monthsValue', { count: months })}</b>
      {data && <span className={`num ${styles.range}`}>{t('backtest.range', { from: format.date(data.from), to: format.date(data.to) })}</span>}
    </div>
  )
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data)
    return (
      <div className={styles.list}>
        {chooser}
        <Skeletons kind="tiles" count={4} />
      </div>
    )
  const { total } = data
  const deals = total.won + total.lost + total.open
  const closed = total.won + total.lost
  const wonShare = closed === 0 ? 0 : total.won / closed
  const verdict = closed < fewDeals ? 'few' : wonShare >= clear ? 'bad' : wonShare <= 1 - clear ? 'good' : 'even'
  const tile = (label: string, value: number, of: number) => (
    <StatTile
      label={label}
      value={format.count(value)}
      unit={t('backtest.deals')}
      note={of === 0 ? undefined : format.percent(value / of)}
      explanation={{ label, definition: t('backtest.dealsHelp'), n: of, asOf: data.to }}
    />
  )
  const stopped = { title: t('backtest.stopped'), num: true, cell: (one: { stopped: number; moves: number }) => `${format.count(one.stopped)} / ${format.count(one.moves)}` }
  const outcome = { title: t('backtest.listOutcome'), cell: (one: { won: number; lost: number; open: number }) => <OutcomeBar {...one} /> }
  return (
    <div className={styles.list} aria-busy={isFetching} style={isFetching ? { opacity: 0.6 } : undefined}>
      <p className={styles.quiet}>{t('backtest.intro')}</p>
      {chooser}
      <StatRow>
        <StatTile
          label={t('backtest.stopped')}
          value={format.count(total.stopped)}
          note={total.moves === 0 ? undefined : t('backtest.ofMoves', { moves: format.count(total.moves), share: format.percent(total.stopped / total.moves) })}
          explanation={{ label: t('backtest.stopped'), definition: t('backtest.stoppedHelp'), n: total.moves, asOf: data.to }}
        />
        {tile(t('backtest.won'), total.won, deals)}
        {tile(t('backtest.lost'), total.lost, deals)}
        {tile(t('backtest.open'), total.open, deals)}
        <StatTile label={t('backtest.amount')} value={format.moneyShort(total.amountMinor)} explanation={{ label: t('backtest.amount'), definition: t('backtest.amountHelp'), n: deals, asOf: data.to }} />
      </StatRow>
      {deals > 0 && (
        <Alert
          type={verdict === 'bad' ? 'warning' : 'info'}
          showIcon
          title={t(`backtest.verdict.${verdict}`, { share: format.percent(closed === 0 ? null : total.won / closed, 0) })}
        />
      )}
      {data.unrecorded.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('backtest.unrecorded')}
          description={
            <div className={styles.unrecorded}>
              {t('backtest.unrecordedText')}
              <ul>
                {data.unrecorded.map((id) => (
                  <li key={id}>{sayId(id)}</li>
                ))}
              </ul>
            </div>
          }
        />
      )}
      {total.stopped === 0 ? (
        <EmptyState title={t('backtest.none')} text={t('backtest.noneText')} />
      ) : (
        <>
          <div className={styles.columns}>
            <Section title={t('backtest.byGate')}>
              <PlainTable
                rows={data.gates}
                rowKey={(gate) => `${gate.stageId} ${gate.side}`}
                columns={[
                  { title: t('backtest.gate'), cell: (gate) => (gate.side === 'won' ? t('publish.sides.won') : `${stageName(gate.stageId)} · ${t(`publish.sides.${gate.side}`)}`) },
                  stopped,
                  outcome,
                ]}
              />
            </Section>
            <Section title={t('backtest.byTeam')}>
              <PlainTable
                rows={data.teams}
                rowKey={(team) => team.team?.id ?? ''}
                columns={[
                  { title: t('backtest.team'), cell: (team) => team.team?.name ?? t('backtest.noTeam') },
                  stopped,
                  { title: t('backtest.amount'), num: true, cell: (team) => format.moneyShort(team.amountMinor) },
                  outcome,
                ]}
              />
            </Section>
          </div>
          <Section title={t('backtest.byCriterion')}>
            <PlainTable
              rows={data.criteria.filter((one) => one.stopped > 0).toSorted((a, b) => b.stopped - a.stopped)}
              rowKey={(one) => one.criterionId}
              columns={[
                { title: t('backtest.criterion'), cell: (one) => sayId(one.criterionId) },
                { title: t('backtest.stopped'), num: true, cell: (one) => format.count(one.stopped) },
                { title: t('backtest.won'), num: true, cell: (one) => format.count(one.won) },
                { title: t('backtest.lost'), num: true, cell: (one) => format.count(one.lost) },
              ]}
            />
          </Section>
          <BacktestMoves pipelineId={pipeline.id} months={asked} total={total.stopped} criteria={[...criteria.keys()]} stages={definition.stages} wonName={definition.wonName} sayCriterion={sayId} sayStage={stageName} />
        </>
      )}
    </div>
  )
}
