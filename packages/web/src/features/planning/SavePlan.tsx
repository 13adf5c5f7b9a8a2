import { createPlan } from '@sluice/core/planning/contract'
import type { BackCalculationAnswer } from '@sluice/core/planning/contract'
import type { Plan } from '@sluice/core/planning/plan'
import type { Target } from '@sluice/core/planning/target'
import { Button, Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueryClient } from '@tanstack/react-query'
import { useContractMutation } from '../../api/query.ts'
import { BottomSheet } from '../../ui/BottomSheet.tsx'
import { useProblemText } from '../../ui/use-problem-text.ts'
import { useToast } from '../../ui/use-toast.tsx'
import { definitionOf } from './plan-definition.ts'
import styles from './Planning.module.css'

/** Keeps the numbers on the screen as a plan; they do not move when the past is measured anew. */
export function SavePlan(props: { answer: BackCalculationAnswer; result: Parameters<typeof definitionOf>[1]; target: Target; onClose: () => void }) {
  const { t } = useTranslation('planning')
  const say = useProblemText()
  const toast = useToast()
  const cache = useQueryClient()
  const [name, setName] = useState('')
  const [isActive, setActive] = useState(true)
  const save = useContractMutation(createPlan, {
    onSuccess: () => {
      toast.done(t('saved'))
      void cache.invalidateQueries({ queryKey: ['/plans'] })
      props.onClose()
    },
  })
  const definition: Plan = definitionOf(props.answer, props.result, props.target, name.trim())
  const submit = () => name.trim() !== '' && save.mutate({ body: { definition, status: isActive ? 'active' : 'draft' } })
  return (
    <BottomSheet
      open
      title={t('save')}
      onClose={props.onClose}
      footer={
        <div className={styles.foot}>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={save.isPending} disabled={name.trim() === ''} onClick={submit}>
            {t('save')}
          </Button>
        </div>
      }
    >
      <label className={styles.field}>
        <span>{t('planName')}</span>
        <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.target.value)} onPressEnter={submit} placeholder={t('planExample')} />
      </label>
      <label className={styles.switch}>
        <Switch checked={isActive} onChange={setActive} /> {t('trackNow')}
      </label>
      {save.error && <p className={styles.problem} role="alert">{say(save.error)}</p>}
    </BottomSheet>
  )
}
