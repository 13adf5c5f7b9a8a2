import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../use-problem-text.ts'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import styles from './InlineField.module.css'
import { useSave } from './use-save.ts'

export interface InlineEditor<T> {
  id: string
  value: T
  onChange: (value: T) => void
  /** Saves what was chosen and closes: for pickers, where choosing is the whole edit. */
  choose: (value: T) => void
  /** Saves what was typed (nothing to do when it is unchanged) and closes. */
  commit: () => void
  cancel: () => void
  busy: boolean
}

export interface InlineFieldProps<T> {
  label: string
  value: T
  /** How the value looks; null when there is none. */
  display: ReactNode
  canEdit: boolean
  /** Refused writes must reject; the input is kept then. */
  onSave: (value: T) => Promise<unknown>
  /** Reads the record again after another person's change. */
  onReload?: () => Promise<unknown>
  editor: (editor: InlineEditor<T>) => ReactNode
  /** Label above the value instead of beside it: long texts. */
  stacked?: boolean
}

/**
 * A field of a record that is edited where it stands: click (or Enter), change, done. Escape takes back. A refusal is said
 * below and keeps the input; another person's change can be loaded and the same input saved over it.
 */
export function InlineField<T>(props: InlineFieldProps<T>) {
  const { label, display, canEdit } = props
  const { t } = useTranslation('ui')
  const say = useProblemText()
  const id = useId()
  const [editing, setEditing] = useState(false)
  const [draft, setDraft] = useState(props.value)
  const button = useRef<HTMLButtonElement>(null)
  const latest = useRef(draft)
  const saving = useSave(() => props.onSave(latest.current))

  const set = (value: T) => {
    latest.current = value
    setDraft(value)
  }
  const leave = () => {
    setEditing(false)
    saving.clear()
    // The field that was edited keeps the keyboard's place.
    requestAnimationFrame(() => button.current?.focus({ preventScroll: true }))
  }
  const finish = async () => {
    if (saving.busy) return
    if (JSON.stringify(latest.current) === JSON.stringify(props.value) || (await saving.save())) leave()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    // Only the field closes, not the drawer it is in.
    event.stopPropagation()
    leave()
  }
  const start = () => {
    set(props.value)
    saving.clear()
    setEditing(true)
  }

  return (
    <div className={props.stacked ? `${styles.field} ${styles.stacked}` : styles.field}>
      <label className={styles.label} htmlFor={editing ? id : undefined}>
        {label}
      </label>
      <div className={styles.value}>
        {editing ? (
          <div onKeyDown={onKeyDown} className={styles.editor}>
            {props.editor({
              id,
              value: draft,
              onChange: set,
              choose: (value) => {
                set(value)
                void finish()
              },
              commit: () => void finish(),
              cancel: leave,
              busy: saving.busy,
            })}
            {saving.error !== null && (
              <div role="alert" className={styles.problem}>
                {saving.isConflict ? t('inline.conflict') : say(saving.error)}
                {saving.isConflict && props.onReload && (
                  <Button type="link" size="small" onMouseDown={(event) => event.preventDefault()} onClick={() => void props.onReload?.().then(finish)}>
                    {t('inline.reload')}
                  </Button>
                )}
              </div>
            )}
          </div>
        ) : canEdit ? (
          <button ref={button} type="button" className={styles.show} onClick={start}>
            <span className={display === null ? styles.empty : styles.shown}>{display ?? t('inline.empty')}</span>
            <VisuallyHidden>{t('inline.edit', { label })}</VisuallyHidden>
            <EditOutlined aria-hidden className={styles.pen} />
          </button>
        ) : (
          <span className={display === null ? `${styles.still} ${styles.empty}` : styles.still}>{display ?? '—'}</span>
        )}
      </div>
    </div>
  )
}
