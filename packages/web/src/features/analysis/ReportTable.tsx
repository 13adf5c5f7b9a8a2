import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import type { MetricKey } from '@sluice/core/metrics/registry'
import { Popover } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { Explained, ExplanationCard } from '../../ui/Explained.tsx'
import { usePhone } from '../../ui/use-media-query.ts'
import { useMetricWords } from '../metrics/use-metric-words.ts'
import styles from './ReportTable.module.css'

export interface ReportColumn<R> {
  key: string
  title: string
  /** What it means, in the registry. */
  metric?: MetricKey
  cell: (row: R) => ReactNode
  /** Makes the column sortable; null sorts last either way. */
  sort?: (row: R) => number | null
  /** Left out on a phone's cards. */
  wide?: boolean
}

/** As many columns fit beside the name on a phone; with more, each row is a card. */
const mostOnPhone = 3

/** Rows of a report: the name stays in sight while the figures scroll sideways; cards on a phone. Sorted by a click on a head. */
export function ReportTable<R>(props: {
  label: string
  head: { title: string; cell: (row: R) => ReactNode }
  rows: readonly R[]
  rowKey: (row: R) => string
  columns: readonly ReportColumn<R>[]
  /** Stands below, apart from the order: the whole. */
  total?: R
  initial?: string
}) {
  const phone = usePhone()
  const about = useMetricWords()
  const [order, setOrder] = useState<{ key: string; down: boolean } | null>(props.initial === undefined ? null : { key: props.initial, down: true })
  const by = props.columns.find((column) => column.key === order?.key)?.sort
  const rows = by === undefined || order === null ? props.rows : [...props.rows].sort((one, other) => compare(by(one), by(other), order.down))
  const turn = (key: string) => setOrder(order?.key === key ? (order.down ? { key, down: false } : null) : { key, down: true })

  const columns = phone ? props.columns.filter((column) => !column.wide) : props.columns
  if (phone && columns.length > mostOnPhone) {
    return (
      <ul className={styles.cards} aria-label={props.label}>
        {[...rows, ...(props.total === undefined ? [] : [props.total])].map((row, at) => (
          <li key={at === rows.length ? 'total' : props.rowKey(row)} className={styles.card}>
            <div className={styles.name}>{props.head.cell(row)}</div>
            <dl className={styles.facts}>
              {columns.filter((column) => column.cell(row) !== null).map((column) => (
                <div key={column.key}>
                  <dt>{column.metric ? <Explained explanation={about(column.metric)}>{column.title}</Explained> : column.title}</dt>
                  <dd className="num">{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={props.label}>
      <table className={styles.table} aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col">{props.head.title}</th>
            {columns.map((column) => {
              const sorted = order?.key === column.key ? (order.down ? 'descending' : 'ascending') : undefined
              return (
                <th key={column.key} scope="col" aria-sort={sorted}>
                  {column.sort ? (
                    <Popover trigger={['hover', 'focus']} mouseEnterDelay={0.3} placement="bottomRight" arrow={false} content={column.metric && <ExplanationCard about={about(column.metric)} />}>
                      <button type="button" className={column.metric ? `${styles.sort} ${styles.explained}` : styles.sort} onClick={() => turn(column.key)}>
                        {column.title}
                        {sorted === 'descending' && <CaretDownOutlined aria-hidden />}
                        {sorted === 'ascending' && <CaretUpOutlined aria-hidden />}
                      </button>
                    </Popover>
                  ) : column.metric ? (
                    <Explained explanation={about(column.metric)}>{column.title}</Explained>
                  ) : (
                    column.title
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody className="num">
          {rows.map((row) => (
            <tr key={props.rowKey(row)}>
              <th scope="row">{props.head.cell(row)}</th>
              {columns.map((column) => (
                <td key={column.key}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {props.total !== undefined && (
          <tfoot className="num">
            <tr>
              <th scope="row">{props.head.cell(props.total)}</th>
              {columns.map((column) => (
                <td key={column.key}>{column.cell(props.total as R)}</td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

function compare(one: number | null, other: number | null, down: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return down ? other - one : one - other
}
