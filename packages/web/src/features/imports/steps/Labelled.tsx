import type { ReactNode } from 'react'
import styles from './steps.module.css'

/** A control below its name, with a line about it. */
export function Labelled({ label, note, children }: { label: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.labelled}>
      <span className={styles.label}>{label}</span>
      {children}
      {note && <span className={styles.note}>{note}</span>}
    </div>
  )
}
