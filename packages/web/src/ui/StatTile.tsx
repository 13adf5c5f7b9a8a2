import type { ReactNode } from 'react'
import { Explained } from './Explained.tsx'
import type { Explanation } from './Explained.tsx'
import styles from './StatTile.module.css'

/** One figure with its name: big, in tabular digits, explained on hover, opening its records on click. */
export function StatTile(props: {
  label: ReactNode
  value: ReactNode
  unit?: ReactNode
  delta?: ReactNode
  /** A short line under the figure: the interval, what it is compared with. */
  note?: ReactNode
  explanation?: Explanation
  onOpen?: () => void
  chart?: ReactNode
}) {
  const figure = (
    <span className={`num ${styles.value}`}>
      {props.value}
      {props.unit && <span className={styles.unit}>{props.unit}</span>}
    </span>
  )
  return (
    <div className={styles.tile}>
      <div className={styles.label}>{props.label}</div>
      <div className={styles.figure}>
        {props.explanation ? (
          <Explained explanation={props.explanation} onOpen={props.onOpen}>
            {figure}
          </Explained>
        ) : (
          figure
        )}
        {props.chart && <div className={styles.chart}>{props.chart}</div>}
      </div>
      {(props.delta || props.note) && (
        <div className={styles.foot}>
          {props.delta}
          {props.note && <span className={`num ${styles.note}`}>{props.note}</span>}
        </div>
      )}
    </div>
  )
}

/** Tiles side by side, divided by hairlines; on a phone two in a row. */
export function StatRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>
}
