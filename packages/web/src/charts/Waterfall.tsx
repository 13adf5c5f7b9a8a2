import { useTranslation } from 'react-i18next'
import styles from './Waterfall.module.css'

export interface WaterfallRow {
  key: string
  name: string
  /** What the row adds (negative: takes away); of an end, what stands there. */
  amount: number
  kind: 'end' | 'part'
  /** Ready to be shown, with sign and unit. */
  text: string
  /** A second, quiet text: how many deals. */
  note: string
  /** What it means, on hover. */
  help?: string
  /** Takes away, and yet is good: won deals leave the pipeline. */
  isGood?: boolean
}

/**
 * A waterfall as rows: each bar begins where the one above ends. A table, so that it reads the same with eyes, ears and on
 * a phone; sign and direction besides colour say which way a bar goes.
 */
export function Waterfall(props: { label: string; rows: readonly WaterfallRow[]; onOpen?: (key: string) => void }) {
  const { t } = useTranslation('charts')
  const spans: { from: number; to: number }[] = []
  let level = 0
  for (const row of props.rows) {
    const from = row.kind === 'end' ? 0 : level
    const to = row.kind === 'end' ? row.amount : level + row.amount
    spans.push({ from: Math.min(from, to), to: Math.max(from, to) })
    level = to
  }
  const most = Math.max(1, ...spans.map((span) => span.to))
  const least = Math.min(0, ...spans.map((span) => span.from))
  const at = (value: number) => `${((value - least) / (most - least)) * 100}%`
  return (
    <table className={styles.waterfall} aria-label={props.label}>
      <thead className={styles.head}>
        <tr>
          <th scope="col">{t('waterfall.row')}</th>
          <th scope="col">{t('waterfall.bar')}</th>
          <th scope="col">{t('waterfall.amount')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row, index) => {
          const span = spans[index] ?? { from: 0, to: 0 }
          const tone = row.kind === 'end' ? styles.end : row.amount > 0 ? styles.up : row.amount < 0 ? (row.isGood ? styles.gone : styles.down) : styles.none
          return (
            <tr key={row.key} className={`${row.kind === 'end' ? styles.total : ''} ${row.amount === 0 && row.kind === 'part' ? styles.quiet : ''}`}>
              <th scope="row" title={row.help}>
                {props.onOpen && (row.amount !== 0 || row.kind === 'end') ? (
                  <button type="button" className={styles.open} onClick={() => props.onOpen?.(row.key)}>
                    {row.name}
                  </button>
                ) : (
                  row.name
                )}
                <span className={`num ${styles.note}`}>{row.note}</span>
              </th>
              <td className={styles.track} aria-hidden>
                <span className={`${styles.bar} ${tone}`} style={{ left: at(span.from), right: `calc(100% - ${at(span.to)})` }} />
              </td>
              <td className={`num ${styles.amount}`}>{row.text}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
