import { pastedFields, readPasted } from '@sluice/core/leads/paste-text/read'
import type { PastedField } from '@sluice/core/leads/paste-text/read'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Doors.module.css'

/** Reads a pasted card, signature or message into the fields of a lead, and says what was of no use. */
export function PasteBox({ onRead }: { onRead: (fields: Partial<Record<PastedField, string>>) => void }) {
  const { t } = useTranslation('doors')
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [said, setSaid] = useState('')
  const read = (pasted: string) => {
    const lead = readPasted(pasted)
    const fields = Object.fromEntries(pastedFields.flatMap((field) => (lead[field] === null ? [] : [[field, lead[field].value]]))) as Partial<Record<PastedField, string>>
    const count = Object.keys(fields).length
    onRead(fields)
    const rest = [...lead.morePhones, ...lead.moreEmails, ...lead.rest].map((one) => one.value).join('、')
    setSaid([count === 0 ? t('paste.nothing') : t('paste.filled', { count }), rest === '' ? null : t('paste.rest', { text: rest })].filter(Boolean).join(' · '))
  }
  if (!open) {
    return (
      <Button type="link" style={{ paddingInline: 0, marginBottom: 8 }} onClick={() => setOpen(true)}>
        {t('paste.open')}
      </Button>
    )
  }
  return (
    <div className={styles.paste}>
      <Input.TextArea
        autoFocus
        aria-label={t('paste.title')}
        placeholder={t('paste.placeholder')}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPaste={(event) => {
          const pasted = event.clipboardData.getData('text')
          if (text === '' && pasted !== '') read(pasted)
        }}
      />
      <Button disabled={text.trim() === ''} onClick={() => read(text)}>
        {t('paste.read')}
      </Button>
      {said !== '' && (
        <p className={styles.muted} role="status">
          {said}
        </p>
      )}
    </div>
  )
}
