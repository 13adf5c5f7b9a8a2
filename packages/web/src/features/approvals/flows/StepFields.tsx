import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import type { FlowStep } from '@sluice/core/approvals/flow'
import { Button, Checkbox, Input, InputNumber, Segmented, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApproverPicker } from './ApproverPicker.tsx'
import styles from './Flows.module.css'
import { OptionalCondition } from './OptionalCondition.tsx'

/** One step of a flow: who is asked, how many must agree, of which deals, and until when. */
export function StepFields(props: {
  step: FlowStep
  index: number
  count: number
  disabled?: boolean
  onChange: (step: FlowStep) => void
  onMove: (to: number) => void
  onRemove: () => void
}) {
  const { t } = useTranslation('approvals')
  const { step, index, disabled } = props
  const set = (part: Partial<FlowStep>) => props.onChange({ ...step, ...part })
  const said = t('flows.step', { n: index + 1 })
  return (
    <section className={styles.step} aria-label={said} id={`flow-step-${step.id}`}>
      <div className={styles.stepHead}>
        <strong>{said}</strong>
        {!disabled && (
          <span>
            <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={index === 0} aria-label={`${t('flows.up')} ${said}`} onClick={() => props.onMove(index - 1)} />
            <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={index === props.count - 1} aria-label={`${t('flows.down')} ${said}`} onClick={() => props.onMove(index + 1)} />
            <Button type="text" size="small" danger icon={<DeleteOutlined />} disabled={props.count === 1} aria-label={`${t('flows.removeStep')} ${said}`} onClick={props.onRemove} />
          </span>
        )}
      </div>
      <label className={styles.field}>
        <span>{t('flows.stepName')}</span>
        <Input disabled={disabled} maxLength={60} value={step.name} placeholder={t('flows.stepNamePlaceholder')} onChange={(event) => set({ name: event.target.value })} />
      </label>
      {index > 0 && (
        <Checkbox disabled={disabled} checked={step.isParallel} onChange={(event) => set({ isParallel: event.target.checked })}>
          {t('flows.parallel')}
        </Checkbox>
      )}
      <div className={styles.field}>
        <span>{t('flows.approvers')}</span>
        {step.approvers.map((approver, at) => (
          // Their place is their identity: nothing else tells two alike apart.
          <div key={at} className={styles.approverRow}>
            <ApproverPicker disabled={disabled} value={approver} onChange={(next) => set({ approvers: step.approvers.map((one, i) => (i === at ? next : one)) })} />
            {!disabled && step.approvers.length > 1 && (
              <Button type="text" size="small" icon={<CloseOutlined />} aria-label={`${t('flows.removeApprover')} ${at + 1}`} onClick={() => set({ approvers: step.approvers.filter((_, i) => i !== at) })} />
            )}
          </div>
        ))}
        {!disabled && (
          <Button type="link" size="small" className={styles.add} icon={<PlusOutlined />} onClick={() => set({ approvers: [...step.approvers, { type: 'user', userId: '' }] })}>
            {t('flows.addApprover')}
          </Button>
        )}
      </div>
      <div className={styles.field}>
        <span>{t('flows.modeLabel')}</span>
        <Segmented
          disabled={disabled}
          aria-label={t('flows.modeLabel')}
          value={step.mode}
          options={(['one', 'all', 'majority'] as const).map((mode) => ({ value: mode, label: t(`mode.${mode}`) }))}
          onChange={(mode) => set({ mode })}
        />
      </div>
      <div className={styles.pair}>
        <label className={styles.field}>
          <span>{t('flows.due')}</span>
          <InputNumber
            disabled={disabled}
            min={1}
            max={2160}
            precision={0}
            style={{ width: '100%' }}
            placeholder={t('flows.dueNone')}
            value={step.dueHours}
            onChange={(dueHours) => set({ dueHours, escalateTo: dueHours === null ? null : step.escalateTo })}
          />
        </label>
        {step.dueHours !== null && (
          <div className={styles.field}>
            <span>
              <Switch size="small" disabled={disabled} checked={step.escalateTo !== null} aria-label={t('flows.escalate')} onChange={(on) => set({ escalateTo: on ? { type: 'team_lead', levels: 1 } : null })} /> {t('flows.escalate')}
            </span>
            {step.escalateTo && <ApproverPicker disabled={disabled} value={step.escalateTo} onChange={(escalateTo) => set({ escalateTo })} />}
          </div>
        )}
      </div>
      <OptionalCondition disabled={disabled} value={step.condition} onChange={(condition) => set({ condition })} />
    </section>
  )
}
