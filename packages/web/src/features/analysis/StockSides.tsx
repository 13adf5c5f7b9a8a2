import type { Frame } from '@sluice/core/funnel/measures/frame'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Section } from '../../ui/Page.tsx'
import { Skeletons } from '../../ui/Skeletons.tsx'
import { useFormat } from '../../ui/use-format.ts'
import styles from './StockSides.module.css'

/** The end of a day is shown as the beginning of the next: 0:00, not 23:59. */
const instant = (asOf: number) => Math.ceil((asOf + 1) / 1000) * 1000

/** What stood in each stage at two instants, back to back, and what came or went in between. */
export function StockSides({ before, after, stage, error }: { before: Frame | undefined; after: Frame | undefined; stage: (id: string) => string; error: Error | null }) {
  const { t } = useTranslation('analysis')
  const format = useFormat()
  return (
    <Section title={t('changes.sides')} note={before && after ? t('changes.sidesAt', { start: format.dateTime(instant(before.asOf)), end: format.dateTime(instant(after.asOf)) }) : undefined}>
      {error ? (
        <ErrorState error={error} compact />
      ) : !before || !after ? (
        <Skeletons kind="chart" />
      ) : (
        <table className={styles.sides} aria-label={t('changes.sides')}>
          <thead>
            <tr>
              <th scope="col" className={styles.left}>{t('changes.start')}</th>
              <th scope="col">{t('heat.stage')}</th>
              <th scope="col">{t('changes.end')}</th>
              <th scope="col" className={styles.delta}>{t('changes.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {after.stages.map((now) => {
              const then = before.stages.find((one) => one.stageId === now.stageId)
              const most = Math.max(1, ...before.stages.map((one) => one.stock), ...after.stages.map((one) => one.stock))
              const delta = now.stock - (then?.stock ?? 0)
              return (
                <tr key={now.stageId}>
                  <td className={styles.left}>
                    <span className={styles.bar} style={{ width: `${((then?.stock ?? 0) / most) * 60}%` }} />
                    <span className="num" title={format.money(then?.stockAmountMinor ?? 0, before.currency)}>{t('changes.stock', { n: format.count(then?.stock ?? 0) })}</span>
                  </td>
                  <th scope="row">{stage(now.stageId)}</th>
                  <td>
                    <span className="num" title={format.money(now.stockAmountMinor, after.currency)}>{t('changes.stock', { n: format.count(now.stock) })}</span>
                    <span className={`${styles.bar} ${styles.now}`} style={{ width: `${(now.stock / most) * 60}%` }} />
                  </td>
                  <td className={`num ${styles.delta}`}>{delta === 0 ? '±0' : `${delta > 0 ? '+' : '-'}${format.count(Math.abs(delta))}${then && then.stock > 0 ? ` (${format.change(delta / then.stock)})` : ''}`}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Section>
  )
}
