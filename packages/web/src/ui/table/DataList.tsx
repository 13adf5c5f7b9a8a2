import { Checkbox, Spin } from 'antd'
import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../ErrorState.tsx'
import { Skeletons } from '../Skeletons.tsx'
import { usePhone } from '../use-media-query.ts'
import { gridTemplate, leastWidth, nextSort } from './columns.ts'
import type { Column, Sort } from './columns.ts'
import styles from './DataList.module.css'

export interface DataListProps<T> {
  /** What the list holds, for screen readers: 商机列表. */
  label: string
  rows: readonly T[]
  rowKey: (row: T) => string
  columns: readonly Column<T>[]
  /** How a row looks on a phone; without it the table scrolls sideways there too. */
  card?: (row: T) => ReactNode
  onOpen?: (row: T) => void
  /** The row whose record is open beside the list. */
  openKey?: string | null
  /** `bare`: the screen says itself what is selected and what can be done with it. */
  selection?: { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void; bare?: boolean }
  sort?: Sort | null
  onSort?: (sort: Sort | null) => void
  loading?: boolean
  error?: unknown
  onRetry?: () => void
  empty?: ReactNode
  hasMore?: boolean
  loadingMore?: boolean
  onMore?: () => void
  /** The server's exact count. */
  total?: number
  /** An answer of another filter is still shown while the right one loads. */
  stale?: boolean
}

/**
 * A list of records of any length: rows are virtual, further pages come as one scrolls. One tab stop; arrows (or j, k) move,
 * Enter opens, Space selects. It fills the height of its parent.
 */
export function DataList<T>(props: DataListProps<T>) {
  const { rows, rowKey, columns, onOpen, selection } = props
  const { t } = useTranslation('ui')
  const phone = usePhone()
  const cards = phone && props.card !== undefined
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const selectable = selection !== undefined && !cards

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (cards ? 84 : 40),
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row)
    },
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasMore, loadingMore, onMore } = props
  useEffect(() => {
    if (hasMore && !loadingMore && rows.length > 0 && last >= rows.length - 20) onMore?.()
  }, [hasMore, loadingMore, onMore, last, rows.length])

  const select = (keys: readonly string[], on: boolean) => {
    if (!selection) return
    const next = new Set(selection.keys)
    for (const key of keys) {
      if (on) next.add(key)
      else next.delete(key)
    }
    selection.onChange(next)
  }

  const move = (to: number) => {
    const index = Math.min(Math.max(to, 0), rows.length - 1)
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active]
    if (event.target !== event.currentTarget || row === undefined) return
    const steps: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: 10, PageUp: -10 }
    const step = steps[event.key]
    if (step !== undefined) move(active + step)
    else if (event.key === 'Home') move(0)
    else if (event.key === 'End') move(rows.length - 1)
    else if (event.key === 'Enter') onOpen?.(row)
    else if ((event.key === ' ' || event.key === 'x') && selection) select([rowKey(row)], !selection.keys.has(rowKey(row)))
    else return
    event.preventDefault()
  }

  if (props.loading) return <Skeletons kind="rows" count={12} />
  if (props.error) return <ErrorState error={props.error} onRetry={props.onRetry} />
  if (rows.length === 0) return <>{props.empty}</>

  const template = gridTemplate(columns, selectable)
  const allSelected = selection !== undefined && rows.every((row) => selection.keys.has(rowKey(row)))
  const someSelected = selection !== undefined && selection.keys.size > 0
  const activeRow = rows[active]

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={cards ? `${styles.scroller} ${styles.cards}` : styles.scroller}
        role="grid"
        aria-label={props.label}
        aria-rowcount={props.total ?? -1}
        aria-multiselectable={selectable}
        aria-activedescendant={activeRow === undefined ? undefined : `row-${rowKey(activeRow)}`}
        aria-busy={props.stale}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {!cards && (
          <div className={styles.head} role="row" style={{ gridTemplateColumns: template, minWidth: leastWidth(columns, selectable) }}>
            {selectable && (
              <div role="columnheader" className={styles.check}>
                <Checkbox
                  aria-label={t('table.selectAll')}
                  checked={allSelected}
                  indeterminate={someSelected && !allSelected}
                  onChange={(event) => select(rows.map(rowKey), event.target.checked)}
                />
              </div>
            )}
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={props.sort ?? null} onSort={props.onSort} />
            ))}
          </div>
        )}
        <div
          className={props.stale ? `${styles.body} ${styles.stale}` : styles.body}
          role="rowgroup"
          style={{ height: virtual.getTotalSize(), minWidth: cards ? undefined : leastWidth(columns, selectable) }}
        >
          {items.map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const key = rowKey(row)
            const chosen = selectable && selection.keys.has(key)
            const classes = [
              cards ? styles.card : styles.row,
              chosen ? styles.chosen : '',
              item.index === active ? styles.active : '',
              props.openKey === key ? styles.opened : '',
              onOpen ? styles.clickable : '',
            ]
            return (
              <div
                key={key}
                id={`row-${key}`}
                ref={cards ? virtual.measureElement : undefined}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={selectable ? chosen : undefined}
                className={classes.filter(Boolean).join(' ')}
                style={{ transform: `translateY(${item.start}px)`, gridTemplateColumns: cards ? undefined : template }}
                onClick={() => {
                  setActive(item.index)
                  onOpen?.(row)
                }}
              >
                {cards ? (
                  <div role="gridcell">{props.card?.(row)}</div>
                ) : (
                  <>
                    {selectable && (
                      <div role="gridcell" className={styles.check} onClick={(event) => event.stopPropagation()}>
                        <Checkbox
                          tabIndex={-1}
                          aria-label={t('table.selectRow')}
                          checked={chosen}
                          onChange={(event) => select([key], event.target.checked)}
                        />
                      </div>
                    )}
                    {columns.map((column) => (
                      <div key={column.key} role="gridcell" className={column.align === 'right' ? `num ${styles.cell} ${styles.right}` : styles.cell}>
                        {column.render(row)}
                      </div>
                    ))}
                  </>
                )}
              </div>
            )
          })}
        </div>
        <div className={styles.foot}>
          {loadingMore ? (
            <>
              <Spin size="small" /> {t('table.loadingMore')}
            </>
          ) : hasMore ? null : (
            t('table.end', { count: props.total ?? rows.length })
          )}
        </div>
      </div>
      {someSelected && selectable && (
        <div className={styles.selected} role="status">
          {t('table.selected', { count: selection.keys.size })}
          <button type="button" onClick={() => selection.onChange(new Set())}>
            {t('table.clearSelection')}
          </button>
        </div>
      )}
    </div>
  )
}

function HeadCell<T>({ column, sort, onSort }: { column: Column<T>; sort: Sort | null; onSort?: (sort: Sort | null) => void }) {
  const sorted = sort?.by === column.key ? sort : null
  const classes = [styles.cell, styles.headCell, column.align === 'right' ? styles.right : ''].filter(Boolean).join(' ')
  return (
    <div role="columnheader" className={classes} aria-sort={sorted ? (sorted.down ? 'descending' : 'ascending') : undefined}>
      {column.sortable && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(nextSort(sort, column))}>
          {column.title}
          {sorted ? sorted.down ? <CaretDownOutlined aria-hidden /> : <CaretUpOutlined aria-hidden /> : null}
        </button>
      ) : (
        column.title
      )}
    </div>
  )
}
