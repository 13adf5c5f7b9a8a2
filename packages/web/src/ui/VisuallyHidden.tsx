import type { ReactNode } from 'react'
import styles from './VisuallyHidden.module.css'

/** Read by screen readers, not shown. */
export function VisuallyHidden({ children, as: Tag = 'span' }: { children: ReactNode; as?: 'span' | 'div' }) {
  return <Tag className={styles.hidden}>{children}</Tag>
}
