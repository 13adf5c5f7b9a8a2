import { DeleteOutlined, DownOutlined, PlusOutlined, UpOutlined } from '@ant-design/icons'
import { listCampaigns } from '@sluice/core/campaigns/contract'
import type { Condition } from '@sluice/core/conditions/condition'
import { getMailSettings, listMailTemplates } from '@sluice/core/nurture/contract'
import { stepId } from '@sluice/core/lib/step-tree-edits'
import { leadStatuses } from '@sluice/core/nurture/lead-status'
import { behaviours, sequenceLimits, waitUnits, type SequenceDefinition, type Step, type Trigger } from '@sluice/core/nurture/sequence'
import { placeSteps } from '@sluice/core/nurture/walk'
import { listPublicForms } from '@sluice/core/public-forms/contract'
import { Button, Input, InputNumber, Segmented, Select, Skeleton, Switch } from 'antd'
import { lazy, Suspense } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { useCatalogue } from '../fields/use-catalogue.ts'
import { seldom } from '../pickers/seldom.ts'
import { TagSelect } from '../pickers/TagSelect.tsx'
import { UserSelect } from '../pickers/UserSelect.tsx'
import styles from './Nurture.module.css'

const ConditionEditor = lazy(() => import('../conditions/ConditionEditor.tsx'))

function Line({ label, help, children }: { label: string; help?: string | undefined; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <span>{label}</span>
      {children}
      {help !== undefined && <p className={styles.help}>{help}</p>}
    </div>
  )
}

/** A condition on leads that may be left out. */
function Where({ label, value, onChange }: { label: string; value: Condition | null; onChange: (value: Condition | null) => void }) {
  const { t } = useTranslation('nurture')
  const object = useCatalogue('lead')
  return (
    <Line label={label}>
      {value === null ? (
        <Button icon={<PlusOutlined />} onClick={() => onChange({ and: [] })}>{t('edit.whereAdd')}</Button>
      ) : (
        <>
          <Suspense fallback={<Skeleton active />}><ConditionEditor object={object} value={value} onChange={onChange} /></Suspense>
          <Button type="link" size="small" onClick={() => onChange(null)}>{t('edit.whereClear')}</Button>
        </>
      )}
    </Line>
  )
}

const startOf = (kind: Trigger['kind']): Trigger => {
  switch (kind) {
    case 'campaign': return { kind, campaignIds: [] }
    case 'form': return { kind, formIds: [] }
    case 'score': return { kind, from: 0, to: 80 }
    case 'status': return { kind, statuses: ['nurturing'] }
    default: return { kind }
  }
}

/** What lets leads in. */
export function TriggerForm({ draft, onChange }: { draft: SequenceDefinition; onChange: (draft: SequenceDefinition) => void }) {
  const { t } = useTranslation('nurture')
  const { trigger } = draft
  const campaigns = useContractQuery(listCampaigns, { query: { limit: 200 } }, { ...seldom, enabled: trigger.kind === 'campaign' }).data?.items ?? []
  const forms = useContractQuery(listPublicForms, { query: { limit: 200 } }, { ...seldom, enabled: trigger.kind === 'form' }).data?.items ?? []
  const set = (next: Trigger) => onChange({ ...draft, trigger: next })
  const kinds = ['manual', 'condition', 'status', 'score', 'campaign', 'form'] as const
  return (
    <div className={styles.form}>
      <Line label={t('edit.kind')}>
        <Select aria-label={t('edit.kind')} value={trigger.kind} onChange={(kind) => set(startOf(kind))} options={kinds.map((value) => ({ value, label: t(`triggers.${value}`) }))} />
      </Line>
      {trigger.kind === 'campaign' && <Line label={t('edit.campaigns')}><Select mode="multiple" aria-label={t('edit.campaigns')} value={trigger.campaignIds} onChange={(campaignIds) => set({ ...trigger, campaignIds })} options={campaigns.map((one) => ({ value: one.id, label: one.name }))} /></Line>}
      {trigger.kind === 'form' && <Line label={t('edit.forms')}><Select mode="multiple" aria-label={t('edit.forms')} placeholder={t('edit.allForms')} value={trigger.formIds} onChange={(formIds) => set({ ...trigger, formIds })} options={forms.map((one) => ({ value: one.id, label: one.name }))} /></Line>}
      {trigger.kind === 'status' && <Line label={t('edit.statuses')}><Select mode="multiple" aria-label={t('edit.statuses')} value={trigger.statuses} onChange={(statuses) => set({ ...trigger, statuses })} options={leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))} /></Line>}
      {trigger.kind === 'score' && (
        <div className={styles.two}>
          <Line label={t('edit.from')}><InputNumber aria-label={t('edit.from')} min={-1000} max={1000} precision={0} value={trigger.from} onChange={(from) => set({ ...trigger, from: from ?? 0 })} /></Line>
          <Line label={t('edit.to')}><InputNumber aria-label={t('edit.to')} min={-1000} max={1000} precision={0} value={trigger.to} onChange={(to) => set({ ...trigger, to })} /></Line>
        </div>
      )}
      <Where key={trigger.kind} label={t('edit.where')} value={draft.where} onChange={(where) => onChange({ ...draft, where })} />
      {trigger.kind !== 'manual' && <Line label={t('edit.again')}><InputNumber aria-label={t('edit.again')} min={1} max={3650} precision={0} value={draft.againAfterDays} onChange={(againAfterDays) => onChange({ ...draft, againAfterDays })} /></Line>}
    </div>
  )
}

/** What takes leads out. */
export function ExitsForm({ draft, onChange }: { draft: SequenceDefinition; onChange: (draft: SequenceDefinition) => void }) {
  const { t } = useTranslation('nurture')
  const set = (part: Partial<SequenceDefinition['exits']>) => onChange({ ...draft, exits: { ...draft.exits, ...part } })
  return (
    <div className={styles.form}>
      <label className={styles.row}><Switch checked={draft.exits.replied} onChange={(replied) => set({ replied })} />{t('edit.exitReplied')}</label>
      <label className={styles.row}><Switch checked={draft.exits.ready} onChange={(ready) => set({ ready })} />{t('edit.exitReady')}</label>
      <Where label={t('edit.exitWhere')} value={draft.exits.where} onChange={(where) => set({ where })} />
      <p className={styles.help}>{t('edit.exitAlways')}</p>
    </div>
  )
}

interface StepFormProps {
  draft: SequenceDefinition
  step: Step
  number: (id: string) => number
  onChange: (step: Step) => void
  onMove: (by: 1 | -1) => void
  onRemove: () => void
  canWrite: boolean
}

/** One step's own settings, and what can be done with it. */
export function StepForm(props: StepFormProps) {
  const { t } = useTranslation('nurture')
  return (
    <fieldset disabled={!props.canWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <div className={styles.form}><Body {...props} /></div>
      {props.canWrite && (
        <div className={styles.actions}>
          <Button icon={<UpOutlined />} onClick={() => props.onMove(-1)}>{t('canvas.up')}</Button>
          <Button icon={<DownOutlined />} onClick={() => props.onMove(1)}>{t('canvas.down')}</Button>
          <Button danger icon={<DeleteOutlined />} onClick={props.onRemove}>{t('canvas.remove')}</Button>
        </div>
      )}
    </fieldset>
  )
}

function Body({ draft, step, number, onChange }: StepFormProps) {
  const { t } = useTranslation('nurture')
  const catalogue = useCatalogue('lead')
  const templates = useContractQuery(listMailTemplates, { query: {} }, { ...seldom, enabled: step.type === 'mail' }).data?.items ?? []
  const senders = useContractQuery(getMailSettings, {}, { ...seldom, enabled: step.type === 'mail' }).data?.senders ?? []
  switch (step.type) {
    case 'wait':
      return (
        <>
          <div className={styles.two}>
            <Line label={t('edit.amount')}><InputNumber aria-label={t('edit.amount')} min={1} max={365} precision={0} value={step.amount} onChange={(amount) => onChange({ ...step, amount: amount ?? 1 })} /></Line>
            <Line label={t('edit.unit')}><Select aria-label={t('edit.unit')} value={step.unit} onChange={(unit) => onChange({ ...step, unit, ...(unit !== 'days' && unit !== 'work_days' && { at: null }) })} options={waitUnits.map((value) => ({ value, label: t(`units.${value}`) }))} /></Line>
          </div>
          {(step.unit === 'days' || step.unit === 'work_days') && (
            <Line label={t('edit.at')} help={t('edit.atHint')}><Input type="time" aria-label={t('edit.at')} value={step.at ?? ''} onChange={(event) => onChange({ ...step, at: event.target.value === '' ? null : event.target.value.slice(0, 5) })} /></Line>
          )}
          {step.unit.startsWith('work') && <p className={styles.help}>{t('edit.workHint')}</p>}
        </>
      )
    case 'mail':
      return (
        <>
          {senders.length > 1 && (
            <Line label={t('edit.sender')}><Select allowClear aria-label={t('edit.sender')} placeholder={t('edit.senderDefault')} value={step.senderId} onChange={(senderId: string | undefined) => onChange({ ...step, senderId: senderId ?? null })} options={senders.map((one) => ({ value: one.id, label: `${one.name} <${one.address}>` }))} /></Line>
          )}
          {step.variants.map((variant, i) => (
            <div key={variant.id} className={styles.field}>
              <span>{step.variants.length === 1 ? t('edit.template') : t('edit.variant', { n: i + 1 })}</span>
              <Select
                aria-label={step.variants.length === 1 ? t('edit.template') : t('edit.variant', { n: i + 1 })}
                showSearch
                optionFilterProp="label"
                value={variant.templateId}
                placeholder={t('say.mailNone')}
                onChange={(templateId: string) => onChange({ ...step, variants: step.variants.with(i, { ...variant, templateId }) })}
                options={templates.map((one) => ({ value: one.id, label: `${one.name} · ${one.subject}` }))}
              />
              {step.variants.length > 1 && (
                <span className={styles.row}>
                  {t('edit.weight')}
                  <InputNumber size="small" aria-label={t('edit.weight')} min={1} max={100} precision={0} value={variant.weight} onChange={(weight) => onChange({ ...step, variants: step.variants.with(i, { ...variant, weight: weight ?? 1 }) })} />
                  <Button size="small" type="link" onClick={() => onChange({ ...step, variants: step.variants.toSpliced(i, 1) })}>{t('edit.removeVariant')}</Button>
                </span>
              )}
            </div>
          ))}
          {step.variants.length < sequenceLimits.variants && <Button icon={<PlusOutlined />} onClick={() => onChange({ ...step, variants: [...step.variants, { id: stepId(Math.random), templateId: null, weight: 50 }] })}>{t('edit.addVariant')}</Button>}
        </>
      )
    case 'branch': {
      const mails = [...placeSteps(draft).values()].filter(({ step: other }) => other.type === 'mail' && number(other.id) < number(step.id))
      const { test } = step
      return (
        <>
          <Segmented
            block
            value={test.kind}
            onChange={(kind) => onChange({ ...step, test: kind === 'condition' ? { kind: 'condition', condition: { and: [] } } : { kind: 'behaviour', behaviour: 'clicked', stepId: null, atLeast: 1 } })}
            options={[{ value: 'behaviour' as const, label: t('edit.testBehaviour') }, { value: 'condition' as const, label: t('edit.testCondition') }]}
          />
          {test.kind === 'condition' ? (
            <Line label={t('edit.condition')}><Suspense fallback={<Skeleton active />}><ConditionEditor key={step.id} object={catalogue} value={test.condition} onChange={(condition) => onChange({ ...step, test: { kind: 'condition', condition } })} /></Suspense></Line>
          ) : (
            <>
              <Line label={t('edit.behaviour')} help={test.behaviour === 'opened' ? t('edit.openedHint') : test.behaviour === 'clicked' ? undefined : t('edit.since')}>
                <Select aria-label={t('edit.behaviour')} value={test.behaviour} onChange={(behaviour) => onChange({ ...step, test: { ...test, behaviour } })} options={behaviours.map((value) => ({ value, label: t(`behaviours.${value}`) }))} />
              </Line>
              {test.behaviour === 'opened' || test.behaviour === 'clicked' ? (
                <Line label={t('edit.mailOf')}>
                  <Select allowClear aria-label={t('edit.mailOf')} placeholder={t('say.anyMail')} value={test.stepId} onChange={(id: string | undefined) => onChange({ ...step, test: { ...test, stepId: id ?? null } })} options={mails.map(({ step: mail }) => ({ value: mail.id, label: t('say.mailStep', { n: number(mail.id) }) }))} />
                </Line>
              ) : (
                <Line label={t('edit.atLeast')}><InputNumber aria-label={t('edit.atLeast')} min={1} max={100} precision={0} value={test.atLeast} onChange={(atLeast) => onChange({ ...step, test: { ...test, atLeast: atLeast ?? 1 } })} /></Line>
              )}
            </>
          )}
        </>
      )
    }
    case 'notify':
      return (
        <>
          <Line label={t('edit.notifyTo')}><UserSelect aria-label={t('edit.notifyTo')} placeholder={t('edit.owner')} value={step.userId} onChange={(userId) => onChange({ ...step, userId })} /></Line>
          <Line label={t('edit.text')}><Input.TextArea aria-label={t('edit.text')} maxLength={300} autoSize={{ minRows: 2 }} value={step.text} onChange={(event) => onChange({ ...step, text: event.target.value })} /></Line>
        </>
      )
    case 'task':
      return (
        <>
          <Line label={t('edit.text')}><Input aria-label={t('edit.text')} maxLength={300} value={step.text} onChange={(event) => onChange({ ...step, text: event.target.value })} /></Line>
          <Line label={t('edit.due')}><InputNumber aria-label={t('edit.due')} min={0} max={60} precision={0} value={step.workDays} onChange={(workDays) => onChange({ ...step, workDays: workDays ?? 0 })} /></Line>
        </>
      )
    case 'tag':
      return (
        <>
          <Line label={t('edit.addTags')}><TagSelect aria-label={t('edit.addTags')} value={step.addTagIds} onChange={(addTagIds) => onChange({ ...step, addTagIds })} /></Line>
          <Line label={t('edit.removeTags')}><TagSelect aria-label={t('edit.removeTags')} value={step.removeTagIds} onChange={(removeTagIds) => onChange({ ...step, removeTagIds })} /></Line>
        </>
      )
    case 'score':
      return (
        <div className={styles.two}>
          <Line label={t('edit.points')}><InputNumber aria-label={t('edit.points')} min={-100} max={100} precision={0} value={step.points} onChange={(points) => onChange({ ...step, points: points ?? 0 })} /></Line>
          <Line label={t('edit.reason')}><Input aria-label={t('edit.reason')} maxLength={100} value={step.reason} onChange={(event) => onChange({ ...step, reason: event.target.value })} /></Line>
        </div>
      )
    case 'end': return <p className={styles.help}>{t('say.end')}</p>
  }
}
