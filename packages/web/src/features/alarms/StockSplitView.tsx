import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { AboutMetric } from '../metrics/AboutMetric.tsx'
import styles from './RootCause.module.css'

type Split = NonNullable<RootCauseAnswer['stockSplit']>
const exits = ['advance', 'back', 'won', 'lost', 'transfer'] as const

/** A change of stock is what came in less what went out: how much each of them moved it. */
export function StockSplitView({ split, text }: { split: Split; text: string | null }) {
  const { t } = useTranslation('alarms')
  const format = useFormat()
  const most = Math.max(Math.abs(split.fromInflow), Math.abs(split.fromOutflow), 1)
  const flow = (key: 'inflow' | 'outflow', before: number, after: number, effect: number) => (
    <tr>
      <th scope="row">
        <AboutMetric metric={`cause.from_${key}`}>{t(`why.${key}`)}</AboutMetric>
      </th>
      <td className="num">
        {format.count(Math.round(before))} → {format.count(Math.round(after))}
      </td>
      <td>
        <span className={styles.effect}>
          <span className={styles.axis} aria-hidden>
            <i data-sign={effect < 0 ? 'minus' : 'plus'} style={{ width: `${(Math.abs(effect) / most) * 50}%` }} />
          </span>
          <span className="num">
            {effect > 0 ? '+' : effect < 0 ? '−' : ''}
            {format.number(Math.abs(effect), 0)}
          </span>
        </span>
      </td>
    </tr>
  )
  return (
    <section className={styles.split} aria-label={t('why.stock')}>
      <h3>
        {t('why.stock')} <small className="num">{t('why.stockLine', { before: format.count(split.stockBefore), after: format.count(split.stockAfter) })}</small>
      </h3>
      {text !== null && <p>{text}</p>}
      <table className={styles.flows}>
        <thead>
          <tr>
            <th scope="col" aria-label={t('why.stock')} />
            <th scope="col">{t('why.perPeriod')}</th>
            <th scope="col">{t('why.from')}</th>
          </tr>
        </thead>
        <tbody>
          {flow('inflow', split.inflowBefore, split.inflowAfter, split.fromInflow)}
          {flow('outflow', split.outflowBefore, split.outflowAfter, split.fromOutflow)}
        </tbody>
      </table>
      <p className={`num ${styles.exits}`}>
        {exits.map((exit) => {
          const one = split.exits[exit]
          if (one === undefined || one.before + one.after === 0) return null
          return (
            <span key={exit}>
              {t(`why.exits.${exit}`)} {format.count(Math.round(one.before))} → {format.count(Math.round(one.after))}
            </span>
          )
        })}
      </p>
      {split.little !== null && (
        <p className={styles.small}>
          {t(split.little.agrees ? 'why.little.agrees' : 'why.little.differs', { expected: format.number(split.little.expected, 0), actual: format.number(split.little.actual, 0) })}{' '}
          <AboutMetric metric="cause.little" />
        </p>
      )}
    </section>
  )
}
