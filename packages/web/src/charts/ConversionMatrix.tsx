import { useTranslation } from 'react-i18next'
import { inkOn, mix } from '../ui/theme.ts'
import { useTheme } from '../ui/ThemeProvider.tsx'
import { useFormat } from '../ui/use-format.ts'
import styles from './ConversionMatrix.module.css'

export interface MatrixCell {
  /** Share 0…1; null when there is nothing to divide by. */
  share: number | null
  n: number
  /** Too few records: shown pale, without a figure. */
  enough: boolean
}

/** Shares in a grid, darker where higher: months by stages, or from stage to stage. */
export function ConversionMatrix(props: {
  label: string
  rows: readonly string[]
  columns: readonly string[]
  /** `cells[row][column]`; undefined leaves the field empty. */
  cells: readonly (readonly (MatrixCell | undefined)[])[]
  rowHead?: string
  onOpen?: (row: number, column: number) => void
}) {
  const { t } = useTranslation('charts')
  const { color } = useTheme()
  const format = useFormat()
  const shares = props.cells.flat().flatMap((cell) => (cell?.enough && cell.share !== null ? [cell.share] : []))
  const highest = Math.max(0.01, ...shares)
  return (
    <div className={styles.scroll}>
      <table className={styles.matrix} aria-label={props.label}>
        <thead>
          <tr>
            <th scope="col">{props.rowHead}</th>
            {props.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="num">
          {props.rows.map((name, row) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {props.columns.map((column, at) => {
                const cell = props.cells[row]?.[at]
                if (!cell) return <td key={column} />
                const known = cell.enough && cell.share !== null
                const background = known ? mix(color.surface, color.brand, 0.06 + 0.62 * ((cell.share ?? 0) / highest)) : 'transparent'
                return (
                  <td key={column}>
                    <button
                      type="button"
                      disabled={!props.onOpen}
                      onClick={() => props.onOpen?.(row, at)}
                      className={known ? styles.cell : `${styles.cell} ${styles.few}`}
                      style={{ background, color: known ? inkOn(background) : undefined }}
                      title={known ? `n = ${format.count(cell.n)}` : `${t('funnel.insufficient')} · n = ${format.count(cell.n)}`}
                    >
                      {known ? format.percent(cell.share) : '·'}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
