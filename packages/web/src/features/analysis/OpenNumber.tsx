import type { ReactNode } from 'react'
import styles from './OpenNumber.module.css'

/** A number in a report that opens the deals behind it. */
export function OpenNumber({ label, onOpen, children }: { label: string; onOpen: () => void; children: ReactNode }) {
  return (
    <button type="button" className={`num ${styles.open}`} title={label} onClick={onOpen}>
      {children}
    </button>
  )
}
