import { criteriaOf } from '@sluice/core/config/gate'
import type { GateGroup } from '@sluice/core/config/gate'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Page.tsx'
import { Field } from '../Field.tsx'
import { GateEditor } from './GateEditor.tsx'
import styles from './GateEditor.module.css'

/** A gate with the free words beside it. */
export function GateSection(props: {
  title: string
  note: string
  gate: GateGroup | null
  notes: string
  epoch: number
  onGate: (gate: GateGroup | null) => void
  onNotes: (text: string) => void
}) {
  const { t } = useTranslation('designer')
  const [open, setOpen] = useState(false)
  const count = criteriaOf(props.gate).length
  return (
    <Section title={count > 0 ? `${props.title} (${count})` : props.title} note={props.note}>
      <GateEditor key={props.epoch} label={props.title} gate={props.gate} onChange={props.onGate} />
      <div className={styles.notes}>
        {open || props.notes !== '' ? (
          <Field label={t('gates.notes')}>
            {(id) => (
              <Input.TextArea id={id} value={props.notes} maxLength={4000} autoSize={{ minRows: 2, maxRows: 10 }} placeholder={t('gates.notesPlaceholder')} onChange={(event) => props.onNotes(event.target.value)} />
            )}
          </Field>
        ) : (
          <Button type="link" size="small" className={styles.addNotes} onClick={() => setOpen(true)}>
            {t('gates.notes')}
          </Button>
        )}
      </div>
    </Section>
  )
}
