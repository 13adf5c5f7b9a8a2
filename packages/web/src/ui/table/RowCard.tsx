import type { ReactNode } from 'react'
import styles from './RowCard.module.css'

/** A row of a list on a phone: its name with what tells its state beside, and lines of facts; `children` follow. An empty line is left out. */
export function RowCard(props: { name: ReactNode; aside?: ReactNode; lines?: readonly (readonly ReactNode[])[]; children?: ReactNode }) {
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <span className={styles.name}>{props.name}</span>
        {props.aside}
      </div>
      {props.lines?.filter((line) => line.length > 0).map((line, at) => (
        <div key={at} className={`num ${styles.facts}`}>
          {line.map((fact, i) => <span key={i}>{fact}</span>)}
        </div>
      ))}
      {props.children}
    </div>
  )
}
