import { ClockCircleOutlined } from '@ant-design/icons'
import { logActivity, removeActivity } from '@sluice/core/activities/contract'
import type { SubjectType } from '@sluice/core/activities/contract'
import { activityKinds } from '@sluice/core/config/activity-kinds'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api/client.ts'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { randomKey } from '../../api/random-key.ts'
import { usePhone } from '../../ui/use-media-query.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { LanguageDraft } from '../language-model/LanguageDraft.tsx'
import { kindName, kindOf } from './activity-names.ts'
import { Chips } from './Chips.tsx'
import { DueField } from './DueField.tsx'
import { activityIcon } from './event-icons.tsx'
import { draftProblem, emptyDraft, logBody, usualOutcome, withOutcome } from './log-draft.ts'
import type { LogDraft } from './log-draft.ts'
import styles from './QuickLog.module.css'
import { localized } from './speaker.ts'
import { WhenField } from './WhenField.tsx'

export interface QuickLogProps {
  subjectType: SubjectType
  subjectId: string
  canWrite: boolean
  /** People of the record, to say with whom one spoke. */
  contacts?: readonly { id: string; name: string }[]
  /** The step that was agreed before; one tap says that it is done. */
  nextStep?: string | null
  /** Opened from that step: it is taken as done. */
  stepDone?: boolean
  /** Which kind is chosen at first. */
  kind?: LogDraft['kind']
  onDone?: () => void
}

/**
 * Logs an activity in two taps: the kind (its usual outcome is chosen already), then 记录. Another outcome, a text, the
 * next step and the time are one tap more each and never required. Used inside a record; QuickLogSheet wraps it elsewhere.
 */
export function QuickLog(props: QuickLogProps) {
  const { subjectType, subjectId } = props
  const { t, i18n } = useTranslation('activities')
  const language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const phone = usePhone()
  const toast = useToast()
  const refresh = useRefresh()
  const [draft, setDraft] = useState<LogDraft>(() => ({ ...emptyDraft(props.kind), stepDone: props.stepDone ?? false }))
  const [more, setMore] = useState(false)
  const [tried, setTried] = useState(false)
  const [attempt, setAttempt] = useState(() => randomKey())
  const set = (part: Partial<LogDraft>) => setDraft((now) => ({ ...now, ...part }))
  const problem = draftProblem(draft)
  const changed = (type: string) => {
    refresh({ type, subjectType, subjectId })
    // The record itself shows the last contact and the next step.
    refresh({ type: `${subjectType}.changed`, subjectType, subjectId })
  }

  const log = useContractMutation(logActivity, {
    onSuccess: (activity) => {
      const name = kindName(activity.kind, language)
      changed('activity.logged')
      toast.undoable(t(draft.nextStep.trim() === '' ? 'log.done' : 'log.doneStep', { kind: name }), async () => {
        await call(removeActivity, { params: { id: activity.id } })
        changed('activity.removed')
      })
      setDraft(emptyDraft(draft.kind))
      setAttempt(randomKey())
      setTried(false)
      setMore(false)
      props.onDone?.()
    },
    onError: toast.failed,
  })
  const submit = () => {
    setTried(true)
    if (problem === null && !log.isPending) log.mutate({ body: logBody(draft, subjectType, subjectId), idempotencyKey: attempt })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault()
      submit()
    }
  }

  if (!props.canWrite) return <p className={styles.readOnly}>{t('log.readOnly')}</p>
  const kind = kindOf(draft.kind)
  const hasSteps = subjectType === 'deal' || subjectType === 'lead'
  const contacts = props.contacts ?? []
  return (
    <div className={styles.log} onKeyDown={onKeyDown}>
      <Chips
        tall
        label={t('log.kind')}
        options={activityKinds.map((one) => ({ key: one.key, label: localized(one.name, language), icon: activityIcon(one.key) }))}
        value={draft.kind}
        onChange={(next) => set({ kind: next, outcome: usualOutcome(next) })}
      />
      {kind && kind.outcomes.length > 0 && (
        <Chips
          label={t('log.outcome')}
          options={kind.outcomes.map((one) => ({ key: one.key, label: localized(one.name, language) }))}
          value={draft.outcome}
          onChange={(outcome) => setDraft((now) => withOutcome(now, outcome, props.stepDone === true))}
        />
      )}
      <Input.TextArea
        aria-label={t(draft.kind === 'note' ? 'log.bodyNote' : 'log.body')}
        placeholder={t(draft.kind === 'note' ? 'log.bodyNote' : 'log.body')}
        autoSize={{ minRows: draft.kind === 'note' ? 3 : 1, maxRows: 8 }}
        maxLength={20_000}
        status={tried && problem === 'noteRequired' ? 'error' : undefined}
        value={draft.body}
        onChange={(event) => set({ body: event.target.value })}
      />
      {draft.body.trim().length >= 20 && (
        <div>
          <LanguageDraft question={{ kind: 'summary', notes: draft.body, about: hasSteps ? { subjectType, subjectId } : null }} onTake={(body) => set({ body })} />
        </div>
      )}
      {hasSteps && (
        <>
          {props.nextStep && (
            <Checkbox checked={draft.stepDone} onChange={(event) => set({ stepDone: event.target.checked })}>
              {t('log.stepDone', { text: props.nextStep })}
            </Checkbox>
          )}
          <Input
            prefix={<span className={styles.prefix}>{t('log.nextStep')}</span>}
            aria-label={t('log.nextStep')}
            placeholder={t('log.nextStepPlaceholder')}
            maxLength={300}
            value={draft.nextStep}
            onChange={(event) => set({ nextStep: event.target.value })}
          />
          {draft.nextStep.trim() !== '' && <DueField label={t('log.due')} value={draft.due} onChange={(due) => set({ due })} />}
        </>
      )}
      {more && (
        <div className={styles.more}>
          <label>
            <span>{t('log.at')}</span>
            <WhenField value={draft.at} onChange={(at) => set({ at })} />
          </label>
          {draft.kind !== 'note' && (
            <label>
              <span>{t('log.minutes')}</span>
              <InputNumber min={0} max={1440} value={draft.minutes} placeholder={String(kind?.defaultMinutes ?? 0)} onChange={(minutes) => set({ minutes })} style={{ width: '100%' }} />
            </label>
          )}
          {contacts.length > 0 && (
            <label>
              <span>{t('log.contact')}</span>
              <Select
                allowClear
                aria-label={t('log.contact')}
                placeholder={t('log.contactNone')}
                value={draft.contactId}
                options={contacts.map((one) => ({ value: one.id, label: one.name }))}
                onChange={(contactId: string | undefined) => set({ contactId: contactId ?? null })}
                style={{ width: '100%' }}
              />
            </label>
          )}
        </div>
      )}
      {tried && problem && (
        <p role="alert" className={styles.problem}>
          {t(`log.${problem}`)}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="text" icon={<ClockCircleOutlined />} aria-expanded={more} onClick={() => setMore(!more)}>
          {t('log.more')}
        </Button>
        <Button type="primary" block={phone} size={phone ? 'large' : 'middle'} loading={log.isPending} onClick={submit} title={phone ? undefined : t('log.hint')}>
          {t('log.submit')}
        </Button>
      </div>
    </div>
  )
}
