import type { ReactNode } from 'react'
import type { Section } from './model/problems.ts'
import styles from './Designer.module.css'

/** A section that a problem can lead to. */
export function Anchor({ section, children }: { section: Section; children: ReactNode }) {
  return (
    <div id={`section-${section}`} className={styles.body}>
      {children}
    </div>
  )
}

/** Shows a section once the editor stands. */
export function showSection(section: Section): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'start', behavior: 'smooth' })))
}
