import type { ExperimentArm } from '@sluice/core/experiments/definition'
import { type ExperimentPage, type ExperimentResultOut, getExperimentResult } from '@sluice/core/experiments/contract'
import { verdictSentence } from '@sluice/core/experiments/verdict-sentence'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useContractQuery } from '../../api/query.ts'
import { IntervalCourse } from '../../charts/IntervalCourse.tsx'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useUrlState } from '../../ui/use-url-state.ts'
import { ReportTable } from '../analysis/ReportTable.tsx'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import { ExperimentDeals } from './ExperimentDeals.tsx'
import styles from './Experiments.module.css'
import { experimentUrl } from './experiments-url.ts'
import { PlanSummary } from './PlanPanel.tsx'
import { verdictTones } from './tones.ts'
import { useExperimentWords } from './use-experiment-words.ts'

/** What an experiment has come to: the verdict in words first, then what it rests on. */
export function ResultView({ experiment }: { experiment: ExperimentPage }) {
  const { t, i18n } = useTranslation('experiments')
  const language = i18n.language === 'en' ? 'en' : 'zh'
  const format = useFormat()
  const [url, setUrl] = useUrlState(experimentUrl)
  const { about } = useExperimentWords()
  const read = useContractQuery(getExperimentResult, { params: { id: experiment.id } })
  const { definition, conclusion, plan } = experiment
  const result = read.data
  if (result === undefined) return read.error ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : <Skeletons kind="cards" count={3} />
  const isPastPlan = result.verdict === 'go_on' && result.arms.every((arm) => arm.mature >= arm.planned && arm.planned > 0)
  return (
    <div className={styles.stack}>
      {conclusion !== null && (
        <Section title={t('result.conclusion')} note={t('result.by', { name: conclusion.by.name, time: format.dateTime(experiment.endedAt) })}>
          <p className={styles.verdict}>{conclusion.arm === null ? (experiment.state === 'stopped' ? t('stopped') : t('recorded')) : t('adopted', { arm: definition.arms.find((arm) => arm.key === conclusion.arm)?.name ?? '' })}</p>
          <p className={styles.text}>{conclusion.reason}</p>
          {conclusion.adoptedStageId !== null && experiment.canAdopt && definition.pipelineId !== null && <Link to={paths.pipeline(definition.pipelineId)}>{t('toDraft')}</Link>}
        </Section>
      )}
      <Section title={t('result.verdict')} note={t('result.asOf', { time: format.dateTime(result.asOf) })}>
        <div className={styles.stack}>
          <p className={styles.verdict} role="status"><Tag tone={verdictTones[result.verdict]}>{t(`verdicts.${result.verdict}`)}</Tag> {verdictSentence(result, definition, language, experiment.state === 'running')}</p>
          <p className={styles.text}>
            {about(definition)}
            {isPastPlan && ` ${t('result.pastPlan')}`}
            {result.verdict === 'mismatch' && result.mismatchP !== null && ` ${t('result.mismatch', { p: result.mismatchP < 0.0001 ? '< 0.0001' : format.number(result.mismatchP, 4) })}`}
            {result.isPart && ` ${t('result.isPart')}`}
          </p>
        </div>
      </Section>
      <Section title={t('result.arms')} note={t('result.adherenceNote')}>
        <div className={styles.arms}>
          {result.arms.map((arm, i) => {
            const own = definition.arms[i]
            return own === undefined ? null : <ArmCard key={arm.key} arm={own} result={arm} isBest={result.verdict === 'winner' && result.arm === arm.key} onDeals={() => setUrl({ deals: 'open', arm: arm.key, outcome: 'all' })} />
          })}
        </div>
      </Section>
      {result.comparisons.map((one) => <Course key={one.arm} comparison={one} arms={definition.arms} mark={definition.smallestEffect} />)}
      <Balance rows={result.balance} arms={definition.arms} />
      {definition.hypothesis !== '' && <Section title={t('result.hypothesis')}><p className={styles.text}>{definition.hypothesis}</p></Section>}
      {plan !== null && <Section title={t('plan.title')}><PlanSummary plan={plan} definition={definition} /></Section>}
      <SideDrawer open={url.deals === 'open'} title={t('deals.title')} onClose={() => setUrl({ deals: 'closed' })}>
        <ExperimentDeals experiment={experiment} arm={url.arm} outcome={url.outcome} onFilter={setUrl} />
      </SideDrawer>
    </div>
  )
}

function ArmCard({ arm, result, isBest, onDeals }: { arm: ExperimentArm; result: ExperimentResultOut['arms'][number]; isBest: boolean; onDeals: () => void }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const percent = result.planned === 0 ? 0 : Math.min(100, Math.round((result.mature / result.planned) * 100))
  return (
    <article className={isBest ? `${styles.result} ${styles.best}` : styles.result} aria-label={arm.name}>
      <strong>{arm.name}</strong>
      <p className={styles.text}>{arm.path}</p>
      <div>
        <AboutMetric metric="experiments.rate">{t('result.rate')}</AboutMetric>
        <div className={`num ${styles.rate}`}>{format.percent(result.rate)}</div>
        <span className={`num ${styles.muted}`}>{result.rate === null ? t('result.noRate') : `${t('result.interval', { interval: format.interval(result.low, result.high) })} · ${t('result.hits', { hits: format.count(result.hits), n: format.count(result.mature) })}`}</span>
      </div>
      <Progress percent={percent} showInfo={false} size="small" aria-label={`${t('result.mature')} ${percent}%`} />
      <dl className={styles.facts}>
        <dt>{t('result.mature')}</dt>
        <dd className="num">{`${format.count(result.mature)} · ${t('result.planned', { n: format.count(result.planned) })}${result.running > 0 ? ` · ${t('result.running', { n: format.count(result.running) })}` : ''}`}</dd>
        {result.given > 0 && <><dt>{t('result.tasks')}</dt><dd className="num">{t('result.tasksOf', { done: format.count(result.done), given: format.count(result.given) })}</dd></>}
        {arm.firstRole !== null && <><dt>{t('result.talked')}</dt><dd className="num">{result.talked === 0 ? '–' : t('result.talkedOf', { n: format.count(result.asAsked), of: format.count(result.talked) })}</dd></>}
        <dt>{t('result.median')}</dt>
        <dd className="num">{format.moneyShort(result.medianAmountMinor)}</dd>
      </dl>
      <div><Button size="small" onClick={onDeals}>{t('result.deals')}</Button></div>
    </article>
  )
}

function Course({ comparison, arms, mark }: { comparison: ExperimentResultOut['comparisons'][number]; arms: readonly ExperimentArm[]; mark: number }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  const name = (key: string | undefined) => arms.find((one) => one.key === key)?.name ?? ''
  const label = t('result.courseOf', { arm: name(comparison.arm), first: name(arms[0]?.key) })
  const as = (value: number) => t('result.points', { value: `${value > 0 ? '+' : ''}${format.number(value * 100, 1)}` })
  const points = comparison.course.map(({ at, difference, low, high }) => ({ at: format.date(at), value: difference, low, high }))
  return (
    <Section title={<AboutMetric metric="experiments.difference">{t('result.course')}</AboutMetric>} note={`${label} · ${t('result.courseNote')}`}>
      {points.length < 2 ? <EmptyState compact title={t('result.courseEmpty')} /> : <IntervalCourse label={label} points={points} mark={mark} markLabel={t('result.smallest')} as={as} range={t('result.interval', { interval: '' }).trim()} />}
    </Section>
  )
}

function Balance({ rows, arms }: { rows: ExperimentResultOut['balance']; arms: readonly ExperimentArm[] }) {
  const { t } = useTranslation('experiments')
  const format = useFormat()
  type Row = (typeof rows)[number]
  const name = (row: Row) => `${t(`result.attributes.${row.attribute}`)}${row.attribute === 'amount' ? '' : ` · ${row.value === null ? t('result.unset') : row.value.name}`}`
  return (
    <Section title={t('result.balance')} note={t('result.balanceNote')}>
      <ReportTable<Row>
        label={t('result.balance')}
        head={{ title: t('result.attribute'), cell: (row) => <span title={name(row)}>{name(row)}</span> }}
        rows={rows}
        rowKey={(row) => `${row.arm} ${row.attribute}`}
        columns={[
          { key: 'arm', title: t('deals.arm'), cell: (row) => arms.find((one) => one.key === row.arm)?.name ?? '' },
          { key: 'difference', title: t('result.against'), metric: 'experiments.balance', cell: (row) => (row.difference === null ? t('result.nothing') : t('result.sd', { n: format.number(row.difference, 2) })), sort: (row) => (row.difference === null ? null : Math.abs(row.difference)) },
          { key: 'verdict', title: '', cell: (row) => row.difference !== null && <Tag tone={row.isUneven ? 'warn' : 'neutral'}>{t(row.isUneven ? 'result.uneven' : 'result.even')}</Tag> },
        ]}
      />
    </Section>
  )
}
