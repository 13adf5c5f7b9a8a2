import { getDwellCurve } from '@sluice/core/funnel/contract'
import type { StepView } from '@sluice/core/funnel/overview'
import { Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { SurvivalCurve } from '../../charts/SurvivalCurve.tsx'
import type { SurvivalSeries } from '../../charts/SurvivalCurve.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useFormat } from '../../ui/use-format.ts'
import styles from './DwellSection.module.css'
import { FigureDelta } from './FigureDelta.tsx'
import { FigureValue } from './FigureValue.tsx'
import { useFunnelShown } from './funnel-context.ts'
import type { FunnelAsk } from './funnel-url.ts'

const exits = ['advance', 'won', 'lost', 'back', 'transfer'] as const

/** How long deals stay in one stage, and by which way they leave it; with the compared side when there is one. */
export function DwellSection(props: { ask: FunnelAsk; otherAsk: FunnelAsk | null; stage: string; onStage: (stage: string) => void }) {
  const { t } = useTranslation('funnel')
  const phone = usePhone()
  const shown = useFunnelShown()
  const { main, other } = shown.views
  const step = main.steps.find((one) => one.stageId === props.stage) ?? main.steps[0]
  const stageId = step?.stageId ?? ''
  const curve = useContractQuery(getDwellCurve, { query: { ...props.ask, stage: stageId } }, { enabled: stageId !== '', keepPrevious: true })
  const second = useContractQuery(
    getDwellCurve,
    { query: { ...(props.otherAsk ?? props.ask), stage: stageId } },
    { enabled: stageId !== '' && props.otherAsk !== null, keepPrevious: true },
  )
  if (!step) return null

  const series: SurvivalSeries[] = []
  if (curve.data) series.push({ label: shown.mainLabel, points: pointsOf(curve.data), median: step.dwellMedian.value })
  const otherStep = other?.steps.find((one) => one.stageId === stageId)
  if (props.otherAsk && second.data && otherStep) series.push({ label: shown.otherLabel, points: pointsOf(second.data), median: otherStep.dwellMedian.value })
  const options = main.steps.map((one) => ({ value: one.stageId, label: shown.stage(one.stageId) }))

  return (
    <Section
      title={t('dwell.title')}
      note={t('dwell.note')}
      actions={
        phone ? undefined : <Segmented size="small" aria-label={t('drawer.stage')} options={options} value={stageId} onChange={props.onStage} />
      }
    >
      {phone && <Select className={styles.select} options={options} value={stageId} onChange={props.onStage} aria-label={t('drawer.stage')} />}
      {curve.error ? (
        <ErrorState error={curve.error} onRetry={() => void curve.refetch()} compact />
      ) : !curve.data ? (
        <Skeletons kind="chart" />
      ) : curve.data.n === 0 ? (
        <EmptyState title={t('dwell.empty')} compact />
      ) : (
        <div className={styles.both}>
          <div className={styles.chart}>
            {!step.dwellMedian.enough && <p className={styles.few}>{t('dwell.few', { n: curve.data.n })}</p>}
            <SurvivalCurve series={series} label={`${shown.stage(stageId)} · ${t('dwell.title')}`} height={phone ? 220 : 270} />
          </div>
          <Exits step={step} />
        </div>
      )}
    </Section>
  )
}

/** Ways out as bars that add up to everything, and their figures. */
function Exits({ step }: { step: StepView }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const gone = exits.reduce((sum, exit) => sum + (step.exits[exit].value ?? 0), 0)
  const there = Math.max(0, 1 - gone)
  const parts = [...exits.map((exit) => ({ key: exit, share: step.exits[exit].value ?? 0 })), { key: 'there' as const, share: there }]
  return (
    <div className={styles.exits}>
      <h3 className={styles.heading}>{t('dwell.exits')}</h3>
      <div className={styles.bar} aria-hidden>
        {parts.map((part) => (
          <span key={part.key} className={styles[part.key]} style={{ flexGrow: part.share }} />
        ))}
      </div>
      <ul className={styles.list}>
        {exits.map((exit) => {
          const figure = step.exits[exit]
          // A way that nobody took, and that the last or first stage does not have.
          if (figure.hits === 0) return null
          return (
            <li key={exit}>
              <i className={styles[exit]} aria-hidden />
              <span>{t(`exit.${exit}`)}</span>
              <span className={styles.figure}>
                <FigureDelta figure={figure} /> <FigureValue figure={figure} part="hits" strong />
              </span>
            </li>
          )
        })}
        <li>
          <i className={styles.there} aria-hidden />
          <span>{t('exit.there')}</span>
          <span className={styles.figure}>
            <span className="num">{step.dwellMedian.enough ? format.percent(there) : t('insufficient')}</span>
          </span>
        </li>
        <li className={styles.rule}>
          <span>{t('dwell.median')}</span>
          <span className={styles.figure}>
            <FigureDelta figure={step.dwellMedian} /> <FigureValue figure={step.dwellMedian} strong />
          </span>
        </li>
        <li>
          <span>{t('dwell.p75')}</span>
          <span className={styles.figure}>
            <FigureDelta figure={step.dwellP75} /> <FigureValue figure={step.dwellP75} strong />
          </span>
        </li>
        <li>
          <span>{t('dwell.toNext')}</span>
          <span className={styles.figure}>
            <FigureDelta figure={step.toNextMedian} /> <FigureValue figure={step.toNextMedian} strong />
          </span>
        </li>
      </ul>
    </div>
  )
}

interface Curve {
  points: readonly { days: number; survival: number; low: number | null; high: number | null }[]
}

/** The curve begins with everybody there. */
function pointsOf({ points }: Curve): SurvivalSeries['points'] {
  const drawn = points.map((point) => ({ day: point.days, still: point.survival, low: point.low, high: point.high }))
  return drawn[0]?.day === 0 ? drawn : [{ day: 0, still: 1, low: 1, high: 1 }, ...drawn]
}
