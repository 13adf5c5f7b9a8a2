import { changeActivity } from '@sluice/core/activities/contract'
import type { Activity } from '@sluice/core/activities/contract'
import type { BodyInputOf } from '@sluice/core/lib/contract'
import { Button, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractMutation } from '../../api/query.ts'
import { useRefresh } from '../../api/refresh.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useToast } from '../../ui/use-toast.tsx'
import { kindOf } from './activity-names.ts'
import { Chips } from './Chips.tsx'
import styles from './QuickLog.module.css'
import { localized } from './speaker.ts'
import { WhenField } from './WhenField.tsx'

/** Corrects what was logged: outcome, text, time and duration. Its kind stays. */
export function EditActivity({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t, i18n } = useTranslation('activities')
  const language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const toast = useToast()
  const refresh = useRefresh()
  const [body, setBody] = useState(activity.body)
  const [outcome, setOutcome] = useState(activity.outcome)
  const [at, setAt] = useState<string | null>(activity.at)
  const [minutes, setMinutes] = useState(activity.minutes)
  const change = useContractMutation(changeActivity, {
    onSuccess: () => {
      refresh({ type: 'activity.changed', subjectType: activity.subjectType, subjectId: activity.subjectId })
      toast.done(t('log.saved'))
      onClose()
    },
    onError: toast.failed,
  })
  const kind = kindOf(activity.kind)
  const save = () =>
    change.mutate({
      params: { id: activity.id },
      ifMatch: activity.version,
      body: {
        body: body.trim(),
        outcome: outcome as BodyInputOf<typeof changeActivity>['outcome'],
        minutes,
        ...(at !== null && at !== activity.at ? { at } : {}),
      },
    })
  return (
    <BottomSheet open title={t('log.editTitle')} onClose={onClose}>
      <div className={styles.log}>
        {kind && kind.outcomes.length > 0 && (
          <Chips label={t('log.outcome')} options={kind.outcomes.map((one) => ({ key: one.key, label: localized(one.name, language) }))} value={outcome} onChange={setOutcome} />
        )}
        <Input.TextArea aria-label={t('fields.body')} autoSize={{ minRows: 4, maxRows: 14 }} maxLength={20_000} value={body} onChange={(event) => setBody(event.target.value)} />
        <div className={styles.more}>
          <label>
            <span>{t('log.at')}</span>
            <WhenField value={at} onChange={setAt} />
          </label>
          <label>
            <span>{t('log.minutes')}</span>
            <InputNumber min={0} max={1440} value={minutes} onChange={setMinutes} style={{ width: '100%' }} />
          </label>
        </div>
        <Button type="primary" block loading={change.isPending} onClick={save}>
          {t('log.save')}
        </Button>
      </div>
    </BottomSheet>
  )
}
