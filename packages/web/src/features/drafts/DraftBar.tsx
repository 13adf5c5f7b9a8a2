import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Drafts.module.css'
import type { Drafted, DraftEdit } from './use-draft-edit.ts'

/** Back and on again, whether it is saved, whether it can be published; then what the screen adds. */
export function DraftBar<W extends Drafted>({ whole, edit, canWrite, children }: { whole: W; edit: DraftEdit<W>; canWrite: boolean; children?: ReactNode }) {
  const { t } = useTranslation('drafts')
  const { state } = edit
  return (
    <div className={styles.bar}>
      {canWrite && (
        <>
          <Button type="text" icon={<UndoOutlined />} disabled={!edit.canUndo} aria-label={t('undo')} title={`${t('undo')} (Ctrl+Z)`} onClick={edit.undo} />
          <Button type="text" icon={<RedoOutlined />} disabled={!edit.canRedo} aria-label={t('redo')} title={`${t('redo')} (Ctrl+Y)`} onClick={edit.redo} />
          <span className={styles.muted} role="status">{t(`states.${state}`)}</span>
          {state === 'stale' && <Button size="small" onClick={edit.takeTheirs}>{t('reload')}</Button>}
          {state === 'saved' && whole.problems.length === 0 && whole.hasUnpublished && <span className={styles.muted}>{t(whole.publishedVersion === null ? 'ready' : 'unpublished')}</span>}
        </>
      )}
      {children}
    </div>
  )
}
