import type { ReactNode } from 'react'
import { usePhone } from '../../ui/use-media-query.ts'
import styles from './FunnelFilters.module.css'

/** A labelled control: in the sheet of a phone below its name, elsewhere by itself. */
export function Field({ label, width, children }: { label: string; width: number; children: ReactNode }) {
  const phone = usePhone()
  if (!phone)
    return (
      <div style={{ width }} title={label}>
        {children}
      </div>
    )
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  )
}
