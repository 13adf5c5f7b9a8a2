import { CalendarOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayKey, daysBetween } from '../../ui/format.ts'
import { useSave } from '../../ui/inline/use-save.ts'
import { useOrg } from '../../ui/org-context.ts'
import { Tag } from '../../ui/Tag.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { DueField } from './DueField.tsx'
import styles from './NextStepBox.module.css'

export interface NextStep {
  nextStep: string | null
  nextStepDue: string | null
}

/** What happens next with a lead or deal, and by when; overdue it is said loudly. Changed in place, by quick days. */
export function NextStepBox(props: NextStep & { canEdit: boolean; onSave: (step: NextStep) => Promise<unknown> }) {
  const { nextStep, nextStepDue, canEdit } = props
  const { t } = useTranslation('activities')
  const say = useProblemText()
  const [editing, setEditing] = useState(false)
  const [text, setText] = useState('')
  const [due, setDue] = useState<string | null>(null)
  const saving = useSave(() => props.onSave(text.trim() === '' ? { nextStep: null, nextStepDue: null } : { nextStep: text.trim(), nextStepDue: due }))
  const start = () => {
    setText(nextStep ?? '')
    setDue(nextStepDue)
    saving.clear()
    setEditing(true)
  }
  const save = async () => {
    if (await saving.save()) setEditing(false)
  }
  if (editing)
    return (
      <div
        className={styles.box}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          setEditing(false)
        }}
      >
        <Input
          autoFocus
          aria-label={t('log.nextStep')}
          placeholder={t('log.nextStepPlaceholder')}
          maxLength={300}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => {
            if (!event.nativeEvent.isComposing) void save()
          }}
        />
        <DueField label={t('log.due')} value={due} onChange={setDue} />
        {saving.error !== null && (
          <p role="alert" className={styles.problem}>
            {say(saving.error)}
          </p>
        )}
        <div className={styles.actions}>
          <Button onClick={() => setEditing(false)}>{t('step.cancel')}</Button>
          <Button type="primary" loading={saving.busy} onClick={() => void save()}>
            {t('log.save')}
          </Button>
        </div>
      </div>
    )
  return (
    <div className={styles.box}>
      <div className={styles.line}>
        <CalendarOutlined aria-hidden className={styles.icon} />
        <span className={styles.label}>{t('log.nextStep')}</span>
        {nextStep ? <span className={styles.text}>{nextStep}</span> : <span className={styles.none}>{t('step.none')}</span>}
        <DueTag due={nextStepDue} />
        {canEdit && (
          <Button type="text" size="small" className={styles.edit} icon={<EditOutlined />} onClick={start} aria-label={nextStep ? t('step.edit') : undefined}>
            {nextStep ? null : t('step.plan')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The day a step is due, red when it has passed, amber today. */
export function DueTag({ due }: { due: string | null }) {
  const { t } = useTranslation('activities')
  const { timeZone } = useOrg()
  const format = useFormat()
  if (due === null) return null
  const days = daysBetween(dayKey(Date.now(), timeZone), due)
  if (days < 0) return <Tag tone="bad">{t('step.overdue', { day: format.day(due), count: -days })}</Tag>
  if (days === 0) return <Tag tone="warn">{t('quickDays.today')}</Tag>
  if (days === 1) return <Tag>{t('quickDays.tomorrow')}</Tag>
  return <Tag>{format.day(due)}</Tag>
}
