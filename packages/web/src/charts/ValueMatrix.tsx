import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { inkOn, mix } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import styles from './ValueMatrix.module.css'

export interface MatrixCell {
  /** Null when there is nothing to measure. */
  value: number | null
  n: number
  /** Too few records: shown pale, without a figure. */
  enough: boolean
  /** Not final yet: its deals have not had their time. Marked by a corner, besides words in the title. */
  young?: boolean
  /** Reckoned instead of measured: shown pale. */
  isReckoned?: boolean
  /** Stands in place of the figure where there are too few records: `10 / 14`. */
  small?: string
  title?: string
}

export interface MatrixName {
  key: string
  name: string
  /** A second, quiet line. */
  note?: string
}

/** Values in a grid, darker where greater: stages by weeks or segments. `read` turns a value into text with its unit. */
export function ValueMatrix(props: {
  label: string
  rows: readonly MatrixName[]
  columns: readonly MatrixName[]
  /** `cells[row][column]`; undefined leaves the field empty. */
  cells: readonly (readonly (MatrixCell | undefined)[])[]
  rowHead?: string
  read: (value: number) => string
  /** `row`: each row has its own scale, for rows whose values lie far apart. */
  scale?: 'all' | 'row'
  /** The darkest value, where several grids are read together. */
  top?: number
  /** Begins at its last columns: the newest. */
  fromEnd?: boolean
  onOpen?: (row: number, column: number) => void
}) {
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const format = useFormat()
  const box = useRef<HTMLDivElement>(null)
  const { fromEnd, columns: across } = props
  useLayoutEffect(() => {
    if (fromEnd && box.current) box.current.scrollLeft = box.current.scrollWidth
  }, [fromEnd, across.length])
  const greatest = (cells: readonly (MatrixCell | undefined)[]) => Math.max(1e-9, ...cells.flatMap((cell) => (cell?.enough && !cell.isReckoned && cell.value !== null ? [cell.value] : [])))
  const ofAll = props.top ?? greatest(props.cells.flat())
  return (
    <div ref={box} className={styles.scroll} tabIndex={0} role="region" aria-label={props.label}>
      <table className={styles.matrix} aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>{props.rowHead}</th>
            {props.columns.map((column) => (
              <th key={column.key} scope="col" title={column.note === undefined ? column.name : `${column.name} · ${column.note}`}>
                <span className={styles.column}>{column.name}</span>
                {column.note !== undefined && <span className={styles.note}>{column.note}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {props.rows.map((row, at) => {
            const top = props.scale === 'row' ? greatest(props.cells[at] ?? []) : ofAll
            return (
              <tr key={row.key}>
                <th scope="row" className={styles.first} title={row.name}>
                  <span className={styles.row}>{row.name}</span>
                  {row.note !== undefined && <span className={styles.note}>{row.note}</span>}
                </th>
                {props.columns.map((column, across) => {
                  const cell = props.cells[at]?.[across]
                  if (!cell || cell.n === 0) return <td key={column.key} className={styles.none}>–</td>
                  const known = cell.enough && cell.value !== null
                  const shaded = known && !cell.isReckoned
                  const background = shaded ? mix(color.surface, color.brand, 0.05 + 0.57 * ((cell.value ?? 0) / top)) : 'transparent'
                  const size = `n = ${format.count(cell.n)}`
                  const title = cell.title ?? (known ? size : `${t('funnel.insufficient')} · ${size}`)
                  return (
                    <td key={column.key}>
                      <button
                        type="button"
                        disabled={!props.onOpen}
                        onClick={() => props.onOpen?.(at, across)}
                        className={[styles.cell, shaded ? '' : styles.few, cell.young ? styles.young : ''].filter(Boolean).join(' ')}
                        style={shaded ? { background, color: inkOn(background) } : undefined}
                        title={title}
                        aria-label={`${row.name} · ${column.name}: ${known ? props.read(cell.value ?? 0) : (cell.small ?? t('funnel.insufficient'))}, ${title}`}
                      >
                        {known ? props.read(cell.value ?? 0) : <small>{cell.small ?? size}</small>}
                      </button>
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
