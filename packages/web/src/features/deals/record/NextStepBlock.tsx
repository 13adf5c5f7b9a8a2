import { CheckOutlined, EditOutlined } from '@ant-design/icons'
import type { DealDetail } from '@sluice/core/pipeline/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayKey } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { useFormat } from '../../../ui/use-format.ts'
import { useToast } from '../../../ui/use-toast.tsx'
import { nextStepState } from '../deal-age.ts'
import type { DealChange } from '../describe-change.ts'
import { postpone } from '../day.ts'
import { NextStepEditor } from '../editors.tsx'
import { useStages } from '../lookups.ts'
import styles from './NextStepBlock.module.css'

/** What happens next and when: put off with one tap, done with one tap. A missing one asks for itself. */
export function NextStepBlock(props: { deal: DealDetail; onChange: (body: DealChange) => Promise<boolean> }) {
  const { t } = useTranslation('deals')
  const format = useFormat()
  const toast = useToast()
  const { deal, onChange } = props
  // As it was when the editor was opened: it saves on top of the version that its reader saw.
  const [save, setSave] = useState<typeof onChange | null>(null)
  const editing = save !== null
  const close = () => setSave(null)
  const hint = useStages().get(deal.stageId)?.stage.nextStepHint
  const today = dayKey(Date.now(), format.timeZone)
  const state = nextStepState(deal.nextStep, deal.nextStepDue, today)
  if (deal.status !== 'open') return null

  if (editing || (state === 'missing' && deal.canWrite)) {
    return (
      <Section title={t('record.nextStep')}>
        <NextStepEditor
          text={deal.nextStep}
          due={deal.nextStepDue}
          today={today}
          hint={hint}
          autoFocus={editing}
          onCancel={editing ? close : undefined}
          onSave={(step) => {
            close()
            if (step.nextStep !== deal.nextStep || step.nextStepDue !== deal.nextStepDue) void (save ?? onChange)(step)
          }}
        />
      </Section>
    )
  }
  const day = format.day(deal.nextStepDue)
  const when = { missing: t('card.noNextStep'), undated: t('record.noDue'), overdue: t('card.overdue', { day }), today: t('card.dueToday'), planned: day }[state]
  const put = (days: number) => void onChange({ nextStepDue: postpone(deal.nextStepDue, today, days) })
  const done = async () => {
    const { nextStep, nextStepDue } = deal
    if (await onChange({ nextStep: null, nextStepDue: null })) toast.undoable(t('record.doneToast'), async () => void (await onChange({ nextStep, nextStepDue })))
  }
  return (
    <Section title={t('record.nextStep')}>
      <div className={styles.block}>
        <div className={styles.words}>
          <span className={styles.text}>{deal.nextStep ?? t('card.noNextStep')}</span>
          <span className={`num ${styles.when} ${styles[state]}`}>{when}</span>
        </div>
        {deal.canWrite && (
          <div className={styles.actions}>
            <Button icon={<CheckOutlined />} onClick={() => void done()}>
              {t('record.done')}
            </Button>
            <Button onClick={() => put(1)}>{t('record.plusDay')}</Button>
            <Button onClick={() => put(7)}>{t('record.plusWeek')}</Button>
            <Button icon={<EditOutlined />} aria-label={t('list.edit', { field: t('field.nextStep') })} onClick={() => setSave(() => onChange)} />
          </div>
        )}
      </div>
    </Section>
  )
}
