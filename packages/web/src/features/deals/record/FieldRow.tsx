import type { ReactNode } from 'react'
import { EditCell } from '../list/EditCell.tsx'
import styles from './FieldRow.module.css'

/** One field of a record: its name, its value, and a pencil for those who may change it. */
export function FieldRow(props: { label: string; editable: boolean; editor?: (close: () => void) => ReactNode; children: ReactNode }) {
  return (
    <dl className={styles.row}>
      <dt className={styles.label}>{props.label}</dt>
      <dd className={styles.value}>
        {props.editor ? (
          <EditCell field={props.label} editable={props.editable} editor={props.editor}>
            {props.children}
          </EditCell>
        ) : (
          props.children
        )}
      </dd>
    </dl>
  )
}
