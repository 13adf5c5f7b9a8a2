import type { ReactNode } from 'react'
import styles from './KeyForm.module.css'

/** A field of a form that stands open on its page, under its name. */
export function LabelledField({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      {children}
    </div>
  )
}
