import type { FitModelReport, FitModelRun } from '@sluice/core/scoring/contract'
import { useTranslation } from 'react-i18next'
import { ShareCurve } from '../../charts/ShareCurve.tsx'
import { Section } from '../../ui/Page.tsx'
import { StatRow, StatTile } from '../../ui/StatTile.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useFitWords } from './use-fit-words.ts'
import styles from './Scoring.module.css'

/** How a model did on the newest leads, which it had not seen, and what it goes by. */
export function ModelReport({ run, names }: { run: FitModelRun; names: Readonly<Record<string, string>> }) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const { report } = run
  if (report === null) return null
  const { model } = report
  const percent = (share: number) => format.percent(share, 0)
  const most = Math.max(0.05, ...model.reliability.flatMap(({ said, seen }) => [said, seen]))
  return (
    <>
      <StatRow>
        <StatTile label={t('model.when')} value={format.relative(run.finishedAt ?? run.startedAt)} note={format.dateTime(run.finishedAt ?? run.startedAt)} />
        <StatTile label={t('model.auc')} value={format.number(model.auc?.auc, 3)} note={model.auc ? t('backTest.aucNote', { low: format.number(model.auc.low, 3), high: format.number(model.auc.high, 3) }) : undefined} />
        <StatTile label={t('model.logLoss')} value={format.number(model.logLoss, 4)} note={t('model.logLossNote', { base: format.number(model.logLossOfShare, 4) })} />
        <StatTile label={t('model.ece')} value={format.percent(model.ece)} />
      </StatRow>
      <p className={styles.help}>
        {t('model.on')}{' '}
        {t('model.onText', { leads: format.count(run.leads), from: format.date(run.learntFrom), to: format.date(run.learntTo), converted: format.count(run.converted), window: run.windowDays })}
      </p>
      <div className={styles.columns}>
        <Section title={t('model.compare')} note={t('model.heldOut', { n: format.count(model.n) })}>
          <table className={styles.table}>
            <thead>
              <tr><th />{[t('model.auc'), t('model.logLoss'), t('model.ece')].map((title) => <th key={title}>{title}</th>)}</tr>
            </thead>
            <tbody>
              {(['model', 'logistic', 'naiveBayes'] as const).map((key) => (
                <tr key={key}>
                  <th scope="row">{t(`model.methods.${key}`)}</th>
                  <td className="num">{format.number(report[key].auc?.auc, 3)}</td>
                  <td className="num">{format.number(report[key].logLoss, 4)}</td>
                  <td className="num">{format.percent(report[key].ece)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {report.rules && (
            <p className={styles.help}>
              <strong>{t('model.rules', { n: format.count(report.rules.n) })}：{t(`model.rulesVerdict.${report.rules.verdict}`)}</strong>{' '}
              {t('model.rulesText', { difference: format.number(report.rules.difference, 3), low: format.number(report.rules.low, 3), high: format.number(report.rules.high, 3) })}
            </p>
          )}
        </Section>
        <Section title={t('model.calibration')} note={t('model.calibrationNote')}>
          <ShareCurve label={t('model.calibration')} xName={t('model.said')} yName={t('model.seen')} diagonal={t('model.ideal')} dots max={Math.ceil(most * 10) / 10} points={model.reliability.map(({ said, seen }) => [said, seen] as const)} as={percent} height={240} />
        </Section>
      </div>
      <div className={styles.columns}>
        <Section title={t('model.top')} note={t('model.topNote')}>
          <Coefficients report={report} names={names} />
        </Section>
        <Section title={t('model.columns')}>
          <Columns report={report} names={names} />
        </Section>
      </div>
    </>
  )
}

interface Part { report: FitModelReport; names: Readonly<Record<string, string>> }

function Coefficients({ report, names }: Part) {
  const format = useFormat()
  const words = useFitWords(names)
  const most = Math.max(...report.coefficients.map(({ weight }) => Math.abs(weight)), 0.01)
  return (
    <>
      {report.coefficients.slice(0, 12).map(({ column, value, weight }) => (
        <div key={`${column} ${value}`} className={styles.weight}>
          <span title={`${words.column(column)} = ${words.value(column, value)}`}>{words.column(column)} = {words.value(column, value)}</span>
          <span className={styles.weightBar}>
            <i className={weight < 0 ? styles.barMinus : styles.barPlus} style={{ width: `${(Math.abs(weight) / most) * 50}%`, ...(weight < 0 ? { right: '50%' } : { left: '50%' }) }} />
          </span>
          <span className="num">{weight > 0 ? '+' : ''}{format.number(weight, 2)}</span>
        </div>
      ))}
    </>
  )
}

function Columns({ report, names }: Part) {
  const { t } = useTranslation('scoring')
  const format = useFormat()
  const words = useFitWords(names)
  return (
    <table className={styles.table}>
      <thead>
        <tr><th>{t('model.column')}</th><th>{t('model.coverage')}</th><th>{t('model.late')}</th><th>AUC</th><th>{t('model.refusedBecause')}</th></tr>
      </thead>
      <tbody>
        {report.columns.map(({ key, coverage, lateShare, valueAuc, refused }) => (
          <tr key={key}>
            <th scope="row">{words.column(key)}</th>
            <td className="num">{format.percent(coverage, 0)}</td>
            <td className="num">{format.percent(lateShare, 0)}</td>
            <td className="num">{format.number(valueAuc, 3)}</td>
            <td>{words.refused(refused)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
