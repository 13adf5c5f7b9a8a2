import type { BackCalculationAnswer } from '@sluice/core/planning/contract'
import type { Target } from '@sluice/core/planning/target'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Page.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { addDays } from '../funnel/calendar-days.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './Planning.module.css'
import { SavePlan } from './SavePlan.tsx'

type Answered = BackCalculationAnswer['answers'][number]
type Result = NonNullable<Answered['result']>
type Need = Result['start']

/** The three methods beside each other, why the simple one misleads, and what the chosen one asks of stages, months and channels. */
export function BackCalculation(props: { answer: BackCalculationAnswer; target: Target; stage: (key: string) => string; months: readonly string[]; canSave: boolean }) {
  const { t } = useTranslation('planning')
  const format = useFormat()
  const { answer, stage } = props
  const about = useMetricWords()
  const [wanted, setWanted] = useState<Answered['method'] | null>(null)
  const [saves, setSaves] = useState(false)
  const method = wanted ?? answer.method ?? 'product'
  const result = answer.answers.find((one) => one.method === method)?.result ?? null
  const need = (one: Need) => (
    <>
      {format.count(one.value)}
      <small>{one.high === null ? t('from', { low: format.count(one.low) }) : `${format.count(one.low)} – ${format.count(one.high)}`}</small>
    </>
  )
  return (
    <Section
      title={t('needed')}
      note={t('neededNote', { from: format.day(answer.baseline.from), to: format.day(addDays(answer.baseline.to, -1)) })}
      actions={
        props.canSave && result !== null && !result.reached ? (
          <Button size="small" type="primary" onClick={() => setSaves(true)}>
            {t('save')}
          </Button>
        ) : undefined
      }
    >
      <div className={styles.methods} role="group" aria-label={t('needed')}>
        {answer.answers.map((one) => (
          <button key={one.method} type="button" className={one.method === method ? `${styles.method} ${styles.chosen}` : styles.method} aria-pressed={one.method === method} disabled={one.result === null} onClick={() => setWanted(one.method)}>
            <span className={styles.methodName}>
              {t(`methods.${one.method}`)}
              {one.method === answer.method && <Tag tone="brand">{t('best')}</Tag>}
            </span>
            {one.result === null ? (
              <span className={styles.quiet}>{t(`why.${one.why ?? 'no_data'}`)}</span>
            ) : one.result.reached ? (
              <strong>{t('nothingNew')}</strong>
            ) : (
              <>
                <strong className="num">{t(answer.baseline.facts.leadSteps.length > 0 ? 'startLeads' : 'startDeals', { n: format.count(one.result.start.value) })}</strong>
                <span className={`num ${styles.quiet}`}>
                  {one.result.start.high === null ? t('from', { low: format.count(one.result.start.low) }) : `${format.count(one.result.start.low)} – ${format.count(one.result.start.high)}`}
                </span>
                <span className={`num ${styles.quiet}`}>{t('rate', { rate: format.percent(one.result.winRate.value) })}</span>
                {!one.result.enough && <Tag tone="warn">{t('few')}</Tag>}
              </>
            )}
          </button>
        ))}
      </div>
      <p className={styles.help}>{about(startMetrics[method]).definition}</p>
      {answer.misleading.length > 0 && (
        <div className={styles.misleading} role="note">
          <strong>
            <AboutMetric metric="plan.misleading">{t('misleads')}</AboutMetric>
          </strong>
          <ul>
            {answer.misleading.map((one) => (
              <li key={one.why}>{Object.hasOwn(misleadingWords, one.why) ? t(`misleading.${one.why as MisleadingWord}`, { share: format.percent(one.evidence['share'] ?? null, 0) }) : one.why}</li>
            ))}
          </ul>
        </div>
      )}
      {result?.reached && <p className={styles.enough}>{t('nothingNewText')}</p>}
      {result && !result.reached && (
        <>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('byMonth')}>
            <table className={styles.table} aria-label={t('byMonth')}>
              <thead>
                <tr>
                  <th scope="col">{t('stage')}</th>
                  <th scope="col">
                    <AboutMetric metric="plan.stage">{t('total')}</AboutMetric>
                  </th>
                  {result.months.map((one) => (
                    <th key={one.month} scope="col" className="num">{one.month}</th>
                  ))}
                </tr>
              </thead>
              <tbody className="num">
                {result.stages.map((one) => (
                  <tr key={one.stageKey}>
                    <th scope="row">{stage(one.stageKey)}</th>
                    <td className={styles.total}>{need(one.need)}</td>
                    {result.months.map((month) => (
                      <td key={month.month}>{format.count(month.stages.find((each) => each.stageKey === one.stageKey)?.need ?? 0)}</td>
                    ))}
                  </tr>
                ))}
                <tr className={styles.won}>
                  <th scope="row">
                    <AboutMetric metric={method === 'time' ? 'plan.month_wins' : 'plan.wins'}>{t('wins')}</AboutMetric>
                  </th>
                  <td className={styles.total}>{need(result.wins)}</td>
                  {result.months.map((month) => (
                    <td key={month.month}>{month.wins === null ? '–' : format.number(month.wins, 1)}</td>
                  ))}
                </tr>
                {answer.capacity.length > 0 && (
                  <tr>
                    <th scope="row">
                      <AboutMetric metric="capacity.utilisation">{t('capacity')}</AboutMetric>
                    </th>
                    <td />
                    {answer.capacity.map((one) => {
                      const load = one.loads[0]
                      return (
                        <td key={one.month} className={one.short.length > 0 ? styles.short : undefined}>
                          {load?.utilisation == null ? '–' : format.percent(load.utilisation, 0)}
                          {load && load.missingHeads > 0 && <small>{t('missing', { n: format.count(load.missingHeads) })}</small>}
                        </td>
                      )
                    })}
                  </tr>
                )}
              </tbody>
            </table>
          </div>
          {result.channels.length > 0 && (
            <div className={styles.channels}>
              <span className={styles.quiet}>
                <AboutMetric metric="plan.channel">{t('byChannel')}</AboutMetric>
              </span>
              {result.channels.map((one) => (
                <Tag key={one.channelKey}>{`${answer.baseline.channels.find((channel) => channel.channelKey === one.channelKey)?.name ?? one.channelKey} ${format.count(one.need)}`}</Tag>
              ))}
            </div>
          )}
        </>
      )}
      {saves && result && <SavePlan answer={answer} result={result} target={props.target} onClose={() => setSaves(false)} />}
    </Section>
  )
}

/** What each method works out. */
const startMetrics = { product: 'plan.start', chain: 'plan.start_chain', time: 'plan.start_time' } as const

/** The reasons that have words of ours. */
const misleadingWords = { skips: true, returns: true, time_lag: true } as const
type MisleadingWord = keyof typeof misleadingWords
