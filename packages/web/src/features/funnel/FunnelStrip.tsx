import type { FunnelView } from '@sluice/core/funnel/overview'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import { FigureDelta } from './FigureDelta.tsx'
import { FigureValue } from './FigureValue.tsx'
import styles from './FunnelStrip.module.css'
import { useFunnelShown } from './funnel-context.ts'
import { useFigureWords } from './use-figure-words.ts'

/** The group in one line: how many entered, what became of them, and how many of all were won. */
export function FunnelStrip({ view }: { view: FunnelView }) {
  const { t } = useTranslation('funnel')
  const format = useFormat()
  const shown = useFunnelShown()
  const words = useFigureWords(shown)
  const { entered, won, lost, open, transferred } = view.cohortCounts
  const interval = view.overall.enough ? words.interval(view.overall, view.currency) : null
  const other = view.otherCurrencies
  return (
    <div className={styles.strip}>
      <div className={styles.overall}>
        <span className={styles.name}>{t('summaryOverall')}</span>
        <span className={styles.value}>
          <FigureValue figure={view.overall} />
        </span>
        {interval && <span className={`num ${styles.interval}`}>{interval}</span>}
        <FigureDelta figure={view.overall} verdict />
      </div>
      <ul className={styles.counts}>
        {[
          { figure: entered, label: t('group.entered') },
          { figure: won, label: t('status.won') },
          { figure: open, label: t('status.open') },
          { figure: lost, label: t('status.lost') },
          { figure: transferred, label: t('exit.transfer') },
        ]
          .filter(({ figure }) => figure !== transferred || (transferred.value ?? 0) > 0)
          .map(({ figure, label }) => (
            <li key={figure.metric}>
              {label} <FigureValue figure={figure} strong />
            </li>
          ))}
      </ul>
      {other.length > 0 && (
        <p className={styles.other}>
          {t('other', { list: other.map(({ currency, deals }) => t('otherOne', { n: format.count(deals), currency })).join('、') })}
        </p>
      )}
    </div>
  )
}
