import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import styles from './Drafts.module.css'

/** Another name. Stays open when it is refused: who saves tells why. */
export function RenameSheet({ name, onClose, onSave }: { name: string; onClose: () => void; onSave: (name: string) => Promise<void> }) {
  const { t } = useTranslation('drafts')
  const [value, setValue] = useState(name)
  const submit = () => void (value.trim() !== '' && onSave(value.trim()).then(onClose, () => undefined))
  return (
    <BottomSheet open title={t('rename')} onClose={onClose} footer={<div className={styles.foot}><Button onClick={onClose}>{t('cancel')}</Button><Button type="primary" disabled={value.trim() === ''} onClick={submit}>{t('save')}</Button></div>}>
      <label className={styles.field}><span>{t('name')}</span><Input autoFocus maxLength={100} value={value} onChange={(event) => setValue(event.target.value)} onPressEnter={submit} /></label>
    </BottomSheet>
  )
}
