import type { StepView } from '@sluice/core/funnel/overview'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { refOf } from './figure-ref.ts'
import { FigureValue } from './FigureValue.tsx'
import { useFunnelShown } from './funnel-context.ts'
import type { FigureRef, Side } from './funnel-url.ts'
import styles from './LossReasons.module.css'

/** As many reasons as leave room for the deals below. */
const few = 5

/** Why the deals of a step were lost: a bar for each reason; a click lists the deals of that reason. */
export function LossReasons({ step, side, chosen }: { step: StepView; side: Side; chosen: FigureRef['reason'] }) {
  const { t } = useTranslation('funnel')
  const shown = useFunnelShown()
  const [all, setAll] = useState(false)
  // The chosen reason is always among those shown.
  const listed = all ? step.losses : step.losses.filter((one, index) => index < few || (one.reasonId ?? 'none') === chosen)
  const most = step.losses[0]?.count.value ?? 1
  return (
    <div className={styles.reasons}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('losses.title')}</h3>
        {chosen !== undefined && (
          <button type="button" className={styles.back} onClick={() => shown.open(refOf(step.lost, side, 'hits'))}>
            {t('losses.back')}
          </button>
        )}
      </div>
      {listed.map(({ reasonId, count, share }) => (
        <div key={reasonId ?? 'none'} className={(reasonId ?? 'none') === chosen ? `${styles.reason} ${styles.chosen}` : styles.reason}>
          <button type="button" className={styles.name} title={shown.reason(reasonId)} onClick={() => shown.open(refOf(count, side))}>
            {shown.reason(reasonId)}
          </button>
          <span className={styles.track} aria-hidden>
            <span style={{ width: `${((count.value ?? 0) / most) * 100}%` }} />
          </span>
          <span className={styles.count}>
            <FigureValue figure={count} side={side} />
          </span>
          <span className={styles.share}>
            <FigureValue figure={share} side={side} part="hits" />
          </span>
        </div>
      ))}
      {listed.length < step.losses.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('losses.more', { count: step.losses.length - listed.length })}
        </button>
      )}
    </div>
  )
}
