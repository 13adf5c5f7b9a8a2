import { EditOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './EditCell.module.css'

type Editor = (close: () => void) => ReactNode

/** A cell with a pencil: the value stays a value, a click on the pencil edits it in place. `editor` gets the way to close. */
export function EditCell(props: { field: string; editable: boolean; children: ReactNode; editor: Editor }) {
  const { t } = useTranslation('deals')
  // The editor as it was when it was opened: it saves on top of the version that its reader saw, so that what a colleague
  // changes meanwhile is noticed, although the row behind shows it already.
  const [editor, setEditor] = useState<Editor | null>(null)
  const open = editor !== null
  const close = () => setEditor(null)
  if (!props.editable) return <>{props.children}</>
  return (
    <span className={open ? `${styles.cell} ${styles.open}` : styles.cell}>
      <span className={styles.value}>{props.children}</span>
      <Popover
        trigger="click"
        open={open}
        onOpenChange={(next) => (next ? setEditor(() => props.editor) : close())}
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        content={
          <div onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()} className={styles.editor}>
            {editor?.(close)}
          </div>
        }
      >
        <button type="button" className={styles.pencil} aria-label={t('list.edit', { field: props.field })} onClick={(event) => event.stopPropagation()}>
          <EditOutlined aria-hidden />
        </button>
      </Popover>
    </span>
  )
}
