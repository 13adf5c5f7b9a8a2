import { Segmented } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { usePhone } from '../use-media-query.ts'
import styles from './RecordBody.module.css'

export interface RecordPart {
  key: string
  label: string
  /** How many things it holds, when known. */
  count?: number
  /** What stands beside the name. */
  mark?: ReactNode
  content: ReactNode
}

/**
 * The body of a record: on a desktop what happens on the left (parts as tabs) and the fields on the right; on a phone one
 * column whose parts, the fields among them, are one tap away. `start`: the part that is open at first.
 */
export function RecordBody(props: { top?: ReactNode; fieldsLabel: string; fields: ReactNode; parts: readonly RecordPart[]; aboveParts?: ReactNode; start?: string | undefined }) {
  const { t } = useTranslation('ui')
  const phone = usePhone()
  const parts = phone ? [...props.parts.slice(0, 1), { key: 'fields', label: props.fieldsLabel, content: props.fields }, ...props.parts.slice(1)] : props.parts
  const [open, setOpen] = useState(props.start ?? parts[0]?.key ?? '')
  useEffect(() => {
    if (props.start !== undefined) setOpen(props.start)
  }, [props.start])
  const shown = parts.find((part) => part.key === open) ?? parts[0]
  return (
    <div className={styles.record}>
      {props.top && <div className={styles.top}>{props.top}</div>}
      <div className={styles.columns}>
        <div className={styles.main}>
          {props.aboveParts}
          <div className={styles.tabsRow}>
            <Segmented
              block={phone && parts.length <= 4}
              className={styles.tabs}
              aria-label={t('parts')}
              value={shown?.key}
              onChange={setOpen}
              options={parts.map((part) => ({
                value: part.key,
                label: (
                  <span>
                    {part.label} {part.mark}
                    {!phone && part.count !== undefined && part.count > 0 && <span className={`num ${styles.count}`}>{part.count}</span>}
                  </span>
                ),
              }))}
            />
          </div>
          <div key={shown?.key}>{shown?.content}</div>
        </div>
        {!phone && <aside className={styles.side}>{props.fields}</aside>}
      </div>
    </div>
  )
}

/** A titled box inside a record. */
export function RecordBox(props: { title?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.box}>
      {(props.title || props.actions) && (
        <div className={styles.boxHead}>
          <h3 className={styles.boxTitle}>{props.title}</h3>
          {props.actions}
        </div>
      )}
      {props.children}
    </section>
  )
}
