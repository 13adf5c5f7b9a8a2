import { useDroppable } from '@dnd-kit/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../ui/use-format.ts'
import type { BoardColumn } from './board-cache.ts'
import type { ColumnHead } from './column-head.ts'
import { useDropGap } from './drop-store.ts'
import styles from './StageTabs.module.css'

/** The stages of a phone's board: one is shown at a time, and a held card can be dropped on any other. */
export function StageTabs(props: {
  heads: readonly ColumnHead[]
  columns: ReadonlyMap<string, BoardColumn>
  active: string
  onChange: (key: string) => void
}) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const current = props.heads.find((head) => head.key === props.active)
  const column = props.columns.get(props.active)
  return (
    <div className={styles.frame}>
      <div className={styles.tabs} role="tablist" aria-label={t('board.stageTabs')}>
        {props.heads.map((head) => (
          <StageTab
            key={head.key}
            head={head}
            count={format.count(props.columns.get(head.key)?.count ?? 0)}
            active={head.key === props.active}
            onChoose={() => props.onChange(head.key)}
          />
        ))}
      </div>
      {current && column && (
        <div className={`num ${styles.sums}`}>
          <span>{t('totals.amount', { amount: format.moneyShort(column.amountMinor) })}</span>
          {current.winProbability !== null && (
            <span>
              {t('totals.columnWeighted', {
                amount: format.moneyShort(column.weightedMinor),
                share: format.percent(current.winProbability, 0),
              })}
            </span>
          )}
        </div>
      )}
    </div>
  )
}

function StageTab(props: { head: ColumnHead; count: string; active: boolean; onChoose: () => void }) {
  const { head, active } = props
  const ref = useRef<HTMLButtonElement | null>(null)
  // The shown column is a place to drop of its own; its tab is none.
  const { setNodeRef } = useDroppable({ id: `tab:${head.key}`, data: { column: head.key }, disabled: active })
  const over = useDropGap(head.key) !== null
  useEffect(() => {
    if (active) ref.current?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [active])
  return (
    <button
      ref={(node) => {
        ref.current = node
        setNodeRef(node)
      }}
      type="button"
      role="tab"
      aria-selected={active}
      className={[styles.tab, active ? styles.active : '', over && !active ? styles.over : ''].filter(Boolean).join(' ')}
      onClick={props.onChoose}
    >
      <i className={styles.dot} style={{ background: head.color }} aria-hidden />
      {head.name}
      <span className={`num ${styles.count}`}>{props.count}</span>
    </button>
  )
}
