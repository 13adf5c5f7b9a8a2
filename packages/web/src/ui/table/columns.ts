import type { ReactNode } from 'react'

/** One column of a DataList. */
export interface Column<T> {
  key: string
  title: ReactNode
  /** In px; a column without `grow` keeps it. */
  width: number
  /** Shares what room is left, in proportion. */
  grow?: number
  align?: 'left' | 'right'
  sortable?: boolean
  /** Hidden until the user chooses it. */
  optional?: boolean
  /** Always shown: the name. */
  required?: boolean
  render: (row: T) => ReactNode
}

export interface Sort {
  by: string
  down: boolean
}

/** The columns to show: the user's choice in his order, else all that are not optional. Unknown keys are dropped. Pure. */
export function shownColumns<T>(columns: readonly Column<T>[], chosen: readonly string[] | null): Column<T>[] {
  if (chosen === null) return columns.filter((column) => !column.optional)
  const picked = chosen.flatMap((key) => columns.find((column) => column.key === key) ?? [])
  const missing = columns.filter((column) => column.required && !chosen.includes(column.key))
  return [...missing, ...picked]
}

/** `grid-template-columns` of header and rows. */
export function gridTemplate<T>(columns: readonly Column<T>[], selectable: boolean): string {
  const tracks = columns.map(({ width, grow }) => (grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`))
  return [...(selectable ? ['40px'] : []), ...tracks].join(' ')
}

/** The least width of all columns together, in px. */
export function leastWidth<T>(columns: readonly Column<T>[], selectable: boolean): number {
  return columns.reduce((sum, column) => sum + column.width, selectable ? 40 : 0)
}

/** The next sort after a click on a column: descending first for figures, then the other way, then none. */
export function nextSort(current: Sort | null, column: { key: string; align?: 'left' | 'right' }): Sort | null {
  const downFirst = column.align === 'right'
  if (current?.by !== column.key) return { by: column.key, down: downFirst }
  return current.down === downFirst ? { by: column.key, down: !downFirst } : null
}
