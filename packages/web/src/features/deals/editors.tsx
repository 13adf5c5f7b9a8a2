import { Button, DatePicker, Input } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shiftDay } from './day.ts'
import styles from './editors.module.css'
import { MoneyInput } from '../pickers/MoneyInput.tsx'

/** Editors of one field each: they show a draft and say `onSave` once, with a value that fits. */

export function AmountEditor(props: { value: number | null; currency: string; label: string; onSave: (minor: number | null) => void }) {
  const { t } = useTranslation('ui')
  const [minor, setMinor] = useState<number | null | undefined>(props.value)
  const save = () => {
    if (minor !== undefined) props.onSave(minor)
  }
  return (
    <div className={styles.row}>
      <MoneyInput value={props.value} currency={props.currency} onChange={setMinor} onEnter={save} autoFocus label={props.label} />
      <Button type="primary" disabled={minor === undefined} onClick={save}>
        {t('confirm')}
      </Button>
    </div>
  )
}

/** A calendar day, saved as soon as it is chosen. */
export function DayEditor(props: { value: string | null; label: string; onSave: (day: string | null) => void }) {
  const { t } = useTranslation('deals')
  return (
    <DatePicker
      className={styles.wide}
      defaultOpen
      autoFocus
      value={props.value ? dayjs(props.value) : null}
      placeholder={t('form.pickDay')}
      aria-label={props.label}
      onChange={(day) => props.onSave(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}

export function TextEditor(props: { value: string; label: string; max: number; placeholder?: string; required?: boolean; onSave: (text: string) => void }) {
  const { t } = useTranslation('ui')
  const [text, setText] = useState(props.value)
  const fits = !props.required || text.trim() !== ''
  return (
    <div className={styles.row}>
      <Input
        autoFocus
        value={text}
        maxLength={props.max}
        placeholder={props.placeholder}
        aria-label={props.label}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          // Enter that ends a composed Chinese word is not yet the end of the sentence.
          if (fits && !event.nativeEvent.isComposing) props.onSave(text.trim())
        }}
      />
      <Button type="primary" disabled={!fits} onClick={() => props.onSave(text.trim())}>
        {t('confirm')}
      </Button>
    </div>
  )
}

/** Next step: what and when in one go. `today` is the organisation's day. */
export function NextStepEditor(props: {
  text: string | null
  due: string | null
  today: string
  hint?: string
  /** Not where the editor is simply there, unasked: it would take the keyboard from the page. */
  autoFocus?: boolean
  onSave: (step: { nextStep: string | null; nextStepDue: string | null }) => void
  onCancel?: () => void
}) {
  const { t } = useTranslation('deals')
  const { t: tu } = useTranslation('ui')
  const [text, setText] = useState(props.text ?? '')
  const [due, setDue] = useState(props.due)
  const save = () => props.onSave({ nextStep: text.trim() === '' ? null : text.trim(), nextStepDue: due })
  return (
    <div className={styles.stack}>
      <Input
        autoFocus={props.autoFocus}
        value={text}
        maxLength={300}
        placeholder={t('record.nextStepPlaceholder')}
        aria-label={t('field.nextStep')}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) save()
        }}
      />
      {props.hint && text.trim() === '' && (
        <button type="button" className={styles.hint} onClick={() => setText(props.hint ?? '')}>
          {t('record.nextStepHint', { hint: props.hint })}
        </button>
      )}
      <div className={styles.days}>
        <DatePicker
          value={due ? dayjs(due) : null}
          placeholder={t('form.pickDay')}
          aria-label={t('field.nextStepDue')}
          onChange={(day) => setDue(day ? day.format('YYYY-MM-DD') : null)}
        />
        <Button onClick={() => setDue(shiftDay(props.today, 1))}>{t('record.tomorrow')}</Button>
        <Button onClick={() => setDue(shiftDay(props.today, 7))}>{t('record.plusWeek')}</Button>
      </div>
      <div className={styles.actions}>
        {props.onCancel && <Button onClick={props.onCancel}>{tu('cancel')}</Button>}
        <Button type="primary" onClick={save}>
          {tu('confirm')}
        </Button>
      </div>
    </div>
  )
}
