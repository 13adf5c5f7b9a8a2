import type { ReactNode } from 'react'
import styles from './PlainTable.module.css'

export interface PlainColumn<R> {
  title: string
  /** A figure: at the end of its cell, in figures of one width. */
  num?: boolean
  cell: (row: R) => ReactNode
}

/** A few rows to read inside of a section, without choice, order or paging. `quiet` rows step back. */
export function PlainTable<R>(props: { rows: readonly R[]; rowKey: (row: R) => string; columns: readonly PlainColumn<R>[]; quiet?: (row: R) => boolean }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.title} scope="col" className={column.num ? 'num' : undefined}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.rowKey(row)} className={props.quiet?.(row) ? styles.quiet : undefined}>
            {props.columns.map((column) => (
              <td key={column.title} className={column.num ? 'num' : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
