import type { Calendar } from '@sluice/core/calendar/contract'
import { useTranslation } from 'react-i18next'
import styles from './Calendar.module.css'
import { CalendarChip } from './CalendarChip.tsx'
import type { CalendarMoves } from './use-calendar-moves.ts'

/** 要安排: what is overdue or has no day, to be dragged to one. */
export function PlanSide({ calendar, showOwner, moves }: { calendar: Calendar; showOwner: boolean; moves: CalendarMoves }) {
  const { t } = useTranslation('calendar')
  const { unplanned, unplannedHidden, today } = calendar
  const parts = [
    { key: 'late' as const, items: unplanned.filter(({ day }) => day !== null) },
    { key: 'undated' as const, items: unplanned.filter(({ day }) => day === null) },
  ]
  return (
    <aside className={styles.side} aria-label={t('plan.title')}>
      <header className={styles.sideHead}>
        <h2>{t('plan.title')}</h2>
        <span className="num">{t('load', { count: unplanned.length + unplannedHidden })}</span>
      </header>
      {unplanned.length === 0 && <p className={styles.quiet}>{t('plan.none')}</p>}
      {unplanned.length > 0 && <p className={styles.hint}>{t('plan.hint')}</p>}
      {parts.map(({ key, items }) =>
        items.length === 0 ? null : (
          <section key={key} aria-label={t(`plan.${key}`)}>
            <h3>{t(`plan.${key}`)}</h3>
            {items.map((item) => (
              <CalendarChip key={item.key} item={item} today={today} showOwner={showOwner} moves={moves} />
            ))}
          </section>
        ),
      )}
      {unplannedHidden > 0 && <p className={styles.quiet}>{t('more', { count: unplannedHidden })}</p>}
    </aside>
  )
}
