import type { ReactNode } from 'react'
import styles from './RecordParts.module.css'

/** The few facts one looks for first, in a row; those without a value are left out. */
export function RecordFacts({ facts }: { facts: readonly { label: string; value: ReactNode }[] }) {
  const shown = facts.filter((fact) => fact.value !== null && fact.value !== undefined && fact.value !== '')
  return (
    <dl className={styles.facts}>
      {shown.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd className="num">{fact.value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A line that says how a record stands: converted, invalid, read only. */
export function RecordNotice({ tone = 'neutral', icon, children }: { tone?: 'neutral' | 'good' | 'bad'; icon?: ReactNode; children: ReactNode }) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role="note">
      {icon && <span aria-hidden>{icon}</span>}
      {children}
    </div>
  )
}

/** The actions of a record at the foot of a phone, where the thumb is. */
export function RecordBar({ children }: { children: ReactNode }) {
  return <div className={styles.bar}>{children}</div>
}
