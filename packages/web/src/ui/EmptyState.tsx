import type { ReactNode } from 'react'
import styles from './State.module.css'

/** Nothing here, why, and the one thing to do about it. */
export function EmptyState(props: { title: ReactNode; text?: ReactNode; icon?: ReactNode; action?: ReactNode; compact?: boolean }) {
  return (
    <div className={props.compact ? `${styles.state} ${styles.compact}` : styles.state}>
      {props.icon && (
        <div className={styles.icon} aria-hidden>
          {props.icon}
        </div>
      )}
      <div className={styles.title}>{props.title}</div>
      {props.text && <div className={styles.text}>{props.text}</div>}
      {props.action && <div className={styles.action}>{props.action}</div>}
    </div>
  )
}
