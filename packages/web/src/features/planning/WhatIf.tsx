import type { PlanningBaseline } from '@sluice/core/planning/contract'
import { whatIf } from '@sluice/core/planning/what-if'
import type { PlanningMetricKey } from '@sluice/core/planning/registry'
import type { WhatIfChange } from '@sluice/core/planning/what-if'
import { Button, Slider } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './Planning.module.css'

const none: WhatIfChange = { conversion: {}, dwell: {}, amount: 0, inflow: 0 }

/** What other conversions, stays, amounts and inflow would bring, beside today's; computed here, at every step of a slider. */
export function WhatIf({ flow, stage, next }: { flow: PlanningBaseline['flow']; stage: (key: string) => string; next: (key: string) => string }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  const [moved, setMoved] = useState<WhatIfChange>(none)
  const { baseline, scenario, factors, capped } = whatIf(flow, moved)
  const isMoved = JSON.stringify(moved) !== JSON.stringify(none)
  const slider = (label: string, now: string, value: number, set: (value: number) => void) => (
    <div className={styles.slider} key={label}>
      <span className={styles.sliderName}>
        <span title={label}>{label}</span>
        <span className={`num ${styles.quiet}`}>{now}</span>
      </span>
      <Slider min={-50} max={50} step={1} value={Math.round(value * 100)} onChange={(percent) => set(percent / 100)} marks={{ 0: ' ' }} tooltip={{ formatter: (percent) => format.change((percent ?? 0) / 100) }} ariaLabelForHandle={label} />
      <span className={`num ${styles.moved}`}>{value === 0 ? '–' : format.change(value)}</span>
    </div>
  )
  const result = (metric: PlanningMetricKey, label: string, before: string, after: string, factor: number | null) => (
    <div className={styles.result}>
      <span className={styles.quiet}>
        <AboutMetric metric={metric}>{label}</AboutMetric>
      </span>
      <strong className="num">{after}</strong>
      <span className={`num ${styles.quiet}`}>{isMoved && factor !== null ? t('versus', { before, factor: format.number(factor, 2) }) : t('today', { before })}</span>
    </div>
  )
  const most = Math.max(1, ...baseline.stages.map((one) => one.entries), ...scenario.stages.map((one) => one.entries))
  return (
    <Section
      title={t('whatIf')}
      note={t('whatIfNote')}
      actions={
        <>
          <Button size="small" onClick={() => setMoved({ ...moved, conversion: Object.fromEntries(flow.stages.map((one) => [one.stageKey, 0.1])) })}>
            {t('tenPercent')}
          </Button>
          <Button size="small" disabled={!isMoved} onClick={() => setMoved(none)}>
            {t('reset')}
          </Button>
        </>
      }
    >
      <div className={styles.results}>
        {result('what_if.wins', t('winsMonth'), format.number(baseline.wins, 1), t('winsValue', { n: format.number(scenario.wins, 1) }), factors.wins)}
        {result('what_if.value', t('valueMonth'), format.moneyShort(baseline.valueMinor, flow.currency), format.moneyShort(scenario.valueMinor, flow.currency), factors.value)}
        {result('what_if.win_rate', t('winRate'), format.percent(baseline.winRate), format.percent(scenario.winRate), factors.wins === null ? null : scenario.winRate / (baseline.winRate || 1))}
        {result('what_if.cycle', t('cycle'), format.days(baseline.cycleDays), format.days(scenario.cycleDays), factors.cycle)}
        {result('what_if.stock', t('stock'), format.number(baseline.stock, 0), t('stockValue', { n: format.number(scenario.stock, 0) }), factors.stock)}
        {result('what_if.velocity', t('velocity'), t('perDay', { value: format.moneyShort(baseline.velocityMinor, flow.currency) }), t('perDay', { value: format.moneyShort(scenario.velocityMinor, flow.currency) }), factors.velocity)}
      </div>
      <div className={styles.whatIf}>
        <div>
          <h3 className={styles.heading}>{t('conversion')}</h3>
          {flow.stages.map((one) =>
            slider(`${stage(one.stageKey)} → ${next(one.stageKey)}`, format.percent(one.conversion), moved.conversion[one.stageKey] ?? 0, (value) => setMoved({ ...moved, conversion: { ...moved.conversion, [one.stageKey]: value } })),
          )}
          {capped.length > 0 && <p className={styles.help}>{t('capped', { stages: capped.map(stage).join('、') })}</p>}
          <h3 className={styles.heading}>{t('others')}</h3>
          {slider(t('inflow'), t('perMonth', { n: format.number(flow.inflowPerDay * 30, 1) }), moved.inflow, (inflow) => setMoved({ ...moved, inflow }))}
          {slider(t('meanAmount'), format.moneyShort(baseline.meanAmountMinor, flow.currency), moved.amount, (amount) => setMoved({ ...moved, amount }))}
          <details>
            <summary className={styles.heading}>{t('dwell')}</summary>
            {flow.stages.map((one) => slider(stage(one.stageKey), format.days(one.dwellDays), moved.dwell[one.stageKey] ?? 0, (value) => setMoved({ ...moved, dwell: { ...moved.dwell, [one.stageKey]: value } })))}
          </details>
        </div>
        <table className={styles.pictures} aria-label={t('pictures')}>
          <thead>
            <tr>
              <th scope="col">{t('stage')}</th>
              <th scope="col">{t('entries')}</th>
            </tr>
          </thead>
          <tbody>
            {scenario.stages.map((one, at) => {
              const before = baseline.stages[at]
              return (
                <tr key={one.stageKey}>
                  <th scope="row">{stage(one.stageKey)}</th>
                  <td>
                    <span className={styles.bars} aria-hidden>
                      <span className={styles.before} style={{ width: `${((before?.entries ?? 0) / most) * 100}%` }} />
                      <span className={styles.after} style={{ width: `${(one.entries / most) * 100}%` }} />
                    </span>
                    <span className="num">{`${format.number(before?.entries ?? 0, 1)}${isMoved ? ` → ${format.number(one.entries, 1)}` : ''}`}</span>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
