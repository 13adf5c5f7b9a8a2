import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from './BottomSheet.tsx'
import styles from './FilterBar.module.css'
import { usePhone } from './use-media-query.ts'

/**
 * Filters in a row; on a phone `quick` scrolls sideways under the thumb and the rest opens in a sheet.
 * `active` counts the filters that are set.
 */
export function FilterBar(props: { quick?: ReactNode; children?: ReactNode; end?: ReactNode; active?: number; onClear?: () => void }) {
  const { t } = useTranslation('ui')
  const phone = usePhone()
  const [open, setOpen] = useState(false)
  const active = props.active ?? 0
  const clear = active > 0 && props.onClear && (
    <Button type="link" size="small" onClick={props.onClear} className={styles.clear}>
      {t('clearFilters')}
    </Button>
  )

  if (!phone)
    return (
      <div className={styles.bar} role="search">
        {props.quick}
        {props.children}
        {clear}
        {props.end && <div className={styles.end}>{props.end}</div>}
      </div>
    )
  return (
    <div className={styles.phone} role="search">
      <div className={styles.scroll}>
        {props.children && (
          <Badge count={active} size="small">
            <Button icon={<FilterOutlined />} onClick={() => setOpen(true)} aria-label={t('filters')} />
          </Badge>
        )}
        {props.quick}
        {props.end}
      </div>
      <BottomSheet open={open} title={t('filters')} onClose={() => setOpen(false)} extra={clear}>
        <div className={styles.stack}>{props.children}</div>
      </BottomSheet>
    </div>
  )
}

/** A filter that is on or off with one click: mine, team, closing this month. */
export function FilterChip(props: { label: ReactNode; on: boolean; count?: ReactNode; onChange: (on: boolean) => void }) {
  return (
    <button
      type="button"
      className={props.on ? `${styles.chip} ${styles.on}` : styles.chip}
      aria-pressed={props.on}
      onClick={() => props.onChange(!props.on)}
    >
      {props.label}
      {props.count !== undefined && <span className={`num ${styles.count}`}>{props.count}</span>}
    </button>
  )
}
