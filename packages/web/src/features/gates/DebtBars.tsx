import { useFormat } from '../../ui/use-format.ts'
import styles from './GateDebts.module.css'

interface Row {
  key: string
  name: string
  open: number
  detail: string
}

/** Counts as bars, the most first; one that can be chosen filters the list. */
export function DebtBars(props: { title: string; rows: readonly Row[]; chosen?: readonly string[]; onChoose?: (key: string) => void }) {
  const format = useFormat()
  const most = Math.max(1, ...props.rows.map((row) => row.open))
  const { onChoose } = props
  return (
    <section className={styles.panel}>
      <h2>{props.title}</h2>
      <ul>
        {props.rows.slice(0, 6).map((row) => {
          const content = (
            <>
              <span className={styles.barName} title={row.name}>
                {row.name}
              </span>
              <span className={styles.track} aria-hidden>
                <i style={{ width: `${(row.open / most) * 100}%` }} />
              </span>
              <span className="num" title={row.detail}>
                {format.count(row.open)}
              </span>
            </>
          )
          return (
            <li key={row.key}>
              {onChoose && row.key !== '' ? (
                <button type="button" className={props.chosen?.includes(row.key) ? `${styles.bar} ${styles.on}` : styles.bar} aria-pressed={props.chosen?.includes(row.key)} title={row.detail} onClick={() => onChoose(row.key)}>
                  {content}
                </button>
              ) : (
                <div className={styles.bar}>{content}</div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
