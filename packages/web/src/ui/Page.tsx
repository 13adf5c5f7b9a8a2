import type { ReactNode } from 'react'
import styles from './Page.module.css'

/** The body of a page below its header: scrolls with the page, or (`fill`) takes exactly the height that is left. */
export function Page({ children, fill, narrow }: { children: ReactNode; fill?: boolean; narrow?: boolean }) {
  return (
    <div className={[styles.page, fill ? styles.fill : '', narrow ? styles.narrow : ''].filter(Boolean).join(' ')}>{children}</div>
  )
}

/** A titled white section: the unit a page is made of. */
export function Section(props: { title?: ReactNode; note?: ReactNode; actions?: ReactNode; flush?: boolean; children: ReactNode }) {
  return (
    <section className={styles.section}>
      {(props.title || props.actions) && (
        <div className={styles.head}>
          <div className={styles.headWords}>
            {props.title && <h2 className={styles.title}>{props.title}</h2>}
            {props.note && <span className={styles.note}>{props.note}</span>}
          </div>
          {props.actions && <div className={styles.headActions}>{props.actions}</div>}
        </div>
      )}
      <div className={props.flush ? styles.flush : styles.body}>{props.children}</div>
    </section>
  )
}
