import { useId } from 'react'
import type { ReactNode } from 'react'
import styles from './Field.module.css'

/** A labelled control: `children` is given the id that ties the label to it. */
export function Field(props: { label: ReactNode; help?: ReactNode; problem?: ReactNode; wide?: boolean; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={props.wide ? `${styles.field} ${styles.wide}` : styles.field}>
      <label htmlFor={id} className={styles.label}>
        {props.label}
      </label>
      {props.children(id)}
      {props.problem ? (
        <p className={styles.problem} role="alert">
          {props.problem}
        </p>
      ) : (
        props.help && <p className={styles.help}>{props.help}</p>
      )}
    </div>
  )
}

/** Fields beside each other where there is room. */
export function FieldGrid({ children }: { children: ReactNode }) {
  return <div className={styles.grid}>{children}</div>
}

/** A switch with what it means beside it. */
export function FieldLine({ children }: { children: ReactNode }) {
  return <div className={styles.line}>{children}</div>
}
